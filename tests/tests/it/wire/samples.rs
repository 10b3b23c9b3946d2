//! The vendor's documented bodies are read without a finding, and what is written of them is what was read.

use brogue_runtime::codec::{self, Shape, Slot};
use brogue_runtime::{ScriptedTransport, Value};
use letsjobit::types::{Visit, VisitDeleted, VisitInput, VisitUpdate, VisitUpdated, VisitUpsert};
use letsjobit::{Client, Response};
use serde::de::DeserializeOwned;

use super::KEY;
use crate::workspace::{files, fixture, read, root};

/// The members whose written form is declared: flags and numbers of several forms go as numbers.
const FLAGS: [&str; 16] = [
    "NPSMandatory",
    "closeVisitOnLastJobClose",
    "closed",
    "confirmClose",
    "emailMandatory",
    "hasChangesToSync",
    "hideDeliveryItemsSection",
    "hideEquipmentDetails",
    "inMobileApp",
    "inProgress",
    "precedencePriorityVisit",
    "servicing",
    "showDiscountAndBonusOnItemsOnOrder",
    "showItemsOnOrderSection",
    "skipped",
    "useStartPauseStopStyleButtonsInJobs",
];
const NUMBERS: [&str; 3] = ["id", "priority", "signeeRating"];
/// What is a text after reading, whichever form it came in.
const TEXTS: [&str; 3] = ["siteId", "skippedReasonId", "value"];
/// Where an empty text is no value.
const EMPTY_IS_NONE: [&str; 5] = [
    "closeDate",
    "createdAt",
    "modifieddAt",
    "siteId",
    "skippedReasonId",
];

/// The one written form of a body: declared views and `sends` applied, numbers by value. Null and absent stay what they are.
fn normal(name: &str, value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(name, value)| !(EMPTY_IS_NONE.contains(&name.as_str()) && value == ""))
            .map(|(name, value)| (name.clone(), normal(&name, value)))
            .collect(),
        Value::Array(elements) => elements
            .into_iter()
            .map(|element| normal(name, element))
            .collect(),
        Value::Bool(flag) if FLAGS.contains(&name) => Value::from(f64::from(u8::from(flag))),
        Value::String(text) if FLAGS.contains(&name) || NUMBERS.contains(&name) => {
            Value::from(text.parse::<f64>().expect("a number as text"))
        }
        Value::Number(number) if TEXTS.contains(&name) => Value::from(number.to_string()),
        Value::Number(number) => Value::from(number.as_f64()),
        value => value,
    }
}

fn written(value: &dyn Slot) -> Value {
    let text = codec::encode(value, &Shape::PLAIN).expect("what was read can be written");

    serde_json::from_str(&text).expect("JSON is written")
}

/// The same value, written by the codec and by serde.
fn assert_writes<T: Slot + serde::Serialize>(file: &str, value: &T, sample: &Value) {
    let by_serde = serde_json::to_value(value).expect("serde writes it");

    for written in [written(value), by_serde] {
        assert_eq!(normal("", written), normal("", sample.clone()), "{file}");
    }
}

fn sample(file: &str) -> Value {
    serde_json::from_str(&read(&fixture(&format!("letsjobit/{file}")))).expect("a sample in JSON")
}

fn client(file: &str) -> Client {
    let vendor = ScriptedTransport::new().answer(200, read(&fixture(&format!("letsjobit/{file}"))));

    Client::builder()
        .api_key(KEY)
        .transport(vendor)
        .build()
        .expect("a client")
}

/// The value of an answer that has no finding.
fn clean<T>(file: &str, response: Response<T>) -> T {
    assert_eq!(response.findings(), [], "{file}");

    response.into_value()
}

fn assert_round_trip<T: Slot + serde::Serialize + DeserializeOwned>(file: &str) {
    let sample = sample(file);
    let values: Vec<T> = match &sample {
        Value::Array(_) => serde_json::from_value(sample.clone()).expect("a list of bodies"),
        _ => vec![serde_json::from_value(sample.clone()).expect("a body")],
    };
    let samples = match &sample {
        Value::Array(samples) => samples.clone(),
        _ => vec![sample.clone()],
    };

    assert_eq!(values.len(), samples.len());
    for (value, sample) in values.iter().zip(&samples) {
        assert_writes(file, value, sample);
    }
}

#[tokio::test]
async fn visits_come_back_as_they_were() {
    for file in ["list-page.json", "list-last-page.json", "list-empty.json"] {
        let page = clean(
            file,
            client(file).visits().list().with_response().await.unwrap(),
        );
        let sample = sample(file);
        for (visit, sample) in page.items.iter().zip(sample["data"].as_array().unwrap()) {
            assert_writes::<Visit>(file, visit, sample);
        }

        assert_eq!(
            page.items.len(),
            sample["data"].as_array().unwrap().len(),
            "{file}"
        );
    }
    for (file, place) in [("get.json", "/data"), ("get-in-list.json", "/data/0")] {
        let visit = clean(
            file,
            client(file)
                .visits()
                .get("1")
                .with_response()
                .await
                .unwrap(),
        );

        assert_writes::<Visit>(file, &visit, sample(file).pointer(place).unwrap());
    }
}

#[tokio::test]
async fn counts_come_back_as_they_were() {
    for file in ["upsert-response.json", "upsert-response-complete.json"] {
        let done = clean(
            file,
            client(file)
                .visits()
                .upsert(&[])
                .with_response()
                .await
                .unwrap(),
        );
        assert_writes::<VisitUpsert>(file, &done.value, &sample(file)["meta"]);
    }
    let file = "update-response.json";
    let done = clean(
        file,
        client(file)
            .visits()
            .update("1", &VisitUpdate::new())
            .with_response()
            .await
            .unwrap(),
    );
    assert_writes::<VisitUpdated>(file, &done, &sample(file)["meta"]);

    let file = "delete-response.json";
    let done = clean(
        file,
        client(file)
            .visits()
            .delete("1")
            .with_response()
            .await
            .unwrap(),
    );
    assert_writes::<VisitDeleted>(file, &done, &sample(file)["meta"]);
}

#[test]
fn requests_come_back_as_they_were() {
    assert_round_trip::<VisitInput>("upsert-request.json");
    assert_round_trip::<VisitUpdate>("update-request.json");
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

#[test]
fn every_sample_and_every_case_is_in_a_test() {
    let code: String = files("tests/tests/it/wire", ".rs")
        .iter()
        .map(|path| read(&root().join(path)))
        .collect();
    let cases: String = files("tests/fixtures/wire/letsjobit", ".http")
        .iter()
        .map(|path| read(&root().join(path)))
        .collect();

    for path in files("tests/fixtures/letsjobit", ".json") {
        let name = path.rsplit('/').next().unwrap();
        assert!(
            code.contains(&format!("\"{name}\"")) || cases.contains(&format!("@{name}\n")),
            "{path} is in no test"
        );
    }
    for path in files("tests/fixtures/wire/letsjobit", ".http") {
        let name = path.rsplit('/').next().unwrap().trim_end_matches(".http");
        assert!(
            path.contains("/errors/") || code.contains(&format!("\"{name}\"")),
            "{path} is in no test"
        );
    }
}
