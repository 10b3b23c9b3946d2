//! The vocabulary, three times: the readers of the generator, the schema for editors, and the documents. All say the same.
//!
//! `fixtures/vocabulary/right.yaml` and `wrong.yaml` hold payloads by word: what is right is taken by readers and schema, what is wrong
//! is refused by both. `only-read.yaml` holds what takes more than a look at the form, so that only the readers refuse it.

use std::collections::BTreeMap;
use std::fs;

use brogue_generator::diagnostic::{Code, Diagnostics};
use brogue_generator::load;
use brogue_generator::manual;
use brogue_generator::parse::{self, Place, VOCABULARY, Word};
use brogue_generator::source::Source;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::expected::Faults;
use crate::workspace::{ends, files, fixture, read, root};

fn schema() -> Validator {
    let schema: Value = serde_json::from_str(&manual::quirks_schema()).expect("it is JSON");
    assert!(jsonschema::meta::is_valid(&schema), "a schema of 2020-12");

    jsonschema::validator_for(&schema).expect("it is a schema")
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("it is YAML")
}

/// A document with quirks at one place and nothing else.
fn document(place: Place, quirks: &Value) -> Value {
    let mut holder = json!({ "x-quirks": quirks });
    let call = |operation: Value| json!({ "paths": { "/things": { "get": operation } } });
    let mut document = match place {
        Place::Document => holder,
        Place::PathItem => json!({ "paths": { "/things": holder } }),
        Place::Operation => call(holder),
        Place::Parameter => {
            holder["name"] = "page".into();
            holder["in"] = "query".into();
            call(json!({ "parameters": [holder] }))
        }
        Place::RequestBody => {
            holder["content"] = json!({});
            call(json!({ "requestBody": holder }))
        }
        Place::Schema => json!({ "components": { "schemas": { "Thing": holder } } }),
        Place::Property => {
            let properties = json!({ "properties": { "name": holder } });
            json!({ "components": { "schemas": { "Thing": properties } } })
        }
        Place::SecurityScheme => {
            holder["type"] = "http".into();
            holder["scheme"] = "bearer".into();
            json!({ "components": { "securitySchemes": { "token": holder } } })
        }
        Place::Webhook => json!({ "webhooks": { "made": { "post": holder } } }),
    };
    document["openapi"] = "3.1.0".into();
    document["info"] = json!({ "title": "Things", "version": "1" });
    document
}

/// What the readers say of the quirks in a document.
fn refusals(document: &Value) -> Vec<String> {
    let source = Source::new("things.json", document.to_string());
    let mut diagnostics = Diagnostics::default();
    let tree = load::load(&source, &mut diagnostics).expect("it is JSON");
    parse::parse(&tree, &mut diagnostics);

    diagnostics
        .sorted()
        .iter()
        .filter(|report| {
            matches!(
                report.code,
                Code::QuirkValue | Code::UnknownQuirk | Code::MisplacedQuirk | Code::EvidenceForm
            )
        })
        .map(|report| report.message.clone())
        .collect()
}

fn payloads(name: &str) -> BTreeMap<String, Vec<Value>> {
    let text = read(&fixture("vocabulary").join(name));

    serde_yaml::from_str(&text).expect("payloads by word")
}

fn word(name: &str) -> &'static Word {
    VOCABULARY
        .iter()
        .find(|word| word.name == name)
        .unwrap_or_else(|| panic!("there is no word `{name}`"))
}

#[test]
fn every_example_stands_where_it_may_and_nowhere_else() {
    let mut faults = Faults::default();
    let schema = schema();
    for word in VOCABULARY {
        let example = yaml(word.example);
        let quirks = &example["x-quirks"];
        assert!(
            quirks[word.name] != Value::Null,
            "the example of `{}`",
            word.name
        );
        for place in Place::ALL {
            let document = document(*place, quirks);
            let read = refusals(&document);
            let case = format!("{} at {}", word.name, place.name());
            if word.places.contains(place) {
                if !read.is_empty() {
                    faults.add(&case, &format!("the reader refuses its example: {read:?}"));
                }
                if let Err(error) = schema.validate(&document) {
                    faults.add(&case, &format!("the schema refuses its example: {error}"));
                }
            } else {
                if read.is_empty() {
                    faults.add(&case, "the reader takes it");
                }
                if schema.is_valid(&document) {
                    faults.add(&case, "the schema takes it");
                }
            }
        }
    }
    faults.settle();
}

