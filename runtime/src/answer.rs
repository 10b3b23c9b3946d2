//! A success before it has a type, and how it gets one.

mod origin;
mod output;
mod text;
mod value;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

pub(crate) use self::origin::Origin;
pub use self::output::{Output, Reading};
pub(crate) use self::text::BodyText;
use crate::api::{AnswerForm, ErrorBody, Operation};
use crate::client::Core;
use crate::codec::{DecodeError, Finding, Reader, Shape, Slot, Strictness, quoted};
use crate::envelope::{Contents, EMPTY, Found};
use crate::error::{self, ApiError, Error, ErrorKind};
use crate::excerpt;
use crate::execute::shown_url;
use crate::flow::Flow;
use crate::observe::{CallSpan, Watch};
use crate::paging::Asked;
use crate::replaced::replaced;
use crate::secret::Redactor;
use crate::sifted::{self, Sifted};

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
    pub(crate) text: BodyText,
    pub(crate) contents: Result<Contents, Error>,
    pub(crate) watch: Watch,
    pub(crate) span: CallSpan,
    /// What was noticed before there was a value.
    pub(crate) noticed: Vec<Finding>,
    /// The body as it came, where that is what is wanted.
    pub(crate) body: Bytes,
    /// The body while it comes, where that is what is wanted.
    pub(crate) flow: Option<Box<Flow>>,
    /// Whether elements that do not fit are set apart.
    pub(crate) sifts: bool,
}

impl Answer {
    /// Whether the value is the text as it stands.
    fn is_text(&self) -> bool {
        let answers = self.operation.answers;

        answers.is_some_and(|answers| answers.form == AnswerForm::Text)
    }

    /// The text as a string of JSON, so that any type that reads texts takes it.
    fn quoted(&self) -> String {
        quoted(self.text.as_str())
    }

    /// Tells of a status that no case has.
    pub(crate) fn check_status(
        &self,
        is_known: bool,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Error> {
        if is_known {
            return Ok(());
        }
        if self.strictness == Strictness::Strict {
            let problem = format!("the status {} is not declared", self.status.as_str());
            return Err(self.decode_error(problem, ""));
        }
        findings.push(Finding {
            path: String::new(),
            expected: "a declared status".to_owned(),
            seen: self.status.as_str().to_owned(),
        });

        Ok(())
    }

    /// Reads the elements of the list at an offset that fit, and those that do not.
    pub(crate) fn read_list_at<T: Slot>(
        &self,
        offset: usize,
        shape: &Shape,
        findings: &mut Vec<Finding>,
    ) -> Result<Sifted<T>, Error> {
        let mut reader = Reader::new(self.text.as_str(), self.strictness);
        reader.rewind(offset);
        let sifted = sifted::sift(&mut reader, self.text.as_str(), shape, || self.origin());
        let sifted =
            sifted.map_err(|fault| self.undecodable(fault.into_error(self.text.as_str())))?;
        findings.extend(redacted(reader, &self.core.inner().redactor));
        findings.extend(sifted.bad.iter().map(|bad| bad.finding().clone()));

        Ok(sifted)
    }

    /// Reads the value into a type of the caller's own.
    pub(crate) fn read_as<U: DeserializeOwned>(&mut self) -> Result<U, Error> {
        if self.is_text() {
            self.contents()?;
            return self.parse(&self.quoted());
        }
        // Whether anything is due is for the caller's type to say.
        if self.text.as_str().trim().is_empty() {
            return serde_json::from_str("null")
                .map_err(|_| self.decode_error(EMPTY.to_owned(), ""));
        }
        self.refuse_partial()?;
        let contents = self.settled()?;
        let (start, end) = (contents.data, contents.data_end);
        if contents.found == Found::NoEnvelope {
            return Err(self.without(self.data_pointer));
        }
        let raw = start
            .and_then(|start| self.text.as_str().get(start..end))
            .unwrap_or("null");

        self.parse(raw)
    }

    fn parse<U: DeserializeOwned>(&self, json: &str) -> Result<U, Error> {
        serde_json::from_str(json).map_err(|error| {
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
    pub(crate) fn refuse_partial(&mut self) -> Result<(), Error> {
        let errors = self.take_partial()?;
        if errors.is_empty() {
            return Ok(());
        }

        Err(self.origin().partial_error(errors))
    }

    /// Where the parts of an error sit.
    pub(crate) fn error_body(&self) -> ErrorBody {
        let api = self.core.inner().api;

        self.operation.error_body.unwrap_or(api.error_body)
    }

    /// The body while it comes, taken out.
    pub(crate) fn take_flow(&mut self) -> Result<Flow, Error> {
        let flow = self.flow.take().map(|flow| *flow);

        flow.ok_or_else(|| self.decode_error("the body was read already".to_owned(), ""))
    }

    /// Tells whoever looks how the reading went.
    pub(crate) fn tell(&mut self, error: Option<&Error>, findings: &[Finding]) {
        match error {
            None => self.report(findings),
            Some(error) => self.report_failure(error),
        }
    }

    /// Tells whoever looks that the answer was read.
    pub(crate) fn report(&mut self, findings: &[Finding]) {
        self.watch.found(findings.len());
        self.span.found(findings);
        self.span.ended(self.attempts, None);
        self.core.report(self.operation.id, findings);
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
        let path = replaced(pointer.trim_start_matches('/'), "/", ".");

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
            excerpt: excerpt::of_body(self.text.as_str().as_bytes(), &|text| redactor.redact(text)),
            body: error::start_of(self.text.as_str().as_bytes()),
        }
    }
}

/// The findings, freed of credentials.
pub(crate) fn redacted(reader: Reader<'_>, redactor: &Redactor) -> Vec<Finding> {
    let mut findings = reader.into_findings();
    for finding in &mut findings {
        finding.seen = redactor.redact(&finding.seen);
        finding.path = redactor.redact(&finding.path);
    }

    findings
}
