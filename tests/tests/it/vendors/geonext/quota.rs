//! The three limits of the vendor, on a clock that jumps.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use geonext::{Client, QuotaMode, ScriptedTransport};
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn a_call_a_second_sixty_a_minute_and_five_thousand_a_day_are_kept() {
    let times = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&times);
    let transport = ScriptedTransport::new().otherwise(move |_| {
        seen.lock().unwrap().push(Instant::now());
        (200, r#"{"sub": "42"}"#.to_owned())
    });
    let builder = || {
        Client::builder()
            .bearer_token("made-up-token")
            .transport(transport.clone())
    };
    let client = builder().build().unwrap();

    for _ in 0..5_000 {
        client.open_id().user_info().await.unwrap();
    }
    {
        let times = times.lock().unwrap();
        let apart = |calls: usize, limit: Duration| {
            times
                .windows(calls + 1)
                .all(|pair| pair[calls] - pair[0] >= limit)
        };
        assert!(apart(1, Duration::from_secs(1)));
        assert!(apart(60, Duration::from_secs(60)));
        // They are used, too: the day is full after less than an hour and a half.
        let took = times[4_999] - times[0];
        assert!(took < Duration::from_secs(5_400), "{took:?}");
    }

    let status = client.quota();
    assert_eq!(status.remaining, Some(0));
    assert!(status.next_turn > Duration::from_secs(80_000), "{status:?}");

    // Who does not want to wait is told.
    let client = builder().quota(QuotaMode::FailFast).build().unwrap();
    client.open_id().user_info().await.unwrap();
    let error = client.open_id().user_info().await.unwrap_err();
    assert!(error.is_rate_limited() && error.attempts() == 0, "{error}");
}