#[test]
fn readers_and_schema_take_and_refuse_the_same() {
    let mut faults = Faults::default();
    let schema = schema();
    for (file, is_right, is_schemas_too) in [
        ("right.yaml", true, true),
        ("wrong.yaml", false, true),
        ("only-read.yaml", false, false),
    ] {
        for (name, payloads) in payloads(file) {
            let word = word(&name);
            for payload in payloads {
                let document = document(word.places[0], &json!({ &name: payload }));
                let read = refusals(&document);
                let case = format!("{name}: {payload} in {file}");
                if read.is_empty() != is_right {
                    faults.add(&case, &format!("the reader says {read:?}"));
                }
                let is_valid = schema.is_valid(&document);
                if is_valid != (is_right || !is_schemas_too) {
                    faults.add(
                        &case,
                        &format!("the schema says that it is valid: {is_valid}"),
                    );
                }
            }
        }
    }
    for word in VOCABULARY {
        for file in ["right.yaml", "wrong.yaml"] {
            if payloads(file).get(word.name).is_none_or(Vec::is_empty) {
                faults.add(word.name, &format!("{file} holds nothing of it"));
            }
        }
    }
    faults.settle();
}

/// Every word and member that the schema offers to complete is one that the reader knows: what it offers is taken from the table, and a
/// misspelled one is refused by both.
#[test]
fn what_the_schema_offers_is_read() {
    let mut faults = Faults::default();
    let text = manual::quirks_schema();
    let schema: Value = serde_json::from_str(&text).expect("it is JSON");
    for word in VOCABULARY {
        let form = &schema["$defs"][format!("word-{}", word.name)];
        let right: Vec<String> = payloads("right.yaml")
            .remove(word.name)
            .unwrap_or_default()
            .iter()
            .map(Value::to_string)
            .collect();
        let shown = right.join(" ") + &yaml(word.example).to_string();
        let mut offered = Vec::new();
        offers(form, &mut offered);
        for name in offered {
            if !shown.contains(&format!("\"{name}\"")) {
                let fault = format!(
                    "`{name}` is offered, and nothing in right.yaml proves that it is read"
                );
                faults.add(word.name, &fault);
            }
        }
    }
    faults.settle();
}

/// The words and members that a schema offers.
fn offers(schema: &Value, offered: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::String(word)) = members.get("const") {
                offered.push(word.clone());
            }
            if let Some(Value::Object(properties)) = members.get("properties") {
                offered.extend(properties.keys().cloned());
                properties.values().for_each(|inner| offers(inner, offered));
            }
            for (_, inner) in members.iter().filter(|(key, _)| *key != "properties") {
                offers(inner, offered);
            }
        }
        Value::Array(elements) => elements.iter().for_each(|inner| offers(inner, offered)),
        _ => {}
    }
}

#[test]
fn every_document_is_valid_by_the_schema() {
    let mut faults = Faults::default();
    let schema = schema();
    let mut count = 0;
    for folder in ["specs", "tests/fixtures/golden", "tests/fixtures/explain"] {
        let documents = files(folder, "").into_iter();
        for path in documents.filter(|path| ends(path, &[".yaml"]) && path.matches('/').count() < 4)
        {
            let text = fs::read_to_string(root().join(&path)).expect("it is readable");
            let document = yaml(&text);
            count += 1;
            for error in schema.iter_errors(&document) {
                faults.add(&path, &format!("{} at {}", error, error.instance_path()));
            }
        }
    }
    assert!(
        count > 30,
        "only {count} documents: the suite looks in the wrong place"
    );
    faults.settle();
}

#[test]
fn evidence_is_read_as_the_schema_says() {
    let schema = schema();
    for (evidence, is_right) in [
        (json!({ "grade": "vendor" }), true),
        (
            json!([{ "grade": "inferred", "note": "It is shown." }, { "grade": "unknown" }]),
            true,
        ),
        (
            json!({ "grade": "third-party", "fact": "f", "source": "s", "note": "n" }),
            true,
        ),
        (json!("guessed"), false),
        (json!({ "grade": "sure" }), false),
        (json!({ "note": "No grade." }), false),
        (json!({ "grade": "vendor", "sources": "s" }), false),
        (json!([{ "grade": "vendor" }, "guessed"]), false),
    ] {
        let mut document = document(Place::Operation, &json!({}));
        document["paths"]["/things"]["get"]["x-evidence"] = evidence.clone();
        assert_eq!(
            schema.is_valid(&document),
            is_right,
            "the schema: {evidence}"
        );
        assert_eq!(
            refusals(&document).is_empty(),
            is_right,
            "the reader: {evidence}"
        );
    }
}
