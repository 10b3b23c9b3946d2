//! Spans where the feature `tracing` is off: nothing, which the compiler takes away.

#![expect(clippy::unused_self, reason = "the words are those of the other half")]

use std::time::Duration;

use http::{Method, StatusCode};

use super::Subject;
use crate::codec::Finding;
use crate::error::{Error, ErrorKind};

/// The span of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallSpan {}

impl CallSpan {
    pub(crate) fn new(_api: &'static str, _operation: &'static str) -> Self {
        Self {}
    }

    pub(crate) fn run<F: Future>(&self, future: F) -> F {
        future
    }

    pub(crate) fn is_disabled(&self) -> bool {
        true
    }

    pub(crate) fn waited(&self, _time: Duration) {}

    pub(crate) fn retrying(&self, _error: &Error, _attempts: u32, _pause: Duration) {}

    pub(crate) fn found(&self, _findings: &[Finding]) {}

    pub(crate) fn ended(&self, _attempts: u32, _error: Option<&Error>) {}
}

/// The span of an attempt.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttemptSpan {}

impl AttemptSpan {
    pub(super) fn new(_subject: Subject, _method: &Method) -> Self {
        Self {}
    }

    pub(super) fn is_disabled(&self) -> bool {
        true
    }

    pub(super) fn describe(&self, _method: &Method, _url: &str, _template: &str) {}

    pub(super) fn run<F: Future>(self, future: F) -> F {
        future
    }

    pub(super) fn ended(&self, _status: Option<StatusCode>, _error: Option<ErrorKind>) {}
}

/// A task that belongs to the span of whoever begins it.
pub(crate) fn of_caller<F: Future>(task: F) -> F {
    task
}

/// Tokens were renewed, or not.
pub(crate) fn renewal_ended(_scheme: &str, _failure: Option<ErrorKind>) {}
