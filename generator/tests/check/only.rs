//! Fewer calls than a document has.

use std::collections::BTreeSet;

use brogue_generator::check::NameLock;
use brogue_generator::model::TypeKind;
use brogue_generator::source::Source;
use brogue_generator::{Options, Reading, read_for};

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: https://shop.example.com}]
paths:
  /chairs:
    get:
      operationId: listChairs
      tags: [chairs]
      responses: {'200': {description: Chairs., content: {application/json: {schema: {$ref: '#/components/schemas/Chair'}}}}}
    post:
      operationId: createChair
      tags: [chairs, making]
      unheard-of: true
      responses: {'204': {description: Done.}}
  /tables:
    get:
      operationId: listTables
      tags: [tables]
      responses: {'200': {description: Tables., content: {application/json: {schema: {$ref: '#/components/schemas/Table'}}}}}
components:
  schemas:
    Chair: {type: object, properties: {legs: {$ref: '#/components/schemas/Legs'}}}
    Legs: {type: object, properties: {number: {type: integer}}}
    Table: {type: object, properties: {size: {type: integer}}}
";

fn read_only(only: &[&str]) -> Result<Reading, String> {
    let source = Source::new("shop.yaml", DOCUMENT);
    let options = Options {
        only: only.iter().map(|name| (*name).to_owned()).collect(),
        ..Options::lenient()
    };

    read_for(&source, &NameLock::default(), &options).map_err(|error| error.to_string())
}

#[test]
fn calls_are_asked_for_by_tag_operation_or_place_and_types_follow() {
    for (only, calls, types) in [
        (&[][..], 3, &["Chair", "Legs", "Table"][..]),
        (&["chairs"], 2, &["Chair", "Legs"]),
        (&["making"], 1, &[]),
        (&["listTables"], 1, &["Table"]),
        (&["GET /tables"], 1, &["Table"]),
        (&["get /tables", "createChair"], 2, &["Table"]),
    ] {
        let api = read_only(only).unwrap().api.unwrap();
        let found: usize = api.resources.iter().map(|one| one.operations.len()).sum();
        let mut names: Vec<&str> = api.types.iter().map(|(_, one)| one.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!((found, names.as_slice()), (calls, types), "{only:?}");
    }
}

/// Its types hold each other, its names come to the same words, and a chair is written otherwise than it is read.
const ENTANGLED: &str = "\
openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: https://shop.example.com}]
paths:
  /chairs:
    get:
      operationId: list
      tags: [chairs]
      responses: {'200': {description: Chairs., content: {application/json: {schema: {$ref: '#/components/schemas/chair_model'}}}}}
    post:
      operationId: LIST
      tags: [chairs]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/chair_model'}}}}
      responses: {'204': {description: Done.}}
  /tables:
    get:
      operationId: listTables
      tags: [tables]
      security: [{spareKey: []}]
      responses: {'200': {description: Tables., content: {application/json: {schema: {$ref: '#/components/schemas/Table'}}}}}
    post:
      operationId: saveTable
      tags: [tables]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/ChairModel'}}}}
      responses: {'204': {description: Done.}}
  /rooms:
    get:
      operationId: listRooms
      tags: [rooms]
      responses: {'200': {description: Rooms., content: {application/json: {schema: {$ref: '#/components/schemas/Room'}}}}}
webhooks:
  room.closed:
    post:
      tags: [rooms]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Room'}}}}
      responses: {'204': {description: Taken.}}
components:
  securitySchemes:
    spareKey: {type: apiKey, in: header, name: X-Spare}
  schemas:
    ChairModel: {type: object, properties: {at: {$ref: '#/components/schemas/Table'}}}
    chair_model: {type: object, properties: {made: {type: string, readOnly: true}, at: {$ref: '#/components/schemas/Table'}, kind: {type: string, enum: [UP, up, Up]}}}
    Table: {type: object, properties: {id: {type: string, readOnly: true}, chairs: {type: array, items: {$ref: '#/components/schemas/chair_model'}}}}
    Room: {type: object, properties: {inner: {$ref: '#/components/schemas/Room'}}}
";

fn entangled(only: &[&str]) -> Reading {
    let source = Source::new("shop.yaml", ENTANGLED);
    let options = Options {
        only: only.iter().map(|name| (*name).to_owned()).collect(),
        ..Options::lenient()
    };

    read_for(&source, &NameLock::default(), &options).expect("there are such calls")
}

/// All names of types with what is in them, of resources and of methods.
fn names(reading: &Reading) -> BTreeSet<String> {
    let api = reading.api.as_ref().expect("there is no fault");
    let types = api.types.iter().flat_map(|(_, one)| {
        let inner: Vec<String> = match &one.kind {
            TypeKind::Struct(record) => record
                .members
                .iter()
                .map(|one| one.field.to_string())
                .collect(),
            TypeKind::TextEnum(texts) => texts
                .variants
                .iter()
                .map(|one| format!("{}={}", one.name, one.wire))
                .collect(),
            _ => Vec::new(),
        };
        let name = one.name.to_string();
        inner
            .into_iter()
            .map(move |inner| format!("{name}.{inner}"))
            .chain([one.name.to_string()])
    });
    let calls = api.resources.iter().flat_map(|one| {
        one.operations
            .iter()
            .map(move |call| format!("{}.{}", one.field, call.method_name))
    });

    types.chain(calls).collect()
}

#[test]
fn a_part_has_the_names_of_the_whole_and_nothing_that_only_others_need() {
    let whole = entangled(&[]);
    let names_of_whole = names(&whole);
    for (only, has_webhooks, credentials) in [
        ("chairs", false, 0),
        ("LIST", false, 0),
        ("list", false, 0),
        ("tables", false, 1),
        ("saveTable", false, 0),
        ("rooms", true, 0),
        ("room.closed", true, 0),
    ] {
        let part = entangled(&[only]);
        let names_of_part = names(&part);
        assert!(
            names_of_part.is_subset(&names_of_whole),
            "{only}: {:?}",
            names_of_part.difference(&names_of_whole)
        );
        assert!(names_of_part.len() < names_of_whole.len(), "{only}");
        assert_eq!(part.lock, whole.lock, "{only}");
        let api = part.api.expect("there is no fault");
        assert_eq!(api.webhooks.is_some(), has_webhooks, "{only}");
        assert_eq!(api.credentials.len(), credentials, "{only}");
        let has_rooms = api.types.iter().any(|(_, one)| one.name.as_str() == "Room");
        assert_eq!(has_rooms, has_webhooks, "{only}");
    }
}

#[test]
fn nothing_is_said_of_calls_that_nobody_asked_for() {
    assert_eq!(read_only(&["chairs"]).unwrap().diagnostics.count(), 1);
    assert_eq!(read_only(&["tables"]).unwrap().diagnostics.count(), 0);
}

#[test]
fn a_name_that_no_call_answers_to_is_told_with_the_one_that_is_meant() {
    for (only, told) in [
        (
            &["chair"][..],
            "the document has no tag and no operation `chair`; did you mean `chairs`?",
        ),
        (&["listTable"], "did you mean `listTables`?"),
        (&["GET /chair"], "did you mean `GET /chairs`?"),
        (
            &["PUT /chairs/{id}/legs"],
            "no operation `PUT /chairs/{id}/legs`",
        ),
        (
            &["chairs", "a", "tabels"],
            "`a`\nthe document has no tag and no operation `tabels`",
        ),
    ] {
        let error = read_only(only).map(|_| ()).unwrap_err();
        assert!(error.contains(told), "{only:?}: {error}");
    }
}
