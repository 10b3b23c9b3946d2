//! What came of each operation of a document, told from the reports that stand inside of it.

use std::collections::BTreeSet;

use brogue_generator::Outcome;
use brogue_generator::diagnostic::{Diagnostic, Diagnostics, Strictness};
use brogue_generator::load::load;
use brogue_generator::parse::{narrow, parse};
use brogue_generator::source::Source;

/// What came of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// The client does what the document says.
    Supported,
    /// The client does what comes nearest.
    Approximated,
    /// The client has no such call.
    LeftOut,
}

impl Status {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Approximated => "approximated",
            Self::LeftOut => "left-out",
        }
    }
}

/// An operation, and what came of it.
pub(super) struct Found<'a> {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) id: Option<String>,
    pub(super) status: Status,
    pub(super) reasons: Vec<&'a Diagnostic>,
}

/// All operations that were asked for, in the order of the document.
pub(super) fn operations<'a>(
    source: &Source,
    outcome: &'a Outcome,
    only: &[String],
) -> Vec<Found<'a>> {
    let built: BTreeSet<(&str, String)> = outcome
        .api
        .iter()
        .flat_map(|api| &api.resources)
        .flat_map(|resource| &resource.operations)
        .map(|operation| (operation.http_method.as_str(), operation.path_text()))
        .collect();
    // What there is to say about the document was said already.
    let mut heard = Diagnostics::new(Strictness::Lenient);
    let Some(tree) = load(source, &mut heard) else {
        return Vec::new();
    };
    let mut spec = parse(&tree, &mut heard);
    if !only.is_empty() && narrow(&mut spec, only).is_err() {
        return Vec::new();
    }
    let reports = outcome.diagnostics.sorted();
    let mut found = Vec::new();
    for (path, item) in &spec.paths {
        for (method, operation) in &item.operations {
            let method = method.value.to_ascii_uppercase();
            let extent = operation.extent;
            let start = reports.partition_point(|report| report.span.start < extent.start);
            let inside = reports
                .iter()
                .skip(start)
                .take_while(|report| report.span.start < extent.end);
            let reasons: Vec<&Diagnostic> = inside
                .copied()
                .filter(|report| report.code.is_loss())
                .collect();
            let status = if !built.contains(&(method.as_str(), path.value.clone())) {
                Status::LeftOut
            } else if reasons.is_empty() {
                Status::Supported
            } else {
                Status::Approximated
            };
            found.push(Found {
                method,
                path: path.value.clone(),
                id: operation.operation_id.as_ref().map(|id| id.value.clone()),
                status,
                reasons,
            });
        }
    }

    found
}
