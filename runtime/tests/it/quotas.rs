//! The declared quota, through whole calls under a paused clock.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use brogue_runtime::{QuotaMode, ScriptedTransport};
use tokio::time::Instant;

use crate::shop::{builder, options, shop};

const FOUND: &str = r#"{"data": {"id": 7}}"#;

#[tokio::test(start_paused = true)]
async fn clones_share_the_quota_and_use_it_up() {
    let times = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&times);
    let transport = ScriptedTransport::new().otherwise(move |_| {
        seen.lock().unwrap().push(Instant::now());
        (200, FOUND.to_owned())
    });
    let shop = shop(&transport);
    let callers: Vec<_> = (0..64)
        .map(|_| {
            let shop = shop.clone();
            tokio::spawn(async move {
                for _ in 0..17 {
                    shop.get("7").await.unwrap();
                }
            })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }

    let times = times.lock().unwrap();
    let window = Duration::from_secs(10);
    assert!(times.windows(101).all(|run| run[100] - run[0] > window));
    let used = times
        .iter()
        .filter(|time| **time - times[0] < 10 * window)
        .count();
    assert!(used >= 950, "{used} of 1000");
}

#[tokio::test(start_paused = true)]
async fn a_429_stops_every_clone_until_it_says() {
    for headers in [[("retry-after", "4")], [("x-rate-limit-reset", "4")]] {
        let transport = ScriptedTransport::new()
            .answer_with(429, &headers, "")
            .answer(200, FOUND)
            .answer(200, FOUND);
        let shop = shop(&transport);
        let begin = Instant::now();
        let first = tokio::spawn(shop.get("1").into_future());
        tokio::time::sleep(Duration::from_secs(1)).await;

        shop.get("2").await.unwrap();
        assert!(begin.elapsed() >= Duration::from_secs(4), "{headers:?}");
        first.await.unwrap().unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn the_vendors_headers_count_for_more_than_ours() {
    let headers = [("X-RateLimit-Remaining", "0"), ("X-Rate-Limit-Reset", "6")];
    let transport = ScriptedTransport::new()
        .answer_with(200, &headers, FOUND)
        .answer(200, FOUND);
    let shop = shop(&transport);
    shop.get("1").await.unwrap();

    let begin = Instant::now();
    let hurried = [
        options().quota(QuotaMode::FailFast),
        options().total_timeout(Duration::from_secs(5)),
    ];
    for options in hurried {
        let error = shop.get("2").with(options).await.unwrap_err();
        assert!(
            error.is_rate_limited() && error.retry_after() == Some(Duration::from_secs(6)),
            "{error}"
        );
    }
    assert_eq!(begin.elapsed(), Duration::ZERO);
    shop.get("2").await.unwrap();
    assert!(begin.elapsed() >= Duration::from_secs(6));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_while_it_waits_leaves_no_trace() {
    let transport = ScriptedTransport::new().otherwise(|_| (200, FOUND.to_owned()));
    let shop = builder().transport(transport.clone()).build().unwrap();
    for _ in 0..100 {
        shop.get("1").await.unwrap();
    }
    let waiting: Vec<_> = (0..50)
        .map(|_| tokio::spawn(shop.get("1").into_future()))
        .collect();
    tokio::time::sleep(Duration::from_secs(1)).await;
    waiting.iter().for_each(tokio::task::JoinHandle::abort);

    let begin = Instant::now();
    for _ in 0..100 {
        shop.get("2").await.unwrap();
    }
    assert!(begin.elapsed() < Duration::from_secs(10));
    assert_eq!(transport.requests().len(), 200);
}
