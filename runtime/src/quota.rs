//! The vendor's quota, kept by all clones of a client together.
//!
//! The vendor counts a request when it arrives, which is some time between its sending and the answer. So a request holds its place in a
//! window from the moment it is sent until a whole window after its answer came: then no window of the vendor, wherever it starts, sees
//! more than it allows. With quick answers this costs next to nothing.
//!
//! The vendor's headers correct the count downwards, since others may use the same credential; what they said is forgotten when the
//! window they spoke of ends. A 429 stops everybody until the time it names. Neither is believed without bound: headers lie, and clocks
//! jump.
//!
//! Callers wait in a queue, first come, first served. A waiter that is dropped leaves the queue, and a caller whose deadline would pass
//! before its turn fails at once.

mod state;
mod window;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::api::QuotaWindow;
use crate::clock::{Clock, within};
use crate::headers::QuotaReport;
use state::{State, Turn};

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
    /// The head of the queue: tokio's mutex is fair, and a dropped waiter leaves it.
    head: tokio::sync::Mutex<()>,
    /// Tells the head that something changed.
    changed: Notify,
}

/// The quota is used up for longer than the caller waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limited {
    /// The time until a turn might come, if it is known.
    pub(crate) wait: Option<Duration>,
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
    pub(crate) fn new(windows: &[QuotaWindow], clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            state: Mutex::new(State::new(windows)),
            head: tokio::sync::Mutex::new(()),
            changed: Notify::new(),
        }
    }

    /// Waits for a turn. The permit stands for one request.
    pub(crate) async fn acquire(self: &Arc<Self>, patience: Patience) -> Result<Permit, Limited> {
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

        permit.unwrap_or(Err(Limited { wait: None }))
    }

    /// What an answer said about the quota.
    pub(crate) fn correct(&self, report: QuotaReport) {
        let now = self.clock.now();
        self.lock().correct(report, now);
        self.changed.notify_one();
    }

    /// Whether a new one would know as much as this one.
    pub(crate) fn is_idle(&self) -> bool {
        let now = self.clock.now();

        self.lock().is_idle(now)
    }

    /// The vendor wants no request for so long.
    pub(crate) fn stop(&self, wait: Duration) {
        let now = self.clock.now();
        self.lock().stop(wait, now);
        self.changed.notify_one();
    }

    /// Takes a turn where nobody waits, else a place in the queue.
    fn enter(self: &Arc<Self>, patience: Patience) -> Result<Entry, Limited> {
        let now = self.clock.now();
        let mut state = self.lock();

        let ahead = state.waiting;
        if ahead == 0 {
            match state.take_turn(now) {
                Turn::Now => return Ok(Entry::Turn(Permit::new(self))),
                turn => refuse(turn, patience, now)?,
            }
        } else {
            let earliest = state.earliest(now, ahead);
            refuse(Turn::At(earliest), patience, now)?;
        }
        if patience.mode == QuotaMode::FailFast {
            let wait = state.earliest(now, ahead).saturating_duration_since(now);
            return Err(Limited { wait: Some(wait) });
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
                Turn::Now => return Ok(Permit::new(self)),
                Turn::At(time) | Turn::Stopped(time) => {
                    refuse(turn, patience, now)?;
                    Some(time.saturating_duration_since(now))
                }
                Turn::AfterAnswer => None,
            };
            within(&*self.clock, wait, self.changed.notified()).await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fails where the turn comes later than the caller waits.
fn refuse(turn: Turn, patience: Patience, now: Instant) -> Result<(), Limited> {
    let (time, bound) = match turn {
        Turn::Now | Turn::AfterAnswer => return Ok(()),
        Turn::At(time) => (time, None),
        Turn::Stopped(time) => (time, Some(patience.longest_stop)),
    };
    let wait = time.saturating_duration_since(now);
    let too_late = patience.deadline.is_some_and(|deadline| time > deadline);

    if too_late || bound.is_some_and(|bound| wait > bound) {
        return Err(Limited { wait: Some(wait) });
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

/// The right to send one request. Dropped, the request counts as answered now: it may have arrived.
#[derive(Debug)]
pub(crate) struct Permit {
    limiter: Arc<Limiter>,
    was_sent: bool,
}

impl Permit {
    fn new(limiter: &Arc<Limiter>) -> Self {
        Self {
            limiter: Arc::clone(limiter),
            was_sent: true,
        }
    }

    /// The request never left: its place is free again at once.
    pub(crate) fn never_sent(mut self) {
        self.was_sent = false;
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let now = self.limiter.clock.now();
        self.limiter.lock().give_back(self.was_sent, now);
        self.limiter.changed.notify_one();
    }
}

#[cfg(test)]
mod tests;
