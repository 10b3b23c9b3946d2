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

mod lanes;
mod scopes;
mod share;
mod state;
mod status;
mod store;
mod window;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::api::QuotaWindow;
use crate::clock::{Clock, within};
use crate::headers::QuotaReport;
pub(crate) use lanes::{Lanes, Permits};
pub(crate) use scopes::Quotas;
use state::{State, Turn};
pub use status::QuotaStatus;
pub use store::{
    FileQuotaStore, MemoryQuotaStore, QuotaGrant, QuotaRequest, QuotaStore, QuotaStoreError,
};

/// So long is waited for a store.
const STORE_PATIENCE: Duration = Duration::from_secs(5);

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

/// Lets requests through as the quota allows.
#[derive(Debug)]
pub(crate) struct Limiter {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
    stored: Option<Stored>,
    /// The head of the queue: tokio's mutex is fair, and a dropped waiter leaves it.
    head: tokio::sync::Mutex<()>,
    /// Tells the head that something changed.
    changed: Notify,
}

/// Where a limiter's count is kept besides here.
#[derive(Debug)]
struct Stored {
    store: Arc<dyn QuotaStore>,
    key: String,
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

impl Limiter {
    fn new(windows: &[QuotaWindow], clock: Arc<dyn Clock>, stored: Option<Stored>) -> Self {
        Self {
            clock,
            state: Mutex::new(State::new(windows, stored.is_some())),
            stored,
            head: tokio::sync::Mutex::new(()),
            changed: Notify::new(),
        }
    }

    /// Waits for a turn. The permit stands for one request.
    async fn acquire(self: &Arc<Self>, patience: Patience) -> Result<Permit, Limited> {
        let waiter = match self.enter(patience)? {
            Entry::Turn(permit) => return Ok(permit),
            Entry::Queue(waiter) => waiter,
        };
        let now = self.clock.now();
        let left = patience
            .deadline
            .map(|deadline| deadline.saturating_duration_since(now));
        let permit = within(&*self.clock, left, self.queue(patience)).await;
        drop(waiter);

        permit.unwrap_or(Err(Limited::until(None)))
    }

    /// What an answer said about the quota.
    fn correct(&self, report: QuotaReport) {
        if report.limit.is_none() && report.remaining.is_none() {
            return;
        }
        let now = self.clock.now();
        self.lock().correct(report, now);
        self.changed.notify_one();
    }

    /// The vendor wants no request for so long.
    fn stop(&self, wait: Duration) {
        let now = self.clock.now();
        self.lock().stop(wait, now);
        self.changed.notify_one();
    }

    /// Takes a turn where nobody waits, else a place in the queue.
    fn enter(self: &Arc<Self>, patience: Patience) -> Result<Entry, Limited> {
        let mut state = self.lock();
        // Where nothing is counted nobody looks at the clock.
        if state.counts_nothing() {
            return Ok(Entry::Turn(Permit::uncounted()));
        }
        let now = self.clock.now();

        let ahead = state.waiting;
        if ahead == 0 {
            match state.take_turn(now) {
                Turn::Now => return Ok(Entry::Turn(Permit::new(self, now))),
                Turn::AfterStore(_) | Turn::StoreFailed => {
                    state.waiting += 1;
                    return Ok(Entry::Queue(Waiter(Arc::clone(self))));
                }
                turn => refuse(turn, patience, now)?,
            }
        } else {
            let earliest = state.earliest(now, ahead);
            refuse(Turn::At(earliest), patience, now)?;
        }
        let wait = state.earliest(now, ahead).saturating_duration_since(now);
        if patience.mode == QuotaMode::FailFast && wait > Duration::ZERO {
            return Err(Limited::until(Some(wait)));
        }
        state.waiting += 1;

        Ok(Entry::Queue(Waiter(Arc::clone(self))))
    }

