//! A clock for clients of vendors that allow a call a second: nobody waits for the next one.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use brogue_runtime::{BoxFuture, Clock};

/// A clock that jumps over short waits. Long ones, such as those for an answer, take their time.
#[derive(Clone, Debug)]
pub(crate) struct QuickClock {
    began: (Instant, SystemTime),
    jumped: Arc<Mutex<Duration>>,
}

impl QuickClock {
    /// A clock that begins now.
    pub(crate) fn new() -> Self {
        Self {
            began: (Instant::now(), SystemTime::now()),
            jumped: Arc::default(),
        }
    }

    fn passed(&self) -> Duration {
        self.began.0.elapsed() + *self.jumped.lock().unwrap()
    }
}

impl Clock for QuickClock {
    fn now(&self) -> Instant {
        self.began.0 + self.passed()
    }

    fn time_of_day(&self) -> SystemTime {
        self.began.1 + self.passed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration > Duration::from_secs(5) {
            return Box::pin(tokio::time::sleep(duration));
        }
        *self.jumped.lock().unwrap() += duration;

        Box::pin(tokio::task::yield_now())
    }

    fn random(&self) -> u64 {
        0
    }
}
