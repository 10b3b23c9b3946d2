//! Calls about several records, and records that tests make.

use serde_json::{Value, json};

use super::{bench, is_missing};
use crate::behave::Outcome;
use crate::simulator::Simulator;
use crate::testing;

#[test]
fn of_several_elements_the_bad_ones_are_told_and_the_others_done() {
    let bench = bench("workshop.yaml");
    let first = bench.bulk(
        "POST",
        "/parts",
        json!([{"sku": "b1", "stock": 3}, {"sku": "b2"}]),
    );
    assert_eq!(
        (first.inserted, first.updated, first.failures.len()),
        (2, 0, 0)
    );
    let second = json!([{"sku": "b1", "name": "Bolt"}, {"sku": "x"}, {"sku": "b3", "stock": -1}, {"sku": "b3"}, {"sku": "b3"}]);
    let second = bench.bulk("POST", "/parts", second);
    assert_eq!((second.inserted, second.updated), (1, 2));
    let failed: Vec<usize> = second
        .failures
        .iter()
        .map(|failure| failure.index)
        .collect();
    assert_eq!(failed, [1, 2]);
    assert_eq!(second.failures[0].field.as_deref(), Some("sku"));
    assert_eq!(second.failures[1].field.as_deref(), Some("stock"));
    let part = bench.record("GET", "/parts/b1", Value::Null);
    assert_eq!(
        (&part["name"], &part["stock"]),
        (&json!("Bolt"), &json!(3)),
        "what was not sent stays"
    );

    let gone = bench.bulk("DELETE", "/parts", json!({"skus": ["b1", "nothing", "b3"]}));
    assert_eq!((gone.deleted, gone.failures.len()), (2, 1));
    assert!(is_missing(&bench.outcome("GET", "/parts/b1", Value::Null)));
    assert!(is_missing(&bench.outcome(
        "DELETE",
        "/parts",
        json!({"skus": ["b1"]})
    )));
    assert_eq!(
        bench.bulk("DELETE", "/parts", json!({"skus": []})).deleted,
        0
    );
}

#[test]
fn what_no_call_adds_to_is_there_from_the_start() {
    let bench = bench("workshop.yaml");
    let brands = bench.page("GET", "/brands", Value::Null).items;
    assert_eq!(brands.len(), 3);
    let id = brands[0]["id"].clone();
    let models = bench
        .page("GET", &format!("/brands/{id}/models"), Value::Null)
        .items;
    assert_eq!(models.len(), 3);
    assert!(models.iter().all(|model| model["brand_id"] == id));
    let name = brands[1]["name"].clone();
    let found = bench
        .page("POST", "/brands/search", json!({ "name": name }))
        .items;
    assert!(found.contains(&brands[1]) && found.iter().all(|brand| brand["name"] == name));
    assert!(matches!(
        bench.outcome("POST", "/ping", json!({"word": "hello"})),
        Outcome::Done
    ));
}

#[test]
fn records_can_be_looked_at_and_changed_behind_the_api() {
    let bench = bench("workshop.yaml");
    let error = bench
        .0
        .records("visits")
        .expect_err("there are none")
        .to_string();
    assert_eq!(
        error,
        "there are no `visits`; there are repairs, customers, parts, alarms, shop, brands, notes, models"
    );
    let parts = bench.0.records("parts").expect("a collection");
    assert_eq!(parts.insert(json!({"sku": "b9"})), Ok(json!("b9")));
    assert!(parts.insert(json!({"sku": "b9"})).is_err(), "it is taken");
    assert!(parts.insert(json!([])).is_err());
    assert_eq!(
        bench.record("GET", "/parts/b9", Value::Null),
        parts.get("b9").expect("it is there")
    );
    assert_eq!(parts.fill(5).map(|keys| keys.len()), Ok(5));
    assert_eq!(parts.len(), 6);
    assert_eq!(
        parts.remove("b9").map(|part| part["sku"].clone()),
        Some(json!("b9"))
    );
    assert!(is_missing(&bench.outcome("GET", "/parts/b9", Value::Null)));
    parts.clear();
    assert_eq!(parts.all(), Vec::<Value>::new());
    let customers = bench.0.records("customers").expect("a collection");
    let key = customers
        .insert(json!({"email": "ann@example.com"}))
        .expect("it is taken");
    assert_eq!(customers.get(key.clone()), customers.get(key.to_string()));
    assert_eq!(customers.get("ann@example.com"), customers.get(key));
}

#[test]
fn the_same_seed_makes_the_same_records() {
    let text = testing::fixture("workshop.yaml").text;
    let made = |seed: u64| {
        let vendor = Simulator::builder(&text)
            .seed(seed)
            .start()
            .expect("it starts");
        let repairs = vendor.records("repairs").expect("a collection");
        repairs.fill(4).expect("there is room");
        repairs
            .insert(json!({"title": "Brakes", "created_at": "2030-05-14T09:00:00Z"}))
            .expect("it is taken");
        let brands = vendor.records("brands").expect("a collection");
        (repairs.all(), brands.all())
    };
    assert_eq!(made(1), made(1));
    assert_ne!(made(1), made(2));
}
