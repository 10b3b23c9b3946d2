//! Each drift is held against the document that it is to break.

use brogue_generator::model::contract::SchemaId;
use brogue_generator::source::Source;
use serde_json::{Value, json};

use super::{Fault, bend};
use crate::received::check::check;
use crate::testing;
use crate::vendor::Vendor;

const THINGS: &str = "\
openapi: 3.1.0
info: {title: Things, version: '1'}
servers: [{url: https://things.example.com}]
paths:
  /things:
    get:
      operationId: listThings
      responses:
        '200':
          description: All.
          content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}
components:
  schemas:
    Answer:
      type: object
      required: [data]
      properties:
        data: {type: array, items: {$ref: '#/components/schemas/Thing'}}
        meta: {type: object, additionalProperties: {type: integer}}
    Thing:
      type: object
      required: [id]
      additionalProperties: false
      properties:
        id: {type: [string, integer], x-quirks: {view: id}}
        note: {type: [string, 'null']}
        state: {anyOf: [{$ref: '#/components/schemas/State'}, {type: 'null'}]}
        size: {allOf: [{type: number}, {minimum: 0}]}
        anything: {}
    State: {type: string, enum: [open, simulated-new-value]}
";

fn vendor() -> Vendor {
    testing::vendor(&Source::new("things.yaml", THINGS))
}

fn answer() -> Value {
    json!({
        "data": [
            {"id": "a", "note": "n", "state": "open", "size": 7, "anything": true},
            {"id": 7, "note": null, "state": null},
        ],
        "meta": {"total": 2},
    })
}

fn root(vendor: &Vendor) -> SchemaId {
    let id = vendor.operation_ids().next().expect("an operation");
    crate::schema::of_answer(vendor, id, 200).expect("a schema")
}

/// All places that a drift takes, over many seeds.
fn places(vendor: &Vendor, fault: Fault, within: &str) -> Vec<String> {
    let mut places = Vec::new();
    for seed in 0..200 {
        let mut body = answer();
        let root = root(vendor);
        let place = bend(&vendor.contract, root, within, &mut body, fault, seed);
        let broken = check(vendor, root, &body);
        assert!(
            place.is_none() || !broken.is_empty(),
            "{fault} {place:?}: {body}"
        );
        places.extend(place);
    }
    places.sort_unstable();
    places.dedup();
    places
}

#[test]
fn every_drift_breaks_the_schema_where_it_can() {
    let vendor = vendor();
    for (fault, expected) in [
        (
            Fault::Null,
            &["/data/0/id", "/data/0/size", "/data/1/id"][..],
        ),
        (Fault::NewEnumValue, &["/data/0/state"]),
        (
            Fault::WrongType,
            &[
                "/data/0/id",
                "/data/0/note",
                "/data/0/size",
                "/data/0/state",
                "/data/1/id",
                "/data/1/note",
                "/data/1/state",
            ],
        ),
        (Fault::MissingMember, &["/data/0/id", "/data/1/id"]),
        (
            Fault::ExtraMember,
            &["/data/0/simulated_extra", "/data/1/simulated_extra"],
        ),
    ] {
        assert_eq!(places(&vendor, fault, "/data"), expected, "{fault}");
    }
}

#[test]
fn the_same_seed_takes_the_same_place() {
    let vendor = vendor();
    for seed in 0..20 {
        let bent = || {
            let mut body = answer();
            bend(
                &vendor.contract,
                root(&vendor),
                "/data",
                &mut body,
                Fault::WrongType,
                seed,
            );
            body
        };
        assert_eq!(bent(), bent());
        assert_ne!(bent(), answer());
    }
}

#[test]
fn what_cannot_be_changed_stays() {
    let vendor = vendor();
    let root = root(&vendor);
    for (body, fault) in [
        (json!({"data": []}), Fault::NewEnumValue),
        (json!({"data": [{"id": 1}]}), Fault::NewEnumValue),
        (json!(null), Fault::Null),
        (json!("text"), Fault::ExtraMember),
        (json!([[[1]]]), Fault::MissingMember),
    ] {
        let mut bent = body.clone();
        let place = bend(&vendor.contract, root, "/data", &mut bent, fault, 1);
        assert_eq!((place, bent), (None, body));
    }
}
