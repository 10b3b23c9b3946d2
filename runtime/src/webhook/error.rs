//! Why a delivery is not taken, and what to answer to it.

use std::fmt;

use http::StatusCode;

use crate::codec::DecodeError;

/// What is wrong with a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WebhookErrorKind {
    /// The secret of the receiver is empty, or not in the form that the vendor gives it out in.
    Secret,
    /// The body is larger than the receiver takes.
    TooLarge,
    /// The signature is not there.
    MissingSignature,
    /// The signature is not there in a form that could be one.
    MalformedSignature,
    /// The signature is that of another body, time or secret.
    WrongSignature,
    /// Something that is signed besides the body is not there: the time, a header.
    MissingPart,
    /// The time of the delivery is none.
    MalformedTimestamp,
    /// The delivery was sent too long ago: perhaps it is an old one that somebody sends again.
    TooOld,
    /// The delivery was sent in the future: one of the two clocks is wrong.
    TooNew,
    /// The same delivery was taken before.
    Replayed,
    /// The body is no JSON, or cannot be signed as the vendor does.
    Body,
    /// The delivery is genuine, but does not fit what the spec says of the event.
    Event,
}

/// A delivery that is not taken. Its sentence says what to do; no secret is in it.
#[derive(Clone, Debug)]
pub struct WebhookError {
    kind: WebhookErrorKind,
    message: String,
    source: Option<Box<DecodeError>>,
}

impl WebhookError {
    pub(super) fn new(kind: WebhookErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
        }
    }

    pub(super) fn caused_by(mut self, source: DecodeError) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// What is wrong.
    pub fn kind(&self) -> WebhookErrorKind {
        self.kind
    }

    /// Whether the delivery may come from somebody else than the vendor: nothing in it can be trusted.
    pub fn is_forgery(&self) -> bool {
        match self.kind {
            WebhookErrorKind::MissingSignature
            | WebhookErrorKind::MalformedSignature
            | WebhookErrorKind::WrongSignature
            | WebhookErrorKind::MissingPart
            | WebhookErrorKind::MalformedTimestamp
            | WebhookErrorKind::TooOld
            | WebhookErrorKind::TooNew => true,
            WebhookErrorKind::Secret
            | WebhookErrorKind::TooLarge
            | WebhookErrorKind::Replayed
            | WebhookErrorKind::Body
            | WebhookErrorKind::Event => false,
        }
    }

    /// The status to answer with: 200 for a delivery that was taken before, 500 where the receiver's own secret is at fault, one from 400
    /// to 499 otherwise. Never one that makes a vendor give up for good, such as 410.
    pub fn status(&self) -> StatusCode {
        match self.kind {
            WebhookErrorKind::Replayed => StatusCode::OK,
            WebhookErrorKind::Secret => StatusCode::INTERNAL_SERVER_ERROR,
            WebhookErrorKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            WebhookErrorKind::Body => StatusCode::BAD_REQUEST,
            WebhookErrorKind::Event => StatusCode::UNPROCESSABLE_ENTITY,
            WebhookErrorKind::MissingSignature
            | WebhookErrorKind::MalformedSignature
            | WebhookErrorKind::WrongSignature
            | WebhookErrorKind::MissingPart
            | WebhookErrorKind::MalformedTimestamp
            | WebhookErrorKind::TooOld
            | WebhookErrorKind::TooNew => StatusCode::UNAUTHORIZED,
        }
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for WebhookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
