//! What a person needs to know to call a simulated vendor: what lets calls in, and a call to begin with.

use std::fmt::Write as _;

use brogue_generator::model::{
    Credential, Method, OAuth, Operation, ParameterPlace, Presence, SchemeUse, Segment,
};
use url::Url;

use crate::gate::Credentials;
use crate::simulator::Simulator;
use crate::vendor::Vendor;

/// What lets calls in, a sentence for each scheme of the document. Only the credentials that every simulated vendor takes are named.
pub(crate) fn credentials(vendor: &Vendor) -> Vec<String> {
    let key = Credentials::KEY;
    let of = |credential: &Credential| match credential {
        Credential::ApiKeyQuery { parameter, .. } => {
            format!("`{key}` as `{parameter}` in the query")
        }
        Credential::ApiKeyHeader { header, .. } => format!("`{key}` in the header `{header}`"),
        Credential::ApiKeyCookie { cookie, .. } => format!("`{key}` in the cookie `{cookie}`"),
        Credential::Bearer { .. } => {
            format!(
                "`Bearer {}` in the header `authorization`",
                Credentials::TOKEN
            )
        }
        Credential::Basic { .. } => {
            format!(
                "the user `{}` with the password `{}`",
                Credentials::USER,
                Credentials::PASSWORD
            )
        }
        Credential::OAuth { oauth, .. } => tokens(oauth),
    };

    vendor
        .api
        .credentials
        .iter()
        .map(|credential| format!("{}: {}", credential.scheme(), of(credential)))
        .collect()
}

/// Where tokens are had, and for whom.
fn tokens(oauth: &OAuth) -> String {
    let path = |address: &str| {
        Url::parse(address).map_or_else(|_| address.to_owned(), |url| url.path().to_owned())
    };
    let code = oauth.code.as_ref();
    let requests = [
        code.map(|code| &code.exchange),
        oauth.client_credentials.as_ref(),
        oauth.password.as_ref(),
        oauth.refresh.as_ref(),
    ];
    let mut text = "a token".to_owned();
    if let Some(request) = requests.into_iter().flatten().next() {
        let _ = write!(text, " of `POST {}`", path(&request.url));
    }
    let _ = write!(
        text,
        " for the client `{}` with the secret `{}`",
        Credentials::CLIENT_ID,
        Credentials::CLIENT_SECRET
    );
    if oauth.password.is_some() {
        let _ = write!(
            text,
            ", the user `{}` with the password `{}`",
            Credentials::USER,
            Credentials::PASSWORD
        );
    }
    if let Some(code) = code {
        let _ = write!(text, "; users are asked at `{}`", path(&code.authorize));
    }

    text
}

/// A call of one operation, for a shell; it holds an access token of its own where calls need one.
pub(crate) fn example(simulator: &Simulator, vendor: &Vendor) -> Option<String> {
    let operations = || vendor.operation_ids().map(|id| vendor.operation(id).1);
    let operation = operations()
        .find(|operation| is_plain(operation))
        .or_else(|| operations().find(|operation| operation.http_method == Method::Get))
        .or_else(|| operations().next())?;
    let path: String = operation
        .path
        .iter()
        .map(|segment| match segment {
            Segment::Literal(text) => text.as_str(),
            Segment::Parameter(_) => "1",
        })
        .collect();
    let mut words = vec!["curl".to_owned()];
    if operation.http_method != Method::Get {
        words.push(format!("-X {}", operation.http_method.as_str()));
    }
    let mut query = String::new();
    let sets = operation.security.as_ref().or(vendor.api.security.as_ref());
    for used in sets.and_then(|sets| sets.first()).into_iter().flatten() {
        let mut credentials = vendor.api.credentials.iter();
        let shown = match credentials.find(|one| one.scheme() == used.scheme) {
            Some(credential) => shown(simulator, credential, used),
            None => continue,
        };
        match shown {
            Shown::Query(pair) => query = format!("?{pair}"),
            Shown::Option(option) => words.push(option),
        }
    }
    words.push(format!("'{}{path}{query}'", simulator.base_url()));

    Some(words.join(" "))
}

/// Where a credential goes in a command.
enum Shown {
    Query(String),
    Option(String),
}

fn shown(simulator: &Simulator, credential: &Credential, used: &SchemeUse) -> Shown {
    let key = Credentials::KEY;
    let bearer = |token: &str| Shown::Option(format!("-H 'authorization: Bearer {token}'"));
    match credential {
        Credential::ApiKeyQuery { parameter, .. } => Shown::Query(format!("{parameter}={key}")),
        Credential::ApiKeyHeader { header, .. } => Shown::Option(format!("-H '{header}: {key}'")),
        Credential::ApiKeyCookie { cookie, .. } => Shown::Option(format!("-b '{cookie}={key}'")),
        Credential::Bearer { .. } => bearer(Credentials::TOKEN),
        Credential::Basic { .. } => Shown::Option(format!(
            "-u '{}:{}'",
            Credentials::USER,
            Credentials::PASSWORD
        )),
        Credential::OAuth { .. } => {
            let scopes: Vec<&str> = used.scopes.iter().map(String::as_str).collect();
            bearer(&simulator.credentials().access_token(&scopes))
        }
    }
}

/// Whether a call reads something and needs nothing but its path.
fn is_plain(operation: &Operation) -> bool {
    let needs = operation.parameters.iter().any(|parameter| {
        parameter.presence == Presence::Required
            && matches!(
                parameter.place,
                ParameterPlace::Query | ParameterPlace::Header
            )
    });

    operation.http_method == Method::Get && operation.path_parameters.is_empty() && !needs
}
