//! The vendor's quota of 100 requests in 10 seconds, on a clock that jumps.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use brogue_runtime::ScriptedTransport;
use letsjobit::{CallOptions, Client, ClientBuilder, QuotaMode};
use tokio::time::Instant;

use super::KEY;

const ALLOWED: usize = 100;
const WINDOW: Duration = Duration::from_secs(10);
const VISIT: &str = r#"{"data": {"id": 1}}"#;

fn builder(transport: ScriptedTransport) -> ClientBuilder {
    Client::builder().api_key(KEY).transport(transport)
}

/// A vendor that remembers when it was asked.
fn vendor() -> (ScriptedTransport, Arc<Mutex<Vec<Instant>>>) {
    let times = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&times);
    let transport = ScriptedTransport::new().otherwise(move |_| {
        seen.lock().unwrap().push(Instant::now());
        (200, VISIT.to_owned())
    });

    (transport, times)
}

#[tokio::test(start_paused = true)]
async fn sixty_four_callers_keep_the_quota_and_use_it() {
    const WINDOWS: usize = 10;
    let (transport, times) = vendor();
    let client = builder(transport).build().unwrap();
    let start = Instant::now();

    let callers: Vec<_> = (0..64)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                while start.elapsed() < WINDOW * 10 {
                    client.visits().get("1").await.unwrap();
                }
            })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }

    let times = times.lock().unwrap();
    for pair in times.windows(ALLOWED + 1) {
        assert!(
            pair[ALLOWED] - pair[0] >= WINDOW,
            "{:?} after {:?}",
            pair[ALLOWED] - start,
            pair[0] - start
        );
    }
    let used = times
        .iter()
        .filter(|time| **time - start < WINDOW * 10)
        .count();
    assert!(
        used * 100 >= WINDOWS * ALLOWED * 95,
        "only {used} of {} requests",
        WINDOWS * ALLOWED
    );
}

#[tokio::test(start_paused = true)]
async fn the_vendors_headers_correct_the_count() {
    let headers = [("X-RateLimit-Remaining", "0"), ("X-Rate-Limit-Reset", "7")];
    let transport = ScriptedTransport::new()
        .answer_with(200, &headers, VISIT)
        .answer(200, VISIT);
    let client = builder(transport).build().unwrap();
    let start = Instant::now();

    client.visits().get("1").await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
    client.visits().get("1").await.unwrap();
    assert!(
        (7..=8).contains(&start.elapsed().as_secs()),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn a_429_holds_everybody_back_until_the_time_it_names() {
    let headers = [("X-Rate-Limit-Reset", "4")];
    let transport = ScriptedTransport::new()
        .answer_with(429, &headers, r#"{"error": "too many requests"}"#)
        .answer(200, VISIT)
        .answer(200, VISIT);
    let client = builder(transport).build().unwrap();
    let start = Instant::now();

    let response = client.visits().get("1").with_response().await.unwrap();
    assert_eq!(response.attempts(), 2);
    client.clone().visits().get("2").await.unwrap();
    assert!(
        (4..=5).contains(&start.elapsed().as_secs()),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn who_does_not_wait_is_told_when_to_come_back() {
    let (transport, times) = vendor();
    let client = builder(transport).build().unwrap();
    for _ in 0..ALLOWED {
        client.visits().get("1").await.unwrap();
    }

    // The clone shares the quota.
    let hasty = CallOptions::new().quota(QuotaMode::FailFast);
    let error = client
        .clone()
        .visits()
        .get("1")
        .with(hasty)
        .await
        .unwrap_err();

    assert!(error.is_rate_limited());
    assert_eq!((error.status(), error.attempts()), (None, 0));
    // A margin of a millisecond, and the sentence rounds up.
    assert_eq!(error.retry_after().unwrap().as_secs(), WINDOW.as_secs());
    assert_eq!(
        error.to_string(),
        "`getVisit` failed: GET https://app.letsjobit.com/api/v2/visits/1?API_KEY=[redacted]: \
         the quota is used up for longer than this call waits, nothing was sent; try again in 10 s"
    );
    assert_eq!(times.lock().unwrap().len(), ALLOWED);
}
