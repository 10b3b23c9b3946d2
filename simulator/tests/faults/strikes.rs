//! What each fault does to a request.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use brogue_simulator::{Fault, Simulator};

use crate::client::{Seen, call, get};
use crate::vendor;

/// A vendor with a fault.
fn with(fault: Fault) -> Simulator {
    let vendor = vendor();
    vendor.faults().add(fault).expect("it is taken");
    vendor
}

/// What a list call sees of a fault.
fn struck(fault: Fault) -> Seen {
    get(with(fault).address(), "/v1/things")
}

#[test]
fn a_delay_keeps_the_answer_back() {
    let vendor = with(Fault::delay(Duration::from_millis(60)));
    let began = Instant::now();
    assert_eq!(get(vendor.address(), "/v1/things").status, 200);
    assert!(began.elapsed() >= Duration::from_millis(60));
}

#[test]
fn a_rate_limit_says_when_to_come_back() {
    let seen = struck(Fault::rate_limit(Duration::from_millis(1_500)));
    assert_eq!(seen.status, 429);
    assert_eq!(seen.header("retry-after"), Some("2"));
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert!(
        seen.body.contains("there are too many requests"),
        "{seen:?}"
    );
}

#[test]
fn a_server_error_has_the_status_that_was_wanted() {
    for status in [500, 503, 599] {
        let seen = struck(Fault::server_error(status));
        assert_eq!(seen.status, status);
        assert!(seen.json().is_object());
    }
}

#[test]
fn a_gateway_answers_in_html() {
    let seen = struck(Fault::bad_gateway());
    assert_eq!(seen.status, 502);
    assert_eq!(seen.header("content-type"), Some("text/html"));
    assert!(seen.body.contains("<h1>502 Bad Gateway</h1>"));
}

#[test]
fn a_reset_is_no_orderly_end() {
    let seen = struck(Fault::reset());
    assert_eq!((seen.status, seen.head.as_str()), (0, ""));
    if cfg!(target_os = "linux") {
        assert_eq!(seen.broke, Some(ErrorKind::ConnectionReset));
    }
}

#[test]
fn half_an_answer_promises_more_than_comes() {
    let whole = get(vendor().address(), "/v1/things");
    let half = struck(Fault::half_answer());
    assert_eq!(half.status, 200);
    assert_eq!(
        half.header("content-length"),
        whole.header("content-length")
    );
    assert_eq!(half.body.len(), whole.body.len() / 2);
    assert!(!half.body.is_empty() && whole.body.starts_with(&half.body));
}

#[test]
fn a_refusal_stands_in_a_success() {
    let seen = struck(Fault::refusal());
    assert_eq!(seen.status, 200);
    assert_eq!(seen.json()["error"], "the request was refused");
}

#[test]
fn a_request_that_is_struck_down_is_not_carried_out() {
    let vendor = with(Fault::server_error(500).on("createThing"));
    let before = get(vendor.address(), "/v1/things").body;
    let body = r#"{"name": "chair"}"#;
    let seen = call(vendor.address(), "POST", "/v1/things", "", body);
    assert_eq!(seen.status, 500);
    assert_eq!(get(vendor.address(), "/v1/things").body, before);
}

#[test]
fn a_delay_comes_before_what_ends_a_request() {
    let vendor = with(Fault::reset());
    let slow = Fault::delay(Duration::from_millis(30));
    vendor.faults().add(slow).expect("it is taken");
    vendor.faults().add(Fault::bad_gateway()).expect("taken");
    get(vendor.address(), "/v1/things");
    let log = vendor.log();
    assert_eq!(log[0].faults, ["reset", "delay=30ms"]);
    assert!(log[0].took >= Duration::from_millis(30));
}

#[test]
fn other_connections_live_on_after_a_reset() {
    let vendor = with(Fault::reset().times(1));
    assert_eq!(get(vendor.address(), "/v1/things").status, 0);
    assert_eq!(get(vendor.address(), "/v1/things").status, 200);
}
