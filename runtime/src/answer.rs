//! A success before it has a type, and how it gets one.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use std::any::TypeId;

use crate::api::Operation;
use crate::client::Core;
use crate::codec::{DecodeError, Finding, Reader, Shape, Slot, Strictness};
use crate::envelope::{Contents, EMPTY, Found};
use crate::error::{self, ApiError, Error, ErrorKind};
use crate::excerpt;
use crate::execute::shown_url;
use crate::observe::{CallSpan, Watch};
use crate::paging::Asked;

/// A success, with its value still as text.
#[doc(hidden)]
#[derive(Debug)]
pub struct Answer {
    pub(crate) core: Core,
    pub(crate) operation: &'static Operation,
    pub(crate) strictness: Strictness,
    pub(crate) method: http::Method,
    /// The URL, not redacted yet.
    pub(crate) shown: String,
    pub(crate) asked: Asked,
    pub(crate) data_pointer: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) attempts: u32,
    pub(crate) text: String,
    pub(crate) contents: Result<Contents, Error>,
    pub(crate) watch: Watch,
    pub(crate) span: CallSpan,
}

/// What a call can yield: any [`Slot`], nothing, a [`Page`](crate::Page), a [`Partial`](crate::Partial).
pub trait Output: Sized + Send + 'static {
    /// Takes the value out of an answer.
    #[doc(hidden)]
    fn read(answer: &mut Answer, findings: &mut Vec<Finding>) -> Result<Self, Error>;
}

impl<T: Slot + Send + 'static> Output for T {
    fn read(answer: &mut Answer, findings: &mut Vec<Finding>) -> Result<Self, Error> {
        let mut value = T::hollow();
        // A body that nobody wants may be anything, also no JSON.
        let is_wanted = TypeId::of::<T>() != TypeId::of::<()>();
        if !is_wanted && answer.contents.is_err() {
            return Ok(value);
        }
        answer.refuse_partial()?;
        if !is_wanted {
            return Ok(value);
        }
        answer.read_data(&mut value, findings)?;

        Ok(value)
    }
}

