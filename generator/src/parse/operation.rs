//! `paths`: path items and their operations.

use std::collections::BTreeMap;

use super::ast::{Entries, Operation, PathItem, Response, Text};
use super::document;
use super::input::{Input, Named, Pointer};
use super::quirk_reader;
use super::reader::{MapReader, mapping_entries};
use super::vocabulary::Place;
use super::{body, callback, parameter, security};
use crate::diagnostic::{Code, Diagnostic};

/// The HTTP methods, as keys of a path.
pub(super) const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Where paths stand. Documents of Swagger 2.0 put those with a query into an extension, since they may not stand in `paths`.
pub(crate) const PATHS: &[&str] = &["paths", "x-ms-paths"];

/// The method that has a key of its own since OpenAPI 3.2.
pub(super) const QUERY: &str = "query";

/// No method is longer, and it goes into the name of a Rust method.
const MAX_METHOD: usize = 40;

/// Reads `paths`.
pub(super) fn paths(input: &Input<'_>, named: Named<'_>) -> Entries<PathItem> {
    paths_by(input, named, |named, pointer| {
        path_item(input, named, pointer)
    })
}

/// Reads `paths`, each path item in the way that is given.
pub(super) fn paths_by<'t>(
    input: &Input<'t>,
    named: Named<'_>,
    read: impl Fn(Named<'t>, Pointer<'_>) -> Option<PathItem>,
) -> Entries<PathItem> {
    let pointer = Pointer::root(named.name);
    let mut items = Vec::new();
    for (path, named) in mapping_entries(input, named) {
        if path.value.starts_with("x-") {
            continue;
        }
        if !path.value.starts_with('/') {
            let message = format!("the path `{}` does not begin with a slash", path.value);
            let report = Diagnostic::new(Code::BadPath, path.span, message);
            input.report(report.help(format!("write `/{}`", path.value)));
        }
        if let Some(item) = read(named, pointer.child(&path.value)) {
            items.push((path, item));
        }
    }

    report_twins(input, &items);

    items
}

/// Two paths that differ only in what stands between their braces are one path to a server.
fn report_twins(input: &Input<'_>, items: &Entries<PathItem>) {
    let mut seen: BTreeMap<(String, &str), &Text> = BTreeMap::new();
    let calls = items.iter().flat_map(|(path, item)| {
        let methods = item.operations.iter();
        methods.map(move |(method, _)| (path, method.value.as_str()))
    });
    for (path, method) in calls {
        let Some(earlier) = seen.insert((without_names(&path.value), method), path) else {
            continue;
        };
        let message = format!(
            "`{} {}` is `{}` with another name in its braces",
            method.to_uppercase(),
            path.value,
            earlier.value
        );
        input.report(
            Diagnostic::new(Code::TwinPaths, path.span, message)
                .label("the same path to a server")
                .also(earlier.span, "the other one")
                .help("where they are one call, keep one of them and say in its description what it takes"),
        );
    }
}

/// A path with empty braces.
fn without_names(path: &str) -> String {
    let mut pieces = path.split('{');
    let mut bare = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        bare.push('{');
        bare.push_str(piece.split_once('}').map_or(piece, |(_, rest)| rest));
    }

    bare
}

