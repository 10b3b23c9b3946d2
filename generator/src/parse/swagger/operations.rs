//! `paths`: path items and their operations, each with the body that its parameters make.

use super::super::ast::{Entries, Operation, PathItem, Text};
use super::super::document::external_docs;
use super::super::input::{Input, Named, Pointer};
use super::super::operation::{METHODS, paths_by, responses_by};
use super::super::reader::MapReader;
use super::super::vocabulary::Place;
use super::super::{quirk_reader, security, target};
use super::address::{self, Address};
use super::media::MediaTypes;
use super::parameters::{self, Declared};
use super::sent::Sent;
use super::{Usual, answers};
use crate::diagnostic::{Code, Diagnostic};

/// What holds for the operations of a path.
struct Shared<'u> {
    usual: &'u Usual,
    address: &'u Address,
    /// Bodies and fields that the path declares for all of its operations.
    declared: Declared,
}

/// Reads `paths`.
pub(super) fn paths(
    input: &Input<'_>,
    named: Named<'_>,
    usual: &Usual,
    address: &Address,
) -> Entries<PathItem> {
    paths_by(input, named, |named, pointer| {
        let Some(reference) = target::reference(input, named.node) else {
            return path_item(input, named, pointer, (usual, address));
        };
        if let Some(target) = target::follow(input, &reference) {
            return path_item(input, target.named(input)?, target.at(), (usual, address));
        }
        let message = format!("`{}` is no path of this document", reference.value);
        let report = Diagnostic::new(Code::DanglingReference, reference.span, message);
        input.report(report.help("write the operations here"));

        path_item(input, named, pointer, (usual, address))
    })
}

fn path_item(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
    (usual, address): (&Usual, &Address),
) -> Option<PathItem> {
    let mut map = MapReader::open(input, named)?;
    let mut shared = Shared {
        usual,
        address,
        declared: parameters::list(&mut map, pointer, usual.silence),
    };
    let mut item = PathItem {
        span: named.place,
        called: None,
        parameters: std::mem::take(&mut shared.declared.parameters),
        operations: Vec::new(),
        servers: Vec::new(),
        quirks: quirk_reader::quirks(&mut map, Place::PathItem),
        evidence: quirk_reader::evidence(&mut map),
    };
    // In the author's order, not in that of the methods.
    for entry in input.tree.entries(named.node) {
        let Some(method) = METHODS.iter().find(|method| **method == entry.key) else {
            continue;
        };
        let named = Named {
            name: &entry.key,
            node: entry.value,
            place: entry.key_span,
        };
        if let Some(operation) = operation(input, named, pointer.child(method), &shared) {
            let method = Text::new((*method).to_owned(), entry.key_span);
            item.operations.push((method, operation));
        }
    }
    map.pass_over(METHODS);
    map.pass_over(&["$ref", "summary", "description"]);
    map.finish();

    Some(item)
}

fn operation(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
    shared: &Shared<'_>,
) -> Option<Operation> {
    let mut map = MapReader::open(input, named)?;
    let usual = shared.usual;
    let quirks = quirk_reader::quirks(&mut map, Place::Operation);
    let consumes = MediaTypes::of_operation(&mut map, "consumes", &usual.consumes);
    let produces = MediaTypes::of_operation(&mut map, "produces", &usual.produces);
    let silence = usual.silence.with(&quirks);
    let declared = parameters::list(&mut map, pointer, silence);
    let under = pointer.child("responses");
    let sent = Sent {
        own: &declared,
        shared: &shared.declared,
        consumes: &consumes,
    };
    let operation = Operation {
        span: named.place,
        extent: input.extent(named),
        operation_id: map.text("operationId"),
        tags: map.texts("tags", "tag"),
        summary: map.text("summary"),
        description: map.text("description"),
        external_docs: external_docs(&mut map),
        deprecated: map.flag("deprecated"),
        request_body: sent.read(input, pointer, (&usual.consumes, silence)),
        responses: responses_by(&mut map, |status, named| {
            answers::of_operation(
                input,
                named,
                under.child(status),
                &produces,
                &usual.produces,
            )
        }),
        security: security::requirements(&mut map),
        parameters: declared.parameters,
        servers: Vec::new(),
        callbacks: Vec::new(),
        quirks,
        evidence: quirk_reader::evidence(&mut map),
    };
    address::check_operation(&mut map, shared.address);
    map.finish();

    Some(operation)
}
