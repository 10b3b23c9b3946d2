//! What people are told in plain words: the quirks in force, and what is not certain.

mod answers;
mod encodings;
mod pagination;
mod quirks;
mod webhooks;

use super::context::Context;
use super::docs;
use super::operations::Plan;
use super::uses::Use;
use super::written;
use crate::model::EvidenceNote;
use crate::parse::ast::Parameter;
use crate::parse::quirk::Evidence;

pub(super) use quirks::{of_api, of_operation};
pub(super) use webhooks::of_webhooks;

/// What is not certain about the API as a whole.
pub(super) fn evidence_of_document(context: &Context<'_>) -> Vec<EvidenceNote> {
    of_evidence(context, "all calls", &context.spec.evidence)
}

/// What is not certain about a call: said at its path, the operation, what stands in its path, its body or an answer written there.
pub(super) fn evidence_of_call(context: &Context<'_>, plan: &Plan<'_>) -> Vec<EvidenceNote> {
    let found = &plan.call.found;
    let place = found.place();
    let mut all = of_evidence(context, &place, &found.item.evidence);
    all.extend(of_evidence(context, &place, &found.operation.evidence));
    for parameter in parameters(plan).filter(|parameter| !has_setter(parameter)) {
        all.extend(of_evidence(context, &place, &parameter.evidence));
    }
    if let Some(body) = &plan.body {
        all.extend(of_evidence(context, &place, &body.written.evidence));
    }
    for (_, response) in &found.operation.responses {
        all.extend(of_evidence(context, &place, &response.evidence));
    }
    all
}

/// What is not certain around a call and told elsewhere in its code, or holds for several calls: optional parameters, shared answers.
pub(super) fn evidence_around_call(context: &Context<'_>, plan: &Plan<'_>) -> Vec<EvidenceNote> {
    let found = &plan.call.found;
    let place = found.place();
    let mut all = Vec::new();
    for parameter in parameters(plan).filter(|parameter| has_setter(parameter)) {
        let name = parameter
            .name
            .as_ref()
            .map_or("parameter", |name| name.value.as_str());
        all.extend(of_evidence(
            context,
            &format!("{place}, {name}"),
            &parameter.evidence,
        ));
    }
    for (_, response) in &found.operation.responses {
        if let Some(shared) = written::shared(context, response) {
            all.extend(of_evidence(context, &place, &shared.evidence));
        }
    }
    all
}

fn parameters<'a>(plan: &'a Plan<'_>) -> impl Iterator<Item = &'a Parameter> {
    let found = &plan.call.found;

    found
        .item
        .parameters
        .iter()
        .chain(&found.operation.parameters)
}

/// An optional parameter has a setter, which says by itself what is not certain about it.
fn has_setter(parameter: &Parameter) -> bool {
    let in_path = parameter
        .location
        .as_ref()
        .is_some_and(|location| location.value == "path");

    !parameter.required && !in_path
}

/// What is not certain about a member.
pub(super) fn of_schema(context: &Context<'_>, place: &str, used: &Use<'_>) -> Vec<EvidenceNote> {
    used.evidence()
        .flat_map(|evidence| of_evidence(context, place, std::slice::from_ref(evidence)))
        .collect()
}

/// Pieces of evidence about one place.
pub(super) fn of_evidence(
    context: &Context<'_>,
    place: &str,
    evidence: &[Evidence],
) -> Vec<EvidenceNote> {
    evidence
        .iter()
        .map(|one| EvidenceNote {
            place: place.to_owned(),
            grade: docs::grade(one.grade),
            text: docs::evidence_text(one),
            line: context.line(one.span),
        })
        .collect()
}
