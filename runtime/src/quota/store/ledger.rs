//! The places of one key that were given: what stores in memory and in files have in common.

use std::time::{Duration, UNIX_EPOCH};

use super::{QuotaGrant, QuotaRequest};
use crate::clock::FOREVER;

/// Grants that become free within this part of their time of each other are one entry, which bounds the ledger.
const GRAIN: u64 = 512;

/// What was given of one key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ledger {
    pub(super) next_id: u64,
    /// In the order of their ids.
    pub(super) entries: Vec<Entry>,
}

/// Grants of about one time. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) first_id: u64,
    pub(super) last_id: u64,
    pub(super) places: u64,
    pub(super) begun_at: u64,
    pub(super) free_at: u64,
}

impl Ledger {
    pub(super) fn take(&mut self, request: &QuotaRequest<'_>) -> QuotaGrant {
        let now = request.now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
        let holds = request.holds.min(FOREVER).as_nanos().div_ceil(1_000_000);
        let holds = u64::try_from(holds).unwrap_or(u64::MAX).max(1);

        self.forget(now, holds);
        if let Some((id, places)) = request.unused {
            self.take_back(id, places);
        }
        let given = self
            .entries
            .iter()
            .fold(0_u64, |sum, entry| sum.saturating_add(entry.places));
        let places = request.limit.saturating_sub(given).min(request.wanted);
        if places == 0 {
            return QuotaGrant::none(self.wait(now, request.limit, given));
        }

        QuotaGrant::places(
            self.give(places, now, now.saturating_add(holds), holds),
            places,
        )
    }

    /// A clock that was set back must not keep places for ever.
    fn forget(&mut self, now: u64, holds: u64) {
        let latest = now.saturating_add(holds.saturating_mul(2));

        self.entries
            .retain(|entry| entry.places > 0 && entry.free_at > now && entry.free_at <= latest);
    }

    fn take_back(&mut self, id: u64, places: u64) {
        let holds_id = |entry: &&mut Entry| (entry.first_id..=entry.last_id).contains(&id);
        if let Some(entry) = self.entries.iter_mut().find(holds_id) {
            entry.places = entry.places.saturating_sub(places);
        }
        self.entries.retain(|entry| entry.places > 0);
    }

    /// The time until so many are free that one is left.
    fn wait(&self, now: u64, limit: u64, given: u64) -> Duration {
        let mut by_time: Vec<(u64, u64)> = self
            .entries
            .iter()
            .map(|entry| (entry.free_at, entry.places))
            .collect();
        by_time.sort_unstable();
        let mut left = given;
        let free_at = by_time.into_iter().find_map(|(free_at, places)| {
            left = left.saturating_sub(places);
            (left < limit).then_some(free_at)
        });

        Duration::from_millis(free_at.unwrap_or(now).saturating_sub(now).max(1))
    }

    fn give(&mut self, places: u64, now: u64, free_at: u64, holds: u64) -> u64 {
        let id = self.next_id;
        self.next_id = self.next_id.wrapping_add(1);
        match self.entries.last_mut() {
            Some(last)
                if last.last_id < id
                    && now >= last.begun_at
                    && free_at.saturating_sub(last.begun_at) <= holds + holds / GRAIN =>
            {
                last.last_id = id;
                last.places = last.places.saturating_add(places);
                last.free_at = last.free_at.max(free_at);
            }
            _ => self.entries.push(Entry {
                first_id: id,
                last_id: id,
                places,
                begun_at: now,
                free_at,
            }),
        }

        id
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    const HOLDS: Duration = Duration::from_secs(10);

    fn at(milliseconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(1_000_000 + milliseconds)
    }

    fn request(wanted: u64, now: u64) -> QuotaRequest<'static> {
        QuotaRequest::new("k", 10, HOLDS, at(now)).wanted(wanted)
    }

    #[test]
    fn places_are_given_while_there_are_any_and_free_after_their_time() {
        let mut ledger = Ledger::default();
        assert_eq!(ledger.take(&request(7, 0)).places, 7);
        assert_eq!(ledger.take(&request(7, 4_000)).places, 3);
        assert_eq!(
            ledger.take(&request(1, 5_000)),
            QuotaGrant::none(Duration::from_secs(5))
        );
        assert_eq!(ledger.take(&request(9, 9_999)).places, 0);
        assert_eq!(ledger.take(&request(9, 10_000)).places, 7);
    }

    #[test]
    fn what_is_given_back_is_free_and_nothing_more() {
        let mut ledger = Ledger::default();
        let first = ledger.take(&request(6, 0));
        let second = ledger.take(&request(4, 1_000));
        assert_eq!(
            ledger.take(&request(9, 1_000).unused(first.id, 2)).places,
            2
        );
        assert_eq!(
            ledger.take(&request(99, 1_000).unused(second.id, 4)).places,
            4
        );
        assert_eq!(ledger.take(&request(9, 1_000).unused(77, 9)).places, 0);
        let everything = request(99, 1_000).unused(first.id, u64::MAX);
        assert_eq!(ledger.take(&everything).places, 4);
    }

    #[test]
    fn a_ledger_stays_small() {
        let mut ledger = Ledger::default();
        for step in 0..20_000 {
            ledger.take(&QuotaRequest::new("k", u64::MAX, HOLDS, at(step)));
        }
        assert!(ledger.entries.len() < 1_100, "{}", ledger.entries.len());
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_no_place_for_long() {
        let mut ledger = Ledger::default();
        assert_eq!(ledger.take(&request(10, 100_000_000)).places, 10);
        assert_eq!(ledger.take(&request(10, 0)).places, 10);
        let extreme = QuotaRequest::new("k", u64::MAX, Duration::MAX, UNIX_EPOCH - HOLDS);
        assert_eq!(ledger.take(&extreme.wanted(u64::MAX)).places, u64::MAX - 10);
    }
}