/// Whether a key of `responses` is one that OpenAPI knows: `200`, `2XX`, `default`.
fn is_status(key: &str) -> bool {
    let bytes = key.as_bytes();

    key == "default"
        || matches!(bytes, [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'])
        || matches!(bytes, [b'1'..=b'5', b'X' | b'x', b'X' | b'x'])
}

fn path_item(input: &Input<'_>, named: Named<'_>, pointer: Pointer<'_>) -> Option<PathItem> {
    let mut map = MapReader::open(input, named)?;
    let mut item = PathItem {
        span: named.place,
        called: None,
        parameters: parameter::list(&mut map, pointer),
        operations: Vec::new(),
        servers: document::servers(&mut map),
        quirks: quirk_reader::quirks(&mut map, Place::PathItem),
        evidence: quirk_reader::evidence(&mut map),
    };
    // In the author's order, not in that of the methods above.
    for entry in input.tree.entries(named.node) {
        if let Some(method) = METHODS
            .iter()
            .chain([&QUERY])
            .find(|method| **method == entry.key)
        {
            let named = Named {
                name: &entry.key,
                node: entry.value,
                place: entry.key_span,
            };
            if let Some(operation) =
                operation(input, named, pointer.child(method), Place::Operation)
            {
                item.operations
                    .push((Text::new((*method).to_owned(), entry.key_span), operation));
            }
        }
    }
    additional(&mut map, pointer, &mut item.operations);
    map.pass_over(METHODS);
    // A reference that leads nowhere was reported by the loader, which puts what others lead to in their place.
    map.pass_over(&[QUERY, "$ref", "summary", "description"]);
    map.finish();

    Some(item)
}

/// Reads `additionalOperations`: those of methods that have no key of their own.
fn additional(
    map: &mut MapReader<'_, '_>,
    pointer: Pointer<'_>,
    operations: &mut Entries<Operation>,
) {
    let input = map.input;
    let under = pointer.child("additionalOperations");
    for (method, named) in map.mapping("additionalOperations") {
        let own = METHODS.iter().chain([&QUERY]);
        let own = own
            .copied()
            .find(|own| own.eq_ignore_ascii_case(&method.value));
        if let Some(own) = own {
            let message = format!("the method `{}` has a key of its own", method.value);
            let help = format!("write `{own}: ..` beside `additionalOperations`");
            let report = Diagnostic::new(Code::UnknownKey, method.span, message);
            input.report(report.label(format!("read as `{own}`")).help(help));
            if operations.iter().any(|(other, _)| other.value == own) {
                continue;
            }
        } else if !is_token(&method.value) {
            let message = format!("`{}` is no HTTP method", method.value.escape_debug());
            let report = Diagnostic::new(Code::Unsupported, method.span, message);
            input.report(report.help("write the method as it stands in a request, such as `COPY`"));
            continue;
        }
        if let Some(operation) =
            operation(input, named, under.child(&method.value), Place::Operation)
        {
            let method = Text::new(
                own.map_or_else(|| method.value.clone(), str::to_owned),
                method.span,
            );
            operations.push((method, operation));
        }
    }
}

/// Whether a text can be the method of a request.
fn is_token(text: &str) -> bool {
    let is_of_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);

    !text.is_empty() && text.len() <= MAX_METHOD && text.bytes().all(is_of_token)
}

/// Reads an operation that stands at a place.
pub(super) fn operation(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
    place: Place,
) -> Option<Operation> {
    let mut map = MapReader::open(input, named)?;
    let responses = pointer.child("responses");
    let operation = Operation {
        span: named.place,
        extent: input.extent(named),
        operation_id: map.text("operationId"),
        tags: map.texts("tags", "tag"),
        summary: map.text("summary"),
        description: map.text("description"),
        external_docs: document::external_docs(&mut map),
        deprecated: map.flag("deprecated"),
        parameters: parameter::list(&mut map, pointer),
        request_body: map
            .get("requestBody")
            .and_then(|named| body::request_body(input, named, pointer.child("requestBody"))),
        responses: responses_by(&mut map, |status, named| {
            body::response(input, named, responses.child(status))
        }),
        security: security::requirements(&mut map),
        servers: document::servers(&mut map),
        // What a callback's answer brings about in turn is not read.
        callbacks: match place {
            Place::Operation => callback::callbacks(&mut map, pointer),
            _ => Vec::new(),
        },
        quirks: quirk_reader::quirks(&mut map, place),
        evidence: quirk_reader::evidence(&mut map),
    };
    if place != Place::Operation {
        map.not_generated(&["callbacks"]);
    }
    map.finish();

    Some(operation)
}

/// Reads `responses`, each in the way that is given.
pub(super) fn responses_by<'t>(
    map: &mut MapReader<'_, 't>,
    read: impl Fn(&str, Named<'t>) -> Option<Response>,
) -> Entries<Response> {
    let input = map.input;

    map.entries("responses", |status, named| {
        if status.starts_with("x-") {
            return None;
        }
        if !is_status(status) {
            let message = format!("`{status}` is no status");
            let help = "write a status such as `200`, all of a kind such as `2XX`, or `default` for the others";
            input.report(
                Diagnostic::new(Code::UnknownKey, named.place, message)
                    .label("nobody reads this")
                    .help(help),
            );
            return None;
        }
        read(status, named)
    })
}
