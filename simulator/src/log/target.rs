//! The target of a request as it may be shown: with the values of credentials replaced.
//!
//! A value is hidden where its name is that of a key, or one that stands for a secret everywhere (`access_token`, `password`). A `code` is
//! a secret only where the document knows no parameter of this name.

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

/// Path and query of a request.
pub(super) fn shown(vendor: &Vendor, request: &Request, operation: Option<OperationId>) -> String {
    let mut target = request.path.clone();
    let Some(query) = &request.query else {
        return target;
    };
    for (position, pair) in query.split('&').enumerate() {
        target.push(if position == 0 { '?' } else { '&' });
        match pair.split_once('=') {
            Some((name, _)) if is_secret(vendor, operation, name) => {
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
    let small = name.to_ascii_lowercase();
    let is_code = small == "code" && !is_declared(vendor, operation, &name);

    is_key || is_code || SECRETS.contains(&small.as_str())
}

fn is_declared(vendor: &Vendor, operation: Option<OperationId>, name: &str) -> bool {
    operation
        .and_then(|id| vendor.call(id))
        .is_some_and(|call| {
            let mut parameters = call.parameters.iter();
            parameters.any(|one| one.place == "query" && one.name == name)
        })
}
