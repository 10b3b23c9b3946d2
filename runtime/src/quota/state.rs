//! What is known about the quota at a moment. No waiting here: only bookkeeping.

use std::time::{Duration, Instant};

use super::share::{Look, Question};
use super::status::QuotaStatus;
use super::stop::LONGEST;
use super::store::QuotaGrant;
use super::window::{Place, Window};
use crate::api::QuotaWindow;
use crate::clock::later;
use crate::headers::QuotaReport;

/// Headers count in whole seconds: a later end within this much is the same window.
const ROUNDING: Duration = Duration::from_millis(1_500);

#[derive(Debug)]
pub(super) struct State {
    /// The longest first: what is taken of a store for the shortest lapses soonest, so it is taken last.
    windows: Vec<Window>,
    /// Requests sent and not answered.
    under_way: u64,
    /// Callers in the queue.
    pub(super) waiting: u64,
    /// What the vendor's headers leave.
    budget: Option<Budget>,
    stopped_until: Option<Instant>,
    /// The longest that an answer took lately.
    slowest: Duration,
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
    /// Not before the store was asked for places of this window.
    AfterStore(usize),
    /// The store has just failed.
    StoreFailed,
}

impl State {
    pub(super) fn new(windows: &[QuotaWindow], is_shared: bool) -> Self {
        let window = |declared| {
            let window = Window::new(declared);
            if is_shared { window.shared() } else { window }
        };
        let mut windows: Vec<Window> = windows.iter().map(window).collect();
        windows.sort_by_key(|window| std::cmp::Reverse(window.period()));

        Self {
            windows,
            under_way: 0,
            waiting: 0,
            budget: None,
            stopped_until: None,
            slowest: Duration::ZERO,
        }
    }

    /// Whether requests go as they come, and nothing is to be known of them.
    pub(super) fn counts_nothing(&self) -> bool {
        self.windows.is_empty()
            && self.waiting == 0
            && self.budget.is_none()
            && self.stopped_until.is_none()
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
            match window.share.as_ref().map(|share| share.look(now)) {
                Some(Look::NotBefore(time)) => latest = latest.max(time),
                Some(Look::Failed) => return Turn::StoreFailed,
                Some(Look::Place | Look::Ask) | None => {}
            }
        }
        if latest > now {
            return Turn::At(latest);
        }
        let asks = |window: &Window| {
            window
                .share
                .as_ref()
                .is_some_and(|share| share.look(now) == Look::Ask)
        };
        if let Some(index) = self.windows.iter().position(asks) {
            return Turn::AfterStore(index);
        }
        self.under_way += 1;
        self.shares().for_each(super::share::Share::take);
        if let Some(budget) = &mut self.budget {
            budget.left = budget.left.saturating_sub(1);
        }

        Turn::Now
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

    /// A request that got its turn at this time never left.
    pub(super) fn never_sent(&mut self, taken_at: Instant) {
        self.under_way = self.under_way.saturating_sub(1);
        self.shares().for_each(|share| share.give_back(taken_at));
        if let Some(budget) = &mut self.budget {
            budget.left = budget.left.saturating_add(1);
        }
    }

    /// A request that left at this time was answered.
    pub(super) fn answered(&mut self, left_at: Instant, now: Instant) {
        let took = now.saturating_duration_since(left_at);
        self.slowest = took.max(self.slowest.saturating_sub(self.slowest / 8));
        self.count(now);
    }

    /// Nobody waits for the answer to a request that left at this time. It arrives as late as an answer lately came, at worst.
    pub(super) fn lost(&mut self, left_at: Instant, now: Instant) {
        self.count(later(left_at, self.slowest).max(now));
    }

    fn count(&mut self, arrived_at: Instant) {
        self.under_way = self.under_way.saturating_sub(1);
        self.windows
            .iter_mut()
            .for_each(|window| window.answered(arrived_at));
    }

    /// What a store is asked for a window.
    pub(super) fn ask(&mut self, index: usize, now: Instant) -> Option<Question> {
        let slowest = self.slowest;
        self.windows.get_mut(index)?.question(slowest, now)
    }

    /// What a store answered to a question of this time; `None` where it failed.
    pub(super) fn granted(
        &mut self,
        index: usize,
        answer: Option<(QuotaGrant, &Question)>,
        asked_at: Instant,
        now: Instant,
    ) {
        let window = self.windows.get_mut(index);
        if let Some(share) = window.and_then(|window| window.share.as_mut()) {
            match answer {
                Some((grant, question)) => share.answered(grant, question, asked_at, now),
                None => share.failed(now),
            }
        }
    }

    /// Takes over what the vendor reports. Within one window the smallest report counts, since answers overtake each other; requests
    /// under way are not taken off, since the vendor may have counted them already: their own answers will tell.
    pub(super) fn correct(&mut self, report: QuotaReport, now: Instant) {
        self.forget(now);
        // Of several windows nobody can say which one the vendor means.
        if let (Some(limit), [window]) = (report.limit, self.windows.as_mut_slice()) {
            window.tell(limit);
        }
        let longest = self.windows.iter().map(Window::period).max();
        let (Some(left), Some(reset)) = (report.remaining, report.reset.or(longest)) else {
            return;
        };
        // No window ends later than the longest that is declared begins anew.
        let until = later(now, reset.min(longest.unwrap_or(LONGEST)));

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
        let until = later(now, wait.min(LONGEST.max(longest.unwrap_or_default())));
        self.stopped_until = self.stopped_until.max(Some(until));
    }

    /// Whether nothing is known that a new state would not know.
    pub(super) fn is_idle(&mut self, now: Instant) -> bool {
        self.forget(now);

        self.under_way == 0
            && self.waiting == 0
            && self.budget.is_none()
            && self.stopped_until.is_none()
            && self.windows.iter().all(Window::is_empty)
    }

    /// How things stand, for a caller.
    pub(super) fn status(&mut self, now: Instant) -> QuotaStatus {
        let next = self.earliest(now, self.waiting);
        let tightest = self
            .windows
            .iter()
            .min_by_key(|window| window.free(self.under_way));
        let by_window = tightest.map(|window| window.free(self.under_way));
        let told = self.budget.as_ref().map(|budget| budget.left);
        let is_stopped = self.stopped_until.is_some();

        QuotaStatus {
            limit: tightest.map(Window::requests),
            remaining: match (by_window, told) {
                _ if is_stopped => Some(0),
                (Some(free), Some(left)) => Some(free.min(left)),
                (free, left) => free.or(left),
            },
            waiting: self.waiting,
            next_turn: next.saturating_duration_since(now),
        }
    }

    fn shares(&mut self) -> impl Iterator<Item = &mut super::share::Share> {
        self.windows
            .iter_mut()
            .filter_map(|window| window.share.as_mut())
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
