//! A call as curl makes it: the same method, URL, headers and body as the client's.

use crate::emit::security::has_several_keys;
use crate::emit::text::literal;
use crate::model::{
    Api, Body, Credential, Encoding, Escape, Fields, Json, Method, Operation, Output, Pagination,
    ParameterPlace, Primitive, SecuritySet, Segment, Sending, TypeKind, TypeRef,
};

use super::given::Given;
use super::json;
use super::wire::{self, escaped};

/// The command, on as many lines as it has options.
pub(super) fn command(api: &Api, operation: &Operation, given: &Given<'_>) -> String {
    let mut query: Vec<String> = Vec::new();
    let mut options: Vec<String> = vec![header("accept", accept(operation))];
    for (parameter, value) in &given.parameters {
        let name = &parameter.wire;
        match parameter.place {
            ParameterPlace::Query => {
                let encoding = parameter.encoding.unwrap_or(api.encodings.query);
                query.extend(wire::pairs(encoding, name, value));
            }
            ParameterPlace::Header => options.push(header(name, &wire::text(value))),
            ParameterPlace::Cookie => options.push(cookie(name, &wire::text(value))),
        }
    }
    query.extend(page_size(operation).filter(|pair| !query.contains(pair)));
    for credential in credentials(api, operation) {
        match credential {
            Credential::ApiKeyQuery { parameter, .. } => {
                query.push(format!("{}=YOUR_KEY", escaped(Escape::Percent, parameter)));
            }
            Credential::ApiKeyHeader { header: name, .. } => options.push(header(name, "YOUR_KEY")),
            Credential::ApiKeyCookie { cookie: name, .. } => options.push(cookie(name, "YOUR_KEY")),
            Credential::Bearer { .. } | Credential::OAuth { .. } => {
                options.push(header("authorization", "Bearer YOUR_TOKEN"));
            }
            Credential::Basic { .. } => options.push("-u 'YOU:YOUR_PASSWORD'".to_owned()),
        }
    }
    if let (Some(sent), Some(value)) = (&operation.body, &given.body) {
        let flag = operation.negotiation.stream_flag.as_deref();
        let value = flag.map_or_else(|| value.clone(), |flag| flagged(value, flag));
        options.extend(body(api, sent, &value));
    }
    let mut url = format!("{}{}", api.base_of(operation), path(api, operation, given));
    if !query.is_empty() {
        url.push('?');
        url.push_str(&query.join("&"));
    }
    let command = match operation.http_method {
        Method::Get => "curl".to_owned(),
        Method::Head => "curl --head".to_owned(),
        Method::Put
        | Method::Post
        | Method::Delete
        | Method::Options
        | Method::Patch
        | Method::Trace
        | Method::Query
        | Method::Other(_) => format!("curl -X {}", operation.http_method.as_str()),
    };
    let mut lines = vec![format!("{command} {}", quoted(&url))];
    lines.extend(options);

    lines.join(" \\\n  ")
}

/// A body with the flag that the client sets by itself, at this JSON Pointer.
fn flagged(value: &Json, pointer: &str) -> Json {
    let (name, rest) =
        pointer
            .strip_prefix('/')
            .map_or((pointer, ""), |inner| match inner.find('/') {
                Some(end) => inner.split_at(end),
                None => (inner, ""),
            });
    let is_it = |known: &str| known == name;
    let mut all: Vec<(String, Json)> = members(value)
        .filter(|(known, _)| !is_it(known))
        .map(|(known, inner)| (known.to_owned(), inner.clone()))
        .collect();
    let inner = members(value)
        .find(|(known, _)| is_it(known))
        .map_or(Json::Null, |(_, inner)| inner.clone());
    let set = if rest.is_empty() {
        Json::Boolean(true)
    } else {
        flagged(&inner, rest)
    };
    all.push((name.to_owned(), set));

    Json::Object(all)
}

