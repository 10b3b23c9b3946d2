//! What hooks see of each attempt, and what they can do to it.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use brogue_runtime::{
    Attempt, AttemptOutcome, ErrorKind, Hook, RetryPolicy, ScriptedTransport, http,
};

use crate::shop::{SECRET, Shop, builder};

/// Notes everything that can be seen, as text.
#[derive(Clone, Debug, Default)]
struct Notes {
    befores: Arc<Mutex<Vec<String>>>,
    afters: Arc<Mutex<Vec<String>>>,
    everything: Arc<Mutex<String>>,
}

impl Notes {
    fn befores(&self) -> Vec<String> {
        std::mem::take(&mut self.befores.lock().unwrap())
    }

    fn afters(&self) -> Vec<String> {
        std::mem::take(&mut self.afters.lock().unwrap())
    }

    fn everything(&self) -> String {
        self.everything.lock().unwrap().clone()
    }
}

impl Hook for Notes {
    fn before(&self, attempt: &mut Attempt<'_>) {
        let template = attempt.path_template().unwrap_or("-");
        let line = format!(
            "{} {} {template} #{}{}",
            attempt.operation(),
            attempt.method(),
            attempt.number(),
            if attempt.is_token_request() {
                " token"
            } else {
                ""
            }
        );
        self.befores.lock().unwrap().push(line);
        let _ = writeln!(
            self.everything.lock().unwrap(),
            "{attempt:?} {} {:?}",
            attempt.url(),
            attempt.headers()
        );
        attempt.set_header("traceparent", "00-7-7-01").unwrap();
    }

    fn after(&self, outcome: &AttemptOutcome<'_>) {
        let status = outcome.status().map_or(0, |status| status.as_u16());
        let line = format!(
            "#{} {status} {:?} again {:?} findings {} abandoned {}",
            outcome.number(),
            outcome.error(),
            outcome.retry_after(),
            outcome.findings(),
            outcome.is_abandoned(),
        );
        self.afters.lock().unwrap().push(line);
        let _ = writeln!(
            self.everything.lock().unwrap(),
            "{outcome:?} {} {:?} {:?}",
            outcome.url(),
            outcome.headers(),
            outcome.path_template(),
        );
    }
}

