//! A value together with what came around it.

use std::fmt;

use http::{HeaderMap, StatusCode};

use crate::answer::{Answer, Output};
use crate::codec::{Finding, Model};
use crate::error::Error;
use crate::headers_as;

/// A value together with what came around it.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    around: Around,
}

/// What came around the value.
#[derive(Clone)]
pub(crate) struct Around {
    status: StatusCode,
    headers: HeaderMap,
    findings: Vec<Finding>,
    attempts: u32,
    text: String,
}

impl<T> Response<T> {
    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value, without the rest.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.around.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.around.headers
    }

    /// A header by its name; the first where there are several. `None` also where it is no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.around.headers.get(name)?.to_str().ok()
    }

    /// The headers as a type of the crate: the one that the documentation of the method names. What did not come is `None`, and so is what
    /// does not fit; [`headers`](Self::headers) has it as it came.
    pub fn headers_as<H: Model>(&self) -> H {
        headers_as::read(&self.around.headers)
    }

    /// The vendor's own id of the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        crate::headers::request_id(&self.around.headers)
    }

    /// Where the answer differs from the spec and was taken all the same.
    pub fn findings(&self) -> &[Finding] {
        &self.around.findings
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.around.attempts
    }

    /// The whole body as it came, where it is text; empty where the value is bytes, a download or events.
    pub fn text(&self) -> &str {
        &self.around.text
    }
}

impl<T: Output> Response<T> {
    pub(crate) fn read(answer: &mut Answer) -> Result<Self, Error> {
        let mut findings = std::mem::take(&mut answer.noticed);
        let value = T::read(answer, &mut findings);
        let around = Around::take(answer, value.as_ref().err(), findings);

        Ok(Self {
            value: value?,
            around,
        })
    }
}

impl Around {
    /// Tells whoever looks how the reading went, and keeps what else came.
    fn take(answer: &mut Answer, error: Option<&Error>, findings: Vec<Finding>) -> Self {
        answer.tell(error, &findings);

        Self {
            status: answer.status,
            headers: std::mem::take(&mut answer.headers),
            findings,
            attempts: answer.attempts,
            text: answer.text.as_str().to_owned(),
        }
    }
}

/// The body and the headers are left out: they may hold what the value's own `Debug` redacts.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.around.status)
            .field("findings", &self.around.findings)
            .field("attempts", &self.around.attempts)
            .finish_non_exhaustive()
    }
}
