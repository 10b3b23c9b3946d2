//! What an answer to a delivery means to the vendor.

use std::ops::RangeInclusive;
use std::time::Duration;

use http::StatusCode;

/// What a vendor makes of the answers to its deliveries, as far as its document says.
///
/// # Examples
///
/// ```
/// use brogue_runtime::http::StatusCode;
/// use brogue_runtime::webhook::Delivery;
///
/// const DELIVERY: Delivery = Delivery::new().failure(&[(400, 599)]).disables(&[410]);
///
/// assert!(!DELIVERY.is_failure(StatusCode::FOUND));
/// assert!(DELIVERY.is_failure(StatusCode::GONE));
/// assert!(DELIVERY.is_disabled_by(StatusCode::GONE));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    failure: &'static [(u16, u16)],
    disables: &'static [u16],
    retried_for: Option<Duration>,
    late: Option<Duration>,
}

impl Delivery {
    /// The status to answer with when a delivery was taken: 204.
    pub const ACCEPT: StatusCode = StatusCode::NO_CONTENT;

    /// The status to answer with when a delivery could not be worked off: 503. Vendors that try again do so.
    pub const FAIL: StatusCode = StatusCode::SERVICE_UNAVAILABLE;

    /// Everything but 2xx is a failure, no status disables, and nothing is known of another attempt.
    pub const fn new() -> Self {
        Self {
            failure: &[(100, 199), (300, 599)],
            disables: &[],
            retried_for: None,
            late: None,
        }
    }

    /// The statuses that are a failure: from one to another, both included.
    #[must_use]
    pub const fn failure(mut self, statuses: &'static [(u16, u16)]) -> Self {
        self.failure = statuses;
        self
    }

    /// The statuses after which the vendor delivers nothing any more.
    #[must_use]
    pub const fn disables(mut self, statuses: &'static [u16]) -> Self {
        self.disables = statuses;
        self
    }

    /// How long a failed delivery is tried again; zero where it is not.
    #[must_use]
    pub const fn retried_for(mut self, time: Duration) -> Self {
        self.retried_for = Some(time);
        self
    }

    /// How late a delivery may come.
    #[must_use]
    pub const fn late(mut self, time: Duration) -> Self {
        self.late = Some(time);
        self
    }

    /// Whether the vendor takes an answer with this status for a failure.
    pub fn is_failure(&self, status: StatusCode) -> bool {
        let is_in = |(first, last): &(u16, u16)| {
            RangeInclusive::new(*first, *last).contains(&status.as_u16())
        };

        self.failure.iter().any(is_in) || self.is_disabled_by(status)
    }

    /// Whether the vendor delivers nothing any more after an answer with this status.
    pub fn is_disabled_by(&self, status: StatusCode) -> bool {
        self.disables.contains(&status.as_u16())
    }

    /// How long a failed delivery is tried again, where the vendor says so; zero where it is not.
    pub fn retry_time(&self) -> Option<Duration> {
        self.retried_for
    }

    /// How late a delivery may come, where the vendor says so: what it speaks of may have changed again, or be gone.
    pub fn lateness(&self) -> Option<Duration> {
        self.late
    }
}

impl Default for Delivery {
    fn default() -> Self {
        Self::new()
    }
}
