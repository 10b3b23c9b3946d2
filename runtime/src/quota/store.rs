//! Where the count of a quota is kept, when it is more than this client's own.

mod file;
mod ledger;
mod memory;

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

pub use file::FileQuotaStore;
pub use memory::MemoryQuotaStore;

use crate::clock::BoxFuture;

/// Counts requests for several clients, or for longer than a process lives.
///
/// A client asks it for some places ahead, not for each request. What it gives it counts for as long as the client says, whether the
/// places are used or not, so that a client that breaks down costs a few places and never a request too many. One store stands for
/// one credential: clients with other credentials get stores of their own.
///
/// Where a store fails or takes longer than five seconds, no request goes out beyond the places that were given before: the call
/// fails with [`is_quota_store`](crate::Error::is_quota_store), and nothing was sent.
///
/// # Examples
///
/// A store that asks a counter somewhere else, which does what [`MemoryQuotaStore`] does here:
///
/// ```
/// use brogue_runtime::{BoxFuture, MemoryQuotaStore, QuotaGrant, QuotaRequest, QuotaStore, QuotaStoreError};
///
/// #[derive(Debug, Default)]
/// struct OverThere {
///     counter: MemoryQuotaStore,
/// }
///
/// impl QuotaStore for OverThere {
///     fn take<'store>(
///         &'store self,
///         request: QuotaRequest<'store>,
///     ) -> BoxFuture<'store, Result<QuotaGrant, QuotaStoreError>> {
///         Box::pin(async move { self.counter.take(request).await })
///     }
/// }
/// ```
pub trait QuotaStore: fmt::Debug + Send + Sync + 'static {
    /// Takes up to so many places, at least one if there is one, else tells when there may be one. Places that were given before and are
    /// given back are free again first. Dropped before its end, it has taken nothing, or what it has taken is lost.
    fn take<'store>(
        &'store self,
        request: QuotaRequest<'store>,
    ) -> BoxFuture<'store, Result<QuotaGrant, QuotaStoreError>>;
}

/// What a client asks a store for.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct QuotaRequest<'call> {
    /// What is counted: an API, a scope and a window. No secret is in it.
    pub key: &'call str,
    /// How many places there are in all.
    pub limit: u64,
    /// How many of them the client would like.
    pub wanted: u64,
    /// How long places count from now on.
    pub holds: Duration,
    /// The grant, and how many places of it were not used and are given back.
    pub unused: Option<(u64, u64)>,
    /// The time by the client's clock.
    pub now: SystemTime,
}

impl<'call> QuotaRequest<'call> {
    /// A request for one place.
    pub fn new(key: &'call str, limit: u64, holds: Duration, now: SystemTime) -> Self {
        Self {
            key,
            limit,
            wanted: 1,
            holds,
            unused: None,
            now,
        }
    }

    /// For so many.
    #[must_use]
    pub fn wanted(mut self, places: u64) -> Self {
        self.wanted = places;
        self
    }

    /// Giving back so many places of an earlier grant.
    #[must_use]
    pub fn unused(mut self, grant: u64, places: u64) -> Self {
        self.unused = Some((grant, places));
        self
    }
}

/// What a store gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotaGrant {
    pub(crate) id: u64,
    pub(crate) places: u64,
    pub(crate) wait: Duration,
}

impl QuotaGrant {
    /// So many places. The id is what some of them may be given back by.
    pub fn places(id: u64, places: u64) -> Self {
        Self {
            id,
            places,
            wait: Duration::ZERO,
        }
    }

    /// None, and none before so much time has passed.
    pub fn none(wait: Duration) -> Self {
        Self {
            id: 0,
            places: 0,
            wait,
        }
    }

    /// How many places were given.
    pub fn count(&self) -> u64 {
        self.places
    }
}

/// A quota could not be counted. Its text is shown to people.
#[derive(Debug)]
pub struct QuotaStoreError {
    problem: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl QuotaStoreError {
    /// An error that reads so.
    pub fn new(problem: impl Into<String>) -> Self {
        Self {
            problem: problem.into(),
            source: None,
        }
    }

    /// The same with its reason.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl fmt::Display for QuotaStoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.problem)?;
        match &self.source {
            Some(source) => write!(formatter, ": {source}"),
            None => Ok(()),
        }
    }
}

impl StdError for QuotaStoreError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.source.as_deref()?;

        Some(source)
    }
}