/// How many items of a page the client asks for by itself.
fn page_size(operation: &Operation) -> Option<String> {
    let Pagination::Pages(pages) = &operation.pagination else {
        return None;
    };
    let (parameter, size) = pages.size_parameter.as_ref().zip(pages.size)?;
    let is_asked = matches!(operation.output, Output::Page { .. }) && !pages.in_body;

    is_asked.then(|| format!("{}={size}", escaped(Escape::Percent, parameter)))
}

/// What the client says it takes.
fn accept(operation: &Operation) -> &str {
    match &operation.output {
        Output::Text { media } | Output::Download { media } => media,
        Output::Events { stream, .. } => &stream.media,
        Output::Nothing | Output::Value { .. } | Output::Page { .. } => {
            let asked = &operation.negotiation.accept;
            asked.as_deref().unwrap_or("application/json")
        }
    }
}

/// The options that send a body.
fn body(api: &Api, body: &Body, value: &Json) -> Vec<String> {
    let json = |content_type: &str| {
        vec![
            header("content-type", content_type),
            format!("-d {}", quoted(&json::pretty(value))),
        ]
    };
    let has_file = members(value).any(|(name, _)| is_file(api, &body.ty, name));
    match &body.sending {
        Sending::Json { content_type } => {
            json(content_type.as_deref().unwrap_or("application/json"))
        }
        Sending::JsonOrParts(_) if !has_file => json("application/json"),
        Sending::FormOrParts(fields) if !has_file => form(api, fields, value),
        Sending::Form(fields) => form(api, fields, value),
        Sending::JsonOrParts(fields) | Sending::FormOrParts(fields) | Sending::Parts(fields) => {
            parts(api, body, fields, value)
        }
        Sending::Text => vec![
            header("content-type", "text/plain; charset=utf-8"),
            format!("--data-binary {}", quoted(&wire::text(value))),
        ],
        Sending::Bytes { content_type } => vec![
            header("content-type", content_type),
            "--data-binary @file".to_owned(),
        ],
    }
}

fn form(api: &Api, fields: &Fields, value: &Json) -> Vec<String> {
    let pairs: Vec<String> = members(value)
        .flat_map(|(name, value)| {
            let (name, encoding) = field(api, fields, name);
            wire::pairs(encoding, &name, value)
        })
        .collect();

    vec![
        header("content-type", "application/x-www-form-urlencoded"),
        format!("-d {}", quoted(&pairs.join("&"))),
    ]
}

fn parts(api: &Api, body: &Body, fields: &Fields, value: &Json) -> Vec<String> {
    members(value)
        .map(|(wire, value)| {
            let (name, _) = field(api, fields, wire);
            if is_file(api, &body.ty, wire) {
                format!("-F {}", quoted(&format!("{name}=@{}", wire::text(value))))
            } else {
                let text = format!("{name}={}", wire::text(value));
                format!("--form-string {}", quoted(&text))
            }
        })
        .collect()
}

/// The name that a member is sent under, and how.
fn field(api: &Api, fields: &Fields, wire: &str) -> (String, Encoding) {
    let own = fields.own.iter().find(|field| field.wire == wire);
    let name = own.and_then(|own| own.sent_as.as_deref()).unwrap_or(wire);
    let encoding = own
        .and_then(|own| own.encoding)
        .or(fields.encoding)
        .unwrap_or(api.encodings.form);

    (name.to_owned(), encoding)
}

fn members(value: &Json) -> impl Iterator<Item = (&str, &Json)> {
    let members = match value {
        Json::Object(members) => members.as_slice(),
        Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::List(_) => &[],
    };

    members.iter().map(|(name, value)| (name.as_str(), value))
}

/// Whether a member of a body is a file.
fn is_file(api: &Api, ty: &TypeRef, wire: &str) -> bool {
    let (TypeRef::Named(id) | TypeRef::Boxed(id)) = ty else {
        return false;
    };
    match &api.types.get(*id).kind {
        TypeKind::Struct(object) => object
            .members
            .iter()
            .any(|member| member.wire == wire && member.ty == TypeRef::Primitive(Primitive::File)),
        // The case that the example has is the first.
        TypeKind::Union(union) => union.cases.iter().any(|(_, ty, _)| is_file(api, ty, wire)),
        TypeKind::TextEnum(_) | TypeKind::Newtype(_) | TypeKind::ByStatus(_) => false,
    }
}

