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
    assert_eq!(
        serde_json::from_reader::<_, T>(json.as_bytes()).unwrap(),
        value
    );

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

/// What serde's own derive holds before it gives it on.
#[derive(serde::Deserialize)]
struct Flat {
    #[serde(flatten)]
    visit: Visit,
    own: bool,
}

#[test]
fn every_digit_of_an_unknown_member_comes_through_serde_json() {
    let digits = "9".repeat(400);
    let pi = "3.14159265358979323846264338327950288419716939937510";
    let text =
        format!(r#"{{"_id":"7","number":1,"huge":{digits},"deep":[{{"pi":{pi}}}],"e":1e400}}"#);

    let visit: Visit = serde_json::from_str(&text).unwrap();
    assert_eq!(written(&visit), text);
    let visits: Vec<Option<Visit>> = serde_json::from_str(&format!("[{text}, null]")).unwrap();
    assert_eq!(written(visits[0].as_ref().unwrap()), text);
    let visit: Visit = serde_json::from_reader(text.as_bytes()).unwrap();
    assert_eq!(written(&visit), text);

    // By way of what holds doubles, it is doubles.
    let small = r#"{"_id":"7","number":1,"pi":3.141592653589793}"#;
    let visit: Visit = serde_json::from_value(serde_json::from_str(small).unwrap()).unwrap();
    assert_eq!(written(&visit), small);
    let flat: Flat = serde_json::from_str(r#"{"_id":"7","own":true,"number":1}"#).unwrap();
    assert_eq!((flat.visit.id.as_str(), flat.own), ("7", true));
}

#[test]
fn a_map_that_looks_like_raw_json_is_taken_only_if_it_is() {
    let yaml = |raw: &str| {
        serde_yaml::from_str::<Line>(&format!("$serde_json::private::RawValue: '{raw}'"))
    };

    let line = r#"{"sku":"a","unit":null}"#;
    assert_eq!(written(&yaml(line).unwrap()), line);
    for raw in ["", "{", &format!("{line} 2"), "]"] {
        assert!(yaml(raw).is_err(), "{raw}");
    }
}
