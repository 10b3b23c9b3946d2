//! A vendor that counts, and would answer 429: a transport under a paused clock.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use brogue_runtime::bytes::Bytes;
use brogue_runtime::{Body, BoxFuture, Clock, Transport, TransportError, TransportErrorKind, http};
use tokio::time::Instant;

/// How a vendor counts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Counts {
    /// The requests of the last so much time.
    Sliding,
    /// From fixed points in time on, the first of them so much before the vendor was made.
    Fixed(Duration),
}

/// What a vendor and the network to it are like.
#[derive(Clone, Debug)]
pub(crate) struct Manner {
    pub(crate) counts: Counts,
    /// An answer takes up to so long, and the request arrives anywhere in that time.
    pub(crate) latency: Duration,
    /// Some connections are refused, some break after the request has arrived.
    pub(crate) is_faulty: bool,
    /// Answers tell what is left.
    pub(crate) tells: bool,
}

impl Manner {
    pub(crate) fn instant(counts: Counts) -> Self {
        Self {
            counts,
            latency: Duration::ZERO,
            is_faulty: false,
            tells: false,
        }
    }
}

/// The vendor. Clones are one.
#[derive(Clone, Debug)]
pub(crate) struct Vendor {
    manner: Manner,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    begin: Instant,
    windows: Vec<Window>,
    chance: u64,
    arrivals: Vec<Instant>,
    refused: usize,
}

#[derive(Debug)]
struct Window {
    requests: usize,
    period: Duration,
    counted: VecDeque<Instant>,
}

impl Vendor {
    pub(crate) fn new(windows: &[(usize, u64)], manner: Manner, seed: u64) -> Self {
        let windows = windows
            .iter()
            .map(|(requests, milliseconds)| Window {
                requests: *requests,
                period: Duration::from_millis(*milliseconds),
                counted: VecDeque::new(),
            })
            .collect();
        let state = State {
            begin: Instant::now(),
            windows,
            chance: seed,
            arrivals: Vec::new(),
            refused: 0,
        };

        Self {
            manner,
            state: Arc::new(Mutex::new(state)),
        }
    }

    /// How many requests it let in within so much time of its making.
    pub(crate) fn let_in(&self, within: Duration) -> usize {
        let state = self.state.lock().unwrap();

        state
            .arrivals
            .iter()
            .filter(|arrival| **arrival - state.begin < within)
            .count()
    }

    /// How many requests were too many.
    pub(crate) fn refused(&self) -> usize {
        self.state.lock().unwrap().refused
    }

    /// Counts a request that arrives now.
    fn count(&self) -> (u16, Vec<(&'static str, String)>) {
        let mut state = self.state.lock().unwrap();
        let (begin, now) = (state.begin, Instant::now());
        let counts = self.manner.counts;
        let mut left = (usize::MAX, Duration::ZERO);
        for window in &mut state.windows {
            window.forget(counts, begin, now);
            let free = window.requests - window.counted.len();
            if free < left.0 {
                left = (free, window.reset(counts, begin, now));
            }
        }
        if left.0 == 0 {
            state.refused += 1;
            return (429, Vec::new());
        }
        for window in &mut state.windows {
            window.counted.push_back(now);
        }
        state.arrivals.push(now);
        let headers = vec![
            ("x-ratelimit-remaining", (left.0 - 1).to_string()),
            (
                "x-rate-limit-reset",
                left.1.as_secs_f64().ceil().to_string(),
            ),
        ];

        (
            200,
            if self.manner.tells {
                headers
            } else {
                Vec::new()
            },
        )
    }

    async fn exchange(&self) -> Result<http::Response<Body>, TransportError> {
        let latency = u64::try_from(self.manner.latency.as_micros()).unwrap();
        let (there, back) = (self.chance(latency / 2), self.chance(latency / 2));
        let fate = self.chance(10);
        if self.manner.is_faulty && fate == 0 {
            let kind = TransportErrorKind::Connect;
            return Err(TransportError::new(kind, "connection refused"));
        }
        if latency > 0 {
            tokio::time::sleep(Duration::from_micros(there)).await;
        }
        let (status, headers) = self.count();
        if latency > 0 {
            tokio::time::sleep(Duration::from_micros(back)).await;
        }
        if self.manner.is_faulty && fate == 1 {
            let kind = TransportErrorKind::Broken;
            return Err(TransportError::new(kind, "connection reset"));
        }
        let mut response = http::Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(name, value);
        }

        Ok(response.body(Body::from(Bytes::from_static(b"7"))).unwrap())
    }

    /// A number below this one.
    fn chance(&self, below: u64) -> u64 {
        let mut state = self.state.lock().unwrap();
        state.chance = state
            .chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);

        (state.chance >> 33) % below.max(1)
    }
}

impl Window {
    /// Requests exactly one window apart are in one.
    fn forget(&mut self, counts: Counts, begin: Instant, now: Instant) {
        let index = |time: Instant, phase: Duration| {
            (time - begin + phase).as_nanos() / self.period.as_nanos()
        };
        while let Some(first) = self.counted.front() {
            let is_over = match counts {
                Counts::Sliding => now - *first > self.period,
                Counts::Fixed(phase) => index(*first, phase) < index(now, phase),
            };
            if !is_over {
                break;
            }
            self.counted.pop_front();
        }
    }

    fn reset(&self, counts: Counts, begin: Instant, now: Instant) -> Duration {
        match (counts, self.counted.front()) {
            (Counts::Sliding, Some(first)) => self.period.saturating_sub(now - *first),
            (Counts::Sliding, None) => self.period,
            (Counts::Fixed(phase), _) => {
                let gone = (now - begin + phase).as_nanos() % self.period.as_nanos();
                let gone = Duration::from_nanos(u64::try_from(gone).unwrap());
                self.period.saturating_sub(gone)
            }
        }
    }
}

impl Transport for Vendor {
    fn send(
        &self,
        _request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        // A request on its way arrives, also where nobody waits for the answer any more.
        let vendor = self.clone();
        let exchange = tokio::spawn(async move { vendor.exchange().await });

        Box::pin(async move { exchange.await.unwrap() })
    }
}

/// The paused clock, whose time of day goes with it.
#[derive(Clone, Debug)]
pub(crate) struct Day {
    begin: Instant,
    noon: SystemTime,
}

impl Day {
    pub(crate) fn new() -> Self {
        Self {
            begin: Instant::now(),
            noon: SystemTime::UNIX_EPOCH + Duration::from_secs(1_900_000_000),
        }
    }
}

impl Clock for Day {
    fn now(&self) -> std::time::Instant {
        Instant::now().into_std()
    }

    fn time_of_day(&self) -> SystemTime {
        self.noon + self.begin.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
