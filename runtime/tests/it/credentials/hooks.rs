//! Token requests pass the hooks, too, and show nothing.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use brogue_runtime::{Attempt, AttemptOutcome, Hook, RetryPolicy};

use super::vendor::{Vendor, builder, get, user};

/// Lines of what was seen.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

impl Hook for Notes {
    fn before(&self, attempt: &mut Attempt<'_>) {
        attempt.set_header("x-trace", "7").unwrap();
    }

    fn after(&self, outcome: &AttemptOutcome<'_>) {
        let _ = writeln!(
            self.0.lock().unwrap(),
            "{} token={} {} {} {:?} {:?} {outcome:?}",
            outcome.operation(),
            outcome.is_token_request(),
            outcome.method(),
            outcome.url(),
            outcome.error(),
            outcome.headers(),
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_request_is_an_attempt_that_says_so_and_shows_no_token() {
    let vendor = Vendor::new();
    let notes = Notes::default();
    let core = builder(&vendor, user())
        .hook(notes.clone())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    get(&core).await.unwrap();
    vendor.lock().unwrap().lets_nobody_in = true;
    get(&core).await.unwrap_err();
    vendor.lock().unwrap().refuses = Some((400, r#"{"error": "pass-word"}"#));
    get(&core).await.unwrap_err();

    let seen = notes.0.lock().unwrap().clone();
    let begins: Vec<&str> = seen
        .lines()
        .map(|line| line.split(" Some({").next().unwrap())
        .map(|line| line.split(" AttemptOutcome").next().unwrap())
        .collect();
    let token = "token token=true POST https://guild.example.com/v1/token";
    let call = "getThing token=false GET https://guild.example.com/v1/thing";
    assert_eq!(
        begins,
        [
            format!("{token} None"),
            format!("{call} None"),
            format!("{call} Some(Unauthorized)"),
            format!("{token} None"),
            format!("{call} Some(Unauthorized)"),
            format!("{call} Some(Unauthorized)"),
            format!("{token} Some(Unauthorized)"),
        ]
    );
    for secret in ["access-", "refresh-", "pass-word"] {
        assert!(!seen.contains(secret), "{secret} in {seen}");
    }
}
