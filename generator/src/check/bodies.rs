//! Bodies of answers: which media type, which schema.

use super::alike::is_alike;
use super::context::Context;
use super::media::{self, Content, is_json};
use super::place::Place;
use super::references::resolve;
use super::resources::Call;
use super::statuses::{self, Case};
use super::uses::{Use, follow};
use super::variants::Variant;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::{Entries, MediaType, Operation, Response};
use crate::source::{Span, Spanned};

/// What an operation says of a body.
pub(super) enum Planned<T> {
    /// There is none.
    Nothing,
    /// There is one.
    Body(T),
}

/// What the successes yield.
pub(super) enum Answered<'a> {
    /// Nothing.
    Nothing,
    /// A value in JSON.
    Json(Use<'a>),
    /// Values in JSON that differ by status.
    Several(Vec<Case<'a>>),
    /// A text of this media type.
    Text(String),
    /// Bytes, as the `accept` header lists their media types.
    Bytes(String),
    /// Values one by one.
    Events(media::Events<'a>),
}

/// What the successes of a call say.
pub(super) struct Successes<'a> {
    /// What they yield.
    pub(super) yields: Answered<'a>,
    /// Whether a success may also come without a body.
    pub(super) may_be_missing: bool,
    /// The media type to ask for, where it is JSON of another name.
    pub(super) accept: Option<String>,
    /// Whether it is a redirect that the call is made for.
    pub(super) redirects: bool,
    /// The answer that says what is yielded.
    pub(super) response: Option<(&'a Response, Option<&'a str>)>,
}

/// An answer that was written, under its status.
pub(super) struct Written<'a> {
    /// The status, the range or `default`.
    pub(super) status: &'a Spanned<String>,
    /// What was written.
    pub(super) response: &'a Response,
    /// The name of the component that it is.
    pub(super) component: Option<&'a str>,
}

/// The successes of an operation, the lowest first; the answer to everything where nothing else is one, for a lenient reader.
pub(super) fn successes<'a>(
    context: &mut Context<'a>,
    operation: &'a Operation,
) -> Vec<Written<'a>> {
    let is_success = |status: &str| status.starts_with('2');
    let has_success = operation
        .responses
        .iter()
        .any(|(status, _)| is_success(&status.value));
    // Whoever says what all answers hold has said what a success holds.
    let takes_default = !has_success && context.is_lenient();
    let mut found: Vec<Written<'a>> = operation
        .responses
        .iter()
        .filter(|(status, _)| {
            is_success(&status.value) || takes_default && status.value == "default"
        })
        .filter_map(|(status, written)| {
            let (response, component) = resolve(context, written)?;
            Some(Written {
                status,
                response,
                component,
            })
        })
        .collect();
    found.sort_by_key(|written| written.status.value.to_lowercase());

    found
}

/// What the successes of a call yield; `None` where something was reported.
pub(super) fn of_answer<'a>(context: &mut Context<'a>, call: &Call<'a>) -> Option<Successes<'a>> {
    let operation = call.found.operation;
    let written = successes(context, operation);
    let broken = operation.responses.iter().any(|(status, _)| {
        status.value.starts_with('2')
            && !written.iter().any(|known| known.status.span == status.span)
    });
    if broken && !context.is_lenient() {
        return None;
    }
    let (with_body, without): (Vec<&Written<'a>>, Vec<&Written<'a>>) = written
        .iter()
        .partition(|written| !written.response.content.is_empty());
    let Some(first) = with_body.first().or(without.first()).copied() else {
        let redirect = redirect(context, operation);
        if redirect.is_none() {
            report_default(context, call);
        }
        return Some(Successes {
            yields: Answered::Nothing,
            may_be_missing: false,
            accept: None,
            redirects: redirect.is_some(),
            response: redirect,
        });
    };
    let wanted = call.found.variant.and_then(Variant::yielded);
    let place = Place::of_operation(first.component.unwrap_or(call.type_name.as_str()), "Answer");
    let made_of = media::content(context, &first.response.content, wanted, &place)?;
    let mut accept = None;
    let yields = match made_of {
        None => Answered::Nothing,
        Some(Content::Json(name, media)) => {
            let essence = media::essence(&name.value);
            let is_plain = matches!(
                essence.as_str(),
                "application/json" | "*/*" | "application/*"
            );
            accept = (!is_plain).then_some(essence);
            match statuses::several(context, call, &written) {
                Some(cases) => Answered::Several(cases),
                None => Answered::Json(schema(context, (name, media), place)?),
            }
        }
        Some(Content::Text(media)) => Answered::Text(media),
        Some(Content::Bytes(media)) => Answered::Bytes(media),
        Some(Content::Events(events)) => Answered::Events(events),
    };
    if !matches!(yields, Answered::Several(_)) {
        report_others(context, first, &with_body);
    }

    Some(Successes {
        yields,
        may_be_missing: !with_body.is_empty() && !without.is_empty(),
        accept,
        redirects: false,
        response: Some((first.response, first.component)),
    })
}

