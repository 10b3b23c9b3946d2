//! A secret is never shown: not by a model, not by a finding, not by an error.

use brogue_runtime::codec::{DecodeError, Slot, Tolerated};

use crate::harness::{read, tolerated};
use crate::models::{Ended, Event, Grant, Line, Visit, VisitUpdate};

const SECRET: &str = "hunter2";

/// All that can be printed of a reading.
fn shown<T: Slot + std::fmt::Debug>(text: &str) -> String {
    let read: Result<Tolerated<T>, DecodeError> = tolerated(text);
    let mut shown = format!("{read:?} {read:#?}");
    match &read {
        Ok(read) => {
            for finding in &read.findings {
                shown += &finding.to_string();
            }
        }
        Err(error) => shown += &error.to_string(),
    }
    shown
}

#[test]
fn a_secret_is_in_no_output() {
    let readings: [fn(&str) -> String; 5] = [
        shown::<Visit>,
        shown::<Line>,
        shown::<Grant>,
        shown::<Event>,
        shown::<Ended>,
    ];
    let texts = [
        r#"{"_id":"7","number":1,"token":"hunter2"}"#,
        // Unfit, and set aside.
        r#"{"_id":"7","number":1,"token":["hunter2"]}"#,
        r#"{"_id":"7","number":1,"token":{"hunter2":"hunter2"}}"#,
        r#"{"_id":"7","number":1,"token":"hunter2","token":["hunter2"]}"#,
        // Drift inside a secret object, and an object that lacks something.
        r#"{"sku":"a","unit":"m","secret":{"user":"hunter2","pin":"hunter2"}}"#,
        r#"{"sku":"a","unit":"m","secret":{"pin":"hunter2"}}"#,
        r#"{"sku":"a","unit":"m","secret":"hunter2"}"#,
        r#"{"sku":"a","unit":"m","secret":{"user":["hunter2"]}}"#,
        // A required secret that does not fit.
        r#"{"secret":["hunter2"]}"#,
        r#"{"secret":{"a":"hunter2"}}"#,
        // No JSON around or inside it.
        r#"{"secret":"\qhunter2"}"#,
        r#"{"secret":"hunter2"#,
        r#"{"secret":hunter2}"#,
        r#"{"other":tru,"secret":"hunter2"}"#,
        r#"{"other":1 "secret":"hunter2"}"#,
        r#"{"secret":"hunter2"}}"#,
        // A case of a union that does not fit is kept as it came.
        r#"{"type":"ended","inner":{"type":"unheard","pin":"hunter2"}}"#,
        r#"{"type":"started","pin":"hunter2"}"#,
        r#"{"type":"unheard","deep":[{"pin":"hunter2"}]}"#,
        r#"{"type":"ended","pin":"hunter2"}"#,
        r#"{"type":"ended","pin":["hunter2"]}"#,
    ];
    for text in texts {
        for reading in readings {
            let shown = reading(text);

            assert!(!shown.contains(SECRET), "{text} shows {shown}");
        }
    }
}

#[test]
fn a_secret_that_is_a_number_is_hidden_too() {
    let shown = shown::<Visit>(r#"{"_id":"7","number":1,"token":48151623}"#);

    assert!(
        shown.contains("[redacted]") && !shown.contains("48151623"),
        "{shown}"
    );
}

#[test]
fn debug_shows_the_rest() {
    let visit: Visit = read(r#"{"_id":7,"number":1,"token":"hunter2","kind":"repair","closed":1,"lines":[{"sku":"a","unit":null}],"zone":"hunter2"}"#.replace("\"_id\":7", "\"_id\":\"7\"").as_str());
    assert_eq!(
        format!("{visit:?}"),
        "Visit { id: \"7\", number: 1, closed: true, lines: [Line { sku: \"a\" }], token: [redacted], kind: Repair, unknown: {\"zone\"} }"
    );

    let event: Event = read(r#"{"type":"unheard","pin":"hunter2"}"#);
    assert_eq!(format!("{event:?}"), "{\"pin\", \"type\"}");

    let update = VisitUpdate {
        note: brogue_runtime::codec::Patch::Clear,
        ..VisitUpdate::default()
    };
    assert_eq!(format!("{update:?}"), "VisitUpdate { note: Clear }");
}
