//! How long an attempt may take, in all and without a byte moving.
//!
//! A body that is streamed takes as long as it takes: while it is being sent only a stall ends the attempt, or the deadline of the call.

use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use super::{Failure, Plan};
use crate::clock::{Clock, FOREVER, later};
use crate::error::{Error, ErrorKind, in_seconds};
use crate::retry::Retry;
use crate::transport::{Phase, Transfer};

/// How long an attempt may take, from sending to the last byte of the answer.
pub(super) struct Limit<'attempt> {
    whole: Duration,
    until: Instant,
    timeout: Duration,
    stall: Duration,
    /// The deadline of the call, and how far away it was.
    total: Option<(Instant, Duration)>,
    transfer: Option<&'attempt Transfer>,
}

/// When something last came of the answer.
#[derive(Default)]
pub(super) struct Pulse(Mutex<Beat>);

#[derive(Clone, Copy, Default)]
enum Beat {
    /// Since somebody last waited for more. An answer that comes at once is read without a look at the clock.
    #[default]
    JustNow,
    At(Instant),
}

/// When the wait is over, and why.
struct Due {
    at: Instant,
    after: Duration,
    why: Why,
}

#[derive(Clone, Copy)]
enum Why {
    TooSlow,
    SourceStalled,
    ServerStalled,
    AnswerStalled,
}

impl<'attempt> Limit<'attempt> {
    /// From now on, and not beyond the deadline of the call; with an eye on the body that is being sent.
    pub(super) fn new(
        plan: &Plan,
        deadline: Option<Instant>,
        transfer: Option<&'attempt Transfer>,
    ) -> Self {
        let now = plan.core.inner().clock.now();
        let timeout = plan.settings.timeout;
        let total = deadline.map(|deadline| (deadline, deadline.saturating_duration_since(now)));
        let whole = total.map_or(timeout, |(_, left)| left.min(timeout));

        Self {
            whole,
            until: later(now, whole),
            timeout,
            stall: plan.settings.stall_timeout,
            total,
            transfer,
        }
    }

    /// What is left of it.
    pub(super) fn left(&self, clock: &dyn Clock) -> Duration {
        let now = clock.now();

        self.deadline(now).at.saturating_duration_since(now)
    }

    /// Waits for the head of the answer.
    pub(super) fn answered<F: Future + Unpin>(
        &self,
        clock: &dyn Clock,
        sending: F,
    ) -> impl Future<Output = Result<F::Output, Failure>> {
        let due = |now| self.sooner(self.deadline(now), self.sending_stalls());

        self.watched(clock, "answer", due, sending)
    }

    /// Waits for the end of the answer, as long as its pulse is felt.
    pub(super) fn read<F: Future + Unpin>(
        &self,
        clock: &dyn Clock,
        pulse: &Pulse,
        mut reading: F,
    ) -> impl Future<Output = Result<F::Output, Failure>> {
        let due = |now| {
            // Some servers answer while they still read.
            let last = match self.sending_stalls() {
                Some((sent, _)) => pulse.last(now).max(sent),
                None => pulse.last(now),
            };
            self.sooner(self.deadline(now), Some((last, Why::AnswerStalled)))
        };
        let reading = std::future::poll_fn(move |context| {
            let poll = Pin::new(&mut reading).poll(context);
            if poll.is_pending() {
                pulse.settle(clock);
            }
            poll
        });

        self.watched(clock, "whole answer", due, reading)
    }

    /// Runs a future until it ends or its time is up. What is due may change while it runs, and is looked at now and then. No `async fn`,
    /// which would hold the future twice.
    fn watched<F: Future + Unpin>(
        &self,
        clock: &dyn Clock,
        what: &str,
        due: impl Fn(Instant) -> Due,
        mut future: F,
    ) -> impl Future<Output = Result<F::Output, Failure>> {
        let mut sleep = None;

        std::future::poll_fn(move |context| {
            if let Poll::Ready(output) = Pin::new(&mut future).poll(context) {
                return Poll::Ready(Ok(output));
            }
            loop {
                let sleeping = sleep.get_or_insert_with(|| {
                    let now = clock.now();
                    let left = due(now).at.saturating_duration_since(now);
                    clock.sleep(left.min(self.longest_look()).min(FOREVER))
                });
                if sleeping.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
                let now = clock.now();
                let due = due(now);
                if due.at <= now {
                    return Poll::Ready(Err(due.into_failure(what)));
                }
                sleep = None;
            }
        })
    }

    /// What is due may come closer by this at most, when the body begins or ends.
    fn longest_look(&self) -> Duration {
        match self.transfer {
            Some(_) => self.stall.min(self.timeout),
            None => FOREVER,
        }
    }

    fn deadline(&self, now: Instant) -> Due {
        let too_slow = |at, after| Due {
            at,
            after,
            why: Why::TooSlow,
        };
        let total = self.total.map(|(at, after)| too_slow(at, after));
        let streamed = self.transfer.filter(|transfer| transfer.is_streamed());
        let own = match streamed.map(Transfer::phase) {
            None | Some(Phase::Waiting) => return too_slow(self.until, self.whole),
            Some(Phase::AtSource(_) | Phase::OnTheWire(_)) => {
                too_slow(later(now, FOREVER), FOREVER)
            }
            Some(Phase::Ended(at)) => too_slow(later(at, self.timeout), self.timeout),
        };

        match total {
            Some(total) if total.at < own.at => total,
            Some(_) | None => own,
        }
    }

    fn sending_stalls(&self) -> Option<(Instant, Why)> {
        match self.transfer?.phase() {
            Phase::AtSource(since) => Some((since, Why::SourceStalled)),
            Phase::OnTheWire(since) => Some((since, Why::ServerStalled)),
            Phase::Waiting | Phase::Ended(_) => None,
        }
    }

    fn sooner(&self, deadline: Due, stalls: Option<(Instant, Why)>) -> Due {
        let Some((last, why)) = stalls else {
            return deadline;
        };
        let at = later(last, self.stall);
        if deadline.at <= at {
            return deadline;
        }

        Due {
            at,
            after: self.stall,
            why,
        }
    }
}

impl Pulse {
    /// Something came.
    pub(super) fn beat(&self) {
        *self.lock() = Beat::JustNow;
    }

    /// From now on somebody waits.
    fn settle(&self, clock: &dyn Clock) {
        let mut last = self.lock();
        if matches!(*last, Beat::JustNow) {
            *last = Beat::At(clock.now());
        }
    }

    fn last(&self, now: Instant) -> Instant {
        match *self.lock() {
            Beat::JustNow => now,
            Beat::At(last) => last,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Beat> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Due {
    fn into_failure(self, what: &str) -> Failure {
        let time = in_seconds(self.after);
        let (kind, problem) = match self.why {
            Why::TooSlow => (ErrorKind::Timeout, format!("no {what} within {time}")),
            Why::SourceStalled => (
                ErrorKind::Stalled,
                format!("the body to send stalled: its source gave nothing for {time}"),
            ),
            Why::ServerStalled => (
                ErrorKind::Stalled,
                format!("the body to send stalled: nothing of it was taken for {time}"),
            ),
            Why::AnswerStalled => (
                ErrorKind::Stalled,
                format!("the answer stalled: nothing came for {time}"),
            ),
        };

        Failure {
            error: Error::new(kind, problem),
            retry: Retry::IfSafe,
        }
    }
}
