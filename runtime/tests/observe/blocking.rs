//! Calls from code that is not async.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use brogue_runtime::{ScriptedTransport, Value, http};

use crate::depot::{by_key, by_token, count, list};

const FIVE: &str = r#"{"data": {"crates": 5}}"#;

#[test]
fn a_call_is_made_without_a_runtime_of_the_callers_own() {
    let transport = ScriptedTransport::new().otherwise(|_| (200, FIVE.to_owned()));
    let core = by_key(&transport).build().unwrap();

    assert_eq!(count(&core).blocking().send().unwrap().crates, Some(5));
    let response = count(&core)
        .query("a", 1)
        .blocking()
        .with_response()
        .unwrap();
    assert_eq!(response.status(), 200);
    let undeclared = core.request(http::Method::GET, "/x").blocking();
    assert_eq!(undeclared.send_as::<Value>().unwrap()["crates"], 5);
    let wrong = count(&core).header("a b", 1).blocking().send().unwrap_err();
    assert!(wrong.is_builder(), "{wrong}");
}

#[test]
fn the_items_of_pages_are_an_ordinary_iterator() {
    let transport = ScriptedTransport::new()
        .answer(200, r#"{"data": [1, 2]}"#)
        .answer(200, r#"{"data": [3]}"#);
    let core = by_key(&transport).build().unwrap();
    let items: Result<Vec<i64>, _> = list(&core).blocking().items().collect();
    assert_eq!(items.unwrap(), [1, 2, 3]);

    let transport = ScriptedTransport::new()
        .answer(200, r#"{"data": [1, 2]}"#)
        .answer(500, "");
    let core = by_key(&transport)
        .retry(brogue_runtime::RetryPolicy::none())
        .build()
        .unwrap();
    let mut pages = list(&core).blocking().pages();
    assert_eq!(pages.next().unwrap().unwrap().items, [1, 2]);
    assert!(pages.next().unwrap().unwrap_err().is_server());
    assert!(pages.next_page().is_some());
    assert!(pages.next().is_none());
}

#[tokio::test]
async fn inside_an_async_runtime_it_is_an_error_and_nothing_is_sent() {
    let transport = ScriptedTransport::new().answer(200, FIVE);
    let core = by_key(&transport).build().unwrap();
    let error = count(&core).blocking().send().unwrap_err();

    assert!(error.is_builder(), "{error}");
    assert!(error.to_string().contains("`.await` the call"), "{error}");
    let mut items = list(&core).blocking().items();
    assert!(items.next().unwrap().unwrap_err().is_builder());
    assert!(transport.requests().is_empty());
}

/// Several threads need a token that nobody has: one renewal, a task of its own, serves them all.
#[test]
fn several_threads_share_connections_tokens_and_quota() {
    let tokens = Arc::new(Mutex::new(0));
    let seen = Arc::clone(&tokens);
    let transport = ScriptedTransport::new().otherwise(move |request| {
        if request.uri().path().ends_with("/token") {
            *seen.lock().unwrap() += 1;
            return (200, r#"{"access_token": "t", "expires_in": 60}"#.to_owned());
        }
        (200, FIVE.to_owned())
    });
    let core = by_token(&transport)
        .total_timeout(Duration::from_secs(60))
        .build()
        .unwrap();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let core = core.clone();
            std::thread::spawn(move || core.block_on(core.request(http::Method::GET, "/x").send()))
        })
        .collect();
    // The quota lets two requests through at once, one of which is for the token.
    let done = threads.into_iter().map(|thread| thread.join().unwrap());

    assert_eq!(done.flatten().count(), 4);
    assert_eq!(*tokens.lock().unwrap(), 1);
}
