//! Lists by their places, `a[0][b]=1`, and values that are JSON texts.

use std::collections::BTreeMap;

use brogue_runtime::codec::{Shape, Slot, Value};
use brogue_runtime::{Encoding, QueryStyle};
use serde_json::json;

const INDEXED: Encoding = Encoding::query(QueryStyle::Indexed);

/// The pairs that a value becomes, without the escapes of brackets.
#[track_caller]
fn pairs(value: &Value) -> String {
    let wire = INDEXED.encode("a", value, &Shape::PLAIN).unwrap();

    wire.replace("%5B", "[").replace("%5D", "]")
}

fn problem(value: &Value) -> String {
    let refused = INDEXED.encode("a", value, &Shape::PLAIN).unwrap_err();

    refused.to_string()
}

#[test]
fn elements_have_numbers() {
    for (value, wire) in [
        (json!([1, 2]), "a[0]=1&a[1]=2"),
        (
            json!([{"b": 1, "c": 2}, {"b": 3}]),
            "a[0][b]=1&a[0][c]=2&a[1][b]=3",
        ),
        (
            json!({"b": [[1], [2, 3]]}),
            "a[b][0][0]=1&a[b][1][0]=2&a[b][1][1]=3",
        ),
        (json!([]), ""),
        (json!("x"), "a=x"),
    ] {
        assert_eq!(pairs(&value), wire);
    }
    assert!(problem(&json!({"0": "x"})).contains("digits"));
    assert!(problem(&json!({"a[": "x"})).contains("brackets"));
}

#[test]
fn numbers_are_places_and_make_no_room() {
    let read = |wire: &str| {
        let mut list: Vec<BTreeMap<String, i64>> = Vec::new();
        INDEXED
            .decode("a", wire, &mut list, &Shape::PLAIN)
            .map(|found| (found, list))
    };
    let one = |name: &str, value| BTreeMap::from([(name.to_owned(), value)]);
    let both = vec![one("b", 1), one("b", 2)];

    assert_eq!(read("a[0][b]=1&a[1][b]=2").unwrap(), (true, both.clone()));
    assert_eq!(read("a%5B0%5D[b]=1&x=y&a[1][b]=2").unwrap(), (true, both));
    for wire in [
        "a[1][b]=1",
        "a[0][b]=1&a[4000000000][b]=2",
        "a[0][b]=1&a[x][b]=2",
    ] {
        assert!(read(wire).is_err(), "{wire}");
    }
}

#[test]
fn json_is_one_text() {
    let value = json!({"a": [1, "x&y"], "b": null});
    for (encoding, wire) in [
        (
            Encoding::QUERY,
            "f=%7B%22a%22%3A%5B1%2C%22x%26y%22%5D%2C%22b%22%3Anull%7D",
        ),
        (
            Encoding::PATH,
            "%7B%22a%22%3A%5B1%2C%22x%26y%22%5D%2C%22b%22%3Anull%7D",
        ),
        (Encoding::HEADER, r#"{"a":[1,"x&y"],"b":null}"#),
    ] {
        let encoding = encoding.json();
        assert_eq!(encoding.encode("f", &value, &Shape::PLAIN).unwrap(), wire);
        let mut read = Value::hollow();
        assert!(
            encoding
                .decode("f", wire, &mut read, &Shape::PLAIN)
                .unwrap()
        );
        assert_eq!(read, value);
    }
    let mut read = Value::hollow();
    assert!(
        !Encoding::QUERY
            .json()
            .decode("f", "g=1", &mut read, &Shape::PLAIN)
            .unwrap()
    );
    assert!(
        Encoding::QUERY
            .json()
            .decode("f", "f=%7B", &mut read, &Shape::PLAIN)
            .is_err()
    );
}
