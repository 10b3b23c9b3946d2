//! What is known about the quota at a moment. No waiting here: only bookkeeping.

use std::time::{Duration, Instant};

use super::window::{Place, Window};
use crate::api::QuotaWindow;
use crate::clock::later;
use crate::headers::QuotaReport;

/// No single answer stops a client for longer, whatever its headers say, unless the vendor declares a longer window. Then one request
/// goes out again, and the answer to it tells more.
const LONGEST_STOP: Duration = Duration::from_secs(60 * 60);

/// Headers count in whole seconds: a later end within this much is the same window.
const ROUNDING: Duration = Duration::from_millis(1_500);

#[derive(Debug)]
pub(super) struct State {
    windows: Vec<Window>,
    /// Requests sent and not answered.
    under_way: u64,
    /// Callers in the queue.
    pub(super) waiting: u64,
    /// What the vendor's headers leave.
    budget: Option<Budget>,
    stopped_until: Option<Instant>,
}

#[derive(Debug)]
struct Budget {
    left: u64,
    until: Instant,
}

/// Whether a request may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It may, and its place is taken.
    Now,
    /// Not before this time.
    At(Instant),
    /// The vendor wants none before this time.
    Stopped(Instant),
    /// Not before one of those under way is answered.
    AfterAnswer,
}

impl State {
    pub(super) fn new(windows: &[QuotaWindow]) -> Self {
        Self {
            windows: windows.iter().map(Window::new).collect(),
            under_way: 0,
            waiting: 0,
            budget: None,
            stopped_until: None,
        }
    }

    /// Takes a place if there is one.
    pub(super) fn take_turn(&mut self, now: Instant) -> Turn {
        self.forget(now);
        if let Some(until) = self.stopped_until {
            return Turn::Stopped(until);
        }
        if let Some(budget) = self.budget.as_ref().filter(|budget| budget.left == 0) {
            return Turn::Stopped(budget.until);
        }

        let mut latest = now;
        for window in &self.windows {
            match window.place(self.under_way, 0, now) {
                Place::At(time) => latest = latest.max(time),
                Place::NotBefore(_) => return Turn::AfterAnswer,
            }
        }
        if latest > now {
            return Turn::At(latest);
        }
        self.under_way += 1;
        if let Some(budget) = &mut self.budget {
            budget.left = budget.left.saturating_sub(1);
        }

        Turn::Now
    }

    /// Whether nothing would be lost with it: no request counts any more, and nothing that the vendor said holds.
    pub(super) fn is_idle(&mut self, now: Instant) -> bool {
        self.forget(now);
        let is_empty = |window: &Window| window.is_empty();

        self.under_way == 0
            && self.waiting == 0
            && self.budget.is_none()
            && self.stopped_until.is_none()
            && self.windows.iter().all(is_empty)
    }

    /// A time before which a request with so many ahead of it will certainly have no turn.
    pub(super) fn earliest(&mut self, now: Instant, ahead: u64) -> Instant {
        self.forget(now);
        let by_windows =
            self.windows
                .iter()
                .map(|window| match window.place(self.under_way, ahead, now) {
                    Place::At(time) | Place::NotBefore(time) => time,
                });
        let spent = self.budget.as_ref().filter(|budget| budget.left <= ahead);

        by_windows
            .chain(spent.map(|budget| budget.until))
            .chain(self.stopped_until)
            .fold(now, Instant::max)
    }

    /// A request was answered, or never left.
    pub(super) fn give_back(&mut self, was_sent: bool, now: Instant) {
        self.under_way = self.under_way.saturating_sub(1);
        if was_sent {
            for window in &mut self.windows {
                window.answered(now);
            }
        } else if let Some(budget) = &mut self.budget {
            budget.left = budget.left.saturating_add(1);
        }
    }

    /// Takes over what the vendor reports. Within one window the smallest report counts, since answers overtake each other; requests
    /// under way are not taken off, since the vendor may have counted them already: their own answers will tell.
    pub(super) fn correct(&mut self, report: QuotaReport, now: Instant) {
        self.forget(now);
        let longest = self.windows.iter().map(Window::period).max();
        let (Some(left), Some(reset)) = (report.remaining, report.reset.or(longest)) else {
            return;
        };
        // No window ends later than the longest that is declared begins anew.
        let until = later(now, reset.min(longest.unwrap_or(LONGEST_STOP)));

        match &mut self.budget {
            Some(budget) if until <= later(budget.until, ROUNDING) => {
                budget.left = budget.left.min(left);
            }
            _ => self.budget = Some(Budget { left, until }),
        }
        self.forget(now);
    }

    /// The vendor wants no request for so long.
    pub(super) fn stop(&mut self, wait: Duration, now: Instant) {
        let longest = self.windows.iter().map(Window::period).max();
        let until = later(now, wait.min(LONGEST_STOP.max(longest.unwrap_or_default())));
        self.stopped_until = self.stopped_until.max(Some(until));
    }

    fn forget(&mut self, now: Instant) {
        for window in &mut self.windows {
            window.forget(now);
        }
        self.stopped_until = self.stopped_until.filter(|until| *until > now);
        if self
            .budget
            .as_ref()
            .is_some_and(|budget| budget.until <= now)
        {
            self.budget = None;
        }
    }
}
