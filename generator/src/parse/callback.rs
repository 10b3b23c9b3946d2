//! `callbacks` of an operation: what the vendor sends because of a call, to an address that the call tells.

use super::ast::{Callback, Operation, Text, Webhook};
use super::input::{Input, Named, Pointer};
use super::operation::{METHODS, QUERY, operation};
use super::quirk_reader;
use super::reader::{MapReader, mapping_entries};
use super::target;
use super::vocabulary::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::NodeId;

/// Reads `callbacks`: each is a mapping from addresses to what is sent there, or a reference to one.
pub(super) fn callbacks(map: &mut MapReader<'_, '_>, pointer: Pointer<'_>) -> Vec<Callback> {
    let input = map.input;
    let under = pointer.child("callbacks");
    let mut all = Vec::new();
    for (name, named) in map.mapping("callbacks") {
        if name.value.starts_with("x-") {
            continue;
        }
        let shared = component(input, named.node);
        let pointer = match &shared {
            Some(shared) => Pointer::written(shared),
            None => under.child(&name.value),
        };
        followed(input, named, pointer, |named, pointer| {
            for (expression, item) in mapping_entries(input, named) {
                if expression.value.starts_with("x-") {
                    continue;
                }
                let key = (&name, &expression);
                followed(input, item, pointer.child(&expression.value), |item, at| {
                    sent(input, item, at, key, &mut all);
                });
            }
        });
    }

    all
}

/// The pointer of the component that a callback is, so that its place is the same whichever call refers to it first.
fn component(input: &Input<'_>, callback: NodeId) -> Option<String> {
    let tokens = ["components", "callbacks"].map(str::to_owned);
    let (folder, _) = input.tree.find(&tokens)?;
    let place = input.tree.span(callback);
    let mut entries = input.tree.entries(folder).iter();
    let entry = entries.find(|entry| input.tree.span(entry.value) == place)?;

    Some(
        Pointer::root("components")
            .child("callbacks")
            .child(&entry.key)
            .to_string(),
    )
}

/// Hands on what stands in a place, or what a reference in that place leads to.
fn followed<'t>(
    input: &Input<'t>,
    named: Named<'t>,
    pointer: Pointer<'_>,
    read: impl FnOnce(Named<'_>, Pointer<'_>),
) {
    let Some(reference) = target::reference(input, named.node) else {
        return read(named, pointer);
    };
    if let Some(found) = target::follow(input, &reference) {
        if let Some(named) = found.named(input) {
            read(named, found.at());
        }
        return;
    }
    let message = format!("`{}` does not exist", reference.value);
    let report = Diagnostic::new(Code::DanglingReference, reference.span, message);
    input.report(report.help("write what is sent here"));
}

/// Reads what is sent to one address: one callback a method.
fn sent(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
    (name, expression): (&Text, &Text),
    all: &mut Vec<Callback>,
) {
    let Some(mut map) = MapReader::open(input, named) else {
        return;
    };
    let (quirks, evidence) = (
        quirk_reader::quirks(&mut map, Place::Webhook),
        quirk_reader::evidence(&mut map),
    );
    for method in METHODS.iter().chain([&QUERY]) {
        let Some(written) = map.get(method) else {
            continue;
        };
        let found: Option<Operation> =
            operation(input, written, pointer.child(method), Place::Webhook);
        let Some(operation) = found else { continue };
        all.push(Callback {
            pointer: pointer.child(method).to_string(),
            name: name.clone(),
            expression: expression.clone(),
            method: Text::new((*method).to_owned(), written.place),
            webhook: Webhook {
                span: written.place,
                operation,
                quirks: quirks.clone(),
                evidence: evidence.clone(),
            },
        });
    }
    map.not_generated(&["additionalOperations"]);
    map.pass_over(&["summary", "description", "servers", "parameters"]);
    map.finish();
}
