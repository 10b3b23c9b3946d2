//! Calls about one record.

use std::time::Duration;

use serde_json::{Value, json};

use super::{bench, is_missing};
use crate::behave::ChangeKind;

#[test]
fn a_record_is_complete_when_it_is_made_and_stays_as_it_is() {
    let bench = bench("workshop.yaml");
    let made = bench.record(
        "POST",
        "/repairs",
        json!({"title": "Brakes", "color": {"r": 1}}),
    );
    assert_eq!(made["title"], "Brakes");
    assert_eq!(made["color"], json!({"r": 1}), "unknown members are kept");
    assert_eq!(made["currency"], "EUR", "the default");
    assert_eq!(made["status"], "waiting", "the first");
    assert_eq!(made["urgent"], 0, "off");
    assert_eq!(made["created_at"], "2030-05-14T09:00:00Z");
    assert_eq!(made["updated_at"], Value::Null, "it was never changed");
    let id = made["repairId"].as_str().expect("a text");
    assert_eq!(id.len(), 36, "a UUID: {id}");
    assert_eq!(
        bench.record("GET", &format!("/repairs/{id}"), Value::Null),
        made
    );
    assert!(is_missing(&bench.outcome(
        "GET",
        "/repairs/6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        Value::Null
    )));
    // What is the vendor's own is not taken from a request.
    let own = bench.record(
        "POST",
        "/repairs",
        json!({"title": "", "repairId": id, "status": 7, "created_at": []}),
    );
    assert_ne!(own["repairId"], made["repairId"]);
    assert_eq!(own["status"], "waiting");
}

#[test]
fn a_change_keeps_or_replaces_what_is_not_sent() {
    let bench = bench("workshop.yaml");
    let sent =
        json!({"title": "Brakes", "tags": ["a", "b"], "due": "2030-06-01 10:00", "customer_id": 3});
    let made = bench.record("POST", "/repairs", sent);
    let path = format!("/repairs/{}", made["repairId"].as_str().expect("a text"));
    bench.0.clock().advance(Duration::from_secs(60));

    let changed = bench.record(
        "PATCH",
        &path,
        json!({"tags": ["c"], "status": "done", "due": null}),
    );
    assert_eq!(changed["title"], "Brakes");
    assert_eq!(changed["customer_id"], 3);
    assert_eq!(changed["tags"], json!(["c"]), "a list is replaced whole");
    assert_eq!(changed["due"], Value::Null);
    assert_eq!(
        changed["updated_at"], "14.05.2030 09:01:00",
        "in the vendor's own format"
    );
    assert_eq!(changed["created_at"], made["created_at"]);

    let replaced = bench.record("PUT", &path, json!({"title": "Chain"}));
    assert_eq!(replaced["title"], "Chain");
    assert_eq!(replaced.get("tags"), None);
    assert_eq!(replaced.get("customer_id"), None);
    assert_eq!(replaced["status"], "done", "the body cannot hold it");
    assert_eq!(replaced["repairId"], made["repairId"]);
    assert_eq!(bench.record("GET", &path, Value::Null), replaced);

    let closed = bench.record(
        "POST",
        &format!("{path}/close"),
        json!({"status": "working"}),
    );
    assert_eq!(closed["status"], "working");
    assert_eq!(bench.record("GET", &path, Value::Null), closed);
    assert_eq!(
        bench.record("GET", &format!("{path}/label"), Value::Null)["title"],
        "Chain"
    );
}

#[test]
fn a_record_is_deleted_with_all_that_is_its_own() {
    let bench = bench("workshop.yaml");
    let made = bench.record("POST", "/repairs", json!({"title": "Brakes"}));
    let path = format!("/repairs/{}", made["repairId"].as_str().expect("a text"));
    let note = bench.record("POST", &format!("{path}/notes"), json!({"text": "Loud"}));
    assert_eq!(note["repair_id"], made["repairId"], "whose it is");
    let other = bench.record("POST", "/repairs", json!({"title": "Chain"}));
    let other = format!("/repairs/{}", other["repairId"].as_str().expect("a text"));
    assert_eq!(bench.listed(&format!("{path}/notes"), "text"), ["Loud"]);
    assert!(bench.listed(&format!("{other}/notes"), "text").is_empty());
    let elsewhere = format!("{other}/notes/{}", note["id"]);
    assert!(is_missing(&bench.outcome(
        "DELETE",
        &elsewhere,
        Value::Null
    )));

    let gone = bench.record("DELETE", &path, Value::Null);
    assert_eq!(gone["gone"], "2030-05-14T09:00:00Z", "when it went");
    assert_eq!(gone["title"], "Brakes", "as it was");
    for (method, target) in [
        ("GET", path.clone()),
        ("DELETE", path.clone()),
        ("GET", format!("{path}/notes")),
    ] {
        assert!(
            is_missing(&bench.outcome(method, &target, Value::Null)),
            "{method} {target}"
        );
    }
    let notes = bench.0.records("notes").expect("a collection");
    assert!(notes.is_empty(), "{:?}", notes.all());
}

