//! What a stream is, by its media type.

use http::HeaderMap;

use super::framing::Format;
use crate::charset::{self, coding};

/// The media type of a server's events.
pub(crate) const EVENT_STREAM: &str = "text/event-stream";

/// How the stream is cut, by the declared type of what came, else of what is due; what it is instead, where it is no stream.
pub(super) fn format(headers: &HeaderMap, due: &str) -> Result<Format, String> {
    let came = &*charset::media_type(headers);
    if let Some(coding) = coding(headers) {
        return Err(format!(
            "the body is encoded as `{coding}`, which was not asked for"
        ));
    }
    let of = |media_type: &str| match media_type {
        EVENT_STREAM => Some(Format::ServerSent),
        "application/json-seq" => Some(Format::Sequence),
        _ if media_type.ends_with("+json-seq") => Some(Format::Sequence),
        _ if [
            "ndjson",
            "jsonl",
            "json-lines",
            "jsonlines",
            "stream+json",
            "x-json-stream",
        ]
        .iter()
        .any(|word| media_type.contains(word)) =>
        {
            Some(Format::Lines)
        }
        _ => None,
    };
    let due = of(due.split([';', ',']).next().unwrap_or_default().trim());
    match of(came) {
        Some(format) => Ok(format),
        None if came.contains("html") || came.ends_with("/xml") => {
            Err(format!("`{came}` where events are due"))
        }
        None if charset::is_json(came) && due == Some(Format::ServerSent) => {
            Err(format!("`{came}` where events are due"))
        }
        None => Ok(due.unwrap_or(Format::Lines)),
    }
}
