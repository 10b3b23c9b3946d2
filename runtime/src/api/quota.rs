//! The quota a vendor declares.

use crate::quota::{Keeper, keeper};

/// The vendor's quota: windows that all hold at once, and the headers that report on them.
///
/// # Examples
///
/// ```
/// use brogue_runtime::api::{Quota, QuotaWindow, ResetForm};
///
/// const QUOTA: Quota = Quota::new(&[QuotaWindow::new(100, 10_000)])
///     .remaining_header("x-ratelimit-remaining")
///     .reset_header("x-ratelimit-reset", ResetForm::Seconds);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Quota {
    pub(crate) windows: &'static [QuotaWindow],
    pub(crate) scope: QuotaScope,
    pub(crate) limit_header: Option<&'static str>,
    pub(crate) remaining_header: Option<&'static str>,
    pub(crate) reset_header: Option<(&'static str, ResetForm)>,
    /// What keeps it.
    pub(crate) keeper: fn() -> Box<dyn Keeper>,
}

impl PartialEq for Quota {
    fn eq(&self, other: &Self) -> bool {
        let all = |quota: &Self| {
            let headers = (quota.limit_header, quota.remaining_header);
            (quota.windows, quota.scope, headers, quota.reset_header)
        };

        all(self) == all(other)
    }
}

impl Eq for Quota {}

impl Quota {
    /// These windows, counted for each credential, without headers.
    pub const fn new(windows: &'static [QuotaWindow]) -> Self {
        Self {
            windows,
            scope: QuotaScope::Credential,
            limit_header: None,
            remaining_header: None,
            reset_header: None,
            keeper,
        }
    }

    /// What the vendor counts by.
    #[must_use]
    pub const fn scope(mut self, scope: QuotaScope) -> Self {
        self.scope = scope;
        self
    }

    /// The header with the number of requests that a whole window allows.
    #[must_use]
    pub const fn limit_header(mut self, name: &'static str) -> Self {
        self.limit_header = Some(name);
        self
    }

    /// The header with the number of requests left.
    #[must_use]
    pub const fn remaining_header(mut self, name: &'static str) -> Self {
        self.remaining_header = Some(name);
        self
    }

    /// The header that says when the window ends.
    #[must_use]
    pub const fn reset_header(mut self, name: &'static str, form: ResetForm) -> Self {
        self.reset_header = Some((name, form));
        self
    }
}

/// So many requests in so much time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotaWindow {
    pub(crate) requests: u32,
    pub(crate) milliseconds: u64,
}

impl QuotaWindow {
    /// So many requests in so many milliseconds.
    pub const fn new(requests: u32, milliseconds: u64) -> Self {
        Self {
            requests,
            milliseconds,
        }
    }
}

/// What a vendor counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QuotaScope {
    /// Each credential has a count of its own.
    Credential,
    /// All credentials of a client are counted together.
    Client,
    /// Each value of this parameter of the path, the query or the headers has a count of its own, whoever sends it. Calls without a
    /// value are counted together.
    Parameter(&'static str),
}

/// How a header says when a window ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResetForm {
    /// Seconds from now.
    Seconds,
    /// Milliseconds from now.
    Milliseconds,
    /// Seconds since 1970.
    UnixTime,
    /// Milliseconds since 1970.
    UnixMilliseconds,
    /// An HTTP date.
    HttpDate,
    /// A date-time as RFC 3339 writes it.
    DateTime,
}
