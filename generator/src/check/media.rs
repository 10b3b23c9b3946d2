//! The media types of an answer: which of them is taken, and what it means.

use super::context::Context;
use super::place::Place;
use super::types::Builder;
use super::usage::Direction;
use super::uses::{Use, follow};
use super::variants;
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

/// What an answer is made of; the inner `None` where it has no body, the outer where something was reported. Other media types that mean
/// something else have calls of their own, each with the one that it wants.
#[expect(
    clippy::option_option,
    reason = "the outer one says that something was reported, the inner one that there is no content"
)]
pub(super) fn content<'a>(
    context: &mut Context<'a>,
    media_types: &'a Entries<MediaType>,
    wanted: Option<&str>,
    place: &Place,
) -> Option<Option<Content<'a>>> {
    let kind = |entry: &(Spanned<String>, MediaType)| kind(&entry.0.value, &entry.1);
    let is_wanted =
        |entry: &&(Spanned<String>, MediaType)| wanted.is_none_or(|wanted| entry.0.value == wanted);
    let Some(chosen) = media_types.iter().filter(is_wanted).min_by_key(|entry| {
        let is_other_json = entry.0.value != "application/json";
        (kind(entry), is_other_json)
    }) else {
        return Some(None);
    };
    let (name, media) = chosen;
    let taken = kind(chosen);

    Some(Some(match taken {
        Kind::Json => Content::Json(name, media),
        Kind::Text => Content::Text(essence(&name.value)),
        Kind::Bytes => {
            if let Some(item) = &media.item_schema {
                let message = format!("the parts of `{}` are not taken apart", name.value);
                context.report(
                    Diagnostic::new(Code::Approximated, item.span, message)
                        .label("handed out as bytes, while they come")
                        .help("give them to a reader of parts, with the boundary that the header `content-type` of the answer names"),
                );
            }
            let of_kind = media_types.iter().filter(|entry| kind(entry) == taken);
            let names: Vec<String> = of_kind.map(|(name, _)| essence(&name.value)).collect();

            Content::Bytes(names.join(", "))
        }
        Kind::Events => Content::Events(events(context, &name.value, media, place)?),
    }))
}

/// The media types of an answer that mean something else than the preferred one, with a word for each.
pub(super) fn others(media_types: &Entries<MediaType>) -> Vec<(String, &str)> {
    let mut sorted: Vec<_> = media_types
        .iter()
        .map(|(name, media)| (kind(&name.value, media), name.value.as_str(), media))
        .collect();
    sorted.sort_by_key(|(kind, name, _)| (*kind, *name != "application/json"));
    let others = variants::apart(&sorted, is_alike, |kind| kind == Kind::Json);
    let mut words: Vec<(String, &str)> = others
        .into_iter()
        .map(|(kind, name)| {
            let word = match kind {
                Kind::Json => variants::words(name),
                Kind::Events => "stream".to_owned(),
                Kind::Text => "text".to_owned(),
                Kind::Bytes => "bytes".to_owned(),
            };
            (word, name)
        })
        .collect();
    // Events are another way to read, also where one of them is what the whole is otherwise.
    let events = sorted
        .iter()
        .find(|(_, name, _)| essence(name) == EVENT_STREAM);
    let is_first = sorted.first().map(|(_, name, _)| *name) == events.map(|(_, name, _)| *name);
    if let Some((_, name, _)) = events.filter(|_| !is_first)
        && words.iter().all(|(word, _)| word != "stream")
    {
        words.push(("stream".to_owned(), name));
    }

    words
}

/// Whether JSON is what a media type of a body means.
pub(super) fn is_json(name: &str) -> bool {
    let essence = essence(name);

    matches!(essence.as_str(), "application/json" | "text/json")
        || essence.ends_with("+json") && !is_lines(&essence)
        // `json` and `applicationjson` can mean nothing else.
        || !essence.contains('/') && essence.ends_with("json")
}

/// Whether what is written leaves the media type open.
pub(super) fn is_any(essence: &str) -> bool {
    matches!(essence, "*/*" | "application/*" | "*" | "")
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
    if is_any(&essence) {
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
pub(super) fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();

    essence.trim().to_lowercase()
}

/// Whether two bodies are of the same schema, as far as can be seen.
fn is_alike(one: &MediaType, other: &MediaType) -> bool {
    match (&one.schema, &other.schema) {
        (Some(one), Some(other)) => super::alike::is_alike(one, other),
        (None, None) => one.item_schema.is_none() && other.item_schema.is_none(),
        (Some(_), None) | (None, Some(_)) => false,
    }
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
            ("json", Kind::Json),
            ("applicationjson;version=2", Kind::Json),
        ];
        for (name, expected) in rows {
            assert_eq!(kind(name, &MediaType::default()), expected, "{name}");
        }
    }
}
