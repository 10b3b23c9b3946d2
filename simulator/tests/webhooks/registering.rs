//! Registrations made through the API, and events of what calls change.

use std::time::{Duration, SystemTime};

use brogue_runtime::webhook::{Place, Signature, WebhookVerifier};
use brogue_simulator::{SimulatedClock, Simulator};
use serde_json::{Value, json};

use crate::caller::call;
use crate::collections::collection;
use crate::receiver::Listening;
use crate::specs::{event, spec};

const PATIENCE: Duration = Duration::from_secs(10);

/// Things that grow: `trees`, `fences`.
fn things(name: &str) -> String {
    collection(name, name, "kind", "kind: {type: string}")
}

/// Where to register: a switch and a secret may be sent and need not.
fn hooks() -> String {
    collection(
        "hooks",
        "Hooks",
        "endpoint_url, subscriptions",
        "endpoint_url: {type: string}, subscriptions: {type: array, items: {type: string}}, is_enabled: {type: boolean}, secret: {type: string}",
    )
}

fn start(quirks: &str, paths: &str, events: &str) -> Simulator {
    let started = Simulator::builder(&spec(quirks, paths, events))
        .clock(SimulatedClock::standing_at(SystemTime::UNIX_EPOCH))
        .start();

    started.unwrap_or_else(|error| panic!("{error}"))
}

/// Makes a record by a call, and tells what it is.
fn make(vendor: &Simulator, collection: &str, record: &Value) -> Value {
    let (status, answer) = call(vendor, "POST", &format!("/{collection}"), record);
    assert!(status < 300, "{answer}");
    let records = vendor.records(collection).expect("it is a collection");

    records.all().pop().expect("it was just made")
}

#[test]
fn who_registers_hears_of_what_changes_from_then_on() {
    let events: String = ["tree_created", "tree_updated", "tree_deleted", "fence_created"]
        .iter()
        .map(|name| event(name, "{type: object, required: [name, data], properties: {name: {type: string}, data: {type: object, required: [id], properties: {id: {type: string}}}}}"))
        .collect();
    let paths = things("trees") + &hooks();
    let vendor = start("x-quirks: {event-tag: /name}", &paths, &events);
    make(&vendor, "trees", &json!({"kind": "pear"}));
    let listening = Listening::answering(&[]);
    let hook = json!({"endpoint_url": listening.url, "subscriptions": []});
    make(&vendor, "hooks", &hook);

    let tree = make(&vendor, "trees", &json!({"kind": "apple"}));
    let path = format!("/trees/{}", tree["id"].as_str().expect("it has an id"));
    call(&vendor, "PATCH", &path, &json!({"kind": "plum"}));
    call(&vendor, "DELETE", &path, &Value::Null);
    for name in ["tree_created", "tree_updated", "tree_deleted"] {
        let told = listening.next().json();
        assert_eq!(told, json!({"name": name, "data": {"id": tree["id"]}}));
    }
    // Registrations themselves are told to nobody.
    vendor.webhooks().wait_for(4, Duration::from_millis(50));
    assert!(listening.is_quiet());
}

#[test]
fn the_only_event_tells_of_everything_that_is_subscribed_to() {
    let paths = things("trees") + &things("fences") + &hooks();
    let events = event(
        "entityChanged",
        "{type: object, required: [entity_id, event_code], properties: {entity_id: {type: string}, event_code: {type: string}}}",
    );
    let vendor = start("", &paths, &events);
    let listening = Listening::answering(&[]);
    let hook = json!({"endpoint_url": listening.url, "subscriptions": ["Tree"]});
    make(&vendor, "hooks", &hook);
    make(&vendor, "fences", &json!({"kind": "wood"}));
    let tree = make(&vendor, "trees", &json!({"kind": "apple"}));
    let expected = json!({"entity_id": tree["id"], "event_code": "tree_created"});
    assert_eq!(listening.next().json(), expected);
}

#[test]
fn what_is_emitted_tells_of_a_record_that_can_be_fetched() {
    let paths = things("trees") + &hooks();
    for (name, asked) in [
        ("tree_created", "tree_created"),
        ("somethingHappened", "somethingHappened"),
        ("somethingHappened", "tree.removed"),
    ] {
        let vendor = start(
            "",
            &paths,
            &event(
                name,
                "{type: object, required: [entity_id], properties: {entity_id: {type: string}, action: {type: string}}}",
            ),
        );
        let tree = make(&vendor, "trees", &json!({"kind": "apple"}));
        let listening = Listening::answering(&[]);
        let hook = json!({"endpoint_url": listening.url, "subscriptions": ["Tree"]});
        make(&vendor, "hooks", &hook);
        assert_eq!(vendor.webhooks().emit(asked, None), Ok(1));
        let told = listening.next().json();
        assert_eq!(told["entity_id"], tree["id"], "{told}");
        if name != "tree_created" {
            let action = if asked == name {
                "tree_updated"
            } else {
                "tree_deleted"
            };
            assert_eq!(told["action"], action);
        }
    }
}

