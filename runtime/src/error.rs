//! What a call fails with.
//!
//! [`Error`] is one opaque type. What happened is its [`kind`](Error::kind) or a predicate; what is known about it has an accessor;
//! its text is for people. No credential is in any of them.

mod api;
mod attempt;
mod body;
mod display;
mod kind;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

pub use api::ApiError;
pub use attempt::FailedAttempt;
pub(crate) use body::start_of;
pub(crate) use display::in_seconds;
pub use kind::ErrorKind;

use crate::apart::Apart;
use crate::codec::DecodeError;
use crate::excerpt;
use crate::headers::request_id;
use crate::secret::Redactor;

/// What a call, or the making of a client, failed with.
///
/// # Examples
///
/// ```
/// use brogue_runtime::Error;
///
/// fn what_to_do(error: &Error) -> String {
///     if let Some(wait) = error.retry_after() {
///         return format!("come back in {wait:?}");
///     }
///     match error.api().and_then(|api| api.message.as_deref()) {
///         Some(message) if error.is_rejected() || error.is_refused() => message.to_owned(),
///         _ if error.is_not_found() => "forget it".to_owned(),
///         _ if error.is_connect() => "send it again: nothing was sent".to_owned(),
///         _ => error.to_string(),
///     }
/// }
/// ```
pub struct Error {
    /// One word, since every result of a call has room for it.
    inner: Box<Apart<Inner>>,
}

/// Everything but the kind may be unknown.
#[derive(Default)]
struct Inner {
    kind: ErrorKind,
    problem: Cow<'static, str>,
    operation: Option<&'static str>,
    method: Option<http::Method>,
    url: Option<String>,
    status: Option<StatusCode>,
    headers: Option<HeaderMap>,
    request_id: Option<String>,
    attempts: u32,
    failed_attempts: Vec<FailedAttempt>,
    path: Option<String>,
    api: Vec<ApiError>,
    retry_after: Option<Duration>,
    excerpt: Option<String>,
    is_ambiguous: bool,
    not_again: Option<NotAgain>,
    is_retryable: bool,
    body: Option<body::Kept>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// Why a call is not sent again that would have been.
#[derive(Clone, Copy, Debug)]
pub(crate) enum NotAgain {
    /// Its body is a stream that was read.
    BodyGone,
    /// There are no tokens left to pay for a retry.
    BudgetSpent,
}

impl Error {
    /// What happened.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// The vendor took the request, answered with a success, and said in it that nothing was done. Look at [`api`](Self::api).
    pub fn is_refused(&self) -> bool {
        self.kind() == ErrorKind::Refused
    }

    /// There is no such thing: the status says so, or a success without a value where the vendor means that.
    pub fn is_not_found(&self) -> bool {
        self.kind() == ErrorKind::NotFound
    }

    /// What the vendor says has two meanings: it answers 401 both where there is no such thing and where the credential is not taken.
    /// Holds together with [`is_not_found`](Self::is_not_found).
    pub fn is_ambiguous(&self) -> bool {
        self.inner.is_ambiguous
    }

    /// No token could be had to make the call with: the token request or the token store failed. Nothing was sent.
    pub fn is_credential(&self) -> bool {
        self.kind() == ErrorKind::Credential
    }

    /// The credential was not taken (401). Give the client another one.
    pub fn is_unauthorized(&self) -> bool {
        self.kind() == ErrorKind::Unauthorized
    }

    /// The credential does not allow this call (403).
    pub fn is_forbidden(&self) -> bool {
        self.kind() == ErrorKind::Forbidden
    }

    /// The quota is used up: the vendor said 429, or the client did not wait for its turn. [`retry_after`](Self::retry_after) may
    /// tell when to come back.
    pub fn is_rate_limited(&self) -> bool {
        self.kind() == ErrorKind::RateLimited
    }

    /// The quota store could not count the request, so nothing was sent: it failed, or gave no answer in time.
    pub fn is_quota_store(&self) -> bool {
        self.kind() == ErrorKind::QuotaStore
    }

    /// The vendor does not take the request (another 4xx). The request has to change.
    pub fn is_rejected(&self) -> bool {
        self.kind() == ErrorKind::Rejected
    }

    /// The vendor failed (5xx).
    pub fn is_server(&self) -> bool {
        self.kind() == ErrorKind::Server
    }

    /// No answer came in time. Unless [`is_connect`](Self::is_connect) holds too, the request may have been carried out.
    pub fn is_timeout(&self) -> bool {
        matches!(
            self.kind(),
            ErrorKind::Timeout | ErrorKind::ConnectTimeout | ErrorKind::Stalled
        )
    }

    /// A body stopped moving before its end, the one to send or that of the answer. [`is_timeout`](Self::is_timeout) holds, too.
    pub fn is_stalled(&self) -> bool {
        self.kind() == ErrorKind::Stalled
    }

    /// The body to send could not be read to its end, or was not as long as it had promised. The request was given up in the middle.
    pub fn is_upload(&self) -> bool {
        self.kind() == ErrorKind::Upload
    }

    /// No connection came about, so nothing was sent.
    pub fn is_connect(&self) -> bool {
        matches!(self.kind(), ErrorKind::Connect | ErrorKind::ConnectTimeout)
    }

