//! One declared window: how many places are free, and when the next ones will be.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::api::QuotaWindow;
use crate::clock::{FOREVER, later};

/// Added to each window, so that requests exactly one window apart are not in one.
const MARGIN: Duration = Duration::from_millis(1);

/// Places that become free within this part of a window of each other are counted together, which bounds memory.
const GRAIN: u32 = 2_048;

/// One declared window.
#[derive(Debug)]
pub(super) struct Window {
    requests: u64,
    period: Duration,
    /// Requests that were answered, by the time their places become free; in that order.
    answered: VecDeque<Places>,
    count: u64,
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
            requests: u64::from(declared.requests.max(1)),
            period: Duration::from_millis(declared.milliseconds).min(FOREVER) + MARGIN,
            answered: VecDeque::new(),
            count: 0,
        }
    }

    pub(super) fn period(&self) -> Duration {
        self.period
    }

    /// Whether every place that was taken is free again.
    pub(super) fn is_empty(&self) -> bool {
        self.answered.is_empty()
    }

    /// Frees the places of requests that are a window ago.
    pub(super) fn forget(&mut self, now: Instant) {
        while let Some(places) = self.answered.front().filter(|places| places.free_at <= now) {
            self.count -= places.count;
            self.answered.pop_front();
        }
    }

    /// A request was answered.
    pub(super) fn answered(&mut self, now: Instant) {
        let free_at = later(now, self.period);
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
        let free = self.requests.saturating_sub(under_way + self.count);
        let (round, mut index) = (ahead / self.requests, ahead % self.requests);
        let mut time = None;

        if index < free {
            time = Some(now);
        } else {
            index -= free;
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
