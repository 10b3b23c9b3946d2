//! What an answer says about the quota is heeded as far as it makes sense: it never stops a client for ever, and never panics.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use brogue_runtime::{BoxFuture, Clock, QuotaMode, RetryPolicy, TokioClock};

use crate::case::{ends, fails, succeeds};
use crate::market::{STALL, builder, telling};
use crate::server::{Server, answer};

/// The market's window, and a little.
const WINDOW: Duration = Duration::from_millis(450);

#[tokio::test]
async fn no_header_about_the_quota_stops_a_client_for_longer_than_its_window() {
    let cases: [&[&str]; 16] = [
        &["x-remaining: 0"],
        &["x-remaining: 0", "x-reset: 99999999999999999999999999"],
        &["x-remaining: 0", "x-reset: 4102444800"],
        &["x-remaining: 0", "x-reset: 0"],
        &["x-remaining: 0", "x-reset: -1"],
        &["x-remaining: 0", "x-reset: never"],
        &["x-remaining: 0", "x-reset: NaN"],
        &["x-remaining: -7", "x-reset: 1e400"],
        &["x-remaining: 0.3", "x-reset: 4102444800.5"],
        &["x-remaining: many"],
        &["x-remaining: 18446744073709551616"],
        &["x-remaining: \u{e9}", "x-reset: \u{e9}"],
        &["x-remaining:", "x-reset:"],
        &["x-remaining: 5", "x-remaining: 0"],
        &["x-remaining: 5, 0"],
        &["x-reset: 4102444800"],
    ];
    let mut running = tokio::task::JoinSet::new();
    for headers in cases {
        running.spawn(async move {
            let server = Server::new(vec![answer("200 OK", headers, STALL)]).await;
            let shown = Arc::default();
            let market = telling(server.url(), &shown)
                .retry(RetryPolicy::default())
                .build()
                .unwrap();
            succeeds(market.get("7"), &shown).await;
            let begin = Instant::now();
            succeeds(market.get("7"), &shown).await;

            assert!(
                begin.elapsed() < 4 * WINDOW,
                "{headers:?} {:?}",
                begin.elapsed()
            );
        });
    }
    while let Some(ran) = running.join_next().await {
        ran.unwrap();
    }
}

#[tokio::test]
async fn answers_that_contradict_each_other_are_taken_for_the_least() {
    let acts = [
        ("50", "4102444800"),
        ("0", "4102444800"),
        ("50", "1"),
        ("50", "0"),
    ]
    .map(|(left, reset)| {
        let headers = [format!("x-remaining: {left}"), format!("x-reset: {reset}")];
        answer("200 OK", &[&headers[0], &headers[1]], STALL)
    });
    let server = Server::new(acts.into()).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown)
        .retry(RetryPolicy::default())
        .build()
        .unwrap();

    let begin = Instant::now();
    succeeds(market.get("7"), &shown).await;
    succeeds(market.get("7"), &shown).await;
    assert!(begin.elapsed() < WINDOW);
    succeeds(market.get("7"), &shown).await;
    assert!(
        begin.elapsed() > Duration::from_millis(350),
        "nothing was left"
    );
    succeeds(market.get("7"), &shown).await;
    assert!(begin.elapsed() < 4 * WINDOW, "{:?}", begin.elapsed());
}

/// A clock whose time of day is set, and whose other time is moved by hand.
#[derive(Clone, Debug)]
struct Jumping {
    now: Arc<Mutex<Instant>>,
    time_of_day: Arc<Mutex<SystemTime>>,
}

impl Clock for Jumping {
    fn now(&self) -> Instant {
        *self.now.lock().unwrap()
    }

    fn time_of_day(&self) -> SystemTime {
        *self.time_of_day.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let now = Arc::clone(&self.now);
        Box::pin(async move {
            TokioClock.sleep(duration).await;
            let mut now = now.lock().unwrap();
            *now += duration;
        })
    }
}

#[tokio::test]
async fn a_clock_that_jumps_stops_nobody_for_long() {
    let spent = ["x-remaining: 0", "x-reset: 1800000000"];
    let server = Server::new(vec![answer("200 OK", &spent, STALL)]).await;
    let begin = Instant::now();
    let clock = Jumping {
        now: Arc::new(Mutex::new(begin)),
        time_of_day: Arc::new(Mutex::new(UNIX_EPOCH)),
    };
    let market = builder(server.url())
        .retry(RetryPolicy::default())
        .clock(clock.clone())
        .build()
        .unwrap();
    let shown = Mutex::default();

    let years = Duration::from_secs(100 * 365 * 24 * 60 * 60);
    for (time_of_day, jump) in [
        (UNIX_EPOCH, Duration::ZERO),
        (UNIX_EPOCH + years, Duration::ZERO),
        (UNIX_EPOCH - years, years),
        (UNIX_EPOCH, Duration::from_secs(1)),
    ] {
        *clock.time_of_day.lock().unwrap() = time_of_day;
        *clock.now.lock().unwrap() += jump;
        let fast = brogue_runtime::CallOptions::new().quota(QuotaMode::FailFast);
        if let Err(error) = ends(market.get("7").with(fast)).await {
            let wait = error.retry_after().unwrap();
            assert!(error.is_rate_limited() && wait < WINDOW, "{error}");
            *clock.now.lock().unwrap() += wait;
        }
        succeeds(market.get("7"), &shown).await;
    }
}

#[tokio::test]
async fn a_429_stops_the_client_and_not_for_ever() {
    let later = answer("429 Too Many Requests", &["retry-after: 0.3"], "");
    let server = Server::new(vec![later, answer("200 OK", &[], STALL)]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown).build().unwrap();
    let begin = Instant::now();
    assert!(fails(market.get("7"), &shown).await.is_rate_limited());

    let fast = brogue_runtime::CallOptions::new().quota(QuotaMode::FailFast);
    let error = fails(market.get("7").with(fast), &shown).await;
    assert_eq!((error.attempts(), error.status()), (0, None), "{error}");
    assert!(
        error
            .to_string()
            .contains("nothing was sent; try again in 0."),
        "{error}"
    );

    let patient = brogue_runtime::CallOptions::new().retry(RetryPolicy::default());
    succeeds(market.get("7").with(patient), &shown).await;
    assert!(begin.elapsed() >= Duration::from_millis(300));
}
