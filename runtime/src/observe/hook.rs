//! What a user of a client sees of each attempt, and may add to it.

use std::fmt;
use std::time::Duration;

use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, StatusCode};

use super::{Watched, shown};
use crate::error::{Error, ErrorKind};
use crate::request::RESERVED_HEADERS;

/// Looks at every attempt of a client, before and after: given to [`hook`](crate::ClientBuilder::hook) of the builder.
///
/// Every request that goes out is an attempt: also one that is tried again, one that asks for the next page, and one that asks for a
/// token. For each of them there is one `before` and one `after`, also where the call is dropped in the middle. No credential is in
/// anything that a hook sees.
///
/// A hook is called between two steps of the call, so it should be quick. One that panics is passed over; the call goes on.
///
/// # Examples
///
/// A hook that hands on a trace and counts what failed:
///
/// ```
/// use brogue_runtime::{Attempt, AttemptOutcome, Hook};
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// #[derive(Default)]
/// struct Metrics {
///     failed: AtomicU64,
/// }
///
/// impl Hook for Metrics {
///     fn before(&self, attempt: &mut Attempt<'_>) {
///         let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
///         if let Err(problem) = attempt.set_header("traceparent", trace) {
///             eprintln!("{problem}");
///         }
///     }
///
///     fn after(&self, outcome: &AttemptOutcome<'_>) {
///         if outcome.error().is_some() {
///             self.failed.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Hook: Send + Sync + 'static {
    /// The request is about to go out: the credential is in it, and the quota has let it through.
    fn before(&self, attempt: &mut Attempt<'_>) {
        let _ = attempt;
    }

    /// The attempt is over.
    fn after(&self, outcome: &AttemptOutcome<'_>) {
        let _ = outcome;
    }
}

/// A request that is about to go out.
pub struct Attempt<'call> {
    watched: &'call Watched,
    headers: &'call mut HeaderMap,
}

impl<'call> Attempt<'call> {
    pub(super) fn new(watched: &'call Watched, headers: &'call mut HeaderMap) -> Self {
        Self { watched, headers }
    }

    /// The id of the operation: `listVisits`. It is `request` for a path that the spec does not declare, and `token` for a request
    /// that asks for one.
    pub fn operation(&self) -> &str {
        self.watched.subject.operation
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.watched.method
    }

    /// The path as the spec has it, with the names of its values: `/visits/{ID}`. Few and always the same, so fit for a metric.
    pub fn path_template(&self) -> Option<&str> {
        self.watched.path_template()
    }

    /// The URL, with `[redacted]` where a credential stands.
    pub fn url(&self) -> &str {
        &self.watched.url
    }

    /// The how many-eth attempt of its call it is, from 1. Token requests are all the first.
    pub fn number(&self) -> u32 {
        self.watched.subject.number
    }

    /// Whether it asks for a token and not for what the caller wants.
    pub fn is_token_request(&self) -> bool {
        self.watched.subject.is_token_request
    }

    /// The headers so far, with `[redacted]` where a credential stands.
    pub fn headers(&self) -> HeaderMap {
        shown::headers(self.headers, &self.watched.redactor)
    }

    /// Sets a header.
    ///
    /// # Errors
    ///
    /// Where it is no header, where it belongs to the connection, and where a credential stands in it.
    pub fn set_header(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let refusal = |problem: String| Err(Error::new(ErrorKind::Request, problem));
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
            return refusal(format!("`{}` is no header name", name.escape_debug()));
        };
        let holds_credential = self
            .headers
            .get(&name)
            .is_some_and(HeaderValue::is_sensitive);
        if holds_credential || name == header::AUTHORIZATION {
            return refusal(format!("the header `{name}` is the credential's"));
        }
        if RESERVED_HEADERS.contains(&name) {
            return refusal(format!("the header `{name}` is set by the connection"));
        }
        let Ok(value) = HeaderValue::from_str(value) else {
            return refusal(format!(
                "the value of the header `{name}` has control characters or letters beyond ASCII"
            ));
        };
        self.headers.insert(name, value);

        Ok(())
    }
}

impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.watched
            .show("Attempt", formatter)
            .finish_non_exhaustive()
    }
}

/// An attempt that is over.
pub struct AttemptOutcome<'call> {
    watched: &'call Watched,
}

impl<'call> AttemptOutcome<'call> {
    pub(super) fn new(watched: &'call Watched) -> Self {
        Self { watched }
    }

    /// The id of the operation, as in [`Attempt::operation`].
    pub fn operation(&self) -> &str {
        self.watched.subject.operation
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.watched.method
    }

    /// The path as the spec has it, as in [`Attempt::path_template`].
    pub fn path_template(&self) -> Option<&str> {
        self.watched.path_template()
    }

    /// The URL, with `[redacted]` where a credential stands.
    pub fn url(&self) -> &str {
        &self.watched.url
    }

    /// The how many-eth attempt of its call it is, from 1.
    pub fn number(&self) -> u32 {
        self.watched.subject.number
    }

    /// Whether it asked for a token and not for what the caller wants.
    pub fn is_token_request(&self) -> bool {
        self.watched.subject.is_token_request
    }

    /// The status, where an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        self.watched.status
    }

    /// The headers of the answer, with `[redacted]` where a credential stands or may stand: in cookies, in the query of a redirect, in
    /// what is named after tokens and keys.
    pub fn headers(&self) -> Option<HeaderMap> {
        let headers = self.watched.headers.as_ref()?;

        Some(shown::headers(headers, &self.watched.redactor))
    }

    /// What it failed with, if it failed: also a success that refuses or cannot be read.
    pub fn error(&self) -> Option<ErrorKind> {
        self.watched.error
    }

    /// Whether it was given up before it came to an end: the call was dropped.
    pub fn is_abandoned(&self) -> bool {
        self.watched.status.is_none() && self.watched.error.is_none()
    }

    /// From the moment the request went out until the last byte of the answer, the error, or the end of the caller's patience.
    pub fn elapsed(&self) -> Duration {
        self.watched.elapsed.unwrap_or_default()
    }

    /// The pause before the next attempt; `None` where this is the last. The failure of a token request is the call's to repeat, so it
    /// is not known here.
    pub fn retry_after(&self) -> Option<Duration> {
        self.watched.pause
    }

    /// In how many places the answer differs from the spec and was taken all the same.
    pub fn findings(&self) -> usize {
        self.watched.findings
    }
}

impl fmt::Debug for AttemptOutcome<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.watched
            .show("AttemptOutcome", formatter)
            .field("status", &self.status())
            .field("error", &self.error())
            .field("elapsed", &self.elapsed())
            .field("retry_after", &self.retry_after())
            .field("findings", &self.findings())
            .finish_non_exhaustive()
    }
}

impl Watched {
    fn path_template(&self) -> Option<&str> {
        Some(self.subject.template).filter(|template| !template.is_empty())
    }

    fn show<'a, 'b>(
        &self,
        name: &str,
        formatter: &'a mut fmt::Formatter<'b>,
    ) -> fmt::DebugStruct<'a, 'b> {
        let mut shown = formatter.debug_struct(name);
        shown
            .field("operation", &self.subject.operation)
            .field("method", &self.method)
            .field("url", &self.url)
            .field("number", &self.subject.number);

        shown
    }
}
