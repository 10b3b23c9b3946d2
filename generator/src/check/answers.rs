//! What a call yields: the body of its success, the place of the value in it, and how a list goes on.

use super::bodies::{self, Answered};
use super::classify::{Class, classify};
use super::context::Context;
use super::media;
use super::pagination::{self, Around};
use super::parameters;
use super::place::Place;
use super::pointers::{lead, leads};
use super::requests::PlannedBody;
use super::resources::Call;
use super::statuses::{self, Case, Errors};
use super::uses::{Use, follow};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Envelope, ErrorBody, Pagination, PartialErrors, Success};
use crate::parse::ast::Response;
use crate::parse::quirk::{self, Quirks, Stream};
use crate::source::Spanned;

/// What a call yields, before types are built.
pub(super) struct Answer<'a> {
    /// The value.
    pub(super) value: Value<'a>,
    /// Whether a success may also come without a body.
    pub(super) may_be_missing: bool,
    /// Where it sits.
    pub(super) envelope: Envelope,
    /// Where errors sit.
    pub(super) error_body: ErrorBody,
    /// How the list goes on.
    pub(super) pagination: Pagination,
    /// The headers it has, as one object.
    pub(super) header_record: Option<Use<'a>>,
    /// The bodies of errors.
    pub(super) errors: Errors<'a>,
    /// The media type to ask for, where it is JSON of another name.
    pub(super) accept: Option<String>,
    /// Whether it is a redirect that the call is made for.
    pub(super) redirects: bool,
}

/// The value of an answer.
pub(super) enum Value<'a> {
    /// None.
    Nothing,
    /// One value.
    One(Use<'a>),
    /// Values that differ by status.
    Several(Vec<Case<'a>>),
    /// A list that comes in pages.
    Page(Use<'a>),
    /// A text of this media type.
    Text(String),
    /// Bytes, as the `accept` header lists their media types.
    Bytes(String),
    /// Values one by one, and how they end.
    Events(media::Events<'a>, Stream),
}

/// The narrowest of a quirk word about a call.
pub(super) fn narrowest<'a, T>(
    context: &Context<'a>,
    call: &Call<'a>,
    pick: fn(&'a Quirks) -> Option<&'a Spanned<T>>,
) -> Option<&'a Spanned<T>> {
    levels(context, call).into_iter().find_map(pick)
}

/// The places that say something of a call, the narrowest first.
pub(super) fn levels<'a>(context: &Context<'a>, call: &Call<'a>) -> [&'a Quirks; 3] {
    [
        &call.found.operation.quirks,
        &call.found.item.quirks,
        &context.spec.quirks,
    ]
}

/// What a call yields; `None` where something was reported.
pub(super) fn plan<'a>(
    context: &mut Context<'a>,
    call: &Call<'a>,
    parameters: &[parameters::Planned<'a>],
    sent: Option<&PlannedBody<'a>>,
) -> Option<Answer<'a>> {
    let success = bodies::of_answer(context, call)?;
    let (body, other) = match success.yields {
        Answered::Json(body) => (Some(body), None),
        Answered::Nothing => (None, None),
        Answered::Several(cases) => (None, Some(Value::Several(cases))),
        Answered::Text(media) => (None, Some(Value::Text(media))),
        Answered::Bytes(media) => (None, Some(Value::Bytes(media))),
        Answered::Events(events) => (None, Some(Value::Events(events, stream(context, call)))),
    };
    // What is no JSON has no pages; a call that says of itself that it has some is told so as ever.
    let other = other.filter(|_| call.found.operation.quirks.pagination.is_none());
    let written = narrowest(context, call, |quirks| quirks.envelope.as_ref());
    let (envelope, data) = envelope(context, call, written, body.as_ref())?;
    let word = pagination::word(context, call, body.as_ref(), &envelope.data);
    let around = Around {
        call,
        parameters,
        sent,
        answer: body.as_ref(),
        data: &envelope.data,
    };
    let is_json = other.is_none();
    let pagination = if is_json {
        pagination::pagination(context, &around, word)
    } else {
        Some(Pagination::None)
    };
    // What is wrong with the list is told in the same run as what is wrong with the way to its next page.
    let value = match other {
        Some(other) => Some(other),
        None => value(
            context,
            call,
            (word, pagination.as_ref()),
            data,
            body.as_ref(),
        ),
    };
    let mut error_body = error_body(context, call, body.as_ref());
    if !is_json {
        error_body.partial = None;
    }

    Some(Answer {
        value: value?,
        error_body,
        may_be_missing: success.may_be_missing,
        envelope,
        pagination: pagination?,
        header_record: header_record(context, call, success.response),
        errors: statuses::errors(context, call),
        accept: success.accept,
        redirects: success.redirects,
    })
}

/// The headers of an answer as one object; one for all answers that have the same.
fn header_record<'a>(
    context: &mut Context<'a>,
    call: &Call<'a>,
    answer: Option<(&'a Response, Option<&'a str>)>,
) -> Option<Use<'a>> {
    let (response, component) = answer?;
    let record = response.header_record.as_ref()?;
    // What the client reads itself, nobody else needs to.
    let quota = context.spec.quirks.rate_limit.as_ref();
    let quota = quota.map(|quota| &quota.value.headers);
    let is_read = |name: &str| {
        let read = quota.map(|headers| [&headers.remaining, &headers.reset]);
        let mut read = read.into_iter().flatten().flatten();

        read.any(|read| read.eq_ignore_ascii_case(name))
    };
    let mut names = record.properties.iter().map(|(name, _)| &name.value);
    if names.all(|name| is_read(name)) {
        return None;
    }
    let owner = component.unwrap_or(call.type_name.as_str());
    let (record, place) = context.first_alike(record, Place::of_operation(owner, "Headers"));

    follow(context, record, place)
}

