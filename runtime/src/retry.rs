//! When a call is sent again, and after how long.
//!
//! A call is sent again if that is safe: the operation may be replayed, or it was certainly not carried out. Certainly not carried out is
//! what never left (no connection) and what the vendor refused to count in (429).

mod budget;

use std::time::Duration;

pub(crate) use budget::RetryBudget;

use crate::api::Replay;

/// How often and after which pauses a call is sent again.
///
/// # Examples
///
/// ```
/// use brogue_runtime::RetryPolicy;
/// use std::time::Duration;
///
/// let patient = RetryPolicy::default()
///     .max_attempts(5)
///     .backoff(Duration::from_millis(500), Duration::from_secs(30));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    first_pause: Duration,
    cap: Duration,
    longest_pause: Duration,
    budget: Option<u32>,
}

impl RetryPolicy {
    /// Every call is sent once.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// How often a call is sent at most, the first time included; once also where this is 0. 3 unless set.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The pauses are random up to a bound that starts here, doubles with each attempt and ends at the cap. 200 ms and 20 s unless set.
    #[must_use]
    pub fn backoff(mut self, first: Duration, cap: Duration) -> Self {
        self.first_pause = first;
        self.cap = cap;
        self
    }

    /// The longest pause that a vendor may ask for. If it asks for more, the call fails at once and tells how long. 60 s unless set.
    #[must_use]
    pub fn longest_pause(mut self, longest: Duration) -> Self {
        self.longest_pause = longest;
        self
    }

    /// Retries are paid with tokens that all clones of a client share: 5 each, 10 after a time-out. A success brings back what its retry has
    /// cost, or 1. Where the tokens are used up, calls fail at their first attempt until others have gone well. 500 tokens unless set. How
    /// many there are is the client's policy; that of a single call only says whether it pays.
    #[must_use]
    pub fn budget(mut self, tokens: u32) -> Self {
        self.budget = Some(tokens);
        self
    }

    /// Retries cost nothing.
    #[must_use]
    pub fn without_budget(mut self) -> Self {
        self.budget = None;
        self
    }

    /// The longest pause that is waited for.
    pub(crate) fn pause_bound(&self) -> Duration {
        self.longest_pause
    }

    /// The pause before the next attempt, or `None` where there is none.
    pub(crate) fn pause(
        &self,
        attempts: u32,
        asked: Option<Duration>,
        random: u64,
    ) -> Option<Duration> {
        if attempts >= self.max_attempts {
            return None;
        }
        match asked {
            Some(asked) => (asked <= self.longest_pause).then_some(asked),
            None => Some(self.jittered(attempts, random)),
        }
    }

    fn jittered(&self, attempts: u32, random: u64) -> Duration {
        let doublings = attempts.saturating_sub(1).min(31);
        let bound = self
            .first_pause
            .saturating_mul(1 << doublings)
            .min(self.cap);
        let nanos = u64::try_from(bound.as_nanos()).unwrap_or(u64::MAX);

        Duration::from_nanos(random % nanos.saturating_add(1).max(1))
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            first_pause: Duration::from_millis(200),
            cap: Duration::from_secs(20),
            longest_pause: Duration::from_secs(60),
            budget: Some(budget::USUAL),
        }
    }
}

/// What may be done about a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Retry {
    /// Sending it again would give the same.
    Never,
    /// It may have been carried out, and another time may go better.
    IfSafe,
    /// It was not carried out.
    Always,
}

impl Retry {
    /// What a status means for another attempt.
    pub(crate) fn of_status(status: http::StatusCode) -> Self {
        match status.as_u16() {
            429 => Self::Always,
            408 | 500 | 502 | 503 | 504 => Self::IfSafe,
            _ => Self::Never,
        }
    }

    /// Whether another attempt is safe.
    pub(crate) fn allows(self, replay: Replay) -> bool {
        match (self, replay) {
            (Self::Never, _) | (Self::IfSafe, Replay::Unsafe) => false,
            (Self::Always, _) | (Self::IfSafe, Replay::Safe | Replay::IdempotencyKey(_)) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, RetryPolicy};

    #[test]
    fn pauses_grow_to_a_cap_and_are_random_below_it() {
        let policy = RetryPolicy::default()
            .max_attempts(u32::MAX)
            .backoff(Duration::from_millis(100), Duration::from_secs(1));
        let most = |attempts| {
            (0..5_000_u64)
                .map(|step| step.wrapping_mul(0x9E37_79B9_7F4A_7C15))
                .filter_map(|random| policy.pause(attempts, None, random))
                .max()
                .unwrap()
                .as_millis()
        };

        for (attempts, bound) in [
            (1, 100),
            (2, 200),
            (4, 800),
            (5, 1_000),
            (4_000_000_000, 1_000),
        ] {
            let most = most(attempts);
            assert!(
                most <= bound && most * 10 >= bound * 9,
                "{attempts}: {most}"
            );
        }
        assert_eq!(policy.pause(1, None, 0), Some(Duration::ZERO));
    }

    #[test]
    fn what_the_vendor_asks_for_is_waited_up_to_a_bound() {
        let policy = RetryPolicy::default();

        assert_eq!(
            policy.pause(1, Some(Duration::from_secs(60)), 7),
            Some(Duration::from_secs(60))
        );
        assert_eq!(policy.pause(1, Some(Duration::from_secs(61)), 7), None);
        assert_eq!(policy.pause(3, None, 7), None);
        assert_eq!(RetryPolicy::none().pause(1, None, 7), None);
        let extreme = policy.backoff(Duration::MAX, Duration::MAX);
        assert!(extreme.pause(2, None, u64::MAX).is_some());
    }
}
