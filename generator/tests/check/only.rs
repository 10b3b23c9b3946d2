//! Fewer calls than a document has.

use brogue_generator::check::NameLock;
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
