//! Calls that the vendor describes and does not have, or has not yet.

use super::context::Context;
use super::{docs, notes};
use crate::model::AbsentCall;
use crate::parse::ast::Operation;
use crate::parse::quirk::Availability;

/// Whether nothing is built of an operation.
pub(super) fn is_absent(operation: &Operation) -> bool {
    operation
        .quirks
        .availability
        .as_ref()
        .is_some_and(|word| word.value == Availability::NotImplemented)
}

/// Whether the vendor may not have an operation yet.
pub(super) fn is_announced<'a>(context: &mut Context<'a>, operation: &'a Operation) -> bool {
    operation
        .quirks
        .availability
        .as_ref()
        .is_some_and(|word| *context.effect(word) == Availability::Announced)
}

/// The calls of which nothing is built, in document order.
pub(super) fn absent(context: &mut Context<'_>) -> Vec<AbsentCall> {
    let spec = context.spec;
    let mut absent = Vec::new();
    for (path, item) in &spec.paths {
        for (key, operation) in &item.operations {
            let Some(word) = &operation.quirks.availability else {
                continue;
            };
            if !is_absent(operation) {
                continue;
            }
            context.effect(word);
            let place = format!("{} {}", key.value.to_ascii_uppercase(), path.value);
            context.uncertain(notes::of_evidence(&place, &operation.evidence));
            absent.push(AbsentCall {
                doc: docs::of_texts(
                    operation.summary.as_ref().map(|text| text.value.as_str()),
                    operation
                        .description
                        .as_ref()
                        .map(|text| text.value.as_str()),
                    "",
                ),
                docs_url: operation
                    .external_docs
                    .as_ref()
                    .map(|url| url.value.clone()),
                place,
            });
        }
    }

    absent
}
