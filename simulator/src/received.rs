//! A request, read strictly against the document: texts of the wire become values, and what the document does not allow is refused with
//! the line that says so.
//!
//! ```text
//! request ─► plan: names, encodings ─► gather, wire: which texts are whose ─► coerce: values ─► check: schemas ─► Received
//!                                                                                                    └► findings ─► Refusal
//! ```
//!
//! Where the document leaves something open:
//! - Headers and cookies that nobody declares are let be; a name in the query that nobody declares is refused, unless a credential goes
//!   under it. Members that nobody declares are taken where the schema does not forbid them, in forms as well.
//! - A list that is declared as `ids[]` and joined, or in brackets anyway, is taken as `ids` and as `ids[]`.
//! - Members that the vendor makes (`readOnly`) are passed over.
//! - Elements of a list are judged one by one where the operation tells errors of elements (`error-body: {partial: ..}`) and the body is a
//!   list.

mod body;
pub(crate) mod check;
mod coerce;
mod findings;
mod form;
mod gather;
mod json;
mod look;
mod media;
mod parameters;
mod plan;
#[cfg(test)]
mod tests;
mod wire;

use std::collections::BTreeMap;

use bytes::Bytes;
use http::HeaderMap;
use serde_json::Value;

pub(crate) use self::check::Checks;
use self::findings::{Findings, Reader};
pub(crate) use self::media::{admits, essence, is_json};
use self::plan::Plan;
pub(crate) use self::plan::Plans;
use crate::log::Broken;
use crate::reply::{Refusal, RefusalKind, Request};
use crate::vendor::{OperationId, Vendor};
use crate::world::World;

/// A request in values.
#[derive(Clone, Debug, Default)]
pub(crate) struct Received {
    /// Values of the path, by their names in the path.
    pub(crate) path: BTreeMap<String, Value>,
    /// Values of the query, by their names in the document (`ids[]` with its brackets, if it is written so).
    pub(crate) query: BTreeMap<String, Value>,
    /// The body: JSON as it came, a form or parts as the object that they stand for, a text as a text.
    pub(crate) body: Option<Value>,
    /// Files of a body in parts.
    pub(crate) files: Vec<ReceivedFile>,
    /// Elements of a list that break the document, by their positions, where the vendor reports those one by one; they are still in the
    /// body.
    pub(crate) bad_elements: BTreeMap<usize, Vec<Broken>>,
}

/// A file that was sent.
#[derive(Clone, Debug)]
pub(crate) struct ReceivedFile {
    /// The member of the body that it is.
    pub(crate) name: String,
    /// The name that the client gives the file.
    pub(crate) file_name: String,
    /// The media type that the client gives it.
    pub(crate) content_type: String,
    /// What it holds.
    pub(crate) content: Bytes,
}

/// Reads a request.
pub(crate) fn read(
    world: &World,
    id: OperationId,
    path: &[(String, String)],
    request: &Request,
) -> Result<Received, Box<Refusal>> {
    read_by(&world.vendor, id, path, request)
}

fn read_by(
    vendor: &Vendor,
    id: OperationId,
    path: &[(String, String)],
    request: &Request,
) -> Result<Received, Box<Refusal>> {
    let Some(plan) = vendor.plans.get(id) else {
        let message = "the document says nothing of this call";
        return Err(Refusal::new(RefusalKind::Malformed, message));
    };
    let reader = Reader {
        contract: &vendor.contract,
        checks: &vendor.checks,
    };
    accept(plan, &request.headers)?;
    let content = body::content(plan, request)?;

    let mut findings = Findings::default();
    let query = request.query.as_deref().unwrap_or_default();
    let mut received = Received {
        path: parameters::path(&reader, plan, path, &mut findings),
        query: parameters::query(&reader, plan, query, &mut findings),
        ..Received::default()
    };
    parameters::headers(&reader, plan, &request.headers, &mut findings);
    parameters::cookies(&reader, plan, &request.headers, &mut findings);
    body::read(
        &reader,
        plan,
        content,
        request,
        &mut received,
        &mut findings,
    );
    findings.refusal(RefusalKind::Malformed)?;

    Ok(received)
}

/// Refuses a caller who takes none of the media types that a success comes in.
fn accept(plan: &Plan, headers: &HeaderMap) -> Result<(), Box<Refusal>> {
    let lines = headers.get_all(http::header::ACCEPT).iter();
    let written: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
    let offers = || plan.answers.iter().map(|(media, _)| media.as_str());
    let Some((_, line)) = plan.answers.first() else {
        return Ok(());
    };
    if written.is_empty() || admits(&written.join(","), offers()) {
        return Ok(());
    }
    let offers: Vec<String> = offers().map(|media| format!("`{media}`")).collect();
    let sentence = format!("the answer comes as {} only", offers.join(", "));
    let mut findings = Findings::default();
    findings.add(*line, "header `accept`", &sentence, "content", None);

    findings.refusal(RefusalKind::NotAcceptable)
}
