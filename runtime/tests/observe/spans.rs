//! Spans and events: their names, their nesting, and no secret in them.

use brogue_runtime::ScriptedTransport;

use crate::capture::Capture;
use crate::depot::{SECRET, by_key, by_token, count};

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_and_each_attempt_is_one_below_it() {
    let capture = Capture::begin();
    let transport = ScriptedTransport::new()
        .answer_with(503, &[("retry-after", "7")], "")
        .break_connection()
        .answer(200, r#"{"data": {"crates": "7"}}"#);
    let core = by_key(&transport).build().unwrap();
    count(&core).await.unwrap();

    let attempt = "otel.kind=client http.request.method=GET brogue.operation=countCrates";
    let place = "server.address=depot.example.com server.port=443 \
                 url.full=https://depot.example.com/v1/crates/red/count?apikey=[redacted] \
                 url.template=/crates/{kind}/count otel.name=GET /crates/{kind}/count";
    assert_eq!(
        capture.spans(),
        [
            "call<0 otel.name=countCrates otel.kind=internal brogue.api=depot \
             brogue.operation=countCrates brogue.attempts=3"
                .to_owned(),
            format!(
                "attempt<1 {attempt} {place} http.response.status_code=503 error.type=503 \
                 otel.status_code=ERROR"
            ),
            format!(
                "attempt<1 {attempt} http.request.resend_count=1 {place} error.type=transport \
                 otel.status_code=ERROR"
            ),
            format!(
                "attempt<1 {attempt} http.request.resend_count=2 {place} \
                 http.response.status_code=200"
            ),
        ]
    );
    let events = capture.events();
    let begins = [
        "INFO message=the attempt failed, another follows error.type=503 brogue.attempts=1 brogue.wait=7.0",
        "INFO message=the attempt failed, another follows error.type=transport brogue.attempts=2",
        "WARN message=the answer differs from the spec brogue.path=data.crates brogue.expected=an integer",
    ];
    assert_eq!(events.len(), begins.len(), "{events:#?}");
    for (event, begin) in events.iter().zip(begins) {
        assert!(event.starts_with(begin), "{event}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_for_the_quota_is_an_event() {
    let capture = Capture::begin();
    let transport = ScriptedTransport::new().otherwise(|_| (200, r#"{"data": {}}"#.to_owned()));
    let core = by_key(&transport).build().unwrap();
    for _ in 0..3 {
        count(&core).await.unwrap();
    }

    let events = capture.events();
    assert_eq!(events.len(), 1, "{events:?}");
    assert!(events[0].starts_with("DEBUG message=waited for the quota brogue.wait=0.5"));
}

#[tokio::test]
async fn a_call_that_fails_says_so_at_both_spans() {
    for (status, body, failure) in [
        (404, "{}", "error.type=404 otel.status_code=ERROR"),
        (
            200,
            r#"{"error": "locked"}"#,
            "error.type=refused otel.status_code=ERROR",
        ),
        (
            200,
            r#"{"data": []}"#,
            "error.type=decode otel.status_code=ERROR",
        ),
    ] {
        let capture = Capture::begin();
        let transport = ScriptedTransport::new().answer(status, body);
        count(&by_key(&transport).build().unwrap())
            .await
            .unwrap_err();

        let spans = capture.spans();
        assert_eq!(spans.len(), 2);
        for span in spans {
            assert!(span.ends_with(failure), "{span}");
        }
    }
}

#[tokio::test]
async fn no_secret_is_in_spans_or_events() {
    let capture = Capture::begin();
    let echo = format!(r#"{{"error": "bad {SECRET}", "data": "{SECRET}"}}"#);
    let drift = format!(r#"{{"data": {{"crates": "{SECRET}"}}}}"#);
    let headers = [("x-echo", SECRET), ("location", SECRET)];
    let transport = ScriptedTransport::new()
        .answer_with(302, &headers, SECRET)
        .answer(400, echo)
        .answer(200, drift);
    let core = by_key(&transport).build().unwrap();
    for _ in 0..2 {
        count(&core).query("also", SECRET).await.unwrap_err();
    }
    count(&core).header("x-also", SECRET).await.unwrap();

    let token = r#"{"access_token": "access-secret", "refresh_token": "refresh-secret"}"#;
    let transport = ScriptedTransport::new()
        .answer(200, token)
        .answer(200, r#"{"data": {}}"#);
    count(&by_token(&transport).build().unwrap()).await.unwrap();

    let told = capture.everything();
    assert!(told.contains("also=[redacted]&apikey=[redacted]"), "{told}");
    assert!(told.contains("the token was renewed"), "{told}");
    // The token request stands below the call that needed the token.
    assert!(
        told.contains("brogue.operation=token server.address=depot.example.com"),
        "{told}"
    );
    for secret in [
        SECRET,
        "s3cr",
        "pass-word",
        "access-secret",
        "refresh-secret",
    ] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
}
