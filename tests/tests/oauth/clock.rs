//! A clock that stands until it is moved. Waiting for a turn moves it; waiting on the network takes its real time.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use brogue_runtime::{BoxFuture, Clock};

/// Clones show the same time.
#[derive(Clone, Debug)]
pub(crate) struct HandClock {
    began: (Instant, SystemTime),
    passed: Arc<Mutex<Duration>>,
}

impl HandClock {
    pub(crate) fn new() -> Self {
        Self {
            began: (Instant::now(), SystemTime::now()),
            passed: Arc::default(),
        }
    }

    pub(crate) fn advance(&self, seconds: u64) {
        *self.passed.lock().unwrap() += Duration::from_secs(seconds);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Instant {
        self.began.0 + *self.passed.lock().unwrap()
    }

    fn time_of_day(&self) -> SystemTime {
        self.began.1 + *self.passed.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration > Duration::from_secs(5) {
            return Box::pin(tokio::time::sleep(duration));
        }
        *self.passed.lock().unwrap() += duration;

        Box::pin(tokio::task::yield_now())
    }

    /// No renewal comes earlier than it must.
    fn random(&self) -> u64 {
        0
    }
}
