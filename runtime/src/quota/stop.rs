//! Requests to a vendor that declares no quota: all of them go at once, unless it has said that it wants none for a time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use http::HeaderMap;

use super::{Entry, Fate, Limit, Limited, Patience, Permit, QuotaMode, QuotaStatus};
use crate::api::Quota;
use crate::clock::{Clock, later};

/// No single answer stops a client for longer, whatever its headers say, unless the vendor declares a longer window. Then requests
/// go out again, and the answers to them tell more.
pub(super) const LONGEST: Duration = Duration::from_secs(60 * 60);

/// Until when no request goes out.
#[derive(Debug)]
pub(super) struct Stop {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    until: Option<Instant>,
    /// Callers that wait for its end.
    waiting: u64,
}

impl Stop {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            state: Mutex::default(),
        }
    }

    /// The time that is left, and how many callers wait for its end.
    fn left(&self) -> (Option<Duration>, u64) {
        let mut state = self.lock();
        // Where nothing is stopped nobody looks at the clock.
        if let Some(until) = state.until {
            let left = until.saturating_duration_since(self.clock.now());
            if !left.is_zero() {
                return (Some(left), state.waiting);
            }
            state.until = None;
        }

        (None, state.waiting)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Limit for Stop {
    fn enter(self: Arc<Self>, patience: Patience) -> Result<Entry, Limited> {
        let Some(left) = self.left().0 else {
            return Ok(Entry::Turn(Permit::uncounted()));
        };
        refuse(left, patience, &*self.clock)?;
        self.lock().waiting += 1;
        let waiter = Waiter(self);

        Ok(Entry::Queue(Box::pin(async move {
            let stop = &waiter.0;
            // Another answer may have made it longer.
            while let Some(left) = stop.left().0 {
                refuse(left, patience, &*stop.clock)?;
                stop.clock.sleep(left).await;
            }

            Ok(Permit::uncounted())
        })))
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Nothing is counted.
    fn settle(&self, _: Instant, _: Instant, _: Fate) {}

    /// No quota is declared, so no header is.
    fn heed(&self, _: &Quota, _: &HeaderMap, _: SystemTime) -> Option<Duration> {
        None
    }

    fn stop(&self, wait: Duration) {
        let until = later(self.clock.now(), wait.min(LONGEST));
        let mut state = self.lock();
        state.until = state.until.max(Some(until));
    }

    fn status(&self) -> QuotaStatus {
        let (left, waiting) = self.left();

        QuotaStatus {
            limit: None,
            remaining: left.map(|_| 0),
            waiting,
            next_turn: left.unwrap_or_default(),
        }
    }

    fn is_idle(&self) -> bool {
        self.left() == (None, 0)
    }
}

/// Fails where the end comes later than the caller waits.
fn refuse(left: Duration, patience: Patience, clock: &dyn Clock) -> Result<(), Limited> {
    let is_too_late = || {
        let end = later(clock.now(), left);
        patience.deadline.is_some_and(|deadline| end > deadline)
    };
    if patience.mode == QuotaMode::FailFast || left > patience.longest_stop || is_too_late() {
        return Err(Limited::until(Some(left)));
    }

    Ok(())
}

/// A caller that waits; none any more when dropped.
struct Waiter(Arc<Stop>);

impl Drop for Waiter {
    fn drop(&mut self) {
        self.0.lock().waiting -= 1;
    }
}
