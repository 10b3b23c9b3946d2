//! Schemas that hold themselves by the word of an older JSON Schema.

use brogue_generator::check::NameLock;
use brogue_generator::source::Source;
use brogue_generator::{Options, generate_for};

const FILTERS: &str = "openapi: 3.1.0
info: {title: Filters, version: '1'}
servers: [{url: 'https://api.example.com'}]
paths:
  /filter:
    get:
      operationId: getFilter
      responses: {200: {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Filter'}}}}}
components:
  schemas:
    Filter:
      $recursiveAnchor: true
      type: object
      properties:
        name: {type: string, example: {$recursiveRef: '#'}}
        inner: {type: array, items: {$recursiveRef: '#'}}
        other: {$recursiveRef: 'https://schemas.example.com/other'}
";

#[test]
fn a_schema_that_holds_itself_is_one_type() {
    let source = Source::new("filters.yaml", FILTERS);
    let outcome = generate_for(&source, &NameLock::default(), &Options::lenient())
        .expect("nobody asks for single calls");
    let text: String = outcome
        .files
        .iter()
        .map(|file| file.text.as_str())
        .collect();

    assert!(text.contains("pub inner: Option<Vec<Filter>>,"), "{text}");
    assert!(text.contains("pub other: Option<Value>,"), "{text}");
}
