//! `paths`: path items and their operations.

use super::ast::{Entries, Operation, PathItem};
use super::document;
use super::input::{Input, Named, Pointer};
use super::quirk_reader;
use super::reader::{MapReader, mapping_entries};
use super::vocabulary::Place;
use super::{body, parameter, security};
use crate::diagnostic::{Code, Diagnostic};

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Reads `paths`.
pub(super) fn paths(input: &Input<'_>, named: Named<'_>) -> Entries<PathItem> {
    let pointer = Pointer::root("paths");
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
        if let Some(item) = path_item(input, named, pointer.child(&path.value)) {
            items.push((path, item));
        }
    }

    items
}

fn path_item(input: &Input<'_>, named: Named<'_>, pointer: Pointer<'_>) -> Option<PathItem> {
    let mut map = MapReader::open(input, named)?;
    let mut item = PathItem {
        span: named.place,
        parameters: parameter::list(&mut map, pointer),
        operations: Vec::new(),
        quirks: quirk_reader::quirks(&mut map, Place::PathItem),
        evidence: quirk_reader::evidence(&mut map),
    };
    // In the author's order, not in that of the methods above.
    for entry in input.tree.entries(named.node) {
        if let Some(method) = METHODS.iter().find(|method| **method == entry.key) {
            let named = Named {
                name: &entry.key,
                node: entry.value,
                place: entry.key_span,
            };
            if let Some(operation) = operation(input, named, pointer.child(method)) {
                item.operations.push((
                    super::ast::Text::new((*method).to_owned(), entry.key_span),
                    operation,
                ));
            }
        }
    }
    if let Some(reference) = map.get("$ref") {
        let report = Diagnostic::new(
            Code::Unsupported,
            reference.place,
            "a path is a reference, which is not read",
        );
        input.report(report.help("write the operations here"));
    }
    map.pass_over(METHODS);
    map.not_generated(&["query", "additionalOperations", "servers"]);
    map.pass_over(&["summary", "description"]);
    map.finish();

    Some(item)
}

fn operation(input: &Input<'_>, named: Named<'_>, pointer: Pointer<'_>) -> Option<Operation> {
    let mut map = MapReader::open(input, named)?;
    let responses = pointer.child("responses");
    let operation = Operation {
        span: named.place,
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
        responses: map.entries("responses", |status, named| {
            if status.starts_with("x-") {
                return None;
            }
            body::response(input, named, responses.child(status))
        }),
        security: security::requirements(&mut map),
        servers: document::servers(&mut map),
        quirks: quirk_reader::quirks(&mut map, Place::Operation),
        evidence: quirk_reader::evidence(&mut map),
    };
    map.not_generated(&["callbacks"]);
    map.finish();

    Some(operation)
}