#[test]
fn a_path_names_a_record_by_either_of_two_members() {
    let bench = bench("workshop.yaml");
    let sent = json!({"email": "ann@example.com", "name": "Ann"});
    let acted = bench.act("POST", "/customers", sent).expect("it is made");
    let changes: Vec<_> = acted
        .changes
        .iter()
        .map(|change| (change.collection.as_str(), change.kind))
        .collect();
    assert_eq!(changes, [("customers", ChangeKind::Created)]);
    let made = Value::Object(acted.changes[0].record.clone());
    assert!(made["password"].is_string(), "it is told once");
    assert_eq!(made["active"], true);
    assert_eq!(made["customer_id"], 1, "it counts up");
    let read = bench.record("GET", "/customers/1", Value::Null);
    assert_eq!(read.get("password"), None, "and not again");
    assert_eq!(
        bench.record("GET", "/customers/ann@example.com", Value::Null),
        read
    );

    let known = bench.record("GET", "/customers/ann@example.com/exists", Value::Null);
    assert_eq!(
        (&known["exists"], &known["name"]),
        (&json!(true), &json!("Ann"))
    );
    assert_eq!(
        known["customer_active"], true,
        "of a customer it is `active`"
    );
    for other in ["/customers/1/exists", "/customers/bob@example.com/exists"] {
        assert_eq!(
            bench.record("GET", other, Value::Null)["exists"],
            false,
            "{other}"
        );
    }
}

#[test]
fn the_same_items_below_an_owner_are_the_same_records() {
    let bench = bench("workshop.yaml");
    bench.record(
        "POST",
        "/customers",
        json!({"email": "ann@example.com", "name": "Ann"}),
    );
    bench.record("POST", "/customers/1/repairs", json!({"title": "Brakes"}));
    bench.record(
        "POST",
        "/repairs",
        json!({"title": "Chain", "customer_id": "1"}),
    );
    bench.record(
        "POST",
        "/repairs",
        json!({"title": "Bell", "customer_id": 2}),
    );
    assert_eq!(
        bench.listed("/customers/1/repairs", "title"),
        ["Brakes", "Chain"]
    );
    assert_eq!(
        bench.listed("/repairs", "title"),
        ["Brakes", "Chain", "Bell"]
    );
    assert!(is_missing(&bench.outcome(
        "GET",
        "/customers/2/repairs",
        Value::Null
    )));
}

#[test]
fn one_required_text_that_answers_lack_is_the_one_that_bodies_lack() {
    let bench = bench("workshop.yaml");
    let made = bench.record("POST", "/alarms", json!({"target": "http://127.0.0.1:9/a"}));
    assert_eq!(made["url"], "http://127.0.0.1:9/a");
    assert_eq!(made.get("target"), None);
    let sent = json!({"id": made["id"], "target": "http://127.0.0.1:9/b"});
    assert_eq!(
        bench.record("PUT", "/alarms", sent)["url"],
        "http://127.0.0.1:9/b"
    );
    let sent = json!({"id": "nobody", "target": ""});
    assert!(is_missing(&bench.outcome("PUT", "/alarms", sent)));
}

#[test]
fn what_stands_alone_is_there_from_the_start() {
    let bench = bench("workshop.yaml");
    let shop = bench.record("GET", "/shop", Value::Null);
    assert_eq!(bench.record("GET", "/shop", Value::Null), shop);
    let changed = bench.record("PUT", "/shop", json!({"name": "Wheels"}));
    assert_eq!(changed, json!({"name": "Wheels"}));
    assert_eq!(bench.record("GET", "/shop", Value::Null), changed);
}
