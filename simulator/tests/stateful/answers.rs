//! What is answered about records.

use brogue_simulator::Simulator;
use serde_json::{Value, json};

use crate::send::Client;

const WORKSHOP: &str = include_str!("../../fixtures/workshop.yaml");
const PAGES: &str = include_str!("../../fixtures/pages.yaml");

#[test]
fn a_client_reads_what_it_has_written() {
    let vendor = Simulator::from_spec(WORKSHOP).expect("it starts");
    let mut client = Client::of(&vendor);
    let (status, made) = client.ask(
        "POST",
        "/repairs",
        &json!({"title": "Brakes", "tags": ["a"]}),
    );
    assert_eq!((status, &made["title"]), (201, &json!("Brakes")));
    let path = format!("/repairs/{}", made["repairId"].as_str().expect("a text"));
    assert_eq!(client.ask("GET", &path, &Value::Null), (200, made.clone()));
    let (status, changed) = client.ask("PATCH", &path, &json!({"status": "done"}));
    assert_eq!(
        (status, &changed["status"], &changed["title"]),
        (200, &json!("done"), &json!("Brakes"))
    );
    let (status, list) = client.ask("GET", "/repairs?status=done", &Value::Null);
    assert_eq!((status, list), (200, json!([changed])));
    assert_eq!(client.ask("DELETE", &path, &Value::Null).0, 200);
    assert_eq!(client.ask("GET", &path, &Value::Null).0, 404);
    assert_eq!(client.ask("DELETE", &path, &Value::Null).0, 404);

    let (status, known) = client.ask("GET", "/customers/ann@example.com/exists", &Value::Null);
    assert_eq!((status, &known["exists"]), (200, &json!(false)));
    let sent = json!([{"sku": "b1"}, {"sku": "x"}, {"sku": "b2"}]);
    let (status, done) = client.ask("POST", "/parts", &sent);
    assert_eq!((status, &done["done"]["inserted"]), (200, &json!(2)));
    assert_eq!(done["faults"].as_array().map(Vec::len), Some(1));
    assert_eq!(done["faults"][0]["field"], "sku");
}

/// What an answer leads on to.
type Lead = fn(&Value) -> Option<String>;

#[test]
fn a_client_finds_all_pages_by_what_it_is_told() {
    let vendor = Simulator::from_spec(PAGES).expect("it starts");
    let things = vendor.records("things").expect("a collection");
    for number in 1..=7 {
        things.insert(json!({ "id": number })).expect("it is taken");
    }
    let base = vendor.base_url().to_owned();
    let mut client = Client::of(&vendor);
    let cases: &[(&str, Lead)] = &[
        ("/things", |answer| {
            Some(format!("/things?start={}", next(answer)?))
        }),
        ("/things/cursor", |answer| {
            Some(format!("/things/cursor?after={}", next(answer)?))
        }),
        ("/things/last", |answer| {
            let last = &answer["data"].as_array()?.last()?["id"];
            (answer["meta"]["more"] == true).then(|| format!("/things/last?starting_after={last}"))
        }),
        ("/things/link", next),
    ];
    for (first, lead) in cases {
        let mut target = Some((*first).to_owned());
        let mut found = Vec::new();
        while let Some(path) = target {
            let (status, answer) = client.ask(
                "GET",
                path.strip_prefix(&base).unwrap_or(&path),
                &Value::Null,
            );
            assert_eq!(status, 200, "{path}: {answer}");
            let items = answer["data"].as_array().expect("a list");
            found.extend(items.iter().filter_map(|item| item["id"].as_u64()));
            assert!(found.len() <= 7, "{path}: {found:?}");
            target = lead(&answer);
        }
        assert_eq!(found, [1, 2, 3, 4, 5, 6, 7], "{first}");
    }
}

/// What leads on, where something does.
fn next(answer: &Value) -> Option<String> {
    match answer.pointer("/meta/next")? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
