//! A call as curl makes it: the same method, URL, headers and body as the client's.

use crate::model::{
    Api, Credential, Json, Method, Operation, ParameterPlace, SecuritySet, Segment,
};

use super::given::Given;
use super::json;
use super::sample::plain;

/// The command, on as many lines as it has options.
pub(super) fn command(api: &Api, operation: &Operation, given: &Given<'_>) -> String {
    let mut lines = vec![match operation.http_method {
        Method::Get => "curl".to_owned(),
        Method::Head => "curl --head".to_owned(),
        method @ (Method::Put
        | Method::Post
        | Method::Delete
        | Method::Options
        | Method::Patch
        | Method::Trace) => format!("curl -X {}", method.as_str()),
    }];
    let mut query: Vec<String> = Vec::new();
    let mut options: Vec<String> = vec![header("accept", "application/json")];
    for (parameter, value) in &given.parameters {
        match parameter.place {
            ParameterPlace::Query => query.extend(pairs(&parameter.wire, value)),
            ParameterPlace::Header => options.push(header(&parameter.wire, &plain(value))),
        }
    }
    for credential in credentials(api, operation) {
        match credential {
            Credential::ApiKeyQuery { parameter, .. } => {
                query.push(format!("{}=YOUR_KEY", escaped(parameter)));
            }
            Credential::ApiKeyHeader { header: name, .. } => options.push(header(name, "YOUR_KEY")),
            Credential::ApiKeyCookie { cookie, .. } => {
                options.push(format!("-b {}", quoted(&format!("{cookie}=YOUR_KEY"))));
            }
            Credential::Bearer { .. } | Credential::OAuth { .. } => {
                options.push(header("authorization", "Bearer YOUR_TOKEN"));
            }
            Credential::Basic { .. } => options.push("-u 'YOU:YOUR_PASSWORD'".to_owned()),
        }
    }
    if let Some(body) = &given.body {
        options.push(header("content-type", "application/json"));
        options.push(format!("-d {}", quoted(&json::pretty(body))));
    }
    let mut url = format!("{}{}", api.base_url, path(operation, given));
    if !query.is_empty() {
        url.push('?');
        url.push_str(&query.join("&"));
    }
    if let Some(first) = lines.first_mut() {
        first.push(' ');
        first.push_str(&quoted(&url));
    }
    lines.extend(options);

    lines.join(" \\\n  ")
}

/// The path with its values.
fn path(operation: &Operation, given: &Given<'_>) -> String {
    let value = |name: &String| {
        let found = given.path.iter().find(|(one, _)| one.wire == *name);
        found.map_or_else(
            || format!("{{{name}}}"),
            |(_, value)| escaped(&plain(value)),
        )
    };

    operation
        .path
        .iter()
        .map(|segment| match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Parameter(name) => value(name),
        })
        .collect()
}

/// The pairs of a query that a value becomes.
fn pairs(name: &str, value: &Json) -> Vec<String> {
    let pair = |value: &Json| format!("{}={}", escaped(name), escaped(&plain(value)));

    match value {
        Json::List(items) => items.iter().map(pair).collect(),
        other => vec![pair(other)],
    }
}

/// The first set of credentials that lets a call in.
pub(super) fn credentials<'a>(api: &'a Api, operation: &'a Operation) -> Vec<&'a Credential> {
    let sets: Option<&Vec<SecuritySet>> = operation.security.as_ref().or(api.security.as_ref());
    match sets {
        None => api.credentials.first().into_iter().collect(),
        Some(sets) => {
            let set = sets
                .iter()
                .find(|set| !set.is_empty())
                .or_else(|| sets.first());
            let known = |scheme: &str| api.credentials.iter().find(|one| one.scheme() == scheme);

            set.into_iter()
                .flatten()
                .filter_map(|one| known(&one.scheme))
                .collect()
        }
    }
}

fn header(name: &str, value: &str) -> String {
    format!("-H {}", quoted(&format!("{name}: {value}")))
}

/// A text as the shell takes it, whatever it holds.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A text as it stands in a URL: all but letters, digits and `-._~` by number.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }

    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, quoted};

    #[test]
    fn a_text_stays_one_argument() {
        assert_eq!(quoted("it's; $(x)"), "'it'\\''s; $(x)'");
        assert_eq!(escaped("a b&ü/+"), "a%20b%26%C3%BC%2F%2B");
    }
}
