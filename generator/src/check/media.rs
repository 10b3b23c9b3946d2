//! The media types of an answer: which of them is taken, and what it means.

use super::context::Context;
use super::place::Place;
use super::resources::Call;
use super::types::Builder;
use super::usage::Direction;
use super::uses::{Use, follow};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{EventStream, Output, Primitive, TypeRef};
use crate::parse::ast::{Entries, MediaType, Schema};
use crate::parse::quirk::Stream;
use crate::source::Spanned;

/// What an answer is made of.
pub(super) enum Content<'a> {
    /// JSON.
    Json(&'a Spanned<String>, &'a MediaType),
    /// A text of this media type.
    Text(String),
    /// Bytes, as the `accept` header lists their media types.
    Bytes(String),
    /// Values one by one.
    Events(Events<'a>),
}

/// Values one by one.
pub(super) struct Events<'a> {
    /// The media type.
    pub(super) media: String,
    /// What one of them is; any JSON where nobody says.
    pub(super) item: Option<Use<'a>>,
    /// It is a text as it stands.
    pub(super) is_plain: bool,
}

/// The kinds of media types, the one that is rather taken first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Json,
    Events,
    Text,
    Bytes,
}

/// What an answer is made of; the inner `None` where it has no body, the outer where something was reported.
#[expect(
    clippy::option_option,
    reason = "the outer one says that something was reported, the inner one that there is no content"
)]
pub(super) fn content<'a>(
    context: &mut Context<'a>,
    call: &Call<'a>,
    media_types: &'a Entries<MediaType>,
    place: &Place,
) -> Option<Option<Content<'a>>> {
    let kind = |entry: &(Spanned<String>, MediaType)| kind(&entry.0.value, &entry.1);
    let Some(chosen) = media_types.iter().min_by_key(|entry| kind(entry)) else {
        return Some(None);
    };
    let (name, media) = chosen;
    let taken = kind(chosen);
    for other in media_types {
        // Bytes are handed out whatever their type, and what is the same in another form is not missed.
        let is_same = taken == kind(other) || is_alike(media, &other.1);
        if other.0.value != name.value && !is_same {
            report(context, call, name, &other.0);
        }
    }

    Some(Some(match taken {
        Kind::Json => Content::Json(name, media),
        Kind::Text => Content::Text(essence(&name.value)),
        Kind::Bytes => {
            let of_kind = media_types.iter().filter(|entry| kind(entry) == taken);
            let names: Vec<String> = of_kind.map(|(name, _)| essence(&name.value)).collect();

            Content::Bytes(names.join(", "))
        }
        Kind::Events => Content::Events(events(context, &name.value, media, place)?),
    }))
}

/// Whether JSON is what a media type of a body means.
pub(super) fn is_json(name: &str) -> bool {
    let essence = essence(name);

    matches!(essence.as_str(), "application/json" | "text/json")
        || essence.ends_with("+json") && !is_lines(&essence)
}

fn kind(name: &str, media: &MediaType) -> Kind {
    let essence = essence(name);
    let is_sequence = essence == "application/json-seq" || essence.ends_with("+json-seq");
    if essence == EVENT_STREAM || is_sequence || is_lines(&essence) {
        return Kind::Events;
    }
    if media.schema.as_ref().is_some_and(is_binary) {
        return Kind::Bytes;
    }
    if is_json(name) {
        return Kind::Json;
    }
    if matches!(essence.as_str(), "*/*" | "application/*") {
        // Documents that are made of code say so of everything that code returns.
        return media.schema.as_ref().map_or(Kind::Bytes, kind_of_any);
    }
    if essence.starts_with("text/") {
        return Kind::Text;
    }
    Kind::Bytes
}

/// The kind of what may be of any media type, by its schema.
fn kind_of_any(schema: &Schema) -> Kind {
    let is_text = schema.types.len() == 1 && schema.types.iter().all(|kind| kind.value == "string");

    if is_text { Kind::Text } else { Kind::Json }
}

/// Whether a schema says of itself that it is bytes, whatever media type these have.
fn is_binary(schema: &Schema) -> bool {
    let format = schema.format.as_ref();

    format.is_some_and(|format| format.value == "binary")
}

const EVENT_STREAM: &str = "text/event-stream";

/// Whether a media type is one of JSON values one a line.
fn is_lines(essence: &str) -> bool {
    [
        "ndjson",
        "jsonl",
        "json-lines",
        "jsonlines",
        "stream+json",
        "x-json-stream",
    ]
    .iter()
    .any(|word| essence.contains(word))
}

