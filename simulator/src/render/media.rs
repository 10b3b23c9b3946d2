//! Which of the declared bodies is sent: JSON before events, events before texts, texts before bytes, as far as the caller takes them.

use brogue_generator::model::contract::{Content, Contract, Kind};

use crate::received::{admits, essence, is_json};

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// As one JSON value.
    Json,
    /// As events of a server.
    ServerEvents,
    /// As JSON values, one a line.
    Lines,
    /// As JSON values, each behind a record separator.
    Sequence,
    /// As a text.
    Text,
    /// As bytes.
    Bytes,
}

/// The form of a body.
pub(super) fn form(contract: &Contract, content: &Content) -> Form {
    let essence = essence(&content.media);
    let is_lines = [
        "ndjson",
        "jsonl",
        "json-lines",
        "jsonlines",
        "stream+json",
        "x-json-stream",
    ]
    .iter()
    .any(|word| essence.contains(word));
    if essence == "text/event-stream" {
        return Form::ServerEvents;
    }
    if essence.ends_with("json-seq") {
        return Form::Sequence;
    }
    if is_lines {
        return Form::Lines;
    }
    if is_json(&essence) {
        return Form::Json;
    }
    if matches!(essence.as_str(), "*/*" | "application/*")
        && let Some(schema) = content.schema
    {
        let is_binary = contract.resolved(schema).format.as_deref() == Some("binary");
        let is_text = contract.resolved(schema).kinds == [Kind::Text];
        return match (is_binary, is_text) {
            (true, _) => Form::Bytes,
            (false, true) => Form::Text,
            (false, false) => Form::Json,
        };
    }
    if essence.starts_with("text/") {
        Form::Text
    } else {
        Form::Bytes
    }
}

/// The body that is sent to a caller who accepts this.
pub(super) fn chosen<'a>(
    contract: &Contract,
    contents: &'a [Content],
    accept: Option<&str>,
) -> Option<&'a Content> {
    let taken = |content: &&Content| {
        accept.is_none_or(|accept| admits(accept, [essence(&content.media).as_str()]))
    };
    let best = |content: &&Content| form(contract, content);
    // Who takes none of them was refused before, where that is to be; an error goes to everybody.
    let accepted = contents.iter().filter(taken).min_by_key(best);

    accepted.or_else(|| contents.iter().min_by_key(best))
}

/// The type that a body is sent with: one of its range, where the document has a range.
pub(super) fn content_type(content: &Content, form: Form) -> String {
    let media = content.media.trim();
    if !media.contains('*') {
        return media.to_owned();
    }

    match (form, essence(media).as_str()) {
        (Form::Json, _) => "application/json",
        (Form::Text, _) | (_, "text/*") => "text/plain",
        (_, "image/*") => "image/png",
        _ => "application/octet-stream",
    }
    .to_owned()
}
