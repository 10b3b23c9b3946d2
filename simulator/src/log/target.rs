//! The target of a request as it may be shown: with the values of credentials replaced.
//!
//! A value is hidden where its name is that of a key, or one that stands for a secret everywhere (`access_token`, `password`), and where
//! the document knows no parameter of this name: what was sent by mistake may be anything, a real key under a wrong name as well.

use brogue_generator::model::Credential;
use url::form_urlencoded;

use crate::reply::Request;
use crate::vendor::{OperationId, Vendor};

/// What stands where a secret stood.
const HIDDEN: &str = "***";

/// Names whose values are secrets wherever they are sent to.
const SECRETS: [&str; 7] = [
    "access_token",
    "client_secret",
    "code_verifier",
    "id_token",
    "password",
    "refresh_token",
    "token",
];

/// What asks a user for consent is no operation; these parts of it are no secrets.
const OF_CONSENT: [&str; 5] = [
    "client_id",
    "code_challenge_method",
    "redirect_uri",
    "response_type",
    "scope",
];

/// Path and query of a request.
pub(super) fn shown(vendor: &Vendor, request: &Request, operation: Option<OperationId>) -> String {
    let mut target = request.path.clone();
    let Some(query) = &request.query else {
        return target;
    };
    for (position, pair) in query.split('&').enumerate() {
        target.push(if position == 0 { '?' } else { '&' });
        match pair.split_once('=') {
            Some((name, value)) if !value.is_empty() && is_secret(vendor, operation, name) => {
                target.extend([name, "=", HIDDEN]);
            }
            _ => target.push_str(pair),
        }
    }

    target
}

/// Whether the value of a query parameter is a secret; the name is still escaped.
fn is_secret(vendor: &Vendor, operation: Option<OperationId>, name: &str) -> bool {
    let unescaped = form_urlencoded::parse(name.as_bytes()).next();
    let name = unescaped.map_or_else(String::new, |(name, _)| name.into_owned());
    let mut credentials = vendor.api.credentials.iter();
    let is_key = credentials.any(|credential| match credential {
        Credential::ApiKeyQuery { parameter, .. } => *parameter == name,
        Credential::ApiKeyHeader { .. }
        | Credential::ApiKeyCookie { .. }
        | Credential::Bearer { .. }
        | Credential::Basic { .. }
        | Credential::OAuth { .. } => false,
    });
    let is_known = match operation.and_then(|id| vendor.call(id)) {
        Some(call) => call.parameters.iter().any(|one| {
            // Brackets are how a list or an object is written: `ids[]`, `filter[name]`.
            let stem = |name: &str| name.split('[').next().unwrap_or_default().to_owned();
            one.place == "query" && stem(&one.name) == stem(&name)
        }),
        None => OF_CONSENT.contains(&name.as_str()),
    };

    is_key || !is_known || SECRETS.contains(&name.to_ascii_lowercase().as_str())
}