/// The path with its values.
fn path(api: &Api, operation: &Operation, given: &Given<'_>) -> String {
    let value = |name: &String| {
        let found = given.path.iter().find(|(one, _)| one.wire == *name);
        found.map_or_else(
            || format!("{{{name}}}"),
            |(one, value)| wire::in_path(one.encoding.unwrap_or(api.encodings.path), name, value),
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

/// The first set of credentials that lets a call in.
fn credentials<'a>(api: &'a Api, operation: &'a Operation) -> Vec<&'a Credential> {
    let sets: Option<&Vec<SecuritySet>> = operation.security.as_ref().or(api.security.as_ref());
    let Some(sets) = sets else {
        return api.credentials.first().into_iter().collect();
    };

    of_sets(api, sets)
}

/// The first set that holds any.
fn of_sets<'a>(api: &'a Api, sets: &[SecuritySet]) -> Vec<&'a Credential> {
    let known = |scheme: &str| api.credentials.iter().find(|one| one.scheme() == scheme);

    sets.iter()
        .find(|set| !set.is_empty())
        .into_iter()
        .flatten()
        .filter_map(|one| known(&one.scheme))
        .collect()
}

/// The calls on the builder that give the client what the command has.
pub(super) fn builder_calls(api: &Api, operation: &Operation) -> String {
    let takes_token =
        |one: &&Credential| matches!(one, Credential::Bearer { .. } | Credential::OAuth { .. });
    let several_tokens = api.credentials.iter().filter(takes_token).count() > 1;
    let several_users = |one: &&Credential| matches!(one, Credential::Basic { .. });
    let several_users = api.credentials.iter().filter(several_users).count() > 1;

    // A client wants what usual calls need, also for those that need something else or nothing.
    let mut given = of_sets(api, api.security.as_deref().unwrap_or_default());
    for credential in credentials(api, operation) {
        if !given.contains(&credential) {
            given.push(credential);
        }
    }
    if given.is_empty() {
        given.extend(api.credentials.first());
    }
    given
        .into_iter()
        .map(|credential| {
            let scheme = literal(credential.scheme());
            match credential {
                Credential::ApiKeyQuery { .. }
                | Credential::ApiKeyHeader { .. }
                | Credential::ApiKeyCookie { .. } => {
                    if has_several_keys(api) {
                        format!(".api_key_for({scheme}, \"YOUR_KEY\")")
                    } else {
                        ".api_key(\"YOUR_KEY\")".to_owned()
                    }
                }
                Credential::Bearer { .. } | Credential::OAuth { .. } if several_tokens => {
                    format!(".credential({scheme}, CredentialValue::bearer(\"YOUR_TOKEN\"))")
                }
                Credential::Bearer { .. } | Credential::OAuth { .. } => {
                    ".bearer_token(\"YOUR_TOKEN\")".to_owned()
                }
                Credential::Basic { .. } if several_users => {
                    format!(
                        ".credential({scheme}, CredentialValue::basic(\"YOU\", \"YOUR_PASSWORD\"))"
                    )
                }
                Credential::Basic { .. } => ".basic(\"YOU\", \"YOUR_PASSWORD\")".to_owned(),
            }
        })
        .collect()
}

fn header(name: &str, value: &str) -> String {
    format!("-H {}", quoted(&format!("{name}: {value}")))
}

fn cookie(name: &str, value: &str) -> String {
    format!("-b {}", quoted(&format!("{name}={value}")))
}

/// A text as the shell takes it, whatever it holds.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_text_stays_one_argument() {
        assert_eq!(quoted("it's; $(x)"), "'it'\\''s; $(x)'");
    }
}
