//! What the vendor's bodies do not show of reading and writing: null and absent, and members that nobody knows.
//!
//! The bodies themselves are in the suite of samples.

use brogue_runtime::codec::{self, Shape, Slot};
use brogue_runtime::{ScriptedTransport, Value};
use letsjobit::Client;
use letsjobit::types::{Visit, VisitUpdate};

use super::KEY;
use crate::workspace::{files, read, root};

fn written(value: &dyn Slot) -> Value {
    let text = codec::encode(value, &Shape::PLAIN).expect("what was read can be written");

    serde_json::from_str(&text).expect("JSON is written")
}

#[test]
fn null_and_absent_are_two_things() {
    let texts = [
        r#"{"lines":null,"obs":null,"geocoding":null}"#,
        r#"{"obs":"","subContractorIds":null}"#,
        "{}",
    ];

    for text in texts {
        let visit: Visit = serde_json::from_str(text).unwrap();
        let update: VisitUpdate = serde_json::from_str(text).unwrap();
        let expected: Value = serde_json::from_str(text).unwrap();

        assert_eq!(written(&visit), expected);
        assert_eq!(written(&update), expected);
    }
}

#[tokio::test]
async fn unknown_members_are_kept_and_written_back_to_the_digit() {
    let text =
        r#"{"obs":"x","weight":1.50,"serial":123456789012345678901,"colour":{"a":[1,null]}}"#;
    let vendor = ScriptedTransport::new().answer(200, format!(r#"{{"data": {text}}}"#));
    let client = Client::builder()
        .api_key(KEY)
        .transport(vendor)
        .build()
        .unwrap();
    let visit = client.visits().get("1").await.unwrap();

    assert_eq!(visit.unknown.raw("weight"), Some("1.50"));
    assert_eq!(codec::encode(&visit, &Shape::PLAIN).unwrap(), text);

    // What was not known when it was read goes out again.
    let mut update = VisitUpdate::new().obs("y");
    update.unknown = visit.unknown;
    let sent = codec::encode(&update, &Shape::PLAIN).unwrap();
    assert_eq!(sent, text.replace("\"x\"", "\"y\""));
}

#[test]
fn every_case_is_in_a_test() {
    let code: String = files("tests/tests/it/wire", ".rs")
        .iter()
        .map(|path| read(&root().join(path)))
        .collect();

    for path in files("tests/fixtures/wire/letsjobit", ".http") {
        let name = path.rsplit('/').next().unwrap().trim_end_matches(".http");
        assert!(
            path.contains("/errors/") || code.contains(&format!("\"{name}\"")),
            "{path} is in no test"
        );
    }
}
