//! `webhooks`: what the vendor sends on its own account, one operation each.

use super::ast::{Entries, Webhook};
use super::input::{Input, Named, Pointer};
use super::operation::{METHODS, operation};
use super::quirk_reader;
use super::reader::MapReader;
use super::vocabulary::Place;
use crate::diagnostic::{Code, Diagnostic};

/// Reads `webhooks` of the document.
pub(super) fn webhooks(map: &mut MapReader<'_, '_>) -> Entries<Webhook> {
    let input = map.input;
    let pointer = Pointer::root("webhooks");

    map.entries("webhooks", |name, named| {
        if name.starts_with("x-") {
            return None;
        }
        webhook(input, named, pointer.child(name))
    })
}

fn webhook(input: &Input<'_>, named: Named<'_>, pointer: Pointer<'_>) -> Option<Webhook> {
    let mut map = MapReader::open(input, named)?;
    let (quirks, evidence) = (
        quirk_reader::quirks(&mut map, Place::Webhook),
        quirk_reader::evidence(&mut map),
    );
    // It leads nowhere: the loader, which puts what others lead to in their place, has reported it.
    if map.get("$ref").is_some() {
        return None;
    }
    let mut operations = input
        .tree
        .entries(named.node)
        .iter()
        .filter(|entry| METHODS.iter().any(|method| *method == entry.key));
    let first = operations.next();
    for other in operations {
        let message = format!(
            "`{}` of the webhook `{}` is not generated",
            other.key, named.name
        );
        let report = Diagnostic::new(Code::NotGenerated, other.key_span, message);
        input.report(report.help("write a webhook of its own for what is sent by another method"));
    }
    map.pass_over(METHODS);
    map.pass_over(&["summary", "description", "servers", "parameters"]);
    map.finish();
    let Some(entry) = first else {
        let message = format!("the webhook `{}` says nothing of what it sends", named.name);
        let report = Diagnostic::new(Code::MissingKey, named.place, message);
        input.report(report.help("add `post: {requestBody: ..}`"));
        return None;
    };
    let method = Named {
        name: &entry.key,
        node: entry.value,
        place: entry.key_span,
    };
    let operation = operation(
        input,
        method,
        pointer.child(entry.key.as_ref()),
        Place::Webhook,
    )?;

    Some(Webhook {
        span: named.place,
        operation,
        quirks,
        evidence,
    })
}
