//! The control endpoint.

use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

use brogue_runtime::Clock as _;
use brogue_simulator::SimulatedClock;
use serde_json::json;

use crate::client::{Seen, call, get};
use crate::{builder, vendor};

fn post(address: SocketAddr, target: &str, body: &serde_json::Value) -> Seen {
    call(address, "POST", target, "", &body.to_string())
}

#[test]
fn it_tells_what_there_is() {
    let vendor = vendor();
    let body = get(vendor.address(), "/_simulator").json();
    assert_eq!(body["title"], "Things");
    assert!(body["places"].to_string().contains("/_simulator/faults"));
}

#[test]
fn faults_are_added_listed_and_taken_back() {
    let vendor = vendor();
    let address = vendor.address();
    let first = json!({"fault": "server-error=503@listThings"});
    let added = post(address, "/_simulator/faults", &first);
    assert_eq!(added.status, 201);
    assert_eq!(
        added.json(),
        json!({"number": 1, "fault": "server-error=503@listThings", "seen": 0, "struck": 0})
    );
    let second = json!({"fault": "reset", "on": "getThing", "times": 2, "from": 3, "share": 0.5});
    assert_eq!(post(address, "/_simulator/faults", &second).status, 201);
    assert_eq!(get(address, "/v1/things").status, 503);
    let listed = get(address, "/_simulator/faults").json();
    assert_eq!(
        listed["faults"],
        json!([
            {"number": 1, "fault": "server-error=503@listThings", "seen": 1, "struck": 1},
            {"number": 2, "fault": "reset@getThing:3..:2x:0.5", "seen": 0, "struck": 0},
        ])
    );
    let delete = |target| call(address, "DELETE", target, "", "").status;
    assert_eq!(delete("/_simulator/faults/1"), 204);
    assert_eq!(delete("/_simulator/faults/1"), 404);
    assert_eq!(get(address, "/v1/things").status, 200);
    assert_eq!(delete("/_simulator/faults"), 204);
    assert!(vendor.faults().list().is_empty());
}

