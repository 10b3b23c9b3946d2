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

/// What a list call and a read of one thing see of a drift, and what the log tells of it.
fn drifted(fault: Fault, target: &str) -> (serde_json::Value, Vec<String>) {
    let vendor = with(fault);
    let things = vendor.records("things").expect("things");
    things.clear();
    for number in 0..5 {
        let thing = serde_json::json!({"name": format!("chair {number}"), "state": "open"});
        things.insert(thing).expect("a thing");
    }
    let key = things.all()[0]["id"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let seen = get(vendor.address(), &target.replace("{id}", &key));
    assert_eq!(seen.status, 200, "{seen:?}");
    let faults = vendor.log().pop().expect("an entry").faults;

    (seen.json(), faults)
}

#[test]
fn drift_is_in_the_answer_and_its_place_in_the_log() {
    for (fault, name) in [
        (Fault::extra_member(), "extra-member /data/simulated_extra"),
        (Fault::new_enum_value(), "new-enum-value /data/state"),
    ] {
        let (_, faults) = drifted(fault, "/v1/things/{id}");
        assert_eq!(faults, [name]);
    }
    let (body, faults) = drifted(Fault::null(), "/v1/things/{id}");
    let place = faults[0].strip_prefix("null ").expect("a place");
    assert_eq!(body.pointer(place), Some(&serde_json::Value::Null));
    let (body, faults) = drifted(Fault::missing_member(), "/v1/things/{id}");
    let place = faults[0].strip_prefix("missing-member ").expect("a place");
    assert_eq!(body.pointer(place), None);
    let (body, faults) = drifted(Fault::wrong_type(), "/v1/things");
    let place = faults[0].strip_prefix("wrong-type ").expect("a place");
    assert!(!body.pointer(place).expect("a value").is_string());
    assert!(place.starts_with("/data/"), "{place}");
}

#[test]
fn drift_waits_for_an_answer_that_it_can_change() {
    let vendor = with(Fault::null().times(1));
    assert_eq!(get(vendor.address(), "/v1/nothing").status, 404);
    assert_eq!(get(vendor.address(), "/v1/things/none").status, 404);
    let things = vendor.records("things").expect("things");
    let key = things.fill(1).expect("a thing")[0].clone();
    assert_eq!(vendor.faults().list()[0].struck, 0);
    let target = format!("/v1/things/{}", key.as_str().unwrap_or_default());
    get(vendor.address(), &target);
    get(vendor.address(), &target);
    assert_eq!(vendor.faults().list()[0].struck, 1);
}

#[test]
fn a_page_comes_twice() {
    let vendor = with(Fault::duplicated_page().on("listThings").times(1));
    let things = vendor.records("things").expect("things");
    things.clear();
    things.fill(5).expect("things");
    let page = |start: u8| {
        let seen = get(vendor.address(), &format!("/v1/things?start={start}"));
        assert_eq!(seen.status, 200, "{seen:?}");
        seen.body
    };
    let (first, second, third) = (page(0), page(2), page(4));
    assert_eq!(first, second);
    assert_ne!(second, third);
    assert_ne!(page(2), first);
    let faults: Vec<_> = vendor
        .log()
        .into_iter()
        .flat_map(|entry| entry.faults)
        .collect();
    assert_eq!(faults, ["duplicated-page"]);
}

#[test]
fn a_token_ends_before_its_time() {
    let spec = crate::THINGS
        .replace("  - {}\n  - key: []", "  - key: []\n  - token: []")
        .replace(
            "  securitySchemes:\n",
            "  securitySchemes:\n    token: {type: http, scheme: bearer}\n",
        );
    let vendor = Simulator::from_spec(&spec).expect("it starts");
    let fault = Fault::expired_token().times(1);
    vendor.faults().add(fault).expect("it is taken");
    let bearer = "authorization: Bearer simulated-token\r\n";
    let ask = |headers, target| call(vendor.address(), "GET", target, headers, "").status;
    assert_eq!(ask("", "/v1/things?api=simulated-key"), 200);
    assert_eq!(ask(bearer, "/v1/things"), 401);
    assert_eq!(ask(bearer, "/v1/things"), 200);

    let open = crate::vendor();
    let error = open.faults().add(Fault::expired_token().on("listThings"));
    assert_eq!(
        error.map_err(|error| error.to_string()),
        Err("`expired-token` cannot strike `listThings`: no token is needed there".to_owned())
    );
}
