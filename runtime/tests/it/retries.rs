//! When a call is made again, under a paused clock.

use std::time::Duration;

use brogue_runtime::{ErrorKind, QuotaMode, RetryPolicy, ScriptedTransport};
use tokio::time::Instant;

use crate::shop::{builder, options, shop, thing};

const FOUND: &str = r#"{"data": {"id": 7}}"#;

#[tokio::test(start_paused = true)]
async fn a_safe_call_is_made_again_after_what_may_pass() {
    for status in [408, 429, 500, 502, 503, 504] {
        let transport = ScriptedTransport::new()
            .answer(status, "{}")
            .break_connection()
            .answer(200, FOUND);
        let response = shop(&transport).get("7").with_response().await.unwrap();

        assert_eq!(
            (response.attempts(), transport.requests().len()),
            (3, 3),
            "{status}"
        );
    }
    for status in [301, 400, 404, 409, 501] {
        let transport = ScriptedTransport::new()
            .answer(status, "{}")
            .answer(200, FOUND);
        let error = shop(&transport).get("7").await.unwrap_err();

        assert_eq!(
            (error.attempts(), transport.requests().len()),
            (1, 1),
            "{status}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_unsafe_call_is_made_again_only_if_it_was_certainly_not_carried_out() {
    let added = r#"{"meta": {"inserted": 1}}"#;
    let transport = ScriptedTransport::new()
        .refuse_connection()
        .answer(429, "")
        .answer(200, added);
    assert!(
        shop(&transport)
            .add(&[thing(1)])
            .await
            .unwrap()
            .complete()
            .is_ok()
    );
    let requests = transport.requests();
    assert!(
        requests
            .iter()
            .all(|request| request.body() == requests[0].body())
    );

    for transport in [
        ScriptedTransport::new().answer(503, "").answer(200, added),
        ScriptedTransport::new()
            .break_connection()
            .answer(200, added),
    ] {
        let error = shop(&transport).add(&[thing(1)]).await.unwrap_err();
        assert_eq!(
            (error.attempts(), transport.requests().len()),
            (1, 1),
            "{error}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn attempts_end_and_the_last_error_tells_how_many_there_were() {
    let transport = ScriptedTransport::new()
        .refuse_connection()
        .break_connection()
        .answer(503, "busy");
    let error = shop(&transport).get("7").await.unwrap_err();
    assert_eq!((error.attempts(), error.kind()), (3, ErrorKind::Server));
    assert!(
        error
            .to_string()
            .ends_with("answered 503 Service Unavailable: busy (after 3 attempts)"),
        "{error}"
    );

    let transport = ScriptedTransport::new().refuse_connection();
    let error = shop(&transport)
        .get("7")
        .with(options().retry(RetryPolicy::none()))
        .await
        .unwrap_err();
    assert!(error.is_connect() && !error.is_timeout());
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_kept_to_the_second() {
    let transport = ScriptedTransport::new()
        .answer_with(503, &[("retry-after", "7")], "")
        .answer(200, FOUND);
    let begin = Instant::now();
    shop(&transport).get("7").await.unwrap();
    let waited = begin.elapsed();
    assert!(
        waited >= Duration::from_secs(7) && waited < Duration::from_millis(7_100),
        "{waited:?}"
    );

    let transport = ScriptedTransport::new().answer_with(503, &[("retry-after", "3600")], "");
    let begin = Instant::now();
    let error = shop(&transport).get("7").await.unwrap_err();
    assert_eq!(
        (begin.elapsed(), error.retry_after()),
        (Duration::ZERO, Some(Duration::from_secs(3_600)))
    );
}

#[tokio::test(start_paused = true)]
async fn the_total_timeout_ends_retries_before_they_begin() {
    let transport = ScriptedTransport::new()
        .answer_with(503, &[("retry-after", "7")], "")
        .answer(200, FOUND);
    let begin = Instant::now();
    let call = shop(&transport)
        .get("7")
        .with(options().total_timeout(Duration::from_secs(5)));
    let error = call.await.unwrap_err();

    assert_eq!((begin.elapsed(), error.attempts()), (Duration::ZERO, 1));
    assert!(error.is_server());
}

#[tokio::test(start_paused = true)]
async fn who_fails_fast_does_not_wait_for_a_429() {
    let transport = ScriptedTransport::new()
        .answer_with(429, &[("retry-after", "2")], "")
        .answer(200, FOUND);
    let shop = builder()
        .quota(QuotaMode::FailFast)
        .transport(transport)
        .build()
        .unwrap();
    let begin = Instant::now();

    let error = shop.get("7").await.unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!(
        (error.status().unwrap().as_u16(), error.retry_after()),
        (429, Some(Duration::from_secs(2)))
    );
    let error = shop.get("7").await.unwrap_err();
    assert!(
        error.is_rate_limited() && error.status().is_none() && error.attempts() == 0,
        "{error}"
    );
    assert_eq!(begin.elapsed(), Duration::ZERO);
}
