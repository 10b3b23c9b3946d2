//! What a call yields besides a value in JSON, and the headers it comes with, in plain words.

use crate::model::{EventStream, Negotiation, Operation, Output};

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

/// What a call asks for besides what its type says.
pub(super) fn of_negotiation(negotiation: &Negotiation) -> Option<String> {
    if let Some(flag) = &negotiation.stream_flag {
        let flag = flag.trim_start_matches('/');
        return Some(format!(
            "Sends `{flag}: true`, whatever the body says of it."
        ));
    }

    negotiation.redirects.then(|| {
        "Its success is a redirect, which is not followed: `.with_response()` has the status, and the header `location`."
            .to_owned()
    })
}