impl Answer {
    /// Reads the value where the envelope has it.
    pub(crate) fn read_data(
        &mut self,
        slot: &mut dyn Slot,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Error> {
        let pointer = self.data_pointer;
        let shape = self.operation.shape;
        let contents = self.contents()?;
        let offset = contents.data;
        if contents.found == Found::NoEnvelope {
            return Err(self.without(pointer));
        }

        self.read_at(offset, pointer, slot, &shape, findings)
    }

    /// Reads the value at an offset; where there is none, the pointer tells what is missing.
    pub(crate) fn read_at(
        &self,
        offset: Option<usize>,
        pointer: &str,
        slot: &mut dyn Slot,
        shape: &Shape,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Error> {
        let Some(offset) = offset else {
            let mut null = Reader::new("null", self.strictness);
            return slot.decode(&mut null, shape).map_err(|_| {
                if self.text.trim().is_empty() {
                    self.decode_error(EMPTY.to_owned(), pointer)
                } else {
                    self.without(pointer)
                }
            });
        };
        let mut reader = Reader::new(&self.text, self.strictness);
        reader.rewind(offset);
        match slot.decode(&mut reader, shape) {
            Ok(()) => findings.extend(reader.into_findings().into_iter().map(|mut finding| {
                let redactor = &self.core.inner().redactor;
                finding.seen = redactor.redact(&finding.seen);
                finding.path = redactor.redact(&finding.path);
                finding
            })),
            Err(fault) => return Err(self.undecodable(fault.into_error(&self.text))),
        }

        Ok(())
    }

    /// Reads the value into a type of the caller's own.
    pub(crate) fn read_as<U: DeserializeOwned>(&mut self) -> Result<U, Error> {
        // Whether anything is due is for the caller's type to say.
        if self.text.trim().is_empty() {
            return serde_json::from_str("null")
                .map_err(|_| self.decode_error(EMPTY.to_owned(), ""));
        }
        self.refuse_partial()?;
        let contents = self.contents()?;
        let (start, end) = (contents.data, contents.data_end);
        if contents.found == Found::NoEnvelope {
            return Err(self.without(self.data_pointer));
        }
        let raw = start
            .and_then(|start| self.text.get(start..end))
            .unwrap_or("null");

        serde_json::from_str(raw).map_err(|error| {
            let problem = self.core.inner().redactor.redact(&error.to_string());
            let problem = excerpt::one_line(&problem);

            self.decode_error(problem, self.data_pointer)
        })
    }

    /// What is in the body, or why it cannot be read.
    pub(crate) fn contents(&mut self) -> Result<&mut Contents, Error> {
        // An error cannot be cloned, and an answer is read once: the reason is taken out.
        if self.contents.is_err() {
            let taken = std::mem::replace(&mut self.contents, Ok(Contents::default()));
            return Err(match taken {
                Err(error) => self.describe(error),
                Ok(_) => self.decode_error("the body cannot be read".to_owned(), ""),
            });
        }
        self.contents
            .as_mut()
            .map_err(|_| Error::new(ErrorKind::Decode, "the body cannot be read"))
    }

    /// Errors of single elements, taken out.
    pub(crate) fn take_partial(&mut self) -> Result<Vec<ApiError>, Error> {
        let errors = std::mem::take(&mut self.contents()?.partial);
        let redactor = &self.core.inner().redactor;

        Ok(errors
            .into_iter()
            .map(|error| error.redacted(redactor))
            .collect())
    }

    /// A type without a place for errors of single elements would lose them.
    fn refuse_partial(&mut self) -> Result<(), Error> {
        let errors = self.take_partial()?;
        if errors.is_empty() {
            return Ok(());
        }

        Err(self.origin().partial_error(errors))
    }

    /// Tells whoever looks that the answer was read.
    pub(crate) fn report(&mut self, findings: &[Finding]) {
        self.watch.found(findings.len());
        self.span.found(findings);
        self.span.ended(self.attempts, None);
        if let Some(hook) = &self.core.inner().on_finding {
            for finding in findings {
                hook(self.operation.id, finding);
            }
        }
    }

    /// Tells whoever looks that the answer was not what it should be.
    pub(crate) fn report_failure(&mut self, error: &Error) {
        self.watch.failed(error, None);
        self.span.ended(self.attempts, Some(error));
    }

    /// The error of a body without the place of what is due.
    fn without(&self, pointer: &str) -> Error {
        self.decode_error(format!("the body has no `{pointer}`"), pointer)
    }

    fn undecodable(&self, error: DecodeError) -> Error {
        self.describe(Error::undecodable(error, &self.core.inner().redactor))
    }

    fn decode_error(&self, problem: String, pointer: &str) -> Error {
        let path = pointer.trim_start_matches('/').replace('/', ".");

        self.describe(Error::new(ErrorKind::Decode, problem).with_path(path))
    }

    fn describe(&self, error: Error) -> Error {
        self.origin().describe(error)
    }

    /// Where the answer comes from, to be told by an error.
    pub(crate) fn origin(&self) -> Origin {
        let redactor = &self.core.inner().redactor;

        Origin {
            core: self.core.clone(),
            operation: self.operation.id,
            method: self.method.clone(),
            url: shown_url(&self.core, self.operation, &self.shown),
            status: self.status,
            headers: self.headers.clone(),
            attempts: self.attempts,
            excerpt: excerpt::of_body(self.text.as_bytes(), &|text| redactor.redact(text)),
            body: error::start_of(self.text.as_bytes()),
        }
    }
}

/// The call and the answer that an error is about.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    core: Core,
    operation: &'static str,
    method: http::Method,
    url: String,
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
    excerpt: Option<String>,
    body: Bytes,
}

impl Origin {
    /// The error, saying where it comes from.
    pub(crate) fn describe(self, error: Error) -> Error {
        error
            .with_call(self.operation, &self.method, &self.url)
            .with_answer(self.status, &self.headers, &self.core.inner().redactor)
            .with_attempts(self.attempts)
            .with_excerpt(self.excerpt)
            .with_body(&self.body, &self.core.inner().redactor)
    }

    /// The error of a call of which a part was not carried out.
    pub(crate) fn partial_error(self, errors: Vec<ApiError>) -> Error {
        let error = Error::new(ErrorKind::Partial, "part of the call was not carried out");

        self.describe(error.with_api(errors))
    }
}