    async fn queue(self: &Arc<Self>, patience: Patience) -> Result<Permit, Limited> {
        let _head = self.head.lock().await;

        loop {
            let now = self.clock.now();
            let turn = self.lock().take_turn(now);
            let wait = match turn {
                Turn::Now => return Ok(Permit::new(self, now)),
                Turn::AfterStore(window) => {
                    self.ask_store(window, now).await?;
                    continue;
                }
                Turn::At(time) | Turn::Stopped(time) => {
                    refuse(turn, patience, now)?;
                    if patience.mode == QuotaMode::FailFast {
                        let wait = time.saturating_duration_since(now);
                        return Err(Limited::until(Some(wait)));
                    }
                    Some(time.saturating_duration_since(now))
                }
                Turn::StoreFailed => {
                    return Err(Limited::by_store(QuotaStoreError::new(
                        "it failed a moment ago",
                    )));
                }
                Turn::AfterAnswer if patience.mode == QuotaMode::FailFast => {
                    return Err(Limited::until(None));
                }
                Turn::AfterAnswer => None,
            };
            within(&*self.clock, wait, self.changed.notified()).await;
        }
    }

    /// Takes places of the store ahead of need. Only the head of the queue asks, so that all its callers are one to the store.
    async fn ask_store(&self, window: usize, asked_at: Instant) -> Result<(), Limited> {
        let question = self.lock().ask(window, asked_at);
        let (Some(stored), Some(question)) = (&self.stored, question) else {
            return Ok(());
        };
        let key = format!("{} {}", stored.key, question.window);
        let taken = stored.store.take(QuotaRequest {
            key: &key,
            limit: question.limit,
            wanted: question.wanted,
            holds: question.holds,
            unused: question.unused,
            now: self.clock.time_of_day(),
        });
        let failure = match within(&*self.clock, Some(STORE_PATIENCE), taken).await {
            Some(Ok(grant)) => {
                let now = self.clock.now();
                self.lock()
                    .granted(window, Some((grant, &question)), asked_at, now);
                return Ok(());
            }
            Some(Err(error)) => error,
            None => QuotaStoreError::new("no answer of the store in time"),
        };
        let now = self.clock.now();
        self.lock().granted(window, None, asked_at, now);

        Err(Limited::by_store(failure))
    }

    /// How things stand.
    fn status(&self) -> QuotaStatus {
        let now = self.clock.now();

        self.lock().status(now)
    }

    /// Whether it knows nothing that a new one would not know.
    fn is_idle(&self) -> bool {
        let now = self.clock.now();

        self.lock().is_idle(now)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fails where the turn comes later than the caller waits.
fn refuse(turn: Turn, patience: Patience, now: Instant) -> Result<(), Limited> {
    let (time, bound) = match turn {
        Turn::Now | Turn::AfterAnswer | Turn::AfterStore(_) | Turn::StoreFailed => return Ok(()),
        Turn::At(time) => (time, None),
        Turn::Stopped(time) => (time, Some(patience.longest_stop)),
    };
    let wait = time.saturating_duration_since(now);
    let too_late = patience.deadline.is_some_and(|deadline| time > deadline);

    if too_late || bound.is_some_and(|bound| wait > bound) {
        return Err(Limited::until(Some(wait)));
    }
    Ok(())
}

enum Entry {
    Turn(Permit),
    Queue(Waiter),
}

/// A place in the queue; given back when dropped.
struct Waiter(Arc<Limiter>);

impl Drop for Waiter {
    fn drop(&mut self) {
        self.0.lock().waiting -= 1;
    }
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    NeverSent,
    Answered,
    /// It may arrive yet.
    Unknown,
}

/// The right to send one request. Dropped before the request leaves, it costs nothing; dropped after, the request may have arrived, or
/// may yet.
#[derive(Debug)]
struct Permit {
    /// Nothing where requests are not counted.
    counted: Option<Counted>,
}

#[derive(Debug)]
struct Counted {
    limiter: Arc<Limiter>,
    taken_at: Instant,
    left_at: Instant,
    fate: Fate,
}

impl Permit {
    fn new(limiter: &Arc<Limiter>, now: Instant) -> Self {
        let counted = Counted {
            limiter: Arc::clone(limiter),
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
            counted.left_at = counted.limiter.clock.now();
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
        let now = self.limiter.clock.now();
        let mut state = self.limiter.lock();
        match self.fate {
            Fate::NeverSent => state.never_sent(self.taken_at),
            Fate::Answered => state.answered(self.left_at, now),
            Fate::Unknown => state.lost(self.left_at, now),
        }
        drop(state);
        self.limiter.changed.notify_one();
    }
}

#[cfg(test)]
mod tests;