#[test]
fn what_cannot_be_done_is_told() {
    let vendor = vendor();
    for (method, target, body, status, message) in [
        (
            "POST",
            "/_simulator/faults",
            r#"{"fault": "rest"}"#,
            400,
            "there is no fault `rest`, did you mean `reset`?",
        ),
        (
            "POST",
            "/_simulator/faults",
            r#"{"fault": "reset@listThing"}"#,
            400,
            "did you mean `listThings`?",
        ),
        (
            "POST",
            "/_simulator/faults",
            r#"{"fault": "reset", "tiems": 2}"#,
            400,
            "a fault has no `tiems`, did you mean `times`?",
        ),
        (
            "POST",
            "/_simulator/faults",
            r#"{"fault": "reset", "times": -1}"#,
            400,
            "`times` is to be a whole number",
        ),
        (
            "POST",
            "/_simulator/faults",
            "{}",
            400,
            "`fault` is missing",
        ),
        (
            "POST",
            "/_simulator/faults",
            "[",
            400,
            "the body is to be a JSON object",
        ),
        (
            "PUT",
            "/_simulator/faults",
            "{}",
            405,
            "only GET, POST, DELETE",
        ),
        ("POST", "/_simulator/log", "{}", 405, "only GET, DELETE"),
        (
            "GET",
            "/_simulator/log?borken=true",
            "",
            400,
            "there is no `borken` here, only `broken`",
        ),
        (
            "POST",
            "/_simulator/clock",
            r#"{"advance": "2 hours"}"#,
            400,
            "with a time like `300ms`",
        ),
        (
            "POST",
            "/_simulator/clock",
            r#"{"advance": "9999999d"}"#,
            400,
            "3650d at most",
        ),
        (
            "GET",
            "/_simulator/nothing",
            "",
            404,
            "`GET /_simulator` tells what there is",
        ),
    ] {
        let seen = call(vendor.address(), method, target, "", body);
        assert_eq!(seen.status, status, "{target} {body}");
        let told = seen.json()["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(told.contains(message), "{told}");
    }
    // A path that only begins alike is the vendor's.
    assert_eq!(get(vendor.address(), "/_simulators").status, 404);
    assert_eq!(vendor.log().len(), 1);
}

#[test]
fn the_log_is_shown_and_forgotten() {
    let vendor = vendor();
    get(vendor.address(), "/v1/things?api=s3cr3t");
    let body = get(vendor.address(), "/_simulator/log").json();
    assert_eq!(body["entries"][0]["operation"], "listThings");
    assert_eq!(body["entries"][0]["target"], "/v1/things?api=***");
    let broken = get(vendor.address(), "/_simulator/log?broken=true").json();
    assert_eq!(broken, json!({"entries": []}));
    call(vendor.address(), "DELETE", "/_simulator/log", "", "");
    assert!(vendor.log().is_empty());
}

#[test]
fn the_clock_is_read_and_set_forward() {
    let clock = SimulatedClock::standing_at(SystemTime::UNIX_EPOCH);
    let vendor = builder().clock(clock.clone()).start().expect("it starts");
    let now = get(vendor.address(), "/_simulator/clock").json();
    assert_eq!(now, json!({"now": "1970-01-01T00:00:00Z"}));
    let later = post(
        vendor.address(),
        "/_simulator/clock",
        &json!({"advance": "2h"}),
    );
    assert_eq!(later.json(), json!({"now": "1970-01-01T02:00:00Z"}));
    assert_eq!(
        clock.time_of_day(),
        SystemTime::UNIX_EPOCH + Duration::from_secs(7_200)
    );
}

#[test]
fn other_names_of_this_machine_are_not_answered() {
    let vendor = vendor();
    for (headers, status) in [
        ("host: localhost:8080\r\n", 200),
        ("host: things.example.com\r\n", 403),
        ("host: 127.0.0.1\r\norigin: https://example.com\r\n", 403),
    ] {
        let seen = call(vendor.address(), "GET", "/_simulator/faults", headers, "");
        assert_eq!(seen.status, status, "{headers}");
    }
}

#[test]
fn records_are_looked_at_and_changed() {
    let vendor = vendor();
    let address = vendor.address();
    let names = get(address, "/_simulator/records").json();
    assert_eq!(names, json!({"collections": ["things"]}));
    call(address, "DELETE", "/_simulator/records/things", "", "");
    let chair = json!({"name": "chair", "state": "open"});
    let added = post(address, "/_simulator/records/things", &chair);
    assert_eq!(added.status, 201, "{added:?}");
    let key = added.json()["key"].as_str().unwrap_or_default().to_owned();
    let target = format!("/_simulator/records/things/{key}");
    assert_eq!(get(address, &target).json()["name"], "chair");
    let all = get(address, "/_simulator/records/things").json();
    assert_eq!(all["records"].as_array().map(Vec::len), Some(1));
    assert_eq!(call(address, "DELETE", &target, "", "").status, 200);
    assert_eq!(get(address, &target).status, 404);

    let unknown = get(address, "/_simulator/records/chairs");
    assert_eq!(unknown.status, 404);
    assert_eq!(
        unknown.json()["message"],
        "there are no `chairs`; there are things"
    );
}

#[test]
fn credentials_are_those_that_are_public() {
    let vendor = builder().key("k-8472").start().expect("it starts");
    let told = get(vendor.address(), "/_simulator/credentials");
    assert_eq!(told.json()["key"], "simulated-key");
    assert!(!told.body.contains("k-8472"), "{told:?}");
}

#[test]
fn webhooks_are_registered_and_sent() {
    let vendor = vendor();
    let address = vendor.address();
    let receiver = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/hook", receiver.local_addr().expect("an address"));
    let wrong = post(address, "/_simulator/webhooks", &json!({"url": "nowhere"}));
    assert_eq!(wrong.status, 400);
    let wrong = post(
        address,
        "/_simulator/webhooks",
        &json!({"url": url, "to": 1}),
    );
    assert!(
        wrong.json()["message"]
            .to_string()
            .contains("there is no `to`")
    );
    let events = json!({"url": url, "events": ["thing_made"]});
    let registered = post(address, "/_simulator/webhooks", &events).json();
    assert_eq!(registered[0]["url"], url.as_str());
    assert_eq!(registered[0]["events"], json!(["thing_made"]));
    let sent = json!({"event": "thing_made", "payload": {"id": 7}});
    let sent = post(address, "/_simulator/deliveries", &sent);
    assert_eq!((sent.status, sent.json()), (202, json!({"receivers": 1})));
    let (mut stream, _) = receiver.accept().expect("a delivery");
    let mut text = String::new();
    let mut buffer = [0; 4096];
    while !text.ends_with('}') {
        let read = std::io::Read::read(&mut stream, &mut buffer).expect("bytes");
        text.push_str(std::str::from_utf8(&buffer[..read]).expect("UTF-8"));
    }
    assert!(text.starts_with("POST /hook"), "{text}");
    std::io::Write::write_all(&mut stream, b"HTTP/1.1 204 No Content\r\n\r\n").expect("answered");
    let deliveries = vendor.webhooks().wait_for(1, Duration::from_secs(10));
    assert_eq!(deliveries.first().and_then(|one| one.status), Some(204));
    let listed = get(address, "/_simulator/deliveries").json();
    assert_eq!(listed[0]["event"], "thing_made");
}