#[test]
fn a_secret_that_was_sent_or_answered_signs() {
    let quirks = "x-quirks: {signature: {in: {header: x-seal}, key: webhook-secret}}";
    let paths = things("trees") + &hooks();
    let vendor = start(quirks, &paths, &event("tree_created", "{}"));
    for secret in [Some("of its own"), None] {
        let listening = Listening::answering(&[]);
        let mut hook = json!({"endpoint_url": listening.url, "subscriptions": []});
        if let Some(secret) = secret {
            hook["secret"] = json!(secret);
        }
        let answered = make(&vendor, "hooks", &hook);
        make(&vendor, "trees", &json!({"kind": "apple"}));
        let secret = answered["secret"].as_str().expect("it is told");
        assert!(secret == "of its own" || secret == vendor.webhooks().secret());
        let arrived = listening.next();
        WebhookVerifier::new(Signature::at(Place::header("x-seal")), secret)
            .expect("it is a key")
            .verify(&arrived.headers, &arrived.body)
            .expect("it is genuine");
    }
}

#[test]
fn a_record_says_that_it_was_disabled_and_enables_again() {
    let paths = things("trees") + &hooks();
    let quirks = "x-quirks: {delivery: {retries: 1m}}";
    let vendor = start(quirks, &paths, &event("tree_created", "{}"));
    let listening = Listening::answering(&[500, 500]);
    let hook = json!({"endpoint_url": listening.url, "subscriptions": []});
    let hook = make(&vendor, "hooks", &hook);
    let path = format!("/hooks/{}", hook["id"].as_str().expect("it has an id"));
    let read = || {
        vendor
            .records("hooks")
            .expect("they are there")
            .all()
            .remove(0)
    };
    assert_eq!(read()["is_enabled"], true);

    make(&vendor, "trees", &json!({"kind": "apple"}));
    vendor.webhooks().wait_for(1, PATIENCE);
    vendor.clock().advance(Duration::from_secs(60));
    vendor.webhooks().wait_for(2, PATIENCE);
    assert_eq!(read()["is_enabled"], false);
    assert!(vendor.webhooks().registrations()[0].disabled.is_some());
    make(&vendor, "trees", &json!({"kind": "pear"}));

    call(&vendor, "PATCH", &path, &json!({"is_enabled": true}));
    assert_eq!(read()["is_enabled"], true);
    make(&vendor, "trees", &json!({"kind": "plum"}));
    let last = vendor.webhooks().wait_for(3, PATIENCE);
    assert_eq!(last.len(), 3, "nothing was sent while it was disabled");
    assert_eq!(last[2].status, Some(200));

    call(&vendor, "DELETE", &path, &Value::Null);
    assert!(vendor.webhooks().registrations().is_empty());
}

#[test]
fn what_is_told_apart_by_its_address_goes_to_those_of_its_kind() {
    let hook = |name, tag| collection(name, tag, "url", "url: {type: string}");
    let paths = things("trees")
        + &things("fences")
        + &hook("webhooks", "Tree Webhooks")
        + &hook("fences_webhook", "Fences Webhooks");
    let events = event("tree", "{}") + &event("fence", "{}");
    let vendor = start("", &paths, &events);
    let (trees, fences) = (Listening::answering(&[]), Listening::answering(&[]));
    make(&vendor, "webhooks", &json!({"url": trees.url}));
    make(&vendor, "fences_webhook", &json!({"url": fences.url}));

    make(&vendor, "fences", &json!({"kind": "wood"}));
    make(&vendor, "trees", &json!({"kind": "apple"}));
    assert_eq!(fences.next().json()["kind"], "wood");
    assert_eq!(trees.next().json()["kind"], "apple");
    assert!(trees.is_quiet() && fences.is_quiet());
}

#[test]
fn a_trial_is_made_once_to_the_one_that_is_named() {
    let paths = hooks()
        + "  /rpc/test-hook:
    post:
      tags: [Hooks]
      operationId: test_hook
      summary: Tries one out.
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {hook_id: {type: string}}}}}}
      responses: {'200': {description: It is under way.}}
";
    let quirks = "x-quirks: {delivery: {disables: [410], retries: 1h}}";
    let vendor = start(quirks, &paths, &event("tree_created", "{}"));
    let (asked, other) = (Listening::answering(&[410]), Listening::answering(&[]));
    let mut ids = Vec::new();
    for url in [&asked.url, &other.url] {
        let hook = json!({"endpoint_url": url, "subscriptions": []});
        ids.push(make(&vendor, "hooks", &hook)["id"].clone());
    }
    let (status, _) = call(
        &vendor,
        "POST",
        "/rpc/test-hook",
        &json!({"hook_id": ids[0]}),
    );
    assert_eq!(status, 200);
    let tried = vendor.webhooks().wait_for(1, PATIENCE);
    assert_eq!(
        (tried[0].status, tried[0].url.as_str()),
        (Some(410), asked.url.as_str())
    );
    vendor.clock().advance(Duration::from_secs(7200));
    assert_eq!(
        vendor
            .webhooks()
            .wait_for(2, Duration::from_millis(50))
            .len(),
        1
    );
    assert!(
        vendor
            .webhooks()
            .registrations()
            .iter()
            .all(|found| found.disabled.is_none())
    );
    assert!(other.is_quiet());
}
