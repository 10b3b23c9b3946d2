//! Operations become methods.

use crate::support::{assert_operations, model};

const VISITS: &str = "
x-quirks: {envelope: {data: /data, meta: /meta}, error-body: {partial: {at: /meta/errors, message: /message}}}
paths:
  /visits:
    parameters: [{name: shared, in: query, schema: {type: string}}]
    get:
      operationId: listVisits
      tags: [Visits]
      x-quirks: {pagination: {offset: {parameter: start, size: 100, next: /meta/next, items: /data}}}
      parameters:
        - {name: start, in: query, schema: {type: integer}}
        - {name: shared, in: query, required: true, schema: {type: boolean}}
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: ids, in: query, schema: {type: array, items: {type: string}}}
        - {name: fields, in: query, explode: false, schema: {type: array, items: {type: string, enum: [a, b]}}}
        - {$ref: '#/components/parameters/Closed'}
      responses:
        '200':
          description: Visits.
          content:
            application/json:
              schema:
                type: object
                properties:
                  meta: {type: object, properties: {next: {type: integer}}}
                  data: {type: array, items: {$ref: '#/components/schemas/Visit'}}
    post:
      operationId: upsertVisits
      tags: [Visits]
      x-quirks: {retry: safe}
      requestBody: {required: true, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/VisitInput'}}}}}
      responses:
        '201':
          description: Done.
          content:
            application/json:
              schema:
                type: object
                properties:
                  meta: {type: object, properties: {errors: {type: array, items: {}}}}
                  data: {type: 'null'}
  /visits/{ID}:
    parameters: [{name: ID, in: path, required: true, schema: {$ref: '#/components/schemas/VisitId'}}]
    get:
      tags: [Visits]
      responses:
        '200':
          description: One.
          content:
            application/vnd.example+json:
              schema: {type: object, properties: {data: {oneOf: [{$ref: '#/components/schemas/Visit'}, {type: 'null'}]}}}
    put:
      operationId: updateVisit
      tags: [Visits]
      x-quirks: {update: {style: partial, replaces: [lines]}, envelope: none}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/VisitInput'}}}}
      responses: {'204': {description: Done.}}
    delete:
      tags: [Visits]
      x-quirks: {retry: never}
      responses: {default: {description: Done.}}
components:
  parameters:
    Closed: {name: closed, in: query, schema: {type: integer}, x-quirks: {view: flag, sends: integer}}
  schemas:
    VisitId: {type: [integer, string], x-quirks: {view: id}}
    Visit: {type: object, properties: {id: {$ref: '#/components/schemas/VisitId'}}}
    VisitInput:
      type: object
      required: [name]
      properties: {name: {type: string}, note: {type: [string, 'null']}, lines: {type: array, items: {type: string}}}
";

#[test]
fn a_document_becomes_resources_with_methods() {
    assert_operations(
        VISITS,
        "
visits: Visits
  list ListVisits GET /visits Safe -> pages of Visit at /data offset start of /data
    Query shared: Boolean
    Query start?: Integer64
    Header x_trace?: Text
    Query ids?: [Text]
    Query fields?: [ListVisitsField] Query(Comma)
    Query closed?: Boolean [Flag] Integer
  upsert UpsertVisits POST /visits Safe -> nothing at /data partial
    Query shared?: Text
    body visits: [VisitInput]
  get GetVisits GET /visits/{ID} Safe -> Visit? at /data
    path id: VisitId [Id] Plain
  update UpdateVisits PUT /visits/{ID} Safe -> nothing
    path id: VisitId [Id] Plain
    body visit: VisitUpdate
  delete DeleteVisits DELETE /visits/{ID} Unsafe -> nothing at /data
    path id: VisitId [Id] Plain
",
    );
}

#[test]
fn what_holds_for_all_calls_is_read() {
    let api = model(
        "
security: [{key: []}, {token: []}]
externalDocs: {url: 'https://example.com/docs'}
x-quirks:
  rate-limit: {windows: [{requests: 100, per: 10s}], headers: {remaining: X-Left, reset: X-Reset, reset-is: unix-time}}
  error-body: {message: [/error]}
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: api_key}
    token: {type: http, scheme: bearer}
paths: {}
",
    );
    assert_eq!(api.base_url, "https://api.example.com/v1");
    assert_eq!(api.crate_name.as_str(), "sample");
    assert_eq!(api.docs_url.as_deref(), Some("https://example.com/docs"));
    assert_eq!(
        format!("{:?}", api.credentials),
        r#"[ApiKeyQuery { scheme: "key", parameter: "api_key" }, Bearer { scheme: "token" }]"#
    );
    assert_eq!(
        format!("{:?}", api.quota.expect("there is a quota")),
        r#"Quota { windows: [QuotaWindow { requests: 100, milliseconds: 10000 }], scope: Credential, limit_header: None, remaining_header: Some("X-Left"), reset_header: Some("X-Reset"), reset_form: UnixTime }"#
    );
    let meanings: Vec<&str> = api
        .quirks
        .iter()
        .map(|note| note.meaning.as_str())
        .collect();
    assert_eq!(
        meanings,
        [
            "An error body has the message at `/error`.",
            "At most 100 requests in 10 seconds for each credential; calls wait for their turn."
        ]
    );
}

#[test]
fn notes_say_what_a_caller_must_know() {
    let api = model(VISITS);
    let notes: Vec<(&str, &[String])> = api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations)
        .map(|operation| (operation.method_name.as_str(), operation.notes.as_slice()))
        .collect();
    let expected: [(&str, &[&str]); 5] = [
        (
            "list",
            &[
                "The list comes in pages of at most 100 items; `start` is the number of the item that a page starts with, and `.items()` walks through all of them.",
            ],
        ),
        (
            "upsert",
            &[
                "A success can carry errors of single elements: both are returned, and `.complete()` makes an error of them.",
                "Sending it twice is the same as once, so it is tried again after a failure.",
            ],
        ),
        ("get", &[]),
        (
            "update",
            &["What is sent for `lines` replaces the whole list."],
        ),
        (
            "delete",
            &["The client never sends it a second time on its own."],
        ),
    ];
    let expected: Vec<(&str, Vec<String>)> = expected
        .iter()
        .map(|(name, notes)| (*name, notes.iter().map(|note| (*note).to_owned()).collect()))
        .collect();
    assert_eq!(
        notes,
        expected
            .iter()
            .map(|(name, notes)| (*name, notes.as_slice()))
            .collect::<Vec<_>>()
    );
}

#[test]
fn everything_knows_its_line() {
    let api = model(VISITS);
    let operations: Vec<usize> = api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations)
        .map(|operation| operation.origin.line)
        .collect();
    assert_eq!(operations, [11, 32, 49, 57, 63]);
    let types: Vec<usize> = api
        .types
        .iter()
        .map(|(_, definition)| definition.origin.line)
        .collect();
    assert_eq!(types, [20, 71, 72, 73, 73]);
}
