//! How calls are made: the client's settings, and what one call changes of them.

use std::time::Duration;

use crate::api::Pagination;
use crate::codec::Strictness;
use crate::quota::QuotaMode;
use crate::retry::RetryPolicy;

/// How calls are made.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) timeout: Duration,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) stall_timeout: Duration,
    pub(crate) max_body_bytes: u64,
    pub(crate) max_event_bytes: usize,
    pub(crate) retry: RetryPolicy,
    pub(crate) quota: QuotaMode,
    pub(crate) strictness: Strictness,
    /// How lists go on of which the spec does not know it.
    pub(crate) pagination: Option<Pagination>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            total_timeout: None,
            stall_timeout: Duration::from_secs(30),
            max_body_bytes: 32 * 1024 * 1024,
            max_event_bytes: 1024 * 1024,
            retry: RetryPolicy::default(),
            quota: QuotaMode::default(),
            strictness: Strictness::default(),
            pagination: None,
        }
    }
}

impl Settings {
    pub(crate) fn apply(&mut self, options: CallOptions) {
        let strictness = options.strict.map(strictness);

        set(&mut self.timeout, options.timeout);
        set(&mut self.total_timeout, options.total_timeout.map(Some));
        set(&mut self.stall_timeout, options.stall_timeout);
        set(&mut self.max_body_bytes, options.max_body_bytes);
        set(&mut self.max_event_bytes, options.max_event_bytes);
        set(&mut self.retry, options.retry);
        set(&mut self.quota, options.quota);
        set(&mut self.strictness, strictness);
    }
}

/// What one call does other than its client does.
///
/// # Examples
///
/// ```
/// use brogue_runtime::{CallOptions, RetryPolicy};
/// use std::time::Duration;
///
/// let patient = CallOptions::new()
///     .timeout(Duration::from_secs(300))
///     .retry(RetryPolicy::none())
///     .header("x-trace", "nightly import");
/// ```
#[derive(Clone, Debug, Default)]
pub struct CallOptions {
    timeout: Option<Duration>,
    total_timeout: Option<Duration>,
    stall_timeout: Option<Duration>,
    max_body_bytes: Option<u64>,
    max_event_bytes: Option<usize>,
    retry: Option<RetryPolicy>,
    quota: Option<QuotaMode>,
    strict: Option<bool>,
    pub(crate) headers: Vec<(String, String)>,
}

impl CallOptions {
    /// Nothing other than the client does.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long one attempt may take, from sending to the last byte of the answer. The time in which a streamed body is sent does not
    /// count: there [`stall_timeout`](Self::stall_timeout) holds. Of a download or a stream of events it is how long the head may
    /// take, and then each further event; a download may stall. 60 s unless set.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long the call may take in all, with waits and retries.
    #[must_use]
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// How long no byte may move while a body is being sent or read.
    #[must_use]
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.stall_timeout = Some(timeout);
        self
    }

    /// The largest body that is read.
    #[must_use]
    pub fn max_body_bytes(mut self, bytes: u64) -> Self {
        self.max_body_bytes = Some(bytes);
        self
    }

    /// The largest event of a stream that is read. A stream as a whole has no bound.
    #[must_use]
    pub fn max_event_bytes(mut self, bytes: usize) -> Self {
        self.max_event_bytes = Some(bytes);
        self
    }

    /// When it is sent again.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// What it does when the quota is used up.
    #[must_use]
    pub fn quota(mut self, mode: QuotaMode) -> Self {
        self.quota = Some(mode);
        self
    }

    /// Whether drift from the spec is an error.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = Some(strict);
        self
    }

    /// A header more.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

pub(crate) fn strictness(strict: bool) -> Strictness {
    if strict {
        Strictness::Strict
    } else {
        Strictness::Tolerant
    }
}

fn set<T>(setting: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *setting = value;
    }
}
