//! Bodies that are made up, held against the document by the reader and by a validator that reads the document on its own.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "numbers and members that are written here"
)]

use std::cell::RefCell;

use brogue_simulator::Simulator;
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::send::{SPEC, send};

/// The schema of an order, as the text of the spec has it; what only the vendor sends is not due.
fn plain() -> Validator {
    let mut document: Value = serde_yaml::from_str(SPEC).expect("YAML");
    let order = &mut document["components"]["schemas"]["Order"];
    order["required"] = json!(["qty", "lines"]);
    // The validator knows no `int32`, and takes what the vendor makes as it takes all else.
    order["properties"]["qty"]["maximum"] = json!(i32::MAX);
    order["properties"]["id"] = json!({});
    document["$ref"] = json!("#/components/schemas/Order");

    jsonschema::options()
        .should_validate_formats(true)
        .build(&document)
        .expect("a schema")
}

/// Any value that is not deep.
fn anything() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-3..3_i64).prop_map(Value::from),
        (-3.0..3.0_f64).prop_map(Value::from),
        ".{0,4}".prop_map(Value::from),
    ];

    scalar.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::btree_map("[a-z]{1,4}", inner, 0..3)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// Values that are good for a member, or nearly so.
fn near(name: &'static str) -> BoxedStrategy<Value> {
    let line = prop_oneof![
        20 => Just(json!({"name": "a", "qty": 1})),
        1 => anything().prop_map(|value| json!({"name": "a", "qty": value})),
        1 => anything().prop_map(|value| json!({"name": value})),
        1 => Just(json!({})),
    ];
    match name {
        "qty" => prop_oneof![20 => 1..9_i64, 1 => Just(0), 1 => Just(2_147_483_648)]
            .prop_map(Value::from)
            .boxed(),
        "lines" => proptest::collection::vec(line, 0..3)
            .prop_map(Value::from)
            .boxed(),
        "price" => (0..5_i64).prop_map(|half| json!(half as f64 / 4.0)).boxed(),
        "code" => "[A-Za]{1,5}".prop_map(Value::from).boxed(),
        "day" => "20(20|21)-0[12]-(2[89]|30)".prop_map(Value::from).boxed(),
        "kind" => prop_oneof!["kettle", "pot"].prop_map(Value::from).boxed(),
        "state" => prop_oneof!["open", "lost"].prop_map(Value::from).boxed(),
        "tags" => proptest::collection::vec("[ab]", 0..3)
            .prop_map(Value::from)
            .boxed(),
        "place" => prop_oneof![
            (-99..99_i64).prop_map(|lat| json!({ "lat": lat })),
            Just(json!({"x": 1}))
        ]
        .boxed(),
        "contact" => prop_oneof![
            "[a-z]{2,4}".prop_map(Value::from),
            Just(json!({"mail": "a@example.com"})),
            Just(json!({"mail": 1})),
        ]
        .boxed(),
        "flag" => prop_oneof![Just(json!("1")), Just(json!(2)), Just(json!(true))].boxed(),
        _ => anything().boxed(),
    }
}

fn order() -> impl Strategy<Value = Value> {
    const NAMES: [&str; 12] = [
        "qty", "lines", "price", "code", "day", "kind", "state", "tags", "place", "contact",
        "flag", "id",
    ];
    let members: Vec<_> = NAMES
        .into_iter()
        .map(|name| {
            let is_due = ["qty", "lines"].contains(&name);
            let value = prop_oneof![30 => near(name), 1 => anything()];
            let there = if is_due { 0.97 } else { 0.12 };
            (Just(name), proptest::option::weighted(there, value))
        })
        .collect();

    members.prop_map(|members| {
        let members = members.into_iter();
        members
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect()
    })
}

#[test]
fn a_body_is_refused_where_the_plain_document_refuses_it() {
    let vendor = Simulator::from_spec(SPEC).unwrap_or_else(|error| panic!("{error}"));
    let plain = plain();
    let seen = RefCell::new([0, 0]);
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(600)
    });
    let outcome = runner.run(&order(), |body| {
        let headers = ["content-type: application/json"];
        let text = body.to_string();
        let sent = send(&vendor, "POST /orders?dry=true", &headers, text.as_bytes());
        let is_good = plain.is_valid(&body);
        prop_assert_eq!(sent.status != 400, is_good, "{:?}", sent.broken);

        // Each place that is told is one that the other validator knows as well.
        let places: Vec<String> = plain
            .iter_errors(&body)
            .map(|error| error.instance_path().to_string())
            .collect();
        for broken in &sent.broken {
            let place = broken.place.strip_prefix("body").unwrap_or_default().trim();
            let known = places.iter().any(|known| place.starts_with(known.as_str()));
            prop_assert!(known, "{:?} is not among {:?}", broken, places);
        }
        seen.borrow_mut()[usize::from(is_good)] += 1;
        Ok(())
    });

    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    let [bad, good] = seen.into_inner();
    assert!(bad > 60 && good > 60, "{bad} bad and {good} good ones");
}