/// How a stream of events ends.
fn stream(context: &mut Context<'_>, call: &Call<'_>) -> Stream {
    let written = narrowest(context, call, |quirks| quirks.stream.as_ref());

    written.map_or_else(Stream::default, |written| context.effect(written).clone())
}

/// An envelope as it was written; for a document it holds for calls to paths that nobody declared.
pub(super) fn plain_envelope(
    context: &mut Context<'_>,
    written: Option<&Spanned<quirk::Envelope>>,
) -> Envelope {
    match written.map(|written| context.effect(written)) {
        Some(quirk::Envelope::Inside {
            data,
            meta,
            error,
            success,
        }) => Envelope {
            data: data.clone(),
            meta: meta.clone(),
            error: error.clone(),
            success: success.as_ref().map(|success| Success {
                at: success.at.clone(),
                values: success.values.clone(),
            }),
        },
        Some(quirk::Envelope::None) | None => Envelope::default(),
    }
}

/// The places of an error's parts.
pub(super) fn plain_error_body(
    context: &mut Context<'_>,
    written: Option<&Spanned<quirk::ErrorBody>>,
) -> ErrorBody {
    written.map_or_else(ErrorBody::default, |written| {
        let quirk::ErrorBody {
            code,
            message,
            field,
            ..
        } = context.effect(written).clone();

        ErrorBody {
            code,
            message,
            field,
            partial: None,
        }
    })
}

fn envelope<'a>(
    context: &mut Context<'a>,
    call: &Call<'a>,
    written: Option<&'a Spanned<quirk::Envelope>>,
    body: Option<&Use<'a>>,
) -> Option<(Envelope, Option<Use<'a>>)> {
    let mut envelope = plain_envelope(context, written);
    let (Some(written), Some(body)) = (written, body) else {
        return Some((envelope, body.cloned()));
    };
    let data = lead(context, body, &envelope.data, written.span)?;
    if let Some(meta) = &envelope.meta {
        // What the operation says itself has to be true; what the document says for all holds where it can.
        let own = call.found.operation.quirks.envelope.is_some();
        if own {
            lead(context, body, meta, written.span)?;
        } else if !leads(context, body, meta) {
            envelope.meta = None;
        }
    }
    let own = call.found.operation.quirks.envelope.is_some();
    if let Some(success) = envelope.success.as_ref().filter(|_| own) {
        lead(context, body, &success.at, written.span)?;
    }
    Some((envelope, Some(data)))
}

/// The value of an answer. Where pages are not sound it is only looked whether they hold a list.
fn value<'a>(
    context: &mut Context<'a>,
    call: &Call<'a>,
    (word, pagination): (Option<&Spanned<quirk::Pagination>>, Option<&Pagination>),
    data: Option<Use<'a>>,
    body: Option<&Use<'a>>,
) -> Option<Value<'a>> {
    let written = match word.map(|word| &word.value) {
        Some(quirk::Pagination::Pages(pages)) => pages.items.as_str(),
        _ => "",
    };
    let pages = match pagination {
        None => written,
        Some(Pagination::None) => {
            let Some(data) = data else {
                return Some(Value::Nothing);
            };
            let nothing = matches!(classify(context, &data)?, Class::Null);
            return Some(if nothing {
                Value::Nothing
            } else {
                Value::One(data)
            });
        }
        Some(Pagination::Unknown { items }) => items,
        Some(Pagination::Pages(pages)) => &pages.items,
    };
    let written = word.map_or(call.found.key.span, |word| word.span);
    let items = match body {
        Some(body) => Some(lead(context, body, pages, written)?),
        None => None,
    };
    let is_list = match &items {
        Some(items) => matches!(classify(context, items)?, Class::List(_)),
        None => false,
    };
    let place = match (pages, &items) {
        (_, None) => "it has no answer".to_owned(),
        ("", Some(_)) => "its answer is no list".to_owned(),
        (pages, Some(_)) => format!("`{pages}` is no list in its answer"),
    };
    if !is_list {
        context.report(
            Diagnostic::new(
                Code::BadPointer,
                written,
                format!("`{}` has pages, but {place}", call.found.place()),
            )
            .also(call.found.key.span, "this operation")
            .help("point `items` to the list, or write `pagination: none`"),
        );
        return None;
    }
    items.map(Value::Page)
}

fn error_body<'a>(context: &mut Context<'a>, call: &Call<'a>, body: Option<&Use<'a>>) -> ErrorBody {
    let Some(written) = narrowest(context, call, |quirks| quirks.error_body.as_ref()) else {
        return ErrorBody::default();
    };
    let own = call.found.operation.quirks.error_body.is_some();
    let partial = written.value.partial.as_ref().filter(|partial| match body {
        // As with the metadata: what the operation says itself has to be true.
        Some(body) if own => lead(context, body, &partial.at, written.span).is_some(),
        Some(body) => leads(context, body, &partial.at),
        None => own,
    });
    let partial = partial.map(|partial| PartialErrors {
        at: partial.at.clone(),
        code: partial.code.clone(),
        message: partial.message.clone(),
        field: partial.field.clone(),
    });

    ErrorBody {
        partial,
        ..plain_error_body(context, Some(written))
    }
}
