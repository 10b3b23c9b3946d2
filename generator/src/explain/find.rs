//! Finds the call that is meant.

use super::{NotExplained, rust_call};
use crate::diagnostic::did_you_mean;
use crate::model::{Api, Operation, Resource};
use crate::parse::ast::Spec;
use crate::source::Span;

/// Where a call stands.
pub(super) struct Place {
    /// `GET /visits`
    pub(super) http: String,
    /// The key of its method.
    pub(super) key: Span,
}

/// The names that a call answers to: the first is the one to show.
fn names(api: &Api, resource: &Resource, operation: &Operation) -> Vec<String> {
    let call = rust_call(api, resource, operation);
    let short = format!("{}.{}", resource.field, operation.method_name);
    let without_arguments = call.split_inclusive("().").collect::<String>();

    vec![
        operation.id.clone(),
        http(operation),
        short,
        without_arguments,
    ]
}

fn http(operation: &Operation) -> String {
    format!(
        "{} {}",
        operation.http_method.as_str(),
        operation.path_text()
    )
}

/// The call that is named, or why there is none.
pub(super) fn find(api: &Api, spec: &Spec, wanted: &str) -> Result<Place, NotExplained> {
    let wanted_plain = plain(wanted);
    for absent in &api.absent {
        if plain(&absent.place) == wanted_plain {
            return Err(NotExplained::Absent(absent.place.clone()));
        }
    }
    let found = calls(api).find(|(resource, operation)| {
        let names = names(api, resource, operation);
        names.iter().any(|name| plain(name) == wanted_plain)
    });
    let Some((_, operation)) = found else {
        return Err(unknown(api, wanted));
    };
    let http = http(operation);
    let keys = spec.paths.iter().flat_map(|(path, item)| {
        let operations = item.operations.iter();
        operations.map(move |(key, _)| {
            (
                format!("{} {}", key.value.to_ascii_uppercase(), path.value),
                key.span,
            )
        })
    });
    let key = keys.into_iter().find(|(place, _)| *place == http);

    key.map(|(http, key)| Place { http, key })
        .ok_or_else(|| unknown(api, wanted))
}

/// The call at a place.
pub(super) fn call<'m>(api: &'m Api, place: &str) -> Option<(&'m Resource, &'m Operation)> {
    calls(api).find(|(_, operation)| http(operation) == place)
}

/// There is no such call; which one is meant, and which there are.
pub(super) fn unknown(api: &Api, wanted: &str) -> NotExplained {
    let all: Vec<String> = calls(api)
        .flat_map(|(resource, operation)| names(api, resource, operation))
        .collect();

    NotExplained::NoSuchCall {
        meant: did_you_mean(wanted, all.iter().map(String::as_str)).map(str::to_owned),
        known: calls(api)
            .map(|(_, operation)| (operation.id.clone(), http(operation)))
            .collect(),
    }
}

fn calls(api: &Api) -> impl Iterator<Item = (&Resource, &Operation)> {
    api.resources.iter().flat_map(|resource| {
        let operations = resource.operations.iter();
        operations.map(move |operation| (resource, operation))
    })
}

/// A name without what people write differently: the case of the method, `client.`, arguments and parentheses.
fn plain(name: &str) -> String {
    let name = name.trim();
    let name = match name.split_once(char::is_whitespace) {
        Some((method, path)) if path.trim_start().starts_with('/') => {
            return format!("{} {}", method.to_ascii_uppercase(), path.trim());
        }
        _ => name,
    };
    let name = name.strip_prefix("client.").unwrap_or(name);
    let mut plain = String::new();
    let mut depth = 0_usize;
    for letter in name.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => plain.push(other),
            _ => {}
        }
    }

    plain
}
