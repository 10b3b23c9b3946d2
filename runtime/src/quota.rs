//! The vendor's quota, kept by all clones of a client together.
//!
//! The vendor counts a request when it arrives, which is some time between its sending and the answer. So a request holds its place in a
//! window from the moment it is sent until a whole window after its answer came: then no window of the vendor, wherever it starts, sees
//! more than it allows, whether it slides or is fixed. Where answers come at once, all of the limit is used but a thousandth of a second
//! of each window. Where they take time L, a window of time W yields at least W / (W + L) of the limit, and no client that does not know
//! when its requests arrive can have more without risk.
//!
//! The vendor's headers correct the count downwards, since others may use the same credential; what they said is forgotten when the
//! window they spoke of ends. A 429 stops everybody until the time it names. Neither is believed without bound: headers lie, and clocks
//! jump.
//!
//! Callers wait in a queue, first come, first served. A waiter that is dropped leaves the queue, and a caller whose deadline would pass
//! before its turn fails at once.
//!
//! Most of this is for declared quotas only, and only a [`Quota`](crate::api::Quota) names it ([`Keeper`]): calls know a [`Limit`]. Where
//! nothing is declared it is a [`Stop`], which knows no more than until when the vendor wants no request.

mod apart;
mod lanes;
mod limiter;
mod scopes;
mod share;
mod state;
mod status;
mod stop;
mod store;
mod window;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use http::HeaderMap;

use crate::api::Quota;
use crate::clock::BoxFuture;
pub(crate) use apart::{Keeper, keeper};
pub(crate) use lanes::{Lanes, Permits};
pub(crate) use scopes::Quotas;
pub use status::QuotaStatus;
use stop::Stop;
pub use store::{
    FileQuotaStore, MemoryQuotaStore, QuotaGrant, QuotaRequest, QuotaStore, QuotaStoreError,
};

/// What a call does when the quota is used up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum QuotaMode {
    /// It waits for its turn.
    #[default]
    Wait,
    /// It fails with [`is_rate_limited`](crate::Error::is_rate_limited), and a 429 is not waited for either.
    FailFast,
}

/// Lets requests through, one after another.
pub(crate) trait Limit: fmt::Debug + Send + Sync {
    /// Takes a turn, or a place among those who wait for one.
    fn enter(self: Arc<Self>, patience: Patience) -> Result<Entry, Limited>;

    /// The time that turns are counted in.
    fn now(&self) -> Instant;

    /// What became of a request, and when it took its place and left.
    fn settle(&self, taken_at: Instant, left_at: Instant, fate: Fate);

    /// Takes over what an answer's headers say about the quota, and gives the time until there are more requests.
    fn heed(&self, quota: &Quota, headers: &HeaderMap, now: SystemTime) -> Option<Duration>;

    /// The vendor wants no request for so long.
    fn stop(&self, wait: Duration);

    /// How things stand.
    fn status(&self) -> QuotaStatus;

    /// Whether it knows nothing that a new one would not know.
    fn is_idle(&self) -> bool;
}

/// What comes of asking for a turn.
pub(crate) enum Entry {
    Turn(Permit),
    /// Not at once. Dropped, the place is given up.
    Queue(BoxFuture<'static, Result<Permit, Limited>>),
}

/// The quota is used up for longer than the caller waits, or nobody knows.
#[derive(Debug)]
pub(crate) struct Limited {
    /// The time until a turn might come, if it is known.
    pub(crate) wait: Option<Duration>,
    /// The store has failed.
    pub(crate) store: Option<QuotaStoreError>,
}

impl Limited {
    fn until(wait: Option<Duration>) -> Self {
        Self { wait, store: None }
    }

    fn by_store(error: QuotaStoreError) -> Self {
        Self {
            wait: None,
            store: Some(error),
        }
    }
}

/// How a caller waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    pub(crate) mode: QuotaMode,
    pub(crate) deadline: Option<Instant>,
    /// The longest stop by the vendor that is waited for.
    pub(crate) longest_stop: Duration,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    NeverSent,
    Answered,
    /// It may arrive yet.
    Unknown,
}

/// The right to send one request. Dropped before the request leaves, it costs nothing; dropped after, the request may have arrived, or
/// may yet.
#[derive(Debug)]
pub(crate) struct Permit {
    /// Nothing where requests are not counted.
    counted: Option<Counted>,
}

#[derive(Debug)]
struct Counted {
    limiter: Arc<dyn Limit>,
    taken_at: Instant,
    left_at: Instant,
    fate: Fate,
}

impl Permit {
    fn counted(limiter: Arc<dyn Limit>, now: Instant) -> Self {
        let counted = Counted {
            limiter,
            taken_at: now,
            left_at: now,
            fate: Fate::NeverSent,
        };

        Self {
            counted: Some(counted),
        }
    }

    fn uncounted() -> Self {
        Self { counted: None }
    }

    /// The request goes out.
    fn leaves(&mut self) {
        if let Some(counted) = &mut self.counted {
            counted.left_at = counted.limiter.now();
            counted.fate = Fate::Unknown;
        }
    }

    /// The request did not go out.
    fn stays(&mut self) {
        self.is(Fate::NeverSent);
    }

    /// The request was answered.
    fn arrived(&mut self) {
        self.is(Fate::Answered);
    }

    fn is(&mut self, fate: Fate) {
        if let Some(counted) = &mut self.counted {
            counted.fate = fate;
        }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.limiter.settle(self.taken_at, self.left_at, self.fate);
    }
}

#[cfg(test)]
mod tests;
