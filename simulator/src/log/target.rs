//! The target of a request as it may be shown: with the values of credentials and of sensitive parameters replaced.

use brogue_generator::model::Credential;
use url::form_urlencoded;

use crate::reply::Request;
use crate::routes::Found;
use crate::vendor::{OperationId, Vendor};
use crate::world::World;

/// What stands where a secret stood.
const HIDDEN: &str = "***";

/// Names whose values are secrets wherever they are sent to.
const SECRET_NAMES: [&str; 8] = [
    "access_token",
    "client_secret",
    "code",
    "code_verifier",
    "id_token",
    "password",
    "refresh_token",
    "token",
];

/// Path and query of a request.
pub(super) fn shown(world: &World, request: &Request, operation: Option<OperationId>) -> String {
    let vendor = &world.vendor;
    let mut target = path(vendor, request, operation);
    let Some(query) = &request.query else {
        return target;
    };
    for (position, pair) in query.split('&').enumerate() {
        target.push(if position == 0 { '?' } else { '&' });
        let name = pair.split_once('=').map(|(name, _)| name);
        match name {
            Some(name) if is_secret(vendor, operation, name) => {
                target.push_str(name);
                target.push('=');
                target.push_str(HIDDEN);
            }
            _ => target.push_str(pair),
        }
    }

    target
}

/// The path, with sensitive values of it replaced.
fn path(vendor: &Vendor, request: &Request, operation: Option<OperationId>) -> String {
    let path = &request.path;
    let has_secrets = operation
        .and_then(|id| vendor.call(id))
        .is_some_and(|call| {
            let mut parameters = call.parameters.iter();
            parameters.any(|one| one.place == "path" && is_sensitive(vendor, one.schema))
        });
    if !has_secrets {
        return path.clone();
    }
    let Found::Operation(_, values) = vendor.routes.find(&request.method, path) else {
        return path.clone();
    };
    let mut shown = String::new();
    let mut rest = path.as_str();
    for (name, value) in values {
        let Some((before, after)) = rest.split_once(&value) else {
            break;
        };
        let hides = is_secret_parameter(vendor, operation, "path", &name);
        shown.push_str(before);
        shown.push_str(if hides { HIDDEN } else { &value });
        rest = after;
    }
    shown.push_str(rest);

    shown
}

/// Whether the value of a query parameter is a secret; the name is still escaped.
fn is_secret(vendor: &Vendor, operation: Option<OperationId>, name: &str) -> bool {
    let unescaped = form_urlencoded::parse(name.as_bytes()).next();
    let name = unescaped.map_or_else(String::new, |(name, _)| name.into_owned());
    let is_key = vendor
        .api
        .credentials
        .iter()
        .any(|credential| match credential {
            Credential::ApiKeyQuery { parameter, .. } => *parameter == name,
            Credential::ApiKeyHeader { .. }
            | Credential::ApiKeyCookie { .. }
            | Credential::Bearer { .. }
            | Credential::Basic { .. }
            | Credential::OAuth { .. } => false,
        });
    let is_declared = is_declared(vendor, operation, &name);

    is_key
        || is_secret_parameter(vendor, operation, "query", &name)
        || (!is_declared && SECRET_NAMES.contains(&name.to_ascii_lowercase().as_str()))
}

/// Whether the document knows the parameter: then it says itself whether its value is a secret.
fn is_declared(vendor: &Vendor, operation: Option<OperationId>, name: &str) -> bool {
    operation
        .and_then(|id| vendor.call(id))
        .is_some_and(|call| {
            let mut parameters = call.parameters.iter();
            parameters.any(|one| one.place == "query" && one.name == name)
        })
}

fn is_secret_parameter(
    vendor: &Vendor,
    operation: Option<OperationId>,
    place: &str,
    name: &str,
) -> bool {
    let call = operation.and_then(|id| vendor.call(id));
    let parameter = call.and_then(|call| {
        let mut parameters = call.parameters.iter();
        parameters.find(|one| one.place == place && one.name == name)
    });

    parameter.is_some_and(|parameter| is_sensitive(vendor, parameter.schema))
}

fn is_sensitive(
    vendor: &Vendor,
    schema: Option<brogue_generator::model::contract::SchemaId>,
) -> bool {
    schema.is_some_and(|id| {
        vendor.contract.schema(id).sensitive || vendor.contract.resolved(id).sensitive
    })
}
