//! This process's part of a window that a store counts for several: places taken of the store ahead of need.
//!
//! A store is asked for one place first, and for twice as many each time they are used up quickly, up to a sixteenth of a short window
//! and a sixty-fourth of a long one: a busy process asks seldom, an idle one keeps nothing from others. Places that were taken lapse
//! soon, since the store counts them for so much longer than a window; what has lapsed unused is given back with the next question.

use std::time::{Duration, Instant};

use super::store::QuotaGrant;
use crate::clock::later;

/// At most this part of a short window is taken at once, and of a long one: a process that ends loses no more.
const MOST: u64 = 16;
const MOST_OF_LONG: u64 = 64;

/// From here on a window is a long one: asking more often costs little then.
const LONG: Duration = Duration::from_secs(10 * 60);

/// Places lapse after this part of a window.
const LIFE: u32 = 32;

/// How long a store that has failed is left alone.
const REST: Duration = Duration::from_secs(1);

/// A store that has no place is asked again after this time at the earliest.
const SHORTEST: Duration = Duration::from_millis(1);

/// The part of a window that this process has.
#[derive(Debug)]
pub(super) struct Share {
    most: u64,
    wanted: u64,
    period: Duration,
    /// How long places may be used.
    life: Duration,
    held: Option<Held>,
    /// The store has no place before.
    none_before: Option<Instant>,
    /// The store has failed and is left alone.
    failed_until: Option<Instant>,
}

#[derive(Debug)]
struct Held {
    id: u64,
    left: u64,
    since: Instant,
    until: Instant,
}

/// Whether there is a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// There is.
    Place,
    /// Not before this time.
    NotBefore(Instant),
    /// The store has to be asked.
    Ask,
    /// The store has just failed.
    Failed,
}

/// What the store is asked.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// The window, as others call it, too.
    pub(super) window: String,
    pub(super) limit: u64,
    pub(super) wanted: u64,
    pub(super) unused: Option<(u64, u64)>,
    pub(super) holds: Duration,
}

impl Share {
    pub(super) fn new(requests: u64, period: Duration) -> Self {
        Self {
            most: (requests / if period < LONG { MOST } else { MOST_OF_LONG }).max(1),
            wanted: 1,
            period,
            life: period / LIFE,
            held: None,
            none_before: None,
            failed_until: None,
        }
    }

    pub(super) fn look(&self, now: Instant) -> Look {
        let held = self.held.as_ref();
        if held.is_some_and(|held| held.left > 0 && now <= held.until) {
            return Look::Place;
        }
        if self.failed_until.is_some_and(|time| time > now) {
            return Look::Failed;
        }

        match self.none_before.filter(|time| *time > now) {
            Some(time) => Look::NotBefore(time),
            None => Look::Ask,
        }
    }

    pub(super) fn take(&mut self) {
        if let Some(held) = &mut self.held {
            held.left = held.left.saturating_sub(1);
        }
    }

    /// A place that was taken at this time was not used. It goes back where it came from, or is lost.
    pub(super) fn give_back(&mut self, taken_at: Instant) {
        if let Some(held) = &mut self.held
            && held.since <= taken_at
        {
            held.left += 1;
        }
    }

    pub(super) fn life(&self) -> Duration {
        self.life
    }

    /// How many places to ask for, and what is given back.
    pub(super) fn question(&mut self, now: Instant) -> (u64, Option<(u64, u64)>) {
        let held = self.held.take();
        let unused = held
            .as_ref()
            .filter(|held| held.left > 0)
            .map(|held| (held.id, held.left));
        if let Some(held) = held {
            let used_up = held.left == 0 && now <= held.until;
            self.wanted = if used_up {
                (self.wanted * 2).min(self.most)
            } else {
                1
            };
        }

        (self.wanted, unused)
    }

    /// What the store answered to a question of this time.
    pub(super) fn answered(
        &mut self,
        grant: QuotaGrant,
        question: &Question,
        asked_at: Instant,
        now: Instant,
    ) {
        let took = now.saturating_duration_since(asked_at);
        if grant.places == 0 {
            let wait = grant.wait.max(SHORTEST).min(self.period);
            self.none_before = Some(later(now, wait));
            return;
        }
        let places = grant.places.min(self.wanted);
        if places >= question.limit {
            // These are all there are: the store need not be asked before they are free again.
            self.none_before = Some(later(asked_at, question.holds));
        }
        self.held = Some(Held {
            id: grant.id,
            left: places,
            since: now,
            until: later(asked_at, self.life),
        });
        // A slow store must not give places that have lapsed when they come.
        self.life = self.life.max(took * 2);
    }

    /// The store failed: it is left alone for a moment, so that many callers do not wait for it one after another.
    pub(super) fn failed(&mut self, now: Instant) {
        self.failed_until = Some(later(now, REST));
    }
}
