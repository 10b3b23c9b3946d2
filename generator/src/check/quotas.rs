//! Quotas: the document's, and those that operations have besides it.

use super::context::Context;
use super::operations::Plan;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Quota, QuotaScope, QuotaWindow, ResetForm};
use crate::parse::quirk::{RateLimit, ResetIs, Scope};
use crate::source::Spanned;

/// The quota that all calls share.
pub(super) fn of_document(context: &mut Context<'_>) -> Option<Quota> {
    let word = context.spec.quirks.rate_limit.as_ref()?;

    Some(quota(context.effect(word)))
}

/// The quota that an operation has besides.
pub(super) fn of_operation(context: &mut Context<'_>, plan: &Plan<'_>) -> Option<Quota> {
    let word = plan.call.found.operation.quirks.rate_limit.as_ref()?;
    let limit = context.effect(word);
    let names = plan.counted_parameters();
    if let Scope::Parameter(name) = &limit.scope
        && !names.contains(&name.as_str())
    {
        let fault = format!("`{}` does not declare", plan.call.found.place());
        report_undeclared(context, word, name, &fault, &names);
    }

    Some(quota(limit))
}

/// Reports a document's quota that counts by a parameter which no call has.
pub(super) fn report_uncounted(context: &mut Context<'_>, plans: &[&Plan<'_>]) {
    let Some(word) = &context.spec.quirks.rate_limit else {
        return;
    };
    let names: Vec<&str> = plans
        .iter()
        .flat_map(|plan| plan.counted_parameters())
        .collect();
    if let Scope::Parameter(name) = &word.value.scope
        && !names.contains(&name.as_str())
    {
        report_undeclared(context, word, name, "no operation declares", &names);
    }
}

fn report_undeclared(
    context: &mut Context<'_>,
    word: &Spanned<RateLimit>,
    name: &str,
    fault: &str,
    names: &[&str],
) {
    let help = match did_you_mean(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("declare a parameter `{name}` in the path, the query or the headers"),
    };
    let message = format!("`rate-limit` counts by the parameter `{name}`, which {fault}");

    context.report(Diagnostic::new(Code::UndeclaredMember, word.span, message).help(help));
}

fn quota(limit: &RateLimit) -> Quota {
    let headers = &limit.headers;

    Quota {
        windows: limit
            .windows
            .iter()
            .map(|window| QuotaWindow {
                requests: window.requests,
                milliseconds: window.milliseconds,
            })
            .collect(),
        scope: match &limit.scope {
            Scope::Credential => QuotaScope::Credential,
            Scope::Client => QuotaScope::Client,
            Scope::Parameter(name) => QuotaScope::Parameter(name.clone()),
        },
        limit_header: headers.limit.clone(),
        remaining_header: headers.remaining.clone(),
        reset_header: headers.reset.clone(),
        reset_form: match headers.reset_is {
            ResetIs::Seconds => ResetForm::Seconds,
            ResetIs::Milliseconds => ResetForm::Milliseconds,
            ResetIs::UnixTime => ResetForm::UnixTime,
            ResetIs::UnixMilliseconds => ResetForm::UnixMilliseconds,
            ResetIs::HttpDate => ResetForm::HttpDate,
            ResetIs::DateTime => ResetForm::DateTime,
        },
    }
}
