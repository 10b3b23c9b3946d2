//! What people are told in plain words: the quirks in force, and what is not certain.

mod quirks;

use super::context::Context;
use super::docs;
use super::operations::Plan;
use super::uses::Use;
use crate::model::EvidenceNote;
use crate::parse::quirk::Evidence;

pub(super) use quirks::{of_api, of_operation};

/// What is not certain about the API as a whole.
pub(super) fn evidence_of_document(context: &Context<'_>) -> Vec<EvidenceNote> {
    of_evidence("all calls", &context.spec.evidence)
}

/// What is not certain about a call: said at its path, the operation, a parameter, a body or an answer.
pub(super) fn evidence_of_call(context: &Context<'_>, plan: &Plan<'_>) -> Vec<EvidenceNote> {
    let found = &plan.call.found;
    let place = found.place();
    let mut all = of_evidence(&place, &found.item.evidence);
    all.extend(of_evidence(&place, &found.operation.evidence));
    for parameter in found
        .item
        .parameters
        .iter()
        .chain(&found.operation.parameters)
    {
        let name = parameter
            .name
            .as_ref()
            .map_or("parameter", |name| name.value.as_str());
        all.extend(of_evidence(
            &format!("{place}, {name}"),
            &parameter.evidence,
        ));
    }
    if let Some(body) = &plan.body {
        all.extend(of_evidence(
            &format!("{place}, body"),
            &body.written.evidence,
        ));
    }
    for (status, response) in &found.operation.responses {
        let response = match &response.reference {
            Some(reference) => context
                .spec
                .components
                .responses
                .iter()
                .find(|(name, _)| reference.value.rsplit('/').next() == Some(&name.value))
                .map_or(response, |(_, named)| named),
            None => response,
        };
        all.extend(of_evidence(
            &format!("{place}, answer {}", status.value),
            &response.evidence,
        ));
    }
    all
}

/// What is not certain about a member.
pub(super) fn of_schema(place: &str, used: &Use<'_>) -> Vec<EvidenceNote> {
    used.evidence()
        .flat_map(|evidence| of_evidence(place, std::slice::from_ref(evidence)))
        .collect()
}

/// Pieces of evidence about one place.
pub(super) fn of_evidence(place: &str, evidence: &[Evidence]) -> Vec<EvidenceNote> {
    evidence
        .iter()
        .map(|one| EvidenceNote {
            place: place.to_owned(),
            grade: docs::grade(one.grade),
            text: docs::evidence_text(one),
        })
        .collect()
}