fn watched(transport: &ScriptedTransport, policy: RetryPolicy) -> (Shop, Notes) {
    let notes = Notes::default();
    let shop = builder()
        .retry(policy)
        .hook(notes.clone())
        .transport(transport.clone())
        .build()
        .unwrap();

    (shop, notes)
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_seen_before_and_after_with_its_pause() {
    let transport = ScriptedTransport::new()
        .answer_with(503, &[("retry-after", "7")], "")
        .refuse_connection()
        .answer(200, r#"{"data": {"id": 7, "name": 7}}"#);
    let policy = RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO);
    let (shop, notes) = watched(&transport, policy);
    shop.get("7").await.unwrap();

    assert_eq!(
        notes.befores(),
        [1, 2, 3].map(|number| format!("getThing GET /things/{{id}} #{number}"))
    );
    assert_eq!(
        notes.afters(),
        [
            "#1 503 Some(Server) again Some(7s) findings 0 abandoned false",
            "#2 0 Some(Connect) again Some(0ns) findings 0 abandoned false",
            "#3 200 None again None findings 1 abandoned false",
        ]
    );
    for request in transport.requests() {
        assert_eq!(request.headers()["traceparent"], "00-7-7-01");
    }
}

#[tokio::test]
async fn a_success_that_is_none_is_seen_as_what_it_is() {
    for (body, kind) in [
        (r#"{"error": "locked"}"#, ErrorKind::Refused),
        (r#"{"data": null}"#, ErrorKind::NotFound),
        (r#"{"data": 7}"#, ErrorKind::Decode),
        ("<p>", ErrorKind::Decode),
    ] {
        let transport = ScriptedTransport::new().answer(200, body).answer(200, body);
        let (shop, notes) = watched(&transport, RetryPolicy::none());
        let expected = format!("#1 200 Some({kind:?}) again None findings 0 abandoned false");

        shop.get("7").await.unwrap_err();
        assert_eq!(notes.afters(), [expected.as_str()], "{body}");
        if kind == ErrorKind::Decode {
            shop.get("7").send_as::<Vec<i64>>().await.unwrap_err();
            assert_eq!(notes.afters(), [expected.as_str()], "{body}");
        }
    }
}

#[tokio::test]
async fn a_hook_sees_no_secret() {
    let location = format!("https://elsewhere.example.com/?apikey={SECRET}");
    let headers = [
        ("location", location.as_str()),
        ("x-echo", SECRET),
        ("set-cookie", "sid=cookie-secret"),
        ("x-session-token", "token-secret"),
    ];
    let transport = ScriptedTransport::new()
        .answer_with(302, &headers, SECRET)
        .answer(200, format!(r#"{{"data": {{"id": "{SECRET}"}}}}"#));
    let notes = Notes::default();
    for by_header in [false, true] {
        let builder = builder().hook(notes.clone()).transport(transport.clone());
        let builder = if by_header {
            builder.bearer_token(SECRET)
        } else {
            builder
        };
        let shop = builder.build().unwrap();
        shop.get("7").query("also", SECRET).await.unwrap_err();
    }

    let seen = notes.everything();
    for secret in [
        SECRET,
        "s3cr%2Ft%2Bkey%3D",
        "s3cr",
        "cookie-secret",
        "token-secret",
    ] {
        assert!(!seen.contains(secret), "{secret} in {seen}");
    }
    assert!(seen.contains("apikey=[redacted]") && seen.contains("elsewhere.example.com"));
    assert!(seen.contains(r#""authorization": "[redacted]""#), "{seen}");
}

/// Tries to set a header, and keeps what it is told.
struct Meddler(&'static str, Arc<Mutex<String>>);

impl Hook for Meddler {
    fn before(&self, attempt: &mut Attempt<'_>) {
        let problem = attempt.set_header(self.0, "mine").unwrap_err();
        *self.1.lock().unwrap() = problem.to_string();
    }
}

#[tokio::test]
async fn a_hook_does_not_touch_the_credential_nor_the_connection() {
    for (name, problem) in [
        (
            "authorization",
            "the header `authorization` is the credential's",
        ),
        (
            "content-length",
            "the header `content-length` is set by the connection",
        ),
        ("a b", "`a b` is no header name"),
    ] {
        let told = Arc::default();
        let transport = ScriptedTransport::new().answer(200, r#"{"data": null}"#);
        let shop = builder()
            .bearer_token(SECRET)
            .hook(Meddler(name, Arc::clone(&told)))
            .transport(transport.clone())
            .build()
            .unwrap();
        shop.find().await.unwrap();

        assert_eq!(*told.lock().unwrap(), problem);
        let sent = transport.requests();
        let sent = &sent[0].headers()[http::header::AUTHORIZATION];
        assert_eq!(sent, &format!("Bearer {SECRET}"));
    }
}

/// Panics wherever it can.
struct Panics;

#[expect(clippy::panic, reason = "that is what it is for")]
impl Hook for Panics {
    fn before(&self, _: &mut Attempt<'_>) {
        panic!("before");
    }

    fn after(&self, _: &AttemptOutcome<'_>) {
        panic!("after");
    }
}

#[tokio::test(start_paused = true)]
async fn a_hook_that_panics_is_passed_over() {
    let transport = ScriptedTransport::new().otherwise(|_| (200, r#"{"data": null}"#.to_owned()));
    let notes = Notes::default();
    let shop = builder()
        .hook(Panics)
        .hook(notes.clone())
        .transport(transport)
        .build()
        .unwrap();

    // More than the quota takes at once: no turn is lost.
    for _ in 0..250 {
        shop.find().await.unwrap();
    }
    assert_eq!(notes.afters().len(), 250);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_is_seen_as_abandoned_once() {
    #[derive(Debug)]
    struct Silent;
    impl brogue_runtime::Transport for Silent {
        fn send(
            &self,
            _: http::Request<brogue_runtime::Body>,
        ) -> brogue_runtime::BoxFuture<
            '_,
            Result<http::Response<brogue_runtime::Body>, brogue_runtime::TransportError>,
        > {
            Box::pin(std::future::pending())
        }
    }
    let notes = Notes::default();
    let shop = builder()
        .hook(notes.clone())
        .transport(Silent)
        .build()
        .unwrap();
    let dropped = tokio::time::timeout(Duration::from_secs(1), shop.find().send()).await;

    assert!(dropped.is_err());
    let abandoned = "#1 0 None again None findings 0 abandoned true";
    assert_eq!(notes.afters(), [abandoned]);
}
