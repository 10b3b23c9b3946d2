//! Requests of the last time, counted in windows that slide: no window, wherever it begins, sees more than it allows.

use std::collections::VecDeque;
use std::time::Duration;

use brogue_generator::model::QuotaWindow;

/// The requests that one count is about, by the millisecond.
#[derive(Debug, Default)]
pub(super) struct Requests {
    /// Milliseconds in which requests came, in order, each with how many came before it; so a window is found by halves.
    counted: VecDeque<(u64, u64)>,
    total: u64,
}

/// How one window stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// How many requests it allows.
    pub(super) limit: u64,
    /// How many of them are left.
    pub(super) left: u64,
    /// When the next place becomes free; nothing where all are.
    pub(super) wait: Duration,
}

impl Requests {
    /// How a window stands. One that allows nothing would never let anybody in: it is taken for one request.
    pub(super) fn standing(&self, window: &QuotaWindow, now: u64) -> Standing {
        let limit = u64::from(window.requests.max(1));
        let period = window.milliseconds;
        let gone = |(at, _): &(u64, u64)| now.saturating_sub(*at) >= period;
        let oldest = self.counted.get(self.counted.partition_point(gone));
        let count = oldest.map_or(0, |(_, before)| self.total.saturating_sub(*before));
        let free_at = oldest.map(|(at, _)| at.saturating_add(period));

        Standing {
            limit,
            left: limit.saturating_sub(count),
            wait: Duration::from_millis(free_at.map_or(0, |at| at.saturating_sub(now))),
        }
    }

    /// Counts a request; what no window sees any more is forgotten.
    pub(super) fn count(&mut self, windows: &[QuotaWindow], now: u64) {
        self.forget(windows, now);
        if self.counted.back().is_none_or(|(at, _)| *at < now) {
            self.counted.push_back((now, self.total));
        }
        self.total += 1;
    }

    /// Whether no window sees a request.
    pub(super) fn is_idle(&mut self, windows: &[QuotaWindow], now: u64) -> bool {
        self.forget(windows, now);

        self.counted.is_empty()
    }

    fn forget(&mut self, windows: &[QuotaWindow], now: u64) {
        let longest = windows.iter().map(|window| window.milliseconds).max();
        let longest = longest.unwrap_or(0);
        while let Some((at, _)) = self.counted.front()
            && now.saturating_sub(*at) >= longest
        {
            self.counted.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, QuotaWindow, Requests};

    #[test]
    fn no_window_sees_more_than_it_allows() {
        let window = QuotaWindow {
            requests: 3,
            milliseconds: 10_000,
        };
        let mut requests = Requests::default();
        // When a request comes, how many are left before it, and after which wait a place is free.
        let cases = [
            (0, 3, 0),
            (4_000, 2, 6_000),
            (4_000, 1, 6_000),
            (9_999, 0, 1),
            (10_000, 1, 4_000),
            (13_999, 0, 1),
            (14_000, 2, 6_000),
            (90_000, 3, 0),
        ];
        for (now, left, wait) in cases {
            let standing = requests.standing(&window, now);
            assert_eq!((standing.limit, standing.left), (3, left), "at {now}");
            assert_eq!(standing.wait, Duration::from_millis(wait), "at {now}");
            if standing.left > 0 {
                requests.count(&[window], now);
            }
        }
    }
}