/// The redirect of a call that has no other success.
fn redirect<'a>(
    context: &mut Context<'a>,
    operation: &'a Operation,
) -> Option<(&'a Response, Option<&'a str>)> {
    let mut responses = operation.responses.iter();
    let (_, written) = responses.find(|(status, _)| status.value.starts_with('3'))?;

    resolve(context, written)
}

/// Tells of an answer to everything that stands alone: it is taken for that of errors, and perhaps means successes.
fn report_default<'a>(context: &mut Context<'a>, call: &Call<'a>) {
    let mut responses = call.found.operation.responses.iter();
    let Some((status, written)) = responses.find(|(status, _)| status.value == "default") else {
        return;
    };
    if resolve(context, written).is_some_and(|(response, _)| !response.content.is_empty()) {
        let message = format!(
            "`{}` describes no success, so the call yields nothing",
            call.found.place()
        );
        context.report(
            Diagnostic::new(Code::NotGenerated, status.span, message)
                .label("taken for the answer of errors")
                .help("write `200` instead of `default` if this is what a success yields, or add the success"),
        );
    }
}

/// Tells of other successes that yield something else where a call yields one type: that of its lowest success.
fn report_others<'a>(context: &mut Context<'a>, chosen: &Written<'a>, with_body: &[&Written<'a>]) {
    let json = |response: &'a Response| {
        let mut media_types = response.content.iter();
        media_types
            .find(|(name, _)| is_json(&name.value))
            .and_then(|(_, media)| media.schema.as_ref())
    };
    let name = |response: &'a Response| response.content.first().map(|(name, _)| &name.value);
    for other in with_body {
        let is_same = match (json(chosen.response), json(other.response)) {
            (Some(schema), Some(other)) => is_alike(schema, other),
            (None, Some(_)) => false,
            // What is no JSON is the same where the media type is.
            (_, None) => name(chosen.response) == name(other.response),
        };
        if other.status.value == chosen.status.value || is_same {
            continue;
        }
        let message = format!(
            "the body of status `{}` is not generated",
            other.status.value
        );
        context.report(
            Diagnostic::new(Code::NotGenerated, other.status.span, message)
                .label("left out of the client")
                .also(chosen.status.span, "the lowest success says what the call yields")
                .help("bodies that differ by status are generated where all are JSON and no quirk says where the value or its list is"),
        );
    }
}

/// The schema of a media type.
pub(super) fn schema<'a>(
    context: &mut Context<'a>,
    (name, media): (&Spanned<String>, &'a MediaType),
    place: Place,
) -> Option<Use<'a>> {
    let Some(schema) = &media.schema else {
        // The standard allows it: any value is what the document says then.
        context.report(
            Diagnostic::new(
                Code::MissingKey,
                name.span,
                format!("`{}` has no `schema`", name.value),
            )
            .label(if context.is_lenient() {
                "any value is taken"
            } else {
                ""
            })
            .help("write `schema: {}` where any value is taken")
            .mended(),
        );
        if context.is_lenient() {
            return follow(context, &context.spec.anything, place);
        }
        return None;
    };
    follow(context, schema, place)
}

/// The JSON of several media types; the inner `None` where there is no content at all.
#[expect(
    clippy::option_option,
    reason = "the outer one says that something was reported, the inner one that there is no content"
)]
pub(super) fn json<'a>(
    context: &mut Context<'_>,
    media_types: &'a Entries<MediaType>,
    span: Span,
) -> Option<Option<(&'a Spanned<String>, &'a MediaType)>> {
    let json = media_types.iter().find(|(name, _)| is_json(&name.value));
    if let (None, Some((other, _))) = (json, media_types.first()) {
        context.report(
            Diagnostic::new(
                Code::BadMediaType,
                other.span,
                format!("a body of `{}` is not supported", other.value),
            )
            .also(span, "in this body")
            .help("only JSON is sent: `application/json`, or a type that ends in `+json`"),
        );
        return None;
    }
    Some(json.map(|(name, media)| (name, media)))
}
