//! What lets a call in.

use super::{Item, Section};
use crate::model::{Api, Credential, Operation, SchemeUse, SecuritySet};

/// The sets that let a call in; any one of them does.
pub(super) fn section(api: &Api, operation: &Operation) -> Section {
    let items = match operation.security.as_ref().or(api.security.as_ref()) {
        Some(sets) if sets.is_empty() => vec![none()],
        Some(sets) => sets.iter().map(|set| of_set(api, set)).collect(),
        None if api.credentials.is_empty() => vec![none()],
        None => api
            .credentials
            .iter()
            .map(|credential| Item::new(credential.scheme(), carried(credential)))
            .collect(),
    };

    Section {
        key: "credentials",
        title: "credentials, one of",
        items,
    }
}

fn none() -> Item {
    Item::new("none", "no credential is sent")
}

fn of_set(api: &Api, set: &SecuritySet) -> Item {
    if set.is_empty() {
        return Item::new("none", "it is let in without one, too");
    }
    let names: Vec<&str> = set.iter().map(|one| one.scheme.as_str()).collect();
    let told: Vec<String> = set.iter().map(|one| of_use(api, one)).collect();

    Item::new(names.join(" and "), told.join("; and "))
}

fn of_use(api: &Api, used: &SchemeUse) -> String {
    let credential = api
        .credentials
        .iter()
        .find(|credential| credential.scheme() == used.scheme);
    let carried = credential.map_or_else(|| "not to be had".to_owned(), carried);
    let scopes: Vec<String> = used
        .scopes
        .iter()
        .map(|scope| format!("`{scope}`"))
        .collect();

    match scopes.as_slice() {
        [] => carried,
        [one] => format!("{carried}, good for the scope {one}"),
        several => format!("{carried}, good for the scopes {}", several.join(", ")),
    }
}

/// How a credential is carried.
fn carried(credential: &Credential) -> String {
    match credential {
        Credential::ApiKeyQuery { parameter, .. } => {
            format!("a key in the query, as `{parameter}`; redacted in every URL that is shown")
        }
        Credential::ApiKeyHeader { header, .. } => format!("a key in the header `{header}`"),
        Credential::ApiKeyCookie { cookie, .. } => format!("a key in the cookie `{cookie}`"),
        Credential::Bearer { .. } => "a token in the header `authorization`".to_owned(),
        Credential::Basic { .. } => {
            "user name and password in the header `authorization`".to_owned()
        }
        Credential::OAuth { oauth, .. } => {
            let ways = [
                ("a user's consent", oauth.code.is_some()),
                (
                    "the client's own credentials",
                    oauth.client_credentials.is_some(),
                ),
                ("a user's password", oauth.password.is_some()),
                ("a refresh token", oauth.refresh.is_some()),
            ];
            let ways: Vec<&str> = ways
                .into_iter()
                .filter_map(|(way, there)| there.then_some(way))
                .collect();
            format!(
                "a token in the header `authorization`, had by {}; after a 401 it is renewed and the call sent once more",
                ways.join(" or ")
            )
        }
    }
}
