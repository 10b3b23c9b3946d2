//! The calls of `GeoNext`: the two that its document shows, those of `OpenID`, and those that only its rules are known of.

mod calls;
mod deliveries;
mod quota;
mod undeclared;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use geonext::{BoxFuture, Client, ClientBuilder, Clock, CredentialValue};

use crate::case::play;

/// A client with a token from elsewhere, for a server. Its turns come at once, though the quota is one call a second.
fn client(url: &str) -> ClientBuilder {
    Client::builder()
        .credential("account", CredentialValue::bearer("made-up-token"))
        .clock(QuickClock::new())
        .base_url(url)
}

async fn wire<T>(name: &str, calls: impl AsyncFnOnce(Client) -> T) -> T {
    play("geonext", name, client, calls).await
}

/// A clock that jumps over short waits. Long ones, such as those for an answer, take their time.
#[derive(Clone, Debug)]
struct QuickClock {
    began: (Instant, SystemTime),
    jumped: Arc<Mutex<Duration>>,
}

impl QuickClock {
    fn new() -> Self {
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
