//! Spans and events of the feature `tracing`, named as the conventions of OpenTelemetry for HTTP clients say.
//!
//! A call is one span; each of its attempts is one below it, of the kind `client`. What is recorded is free of credentials: URLs come
//! redacted, headers and bodies do not come at all, findings come without what was seen.

use std::time::Duration;

use http::{Method, StatusCode};
use tracing::field::Empty;
use tracing::{Instrument, Span, debug, info, info_span, warn};

use super::Subject;
use crate::codec::Finding;
use crate::error::{Error, ErrorKind};

/// The span of a call.
#[derive(Clone, Debug)]
pub(crate) struct CallSpan {
    span: Span,
}

impl Default for CallSpan {
    fn default() -> Self {
        Self { span: Span::none() }
    }
}

impl CallSpan {
    pub(crate) fn new(api: &'static str, operation: &'static str) -> Self {
        let span = info_span!(
            target: "brogue",
            "call",
            otel.name = operation,
            otel.kind = "internal",
            otel.status_code = Empty,
            brogue.api = api,
            brogue.operation = operation,
            brogue.attempts = Empty,
            "error.type" = Empty,
        );

        Self { span }
    }

    pub(crate) fn run<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        future.instrument(self.span.clone())
    }

    pub(crate) fn is_disabled(&self) -> bool {
        self.span.is_disabled()
    }

    /// The quota made the call wait.
    pub(crate) fn waited(&self, time: Duration) {
        if time < Duration::from_millis(1) {
            return;
        }
        debug!(target: "brogue", parent: &self.span, { brogue.wait = time.as_secs_f64() }, "waited for the quota");
    }

    pub(crate) fn retrying(&self, error: &Error, attempts: u32, pause: Duration) {
        info!(
            target: "brogue",
            parent: &self.span,
            {
                "error.type" = error_type(error.status(), error.kind()).as_ref(),
                brogue.attempts = attempts,
                brogue.wait = pause.as_secs_f64(),
            },
            "the attempt failed, another follows"
        );
    }

    /// Without what was seen: it may be anybody's.
    pub(crate) fn found(&self, findings: &[Finding]) {
        for finding in findings {
            warn!(
                target: "brogue",
                parent: &self.span,
                { brogue.path = %finding.path, brogue.expected = %finding.expected },
                "the answer differs from the spec"
            );
        }
    }

    pub(crate) fn ended(&self, attempts: u32, error: Option<&Error>) {
        self.span.record("brogue.attempts", attempts);
        if let Some(error) = error {
            let kind = error_type(error.status(), error.kind());
            self.span.record("error.type", kind.as_ref());
            self.span.record("otel.status_code", "ERROR");
        }
    }
}

/// The span of an attempt.
#[derive(Clone, Debug)]
pub(crate) struct AttemptSpan {
    span: Span,
}

impl Default for AttemptSpan {
    fn default() -> Self {
        Self { span: Span::none() }
    }
}

impl AttemptSpan {
    pub(super) fn new(subject: Subject, method: &Method) -> Self {
        let span = info_span!(
            target: "brogue",
            "attempt",
            otel.name = Empty,
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = method.as_str(),
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            server.address = Empty,
            server.port = Empty,
            url.full = Empty,
            url.template = Empty,
            "error.type" = Empty,
            brogue.operation = subject.operation,
        );
        if subject.number > 1 {
            span.record("http.request.resend_count", subject.number - 1);
        }

        Self { span }
    }

    pub(super) fn is_disabled(&self) -> bool {
        self.span.is_disabled()
    }

    pub(super) fn describe(&self, method: &Method, url: &str, template: &str) {
        if self.is_disabled() {
            return;
        }
        if let Ok(parsed) = url::Url::parse(url) {
            self.span.record("server.address", parsed.host_str());
            self.span
                .record("server.port", parsed.port_or_known_default());
        }
        self.span.record("url.full", url);
        if template.is_empty() {
            self.span.record("otel.name", method.as_str());
        } else {
            self.span.record("url.template", template);
            self.span
                .record("otel.name", format!("{method} {template}"));
        }
    }

    pub(super) fn run<F: Future>(self, future: F) -> impl Future<Output = F::Output> + use<F> {
        future.instrument(self.span)
    }

    pub(super) fn ended(&self, status: Option<StatusCode>, error: Option<ErrorKind>) {
        if let Some(status) = status {
            self.span
                .record("http.response.status_code", status.as_u16());
        }
        if let Some(error) = error {
            self.span
                .record("error.type", error_type(status, error).as_ref());
            self.span.record("otel.status_code", "ERROR");
        }
    }
}

/// A task that belongs to the span of whoever begins it.
pub(crate) fn of_caller<F: Future>(task: F) -> impl Future<Output = F::Output> + use<F> {
    task.in_current_span()
}

/// Tokens were renewed, or not.
pub(crate) fn renewal_ended(scheme: &str, failure: Option<ErrorKind>) {
    match failure {
        None => debug!(target: "brogue", { brogue.scheme = scheme }, "the token was renewed"),
        Some(kind) => warn!(
            target: "brogue",
            { brogue.scheme = scheme, "error.type" = kind.as_str() },
            "the token could not be renewed"
        ),
    }
}

/// The conventions want the status where there is one that tells of an error, else a word of the library's own.
fn error_type(status: Option<StatusCode>, kind: ErrorKind) -> std::borrow::Cow<'static, str> {
    match status.filter(|status| !status.is_success()) {
        Some(status) => status.as_str().to_owned().into(),
        None => kind.as_str().into(),
    }
}
