//! When deliveries are made, tried again, given up and refused.

use std::time::{Duration, SystemTime};

use brogue_simulator::{Delivery, Receiver, SimulatedClock, Simulator, WebhookError};
use serde_json::json;

use crate::receiver::Listening;
use crate::specs::{event, spec};

const PATIENCE: Duration = Duration::from_secs(10);

/// The vendor's clock at its start.
const START: SystemTime = SystemTime::UNIX_EPOCH;

fn vendor(quirks: &str, events: &[&str]) -> Simulator {
    let events: String = events
        .iter()
        .map(|name| event(name, "{type: object, properties: {name: {type: string}, tree: {type: integer}}, required: [name, tree]}"))
        .collect();
    let started = Simulator::builder(&spec(quirks, "  {}", &events))
        .clock(SimulatedClock::standing_at(START))
        .start();

    started.unwrap_or_else(|error| panic!("{error}"))
}

/// The minutes at which tries were made, with their numbers and statuses.
fn tries(deliveries: &[Delivery]) -> Vec<(u64, u32, Option<u16>)> {
    deliveries
        .iter()
        .map(|delivery| {
            let since = delivery.at.duration_since(START).expect("time goes on");
            (since.as_secs() / 60, delivery.attempt, delivery.status)
        })
        .collect()
}

#[test]
fn events_travel_under_their_names_without_a_signature() {
    for (quirks, in_header, in_member) in [
        ("x-quirks: {event-tag: /name}", None, Some("tree_grown")),
        (
            "x-quirks: {event-tag: {header: x-event}}",
            Some("tree_grown"),
            None,
        ),
    ] {
        let vendor = vendor(quirks, &["tree_grown", "tree_felled"]);
        let listening = Listening::answering(&[]);
        vendor
            .webhooks()
            .register(&*listening.url)
            .expect("it is registered");
        assert_eq!(vendor.webhooks().emit("tree_grown", None), Ok(1));

        let arrived = listening.next();
        assert_eq!(arrived.path, "/hook");
        assert_eq!(arrived.headers["content-type"], "application/json");
        let header = arrived
            .headers
            .get("x-event")
            .map(|name| name.to_str().expect("it is text"));
        assert_eq!(header, in_header);
        if let Some(name) = in_member {
            assert_eq!(arrived.json()["name"], name);
        }
    }
}

#[test]
fn what_fails_is_tried_again_by_the_clock_until_the_time_is_over() {
    let vendor = vendor("x-quirks: {delivery: {retries: 10m}}", &["grown"]);
    let listening = Listening::answering(&[500, 302, 0, 404, 503]);
    let webhooks = vendor.webhooks();
    webhooks
        .register(&*listening.url)
        .expect("it is registered");
    webhooks.emit("grown", None).expect("it is an event");

    webhooks.wait_for(1, PATIENCE);
    for (count, minutes) in [(2, 1), (3, 2), (4, 4), (5, 3), (5, 600)] {
        vendor.clock().advance(Duration::from_secs(60 * minutes));
        webhooks.wait_for(count, PATIENCE);
    }
    assert_eq!(
        tries(&webhooks.deliveries()),
        [
            (0, 1, Some(500)),
            (1, 2, Some(302)),
            (3, 3, None),
            (7, 4, Some(404)),
            (10, 5, Some(503)),
        ]
    );
    assert!(
        webhooks
            .deliveries()
            .iter()
            .all(|delivery| delivery.error.is_some())
    );
    // It was given up, and the next one goes out.
    webhooks.emit("grown", None).expect("it is an event");
    let last = webhooks.wait_for(6, PATIENCE).pop().expect("there are six");
    assert_eq!(
        (last.attempt, last.status, last.error),
        (1, Some(200), None)
    );
}

#[test]
fn only_what_the_document_calls_a_failure_is_one() {
    let vendor = vendor(
        "x-quirks: {delivery: {failure: [400-599], retries: 1h}}",
        &["grown"],
    );
    let listening = Listening::answering(&[302, 404]);
    let webhooks = vendor.webhooks();
    webhooks
        .register(&*listening.url)
        .expect("it is registered");
    for _ in 0..2 {
        webhooks.emit("grown", None).expect("it is an event");
    }
    let deliveries = webhooks.wait_for(2, PATIENCE);
    let errors: Vec<Option<&str>> = deliveries
        .iter()
        .map(|delivery| delivery.error.as_deref())
        .collect();
    assert_eq!(errors, [None, Some("the answer has status 404")]);
}