/// The media type in small letters, without its parameters.
fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();

    essence.trim().to_lowercase()
}

/// Whether two bodies are of the same schema, as far as can be seen.
fn is_alike(one: &MediaType, other: &MediaType) -> bool {
    match (&one.schema, &other.schema) {
        (Some(one), Some(other)) => super::bodies::is_alike(one, other),
        (None, None) => one.item_schema.is_none() && other.item_schema.is_none(),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn report(
    context: &mut Context<'_>,
    call: &Call<'_>,
    chosen: &Spanned<String>,
    other: &Spanned<String>,
) {
    let message = format!(
        "the answer of `{}` as `{}` is not generated",
        call.found.place(),
        other.value
    );
    context.report(
        Diagnostic::new(Code::NotGenerated, other.span, message)
            .label("left out of the client")
            .also(chosen.span, "a call yields this")
            .help(
                "describe one of the two, or leave it: JSON is taken before events, events before texts, texts before bytes, and \
                 `.returning::<Download>()` with the header `accept` reaches the other",
            ),
    );
}

/// What comes one by one.
fn events<'a>(
    context: &mut Context<'a>,
    name: &str,
    media: &'a MediaType,
    place: &Place,
) -> Option<Events<'a>> {
    let media_type = essence(name);
    let of_server = media_type == EVENT_STREAM;
    let written = match (&media.item_schema, &media.schema) {
        (Some(item), _) => Some(item),
        // A list of what comes in lines means one of them.
        (None, Some(schema)) => Some(schema.items.as_deref().unwrap_or(schema)),
        (None, None) => None,
    };
    let Some(written) = written else {
        return Some(Events {
            media: media_type,
            item: None,
            is_plain: of_server,
        });
    };
    let item = follow(context, written, place.clone())?;
    let data = if of_server { data(item.target) } else { None };
    let item = match data {
        Some(data) => follow(
            context,
            data.content_schema.as_deref().unwrap_or(data),
            place.clone(),
        )?,
        None => item,
    };
    let is_text =
        item.target.types.len() == 1 && item.target.types.iter().all(|kind| kind.value == "string");

    Some(Events {
        media: media_type,
        item: Some(item),
        is_plain: of_server && is_text,
    })
}

/// The data of a server's event, where the schema describes the event with all its fields.
fn data(schema: &Schema) -> Option<&Schema> {
    let is_field = |name: &str| matches!(name, "data" | "event" | "id" | "retry" | "comment");
    let mut properties = schema.properties.iter();
    if !properties.all(|(name, _)| is_field(&name.value)) {
        return None;
    }
    let mut properties = schema.properties.iter();

    properties
        .find(|(name, _)| name.value == "data")
        .map(|(_, data)| data)
}

/// What a call of events yields.
pub(super) fn output<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    events: &Events<'a>,
    stream: &Stream,
) -> Option<Output> {
    let elaborated = match &events.item {
        Some(item) => Some(builder.elaborate(context, item, Direction::Answer)?),
        None => None,
    };
    let plain = if events.is_plain {
        Primitive::Text
    } else {
        Primitive::Value
    };
    let (ty, shape) = elaborated.map_or_else(Default::default, |elaborated| {
        (elaborated.ty, elaborated.shape)
    });

    Some(Output::Events {
        item: ty.unwrap_or(TypeRef::Primitive(plain)),
        shape,
        stream: EventStream {
            media: events.media.clone(),
            is_plain: events.is_plain,
            end: stream.end.clone(),
            end_event: stream.end_event.clone(),
            error_event: stream.error_event.clone(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, MediaType, kind};

    #[test]
    fn media_types_have_a_kind() {
        let rows = [
            ("application/json", Kind::Json),
            ("application/JSON; charset=utf-8", Kind::Json),
            ("application/problem+json", Kind::Json),
            ("text/json", Kind::Json),
            ("text/event-stream", Kind::Events),
            ("application/x-ndjson", Kind::Events),
            ("application/jsonl", Kind::Events),
            ("application/stream+json", Kind::Events),
            ("application/json-seq", Kind::Events),
            ("application/geo+json-seq", Kind::Events),
            ("text/csv;header=present", Kind::Text),
            ("text/*", Kind::Text),
            ("application/xml", Kind::Bytes),
            ("image/png", Kind::Bytes),
            ("*/*", Kind::Bytes),
            ("", Kind::Bytes),
        ];
        for (name, expected) in rows {
            assert_eq!(kind(name, &MediaType::default()), expected, "{name}");
        }
    }
}
