//! Everything that is made fits, and the same seed makes the same.

use std::collections::BTreeSet;

use brogue_generator::model::contract::{Contract, SchemaId};
use serde_json::{Value, json};

use super::{Invention, complete, fits, value};
use crate::testing::{Validators, contract, documents, fixture};

fn schema(contract: &Contract, name: &str) -> SchemaId {
    let mut schemas = contract.schemas();
    let found = schemas.find(|(_, schema)| schema.name == name && schema.reference.is_none());

    found
        .map(|(id, _)| id)
        .expect("there is a schema of this name")
}

#[test]
fn every_schema_of_every_document_gets_values_that_fit() {
    for document in documents() {
        let contract = contract(&document);
        let validators = Validators::of(&contract);
        for (id, schema) in contract.schemas() {
            let validator = validators.of_schema(id);
            for seed in 0..50 {
                let made = value(&contract, id, &mut Invention::at(seed, "here"));
                let faults: Vec<String> = validator
                    .iter_errors(&made)
                    .map(|fault| format!("{}: {fault}", fault.instance_path()))
                    .collect();
                assert!(
                    faults.is_empty(),
                    "{}:{} `{}`, seed {seed}: {made}\n{}",
                    document.path,
                    schema.line,
                    schema.name,
                    faults.join("\n")
                );
                assert!(
                    fits(&contract, id, &made),
                    "{}:{} `{}`: our own check disagrees about {made}",
                    document.path,
                    schema.line,
                    schema.name
                );
            }
        }
    }
}

#[test]
fn our_own_check_says_what_the_validator_says() {
    let mut judged = BTreeSet::new();
    for document in documents() {
        let contract = contract(&document);
        let validators = Validators::of(&contract);
        let schemas: Vec<SchemaId> = contract.schemas().map(|(id, _)| id).collect();
        for (place, id) in schemas.iter().enumerate() {
            let strict = validators.of_schema(*id);
            // Formats that our check takes on trust: it may say yes where the other says no, and never the other way round.
            let lax = validators.of_schema_without_formats(*id);
            // Values of other schemas: most do not fit.
            for step in [1, 7, 19, 37] {
                let other = schemas[(place + step) % schemas.len()];
                let made = value(&contract, other, &mut Invention::at(step as u64, "there"));
                let ours = fits(&contract, *id, &made);
                judged.insert(ours);
                let agrees = if ours {
                    lax.is_valid(&made)
                } else {
                    !strict.is_valid(&made)
                };
                assert!(
                    agrees,
                    "{} {:?}: {made}",
                    document.path,
                    contract.schema(*id)
                );
            }
        }
    }
    assert_eq!(judged.len(), 2, "the values tell nothing apart");
}

#[test]
fn the_same_seed_and_place_make_the_same() {
    let contract = contract(&fixture("nasty.yaml"));
    let everything = schema(&contract, "Everything");
    let made = |seed, place| value(&contract, everything, &mut Invention::at(seed, place));
    assert_eq!(made(1, "things/1"), made(1, "things/1"));
    assert_ne!(made(1, "things/1"), made(1, "things/2"));
    assert_ne!(made(1, "things/1"), made(2, "things/1"));
}

#[test]
fn a_time_with_a_pattern_is_near_all_the_same() {
    let contract = contract(&fixture("nasty.yaml"));
    let stamped = schema(&contract, "Stamped");
    for seed in 0..50 {
        let made = value(&contract, stamped, &mut Invention::at(seed, "here"));
        let ended = made["ended"].as_str().expect("it is a text");
        assert!(ended.starts_with("2030-"), "{ended}");
    }
}

#[test]
fn secrets_say_that_they_are_simulated() {
    let contract = contract(&fixture("nasty.yaml"));
    let made = value(
        &contract,
        schema(&contract, "Texts"),
        &mut Invention::at(3, "here"),
    );
    let secret = made["secret"].as_str().expect("it is a text");
    assert!(secret.starts_with("simulated-"), "{secret}");
}

#[test]
fn what_is_there_stays_in_the_form_that_the_schema_has() {
    let contract = contract(&fixture("nasty.yaml"));
    let cases = [
        (
            "Named",
            json!({ "name": "Nora", "unknown": [1, 2] }),
            json!({ "name": "Nora", "unknown": [1, 2] }),
        ),
        (
            "Both",
            json!({ "level": "4", "name": "Norah" }),
            json!({ "level": 4, "name": "Norah" }),
        ),
        (
            "Either",
            json!({ "kind": "cat", "lives": "7" }),
            json!({ "kind": "cat", "lives": 7 }),
        ),
        (
            "Either",
            json!({ "kind": "fish" }),
            json!({ "kind": "fish" }),
        ),
        (
            "Tree",
            json!({ "name": 5, "children": { "name": "leaf" } }),
            json!({ "name": "5", "children": [{ "name": "leaf" }] }),
        ),
    ];
    for (name, sent, kept) in cases {
        for seed in 0..20 {
            let mut record = sent.clone();
            let id = schema(&contract, name);
            complete(&contract, id, &mut record, &mut Invention::at(seed, "here"));
            assert!(fits(&contract, id, &record), "{record}");
            assert!(holds(&record, &kept), "{record} for {sent}");
        }
    }
}

#[test]
fn what_fits_in_no_form_is_made_anew() {
    let contract = contract(&fixture("nasty.yaml"));
    let id = schema(&contract, "Named");
    let mut record = json!({ "name": "a name that is much too long", "other": null });
    complete(&contract, id, &mut record, &mut Invention::at(1, "here"));
    assert!(fits(&contract, id, &record), "{record}");
    assert_eq!(record["other"], Value::Null);
}

/// Whether a value has at least what another has.
fn holds(value: &Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (Value::Object(members), Value::Object(wanted)) => wanted.iter().all(|(name, wanted)| {
            members
                .get(name)
                .is_some_and(|member| holds(member, wanted))
        }),
        (Value::Array(elements), Value::Array(wanted)) => {
            elements.len() >= wanted.len()
                && elements
                    .iter()
                    .zip(wanted)
                    .all(|(element, wanted)| holds(element, wanted))
        }
        _ => value == wanted,
    }
}
