//! Lets requests through as a declared quota allows: what it knows is in [`State`], who waits is here.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use http::HeaderMap;
use tokio::sync::Notify;

use super::state::{State, Turn};
use super::store::{QuotaRequest, QuotaStore, QuotaStoreError};
use super::{Entry, Fate, Limit, Limited, Patience, Permit, QuotaMode, QuotaStatus};
use crate::api::{Quota, QuotaWindow};
use crate::clock::{Clock, within};
use crate::headers::QuotaReport;

/// So long is waited for a store.
const STORE_PATIENCE: Duration = Duration::from_secs(5);

/// Lets requests through as the quota allows.
#[derive(Debug)]
pub(super) struct Limiter {
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
pub(super) struct Stored {
    pub(super) store: Arc<dyn QuotaStore>,
    pub(super) key: String,
}

impl Limiter {
    pub(super) fn new(
        windows: &[QuotaWindow],
        clock: Arc<dyn Clock>,
        stored: Option<Stored>,
    ) -> Self {
        Self {
            clock,
            state: Mutex::new(State::new(windows, stored.is_some())),
            stored,
            head: tokio::sync::Mutex::new(()),
            changed: Notify::new(),
        }
    }

    /// What an answer said about the quota.
    pub(super) fn correct(&self, report: QuotaReport) {
        if report.limit.is_none() && report.remaining.is_none() {
            return;
        }
        let now = self.clock.now();
        self.lock().correct(report, now);
        self.changed.notify_one();
    }

    /// The wait of a caller that has a place in the queue.
    fn in_queue(self: Arc<Self>, patience: Patience) -> Entry {
        let waiter = Waiter(self);

        Entry::Queue(Box::pin(async move {
            let limiter = &waiter.0;
            let now = limiter.clock.now();
            let left = patience
                .deadline
                .map(|deadline| deadline.saturating_duration_since(now));
            let permit = within(&*limiter.clock, left, limiter.queue(patience)).await;

            permit.unwrap_or(Err(Limited::until(None)))
        }))
    }

    async fn queue(self: &Arc<Self>, patience: Patience) -> Result<Permit, Limited> {
        let _head = self.head.lock().await;

        loop {
            let now = self.clock.now();
            let turn = self.lock().take_turn(now);
            let wait = match turn {
                Turn::Now => return Ok(Permit::counted(Arc::clone(self) as _, now)),
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

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Limit for Limiter {
    fn enter(self: Arc<Self>, patience: Patience) -> Result<Entry, Limited> {
        let mut state = self.lock();
        // Where nothing is counted nobody looks at the clock.
        if state.counts_nothing() {
            return Ok(Entry::Turn(Permit::uncounted()));
        }
        let now = self.clock.now();

        let ahead = state.waiting;
        if ahead == 0 {
            match state.take_turn(now) {
                Turn::Now => return Ok(Entry::Turn(Permit::counted(self.clone(), now))),
                Turn::AfterStore(_) | Turn::StoreFailed => {
                    state.waiting += 1;
                    drop(state);
                    return Ok(self.in_queue(patience));
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
        drop(state);

        Ok(self.in_queue(patience))
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    fn settle(&self, taken_at: Instant, left_at: Instant, fate: Fate) {
        let now = self.clock.now();
        let mut state = self.lock();
        match fate {
            Fate::NeverSent => state.never_sent(taken_at),
            Fate::Answered => state.answered(left_at, now),
            Fate::Unknown => state.lost(left_at, now),
        }
        drop(state);
        self.changed.notify_one();
    }

    fn heed(&self, quota: &Quota, headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
        let report = QuotaReport::read(quota, headers, now);
        self.correct(report);

        report.reset
    }

    fn stop(&self, wait: Duration) {
        let now = self.clock.now();
        self.lock().stop(wait, now);
        self.changed.notify_one();
    }

    fn status(&self) -> QuotaStatus {
        let now = self.clock.now();

        self.lock().status(now)
    }

    fn is_idle(&self) -> bool {
        let now = self.clock.now();

        self.lock().is_idle(now)
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

/// A place in the queue; given back when dropped.
struct Waiter(Arc<Limiter>);

impl Drop for Waiter {
    fn drop(&mut self) {
        self.0.lock().waiting -= 1;
    }
}