#[test]
fn an_order_is_kept_while_one_is_tried_again() {
    let vendor = vendor("x-quirks: {delivery: {retries: 1h}}", &["grown"]);
    let listening = Listening::answering(&[500, 500]);
    let webhooks = vendor.webhooks();
    webhooks
        .register(&*listening.url)
        .expect("it is registered");
    for tree in 1..=3 {
        webhooks
            .emit("grown", Some(json!({"tree": tree})))
            .expect("it is an event");
    }
    webhooks.wait_for(1, PATIENCE);
    assert_eq!(webhooks.registrations()[0].waiting, 2);
    vendor.clock().advance(Duration::from_secs(60));
    webhooks.wait_for(2, PATIENCE);
    vendor.clock().advance(Duration::from_secs(120));
    webhooks.wait_for(5, PATIENCE);
    let trees: Vec<i64> = (0..5)
        .filter_map(|_| listening.next().json()["tree"].as_i64())
        .collect();
    assert_eq!(trees, [1, 1, 1, 2, 3]);
}

#[test]
fn a_status_that_disables_ends_all_deliveries() {
    let vendor = vendor(
        "x-quirks: {delivery: {disables: [410], retries: 1h}}",
        &["grown"],
    );
    let (gone, stays) = (Listening::answering(&[410]), Listening::answering(&[]));
    let webhooks = vendor.webhooks();
    webhooks.register(&*gone.url).expect("it is registered");
    webhooks.register(&*stays.url).expect("it is registered");
    assert_eq!(webhooks.emit("grown", None), Ok(2));
    webhooks.wait_for(2, PATIENCE);
    assert_eq!(webhooks.emit("grown", None), Ok(1));
    webhooks.wait_for(3, PATIENCE);
    let reasons: Vec<Option<String>> = webhooks
        .registrations()
        .into_iter()
        .map(|found| found.disabled)
        .collect();
    assert_eq!(reasons, [Some("an answer had status 410".to_owned()), None]);
    gone.next();
    assert!(gone.is_quiet());
}

#[test]
fn nothing_leaves_the_machine_unless_it_may() {
    // An address of documentation: nobody is there, and nobody is asked.
    let vendor = vendor("", &["grown"]);
    let webhooks = vendor.webhooks();
    webhooks
        .register("http://192.0.2.1/hook")
        .expect("it is registered");
    webhooks.emit("grown", None).expect("it is an event");
    let refused = webhooks.wait_for(1, PATIENCE).pop().expect("it is noted");
    assert_eq!(refused.status, None);
    assert!(
        refused
            .error
            .is_some_and(|reason| reason.contains("webhooks_to_anywhere"))
    );
}

#[test]
fn a_registration_hears_of_what_it_wants() {
    let names = ["tree_grown", "tree_created", "fence_created"];
    let vendor = vendor("x-quirks: {event-tag: /name}", &names);
    let listening = Listening::answering(&[]);
    let webhooks = vendor.webhooks();
    let cases = [
        (&["tree_grown"][..], &["tree_grown"][..]),
        (
            &["TREE_CREATED", "fence.new"],
            &["tree_created", "fence_created"],
        ),
        (&["Trees"], &["tree_created"]),
        (&["*"], &names),
        (&[], &names),
        (&["something"], &[]),
    ];
    for (number, (wanted, _)) in cases.iter().enumerate() {
        let url = format!("{}/{number}", listening.url);
        let receiver = Receiver::at(url).events(wanted.to_vec());
        webhooks.register(receiver).expect("it is registered");
    }
    let sent: usize = names
        .iter()
        .map(|name| webhooks.emit(name, None).expect("it is an event"))
        .sum();
    let all = webhooks.wait_for(sent, PATIENCE);
    for (number, (wanted, heard)) in cases.iter().enumerate() {
        let path = format!("/{number}");
        let got: Vec<&str> = all
            .iter()
            .filter(|delivery| delivery.url.ends_with(&path))
            .map(|delivery| delivery.event.as_str())
            .collect();
        assert_eq!(&got, heard, "{wanted:?}");
    }
}

#[test]
fn what_cannot_be_is_said() {
    let vendor = vendor("x-quirks: {event-tag: /name}", &["grown", "felled"]);
    let webhooks = vendor.webhooks();
    assert!(matches!(
        webhooks.register("nowhere"),
        Err(WebhookError::Address { .. })
    ));
    let unknown = webhooks
        .emit("moved", None)
        .expect_err("there is no such event");
    assert_eq!(
        unknown.to_string(),
        "there is no event `moved`: give its payload, or one of [\"grown\", \"felled\"]"
    );
    // With a payload it is an event that no client knows yet.
    let listening = Listening::answering(&[]);
    webhooks
        .register(&*listening.url)
        .expect("it is registered");
    assert_eq!(webhooks.emit("moved", Some(json!({"tree": 1}))), Ok(1));
    assert_eq!(listening.next().json(), json!({"tree": 1, "name": "moved"}));
}
