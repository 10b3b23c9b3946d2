//! What a call yields besides a value in JSON, and the headers it comes with, in plain words.

use crate::check::context::Context;
use crate::check::docs;
use crate::check::references::resolve;
use crate::model::{EventStream, Operation, Output};
use crate::parse::ast::{Header, Text};

/// What comes instead of a value in JSON.
pub(super) fn of_output(operation: &Operation) -> Option<String> {
    match &operation.output {
        Output::Nothing | Output::Value { .. } | Output::Page { .. } => None,
        Output::Text { media } => Some(format!("Yields a text of the type `{media}`.")),
        Output::Download { media } => Some(format!(
            "Yields what comes as `{media}` while it comes: `.save_to(..)` writes it to a file, `.bytes()` takes it into memory."
        )),
        Output::Events { stream, .. } => Some(format!(
            "Yields a stream of `{}`: one event at a time, as they come.",
            stream.media
        )),
    }
}

/// What `stream` says, in the words of its quirk.
pub(super) fn of_stream(stream: &EventStream) -> Vec<String> {
    let end = [
        stream
            .end
            .as_ref()
            .map(|end| format!("with the data `{end}`")),
        stream
            .end_event
            .as_ref()
            .map(|end| format!("named `{end}`")),
    ];
    let end: Vec<String> = end.into_iter().flatten().collect();
    let mut words = Vec::new();
    if !end.is_empty() {
        words.push(format!(
            "The event {} ends the stream; a stream that ends without it was cut, and that is an error.",
            end.join(", or the one ")
        ));
    }
    if let Some(error) = &stream.error_event {
        words.push(format!(
            "An event named `{error}` says that the vendor failed, and is an error."
        ));
    }
    words
}

/// The headers of the answer, which `.with_response()` gives.
pub(in crate::check) fn of_headers<'a>(
    context: &mut Context<'a>,
    headers: &'a [(Text, Header)],
) -> Option<String> {
    // What the client reads itself, nobody else needs to.
    let quota = context.spec.quirks.rate_limit.as_ref();
    let quota = quota.map(|quota| &quota.value.headers);
    let is_read = |name: &str| {
        let read = quota.map(|headers| [&headers.remaining, &headers.reset]);
        let mut read = read.into_iter().flatten().flatten();

        read.any(|read| read.eq_ignore_ascii_case(name))
    };
    let told: Vec<&(Text, Header)> = headers
        .iter()
        .filter(|(name, _)| !is_read(&name.value))
        .collect();
    if told.is_empty() {
        return None;
    }
    let listed: Vec<String> = told
        .into_iter()
        .map(|(name, header)| {
            let said = resolve(context, header).and_then(|(header, _)| header.description.as_ref());
            let said = said.map(|text| docs::of_text(&text.value).summary);
            match said.filter(|said| !said.is_empty()) {
                Some(said) => format!(
                    "{} ({})",
                    docs::code(&name.value),
                    said.trim_end_matches('.')
                ),
                None => docs::code(&name.value),
            }
        })
        .collect();

    Some(format!(
        "The answer has headers, which `.with_response()` gives: {}.",
        listed.join(", ")
    ))
}