    /// The answer is not what the spec says; [`path`](Self::path) tells where. The call was carried out.
    pub fn is_decode(&self) -> bool {
        self.kind() == ErrorKind::Decode
    }

    /// What came could not be written to a file. The call was carried out.
    pub fn is_file(&self) -> bool {
        self.kind() == ErrorKind::File
    }

    /// Part of a bulk call was not carried out; [`api_errors`](Self::api_errors) lists what was not.
    pub fn is_partial(&self) -> bool {
        self.kind() == ErrorKind::Partial
    }

    /// The request or the client could not be made as it was described. Nothing was sent.
    pub fn is_builder(&self) -> bool {
        matches!(self.kind(), ErrorKind::Builder | ErrorKind::Request)
    }

    /// The status of the last answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.inner.status
    }

    /// The headers of the last answer, as they came: nothing is redacted in them.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.inner.headers.as_ref()
    }

    /// The vendor's own id of the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.inner.request_id.as_deref()
    }

    /// How often the request was sent; 0 where it never was.
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// What the attempts came to, oldest first, each as it would have been told alone: the latest 32, of more. The last one is this error,
    /// unless there was no turn for another.
    pub fn failed_attempts(&self) -> &[FailedAttempt] {
        &self.inner.failed_attempts
    }

    /// Where in the answer a value is not what the spec says: `data[3].lat`.
    pub fn path(&self) -> Option<&str> {
        self.inner.path.as_deref()
    }

    /// What the vendor says about it; the first where it says several things.
    pub fn api(&self) -> Option<&ApiError> {
        self.inner.api.first()
    }

    /// Everything the vendor says about it.
    pub fn api_errors(&self) -> &[ApiError] {
        &self.inner.api
    }

    /// How long to wait before another try, if the vendor or the quota tells.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// The start of the answer's body, on one line and without credentials.
    pub fn excerpt(&self) -> Option<&str> {
        self.inner.excerpt.as_deref()
    }

    /// The id of the operation: `listVisits`.
    pub fn operation(&self) -> Option<&str> {
        self.inner.operation
    }

    /// The method of the request.
    pub fn method(&self) -> Option<&http::Method> {
        self.inner.method.as_ref()
    }

    /// The URL of the request, with `[redacted]` where a credential stands.
    pub fn url(&self) -> Option<&str> {
        self.inner.url.as_deref()
    }
}

/// How the runtime makes one.
impl Error {
    pub(crate) fn new(kind: ErrorKind, problem: impl Into<Cow<'static, str>>) -> Self {
        let inner = Inner {
            kind,
            problem: problem.into(),
            ..Inner::default()
        };

        Self {
            inner: Box::new(Apart::new(inner)),
        }
    }

    /// A body that is not what the spec says. What is quoted of it is freed of credentials, also in the source.
    pub(crate) fn undecodable(mut error: DecodeError, redactor: &Redactor) -> Self {
        error.seen = redactor.redact(&error.seen);
        error.path = redactor.redact(&error.path);

        Self::new(ErrorKind::Decode, error.to_string())
            .with_path(error.path())
            .with_source(error)
    }

    pub(crate) fn with_call(
        mut self,
        operation: &'static str,
        method: &http::Method,
        url: &str,
    ) -> Self {
        self.inner.operation = Some(operation);
        self.inner.method = Some(method.clone());
        self.inner.url = Some(url.to_owned());
        self
    }

    pub(crate) fn with_answer(
        mut self,
        status: StatusCode,
        headers: &HeaderMap,
        redactor: &Redactor,
    ) -> Self {
        let id = request_id(headers).map(|id| excerpt::one_line(&redactor.redact(id)));

        self.inner.status = Some(status);
        self.inner.headers = Some(headers.clone());
        self.inner.request_id = id;
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.inner.attempts = attempts;
        self
    }

    pub(crate) fn with_failed_attempts(mut self, failed_attempts: Vec<FailedAttempt>) -> Self {
        self.inner.failed_attempts = failed_attempts;
        self
    }

    pub(crate) fn with_path(mut self, path: impl Into<String>) -> Self {
        self.inner.path = Some(path.into());
        self
    }

    pub(crate) fn with_api(mut self, api: Vec<ApiError>) -> Self {
        self.inner.api = api;
        self
    }

    pub(crate) fn ambiguous(mut self) -> Self {
        self.inner.is_ambiguous = true;
        self
    }

    /// The call would have been sent again, but for this.
    pub(crate) fn not_again(mut self, reason: NotAgain) -> Self {
        self.inner.not_again = Some(reason);
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.inner.retry_after = wait;
        self
    }

    pub(crate) fn with_excerpt(mut self, excerpt: Option<String>) -> Self {
        self.inner.excerpt = excerpt;
        self
    }

    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.inner.source = Some(source.into());
        self
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.inner.source.as_deref()?;

        Some(source)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;

        formatter
            .debug_struct("Error")
            .field("kind", &inner.kind)
            .field("message", &self.to_string())
            .field("status", &inner.status)
            .field("attempts", &inner.attempts)
            .field("failed_attempts", &inner.failed_attempts)
            .field("api", &inner.api)
            .field("excerpt", &inner.excerpt)
            .field("source", &inner.source)
            .finish_non_exhaustive()
    }
}
