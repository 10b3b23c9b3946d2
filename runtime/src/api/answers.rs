//! What a success is made of where it is not JSON.

/// What a success is made of where it is not JSON: a text, bytes, or events that come one by one.
///
/// # Examples
///
/// ```
/// use brogue_runtime::api::{Answers, Operation};
///
/// static WATCH: Operation = Operation::get("watchThings", "/things/watch")
///     .answers(Answers::events("text/event-stream").end("[DONE]").error_event("error"));
/// static REPORT: Operation =
///     Operation::get("report", "/report").answers(Answers::bytes("application/pdf"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Answers {
    pub(crate) accept: &'static str,
    pub(crate) form: AnswerForm,
    pub(crate) end: Option<&'static str>,
    pub(crate) end_event: Option<&'static str>,
    pub(crate) error_event: Option<&'static str>,
    pub(crate) is_plain: bool,
}

/// The form of an answer that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnswerForm {
    Text,
    Bytes,
    Events,
}

impl Answers {
    const fn new(accept: &'static str, form: AnswerForm) -> Self {
        Self {
            accept,
            form,
            end: None,
            end_event: None,
            error_event: None,
            is_plain: false,
        }
    }

    /// A text of this media type: the value is the whole of it.
    pub const fn text(accept: &'static str) -> Self {
        Self::new(accept, AnswerForm::Text)
    }

    /// Bytes of this media type, or of several, as the `accept` header lists them.
    pub const fn bytes(accept: &'static str) -> Self {
        Self::new(accept, AnswerForm::Bytes)
    }

    /// Events of this media type: `text/event-stream`, `application/x-ndjson`, `application/json-seq` and their kin.
    pub const fn events(accept: &'static str) -> Self {
        Self::new(accept, AnswerForm::Events)
    }

    /// The data of the event that ends the stream; it is no value. A stream that ends without it is cut.
    #[must_use]
    pub const fn end(mut self, data: &'static str) -> Self {
        self.end = Some(data);
        self
    }

    /// The name of the event that ends the stream. A stream that ends without it is cut.
    #[must_use]
    pub const fn end_event(mut self, name: &'static str) -> Self {
        self.end_event = Some(name);
        self
    }

    /// The name of the event that says that the vendor failed.
    #[must_use]
    pub const fn error_event(mut self, name: &'static str) -> Self {
        self.error_event = Some(name);
        self
    }

    /// The data of an event is a text as it stands, not JSON.
    #[must_use]
    pub const fn plain(mut self) -> Self {
        self.is_plain = true;
        self
    }

    /// Whether JSON is among what is asked for.
    pub(crate) fn takes_json(&self) -> bool {
        self.accept.split(',').any(|accepted| {
            let essence = accepted.split(';').next().unwrap_or_default().trim();

            matches!(essence, "*/*" | "application/*" | "application/json")
                || essence.ends_with("+json")
        })
    }
}
