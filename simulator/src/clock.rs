//! The time of a simulated vendor: runs by itself, and can be set forward, so that hours of a token's life take no time in a test.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use brogue_runtime::{BoxFuture, Clock};
use tokio::sync::watch;

/// A clock that both a simulated vendor and its client can go by.
///
/// ```
/// use std::time::Duration;
/// use brogue_simulator::SimulatedClock;
///
/// let clock = SimulatedClock::new();
/// let before = clock.time_of_day();
/// clock.advance(Duration::from_secs(3600));
/// assert!(clock.time_of_day() >= before + Duration::from_secs(3600));
/// # use brogue_runtime::Clock as _;
/// ```
#[derive(Clone, Debug)]
pub struct SimulatedClock {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    started: Instant,
    started_at: SystemTime,
    runs: bool,
    ahead: Mutex<Duration>,
    /// Tells sleepers that the clock was set forward.
    moved: watch::Sender<()>,
}

impl SimulatedClock {
    /// A clock that shows the machine's time and runs with it.
    pub fn new() -> Self {
        Self::starting(SystemTime::now(), true)
    }

    /// A clock that stands still at a time until it is set forward.
    pub fn standing_at(time: SystemTime) -> Self {
        Self::starting(time, false)
    }

    /// Sets it forward. What slept until then wakes up.
    pub fn advance(&self, time: Duration) {
        let mut ahead = self.lock();
        *ahead = ahead.saturating_add(time);
        drop(ahead);
        self.shared.moved.send_replace(());
    }

    /// How long it has run since it was made.
    pub fn elapsed(&self) -> Duration {
        let ran = if self.shared.runs {
            self.shared.started.elapsed()
        } else {
            Duration::ZERO
        };

        ran.saturating_add(*self.lock())
    }

    fn starting(started_at: SystemTime, runs: bool) -> Self {
        Self {
            shared: Arc::new(Shared {
                started: Instant::now(),
                started_at,
                runs,
                ahead: Mutex::default(),
                moved: watch::Sender::new(()),
            }),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Duration> {
        self.shared
            .ahead
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for SimulatedClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> Instant {
        let started = self.shared.started;

        started.checked_add(self.elapsed()).unwrap_or(started)
    }

    fn time_of_day(&self) -> SystemTime {
        let started = self.shared.started_at;

        started.checked_add(self.elapsed()).unwrap_or(started)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        let until = clock.elapsed().saturating_add(duration);

        Box::pin(async move {
            let mut moved = clock.shared.moved.subscribe();
            loop {
                let left = until.saturating_sub(clock.elapsed());
                if left.is_zero() {
                    return;
                }
                // The sender lives as long as the clock, which this future holds: waiting for it fails never.
                if clock.shared.runs {
                    let _ = tokio::time::timeout(left, moved.changed()).await;
                } else {
                    let _ = moved.changed().await;
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Duration, SimulatedClock, SystemTime};

    #[tokio::test]
    async fn a_clock_that_stands_wakes_sleepers_when_it_is_set_forward() {
        let clock = SimulatedClock::standing_at(SystemTime::UNIX_EPOCH);
        let sleeper = tokio::spawn(clock.sleep(Duration::from_secs(7200)));
        clock.advance(Duration::from_secs(7199));
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(Duration::from_secs(1));
        sleeper.await.expect("it wakes up");
        assert_eq!(
            clock.time_of_day(),
            SystemTime::UNIX_EPOCH + Duration::from_secs(7200)
        );
    }
}
