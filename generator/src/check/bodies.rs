//! Bodies of answers: which media type, which schema.

use super::context::Context;
use super::media::{self, Content, is_json};
use super::place::Place;
use super::references::resolve;
use super::resources::Call;
use super::uses::{Use, follow};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::{Entries, Header, MediaType, Response, Schema, Text};
use crate::source::{Span, Spanned};

/// What an operation says of a body.
pub(super) enum Planned<T> {
    /// There is none.
    Nothing,
    /// There is one.
    Body(T),
}

/// What the lowest success yields.
pub(super) enum Answered<'a> {
    /// Nothing.
    Nothing,
    /// A value in JSON.
    Json(Use<'a>),
    /// A text of this media type.
    Text(String),
    /// Bytes, as the `accept` header lists their media types.
    Bytes(String),
    /// Values one by one.
    Events(media::Events<'a>),
}

/// What the lowest success yields, and the headers it has; `None` where something was reported.
pub(super) fn of_answer<'a>(
    context: &mut Context<'a>,
    call: &Call<'a>,
) -> Option<(Answered<'a>, &'a [(Text, Header)])> {
    let successes = call
        .found
        .operation
        .responses
        .iter()
        .filter(|(status, _)| status.value.starts_with('2'));
    let of_all = || {
        let mut responses = call.found.operation.responses.iter();
        let default = responses.find(|(status, _)| status.value == "default");
        // Whoever says what all answers hold has said what a success holds.
        default.filter(|_| context.is_lenient())
    };
    let Some((status, written)) = successes
        .min_by_key(|(status, _)| status.value.to_lowercase())
        .or_else(of_all)
    else {
        report_default(context, call);
        return Some((Answered::Nothing, &[]));
    };
    let resolved: Option<(&'a Response, _)> = resolve(context, written);
    let Some((response, component)) = resolved else {
        // With an answer that nobody reads the call is better than none.
        return context.is_lenient().then_some((Answered::Nothing, &[]));
    };
    report_others(context, call, status, response);
    let place = Place::of_operation(component.unwrap_or(call.type_name.as_str()), "Answer");
    let success = match media::content(context, call, &response.content, &place)? {
        None => Answered::Nothing,
        Some(Content::Json(name, media)) => Answered::Json(schema(context, (name, media), place)?),
        Some(Content::Text(media)) => Answered::Text(media),
        Some(Content::Bytes(media)) => Answered::Bytes(media),
        Some(Content::Events(events)) => Answered::Events(events),
    };

    Some((success, &response.headers))
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

/// Tells of other successes that yield something else: a call yields one type, that of its lowest success.
fn report_others<'a>(
    context: &mut Context<'a>,
    call: &Call<'a>,
    chosen: &Spanned<String>,
    response: &'a Response,
) {
    let body = |response: &'a Response| {
        let mut media_types = response.content.iter();
        media_types
            .find(|(name, _)| is_json(&name.value))
            .and_then(|(_, media)| media.schema.as_ref())
    };
    for (status, written) in &call.found.operation.responses {
        if !status.value.starts_with('2') || status.value == chosen.value {
            continue;
        }
        let Some((other, _)) = resolve(context, written) else {
            continue;
        };
        let is_same = match (body(response), body(other)) {
            (Some(schema), Some(other)) => is_alike(schema, other),
            (None, Some(_)) => false,
            // What is no JSON is the same where the media type is.
            (_, None) => {
                let names =
                    |response: &'a Response| response.content.first().map(|(name, _)| &name.value);
                other.content.is_empty() || names(response) == names(other)
            }
        };
        if is_same {
            continue;
        }
        let message = format!("the body of status `{}` is not generated", status.value);
        context.report(
            Diagnostic::new(Code::NotGenerated, status.span, message)
                .label("left out of the client")
                .also(chosen.span, "the lowest success says what the call yields")
                .help("where both can come, write the body of the lowest as `oneOf` of the two"),
        );
    }
}

/// Whether two bodies are the same as far as can be seen: the same reference, or a list of it.
pub(super) fn is_alike(one: &Schema, other: &Schema) -> bool {
    // One schema may stand under several media types.
    if !one.pointer.is_empty() && one.pointer == other.pointer {
        return true;
    }
    let reference = |schema: &Schema| schema.reference.as_ref().map(|text| text.value.clone());
    if let (Some(one), Some(other)) = (reference(one), reference(other)) {
        return one == other;
    }
    let kinds = |schema: &Schema| -> Vec<String> {
        let kinds = schema.types.iter();
        kinds.map(|kind| kind.value.clone()).collect()
    };
    let plain = |schema: &Schema| schema.properties.is_empty() && schema.one_of.is_empty();

    plain(one)
        && plain(other)
        && kinds(one) == kinds(other)
        && match (&one.items, &other.items) {
            (Some(one), Some(other)) => is_alike(one, other),
            (None, None) => reference(one) == reference(other),
            _ => false,
        }
}

/// Whether there is a success without a body beside others.
pub(super) fn may_be_missing<'a>(context: &mut Context<'a>, call: &Call<'a>) -> bool {
    let responses = &call.found.operation.responses;

    responses
        .iter()
        .filter(|(status, _)| status.value.starts_with('2'))
        .any(|(_, written)| {
            resolve(context, written).is_some_and(|(response, _)| response.content.is_empty())
        })
}

/// The schema of a media type.
pub(super) fn schema<'a>(
    context: &mut Context<'a>,
    (name, media): (&Spanned<String>, &'a MediaType),
    place: Place,
) -> Option<Use<'a>> {
    let Some(schema) = &media.schema else {
        context.report(
            Diagnostic::new(
                Code::MissingKey,
                name.span,
                format!("`{}` has no `schema`", name.value),
            )
            .help("write `schema: {}` where any value is taken"),
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
