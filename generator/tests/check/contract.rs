//! The wire's side of a document: what its calls and schemas say, with lines.

use brogue_generator::check;
use brogue_generator::diagnostic::Diagnostics;
use brogue_generator::model::contract::{Additional, Contract, SchemaId};
use brogue_generator::model::{Json, Method, View};
use brogue_generator::source::Source;
use brogue_generator::{load, parse};

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Jobs, version: '1'}
x-quirks: {timestamp: {format: '%Y-%m-%d %H:%M:%S'}}
paths:
  /jobs/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
      - {name: limit, in: query, schema: {type: integer}}
    put:
      parameters:
        - $ref: '#/components/parameters/Limit'
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Job'}
      responses:
        '200': {$ref: '#/components/responses/Job'}
        4XX: {description: Refused.}
components:
  parameters:
    Limit:
      name: limit
      in: query
      required: true
      schema:
        type: integer
        maximum: 50
  responses:
    Job:
      description: It.
      headers: {X-Left: {schema: {type: integer}}}
      content: {application/json: {schema: {$ref: '#/components/schemas/Job'}}}
  schemas:
    Job:
      type: object
      required:
        - name
        - parent
      additionalProperties: false
      not: {required: [both]}
      minProperties: 1
      properties:
        name: {type: string, nullable: true, enum: [a, null]}
        parent: {$ref: '#/components/schemas/Job'}
        at: {type: string, format: date-time}
        open: {type: boolean, x-quirks: {view: flag}}
      patternProperties: {'^x-': {type: string}}
webhooks: {}
";

fn contract(document: &str) -> Contract {
    let source = Source::new("specs/jobs.yaml", document);
    let mut diagnostics = Diagnostics::default();
    let tree = load::load(&source, &mut diagnostics).expect("a tree");

    check::contract(&parse::parse(&tree, &mut diagnostics), &source)
}

#[test]
fn a_call_is_told_with_its_lines_and_without_references() {
    let contract = contract(DOCUMENT);
    let call = contract.call(Method::Put, "/jobs/{id}").expect("the call");
    assert!(contract.call(Method::Get, "/jobs/{id}").is_none());
    assert_eq!(call.line, 9);

    let parameters: Vec<_> = call
        .parameters
        .iter()
        .map(|one| {
            (
                one.name.as_str(),
                one.place.as_str(),
                one.required,
                one.line,
            )
        })
        .collect();
    // The operation's own declaration replaces that of the path item.
    assert_eq!(
        parameters,
        [("id", "path", true, 7), ("limit", "query", true, 23)]
    );
    let limit = contract.schema(call.parameters[1].schema.unwrap());
    assert_eq!(limit.limit("maximum"), Some(&Json::Number("50".to_owned())));
    assert_eq!(
        (limit.line_of("maximum"), limit.line_of("pattern")),
        (28, 26)
    );

    let body = call.body.as_ref().expect("a body");
    assert_eq!((body.required, body.line), (true, 12));
    assert_eq!(body.contents[0].media, "application/json");

    let statuses: Vec<_> = call
        .answers
        .iter()
        .map(|one| (one.status.as_str(), one.line, one.contents.len()))
        .collect();
    assert_eq!(statuses, [("200", 18, 1), ("4XX", 19, 0)]);
    assert_eq!(call.answers[0].headers[0].name, "X-Left");
}

#[test]
fn a_schema_says_all_that_was_written_in_the_words_of_2020_12() {
    let contract = contract(DOCUMENT);
    let call = contract.call(Method::Put, "/jobs/{id}").expect("the call");
    let sent = call.body.as_ref().unwrap().contents[0].schema.unwrap();
    let answered = call.answers[0].contents[0].schema.unwrap();
    let job = contract.resolved(sent);
    assert!(
        std::ptr::eq(job, contract.resolved(answered)),
        "it is one schema"
    );
    assert_eq!((job.name.as_str(), job.line), ("Job", 35));
    assert_eq!(
        job.required,
        [("name".to_owned(), 38), ("parent".to_owned(), 39)]
    );
    assert_eq!(job.additional, Additional::None(40));
    assert_eq!(job.checks[0].0, "not");
    assert_eq!(job.line_of("minProperties"), 42);
    assert_eq!(job.pattern_properties[0].0, "^x-");

    let member = |name: &str| -> SchemaId {
        let found = job.properties.iter().find(|(known, _)| known == name);
        found.expect("a member").1
    };
    let name = contract.schema(member("name"));
    // `nullable` of 3.0 is a kind of 3.1.
    assert_eq!(
        name.kinds
            .iter()
            .map(|kind| kind.as_str())
            .collect::<Vec<_>>(),
        ["string", "null"]
    );
    assert_eq!(name.values, [Json::Text("a".to_owned()), Json::Null]);
    assert!(
        std::ptr::eq(job, contract.resolved(member("parent"))),
        "a circle"
    );
    let at = contract.schema(member("at"));
    assert_eq!(at.time.as_ref().unwrap().pattern, "%Y-%m-%d %H:%M:%S");
    assert_eq!(contract.schema(member("open")).views, [View::Flag]);
}

#[test]
fn references_that_lead_nowhere_or_in_circles_say_nothing() {
    let contract = contract(
        "openapi: 3.1.0
paths:
  /a:
    get:
      parameters: [{$ref: '#/components/parameters/Ring'}]
      responses: {'200': {description: It., content: {a/b: {schema: {$ref: '#/components/schemas/One'}}}}}
components:
  parameters: {Ring: {$ref: '#/components/parameters/Ring'}}
  schemas: {One: {$ref: '#/components/schemas/Two'}, Two: {$ref: '#/components/schemas/One'}}
",
    );
    let call = contract.call(Method::Get, "/a").expect("the call");
    assert!(call.parameters.is_empty());
    let id = call.answers[0].contents[0].schema.expect("a schema");
    assert!(contract.resolved(id).kinds.is_empty());
}
