//! Webhooks that are one event: what they have to agree on.

use super::Found;
use super::payload::{Payload, payload};
use crate::check::context::Context;
use crate::check::names;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::{Text, Webhook};

/// One event has one payload.
pub(super) fn check_same<'a>(
    context: &mut Context<'a>,
    found: &Found<'a>,
    key: &Text,
    other: &'a Webhook,
    body: Option<&Payload<'a>>,
) {
    let Some(other) = payload(context, other, &names::type_name(&key.value)) else {
        return;
    };
    let target = |body: Option<&Payload<'a>>| body.map(|body| body.schema.target);
    let is_same = match (target(body), target(other.as_ref())) {
        (None, None) => true,
        (Some(one), Some(other)) => std::ptr::eq(one, other),
        (None, Some(_)) | (Some(_), None) => false,
    };
    if is_same {
        return;
    }
    let message = format!(
        "the webhooks `{}` and `{}` have the same event name and not the same payload",
        found.key.value, key.value
    );
    context.report(
        Diagnostic::new(Code::DuplicateName, key.span, message)
            .also(found.key.span, "the other one")
            .help("nobody can tell them apart: give both the same `$ref`, or list the names of each in `event-tag: {member: .., values: [..]}`"),
    );
}

/// Reports two webhooks that share some of their names.
pub(super) fn report_overlap(context: &mut Context<'_>, key: &Text, other: &Text) {
    let message = format!(
        "the webhooks `{}` and `{}` share some of their event names and not all",
        other.value, key.value
    );
    context.report(
        Diagnostic::new(Code::DuplicateName, key.span, message)
            .also(other.span, "the other one")
            .help("let each name belong to one webhook, or give both the same names"),
    );
}
