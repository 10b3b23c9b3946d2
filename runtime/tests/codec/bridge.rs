//! Serde: the same values by way of any format.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

use brogue_runtime::codec::{Id, Slot};

use crate::harness::{read, written};
use crate::models::{Event, Kind, Line, Tree, Visit, VisitUpdate};

/// By serde's JSON and YAML, the value and its JSON stay the same.
fn stays_the_same<T: Slot + Serialize + DeserializeOwned + PartialEq + Debug>(text: &str) {
    let value: T = read(text);
    let own = written(&value);

    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, own);
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);

    let tree = serde_json::to_value(&value).unwrap();
    assert_eq!(
        tree,
        serde_json::from_str::<serde_json::Value>(&own).unwrap()
    );
    assert_eq!(serde_json::from_value::<T>(tree).unwrap(), value);

    let yaml = serde_yaml::to_string(&value).unwrap();
    let again: T = serde_yaml::from_str(&yaml).unwrap();
    assert_eq!(written(&again), own, "{yaml}");
    assert_eq!(again, value, "{yaml}");
}

#[test]
fn values_go_through_serde_and_back() {
    for text in [
        r#"{"_id":"7","number":1}"#,
        r#"{"_id":"007","number":-9223372036854775808,"closed":true,"note":null,"latitude":-0.5,"kind":"unheard","token":"hunter2"}"#,
        r#"{"_id":"","number":1,"note":"true","skills":["1","null","","~","2026-11-23","a: b","line\nbreak","é😀\u0000"]}"#,
        r#"{"_id":"7","number":1,"lines":[{"sku":"a","unit":null,"amount":1e300}],"followUp":{"_id":"8","number":2,"event":{"type":"new","a":[1]}}}"#,
        r#"{"_id":"7","number":1,"closed":"maybe","1":2,"true":[{}],"":null,"u":18446744073709551615,"modifieddAt":"2026-11-23 10:00:00"}"#,
    ] {
        stays_the_same::<Visit>(text);
    }
    stays_the_same::<Line>(r#"{"sku":"a","unit":null}"#);
    stays_the_same::<VisitUpdate>(r#"{"note":null,"lines":[]}"#);
    stays_the_same::<Event>(
        r#"{"inner":{"type":"started","minute":3},"score":null,"type":"ended"}"#,
    );
    stays_the_same::<Tree>(r#"[1.0,{"left":"x","right":[]},{"a":true,"b":{}}]"#);
    stays_the_same::<Kind>("\"repair\"");
    stays_the_same::<Id>("42");
}

#[test]
fn serde_tells_the_codecs_errors() {
    assert_eq!(
        serde_json::from_str::<Visit>(r#"{"_id":"7"}"#)
            .unwrap_err()
            .to_string(),
        "at `number`: expected a value, found nothing"
    );
    assert_eq!(
        serde_yaml::from_str::<Vec<Line>>("[{sku: a, unit: 1}]")
            .unwrap_err()
            .to_string(),
        "at `unit`: expected a string, found `1`"
    );
    let mut line: Line = read(r#"{"sku":"a","unit":null}"#);
    line.amount = Some(f64::NAN);
    assert_eq!(
        serde_json::to_string(&line).unwrap_err().to_string(),
        "`amount` cannot be sent: a number that is not finite has no JSON"
    );
}

#[test]
fn a_number_that_serde_cannot_hold_is_an_error_and_not_another_number() {
    let visit: Visit = read(r#"{"_id":"7","number":1,"huge":1e400}"#);

    assert_eq!(
        serde_json::to_string(&visit).unwrap_err().to_string(),
        "the number 1e400 is beyond the range of a double"
    );
}
