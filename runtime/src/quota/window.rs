//! One declared window: how many places are free, and when the next ones will be.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::share::{Question, Share};
use crate::api::QuotaWindow;
use crate::clock::{FOREVER, later};

/// Added to each window, so that requests exactly one window apart are not in one.
const MARGIN: Duration = Duration::from_millis(1);

/// Places that become free within this part of a window of each other are counted together, which bounds memory.
const GRAIN: u32 = 2_048;

/// One declared window.
#[derive(Debug)]
pub(super) struct Window {
    declared: u64,
    /// What the vendor says that a window allows, where that is less.
    told: Option<u64>,
    period: Duration,
    /// Requests that were answered, by the time their places become free; in that order.
    answered: VecDeque<Places>,
    count: u64,
    /// The part of it that this process has of a store.
    pub(super) share: Option<Share>,
}

#[derive(Debug)]
struct Places {
    first: Instant,
    free_at: Instant,
    count: u64,
}

impl Window {
    /// A window of no requests would never let anything through: it is taken for one request.
    pub(super) fn new(declared: &QuotaWindow) -> Self {
        Self {
            declared: u64::from(declared.requests.max(1)),
            told: None,
            period: Duration::from_millis(declared.milliseconds).min(FOREVER) + MARGIN,
            answered: VecDeque::new(),
            count: 0,
            share: None,
        }
    }

    /// The same with a store that others take places of, too.
    pub(super) fn shared(mut self) -> Self {
        self.share = Some(Share::new(self.declared, self.period));
        self
    }

    pub(super) fn period(&self) -> Duration {
        self.period
    }

    /// How many requests it allows.
    pub(super) fn requests(&self) -> u64 {
        self.told
            .map_or(self.declared, |told| told.min(self.declared))
    }

    /// How many requests it would let through now.
    pub(super) fn free(&self, under_way: u64) -> u64 {
        self.requests().saturating_sub(under_way + self.count)
    }

    /// What a store is asked. The last place may be used at the end of their life, and arrive as late as an answer comes.
    pub(super) fn question(&mut self, slowest: Duration, now: Instant) -> Option<Question> {
        let (limit, declared, period) = (self.requests(), self.declared, self.period);
        let share = self.share.as_mut()?;
        let (wanted, unused) = share.question(now);

        Some(Question {
            window: format!("{declared} in {} ms", period.as_millis()),
            limit,
            wanted,
            unused,
            holds: period.saturating_add(share.life()).saturating_add(slowest),
        })
    }

    /// Whether every place that was taken is free again.
    pub(super) fn is_empty(&self) -> bool {
        self.answered.is_empty()
    }

    /// The vendor says how many requests it allows. It is believed where that is less; nothing at all would stop the client for ever.
    pub(super) fn tell(&mut self, limit: u64) {
        self.told = Some(limit).filter(|limit| *limit > 0);
    }

    /// Frees the places of requests that are a window ago.
    pub(super) fn forget(&mut self, now: Instant) {
        while let Some(places) = self.answered.front().filter(|places| places.free_at <= now) {
            self.count -= places.count;
            self.answered.pop_front();
        }
    }

    /// A request was answered, or will have been by then.
    pub(super) fn answered(&mut self, at: Instant) {
        let free_at = later(at, self.period);
        self.count += 1;
        match self.answered.back_mut() {
            Some(last) if free_at.saturating_duration_since(last.first) <= self.period / GRAIN => {
                last.free_at = last.free_at.max(free_at);
                last.count += 1;
            }
            _ => self.answered.push_back(Places {
                first: free_at,
                free_at,
                count: 1,
            }),
        }
    }

    /// When a request with so many others ahead of it has a place: now, at a time, or not before one of those under way is answered.
    ///
    /// Each place becomes free at its time and again a window after whoever takes it, so the places are gone through in rounds.
    pub(super) fn place(&self, under_way: u64, ahead: u64, now: Instant) -> Place {
        let requests = self.requests();
        let taken = under_way + self.count;
        let free = requests.saturating_sub(taken);
        let (round, index) = (ahead / requests, ahead % requests);
        let mut time = None;

        if index < free {
            time = Some(now);
        } else {
            // Where the vendor has lowered the limit, more places than it allows are taken.
            let mut index = index - free + taken.saturating_sub(requests);
            for places in &self.answered {
                if index < places.count {
                    time = Some(places.free_at);
                    break;
                }
                index -= places.count;
            }
        }

        match (round, time) {
            (0, Some(time)) => Place::At(time),
            (_, time) => {
                let first = time.unwrap_or_else(|| later(now, self.period));
                let rounds = u32::try_from(round).unwrap_or(u32::MAX);
                Place::NotBefore(later(first, self.period.saturating_mul(rounds)))
            }
        }
    }
}

/// When there is a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At this time.
    At(Instant),
    /// At an unknown time, not before this one.
    NotBefore(Instant),
}
