//! Faults of documents, each with its place and its way out.

use crate::support::{answering, assert_reports, whole};

#[test]
fn references_lead_somewhere() {
    assert_reports(
        "paths:
  /a:
    get:
      tags: [jobs]
      operationId: listJobs
      parameters: [{$ref: '#/components/parameters/Form'}]
      responses:
        '200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Vist'}}}}
  /b:
    put:
      tags: [jobs]
      operationId: updateJob
      requestBody: {$ref: 'common.yaml#/Body'}
      responses: {'200': {$ref: '#/components/responses/Loop'}}
  /c:
    get:
      tags: [jobs]
      operationId: getJob
      responses: {'200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Ring'}}}}}
components:
  parameters: {From: {name: from, in: query, schema: {type: string}}}
  responses: {Loop: {$ref: '#/components/responses/Loop'}}
  schemas: {Visit: {type: object}, Ring: {$ref: '#/components/schemas/Ring'}}
",
        "
dangling-reference 11: `#/components/parameters/Form` does not exist
  help: did you mean `#/components/parameters/From`?
dangling-reference 13: `#/components/schemas/Vist` does not exist
  help: did you mean `#/components/schemas/Visit`?
remote-reference 18: `common.yaml#/Body` is in another document
  help: keep the files together, in the folder of the document, or put everything into one file first, for example with `npx @redocly/cli bundle openapi.yaml -o bundled.yaml`
reference-cycle 27: `#/components/responses/Loop` leads back to itself without ever saying what it is
  help: replace one of the references by what it stands for
reference-cycle 28: `#/components/schemas/Ring` leads back to itself without ever saying what it is
  help: replace one of the references by what it stands for
",
    );
}

#[test]
fn escaped_and_inner_references_are_followed() {
    assert_reports(
        &answering(
            "    Thing: {type: object, properties: {a: {$ref: '#/components/schemas/od~1d%20name~0/properties/x'}}}
    'od/d name~': {type: object, properties: {x: {type: array, items: {type: string}}}}
",
        ),
        "",
    );
    assert_reports(
        &answering(
            "    Thing: {type: object}\n    Unreached: {type: array, items: {$ref: '#/components/schemas/Thing/properties/x'}}\n",
        ),
        "
dangling-reference 18: `#/components/schemas/Thing/properties/x` does not exist
  help: write `#/components/schemas/<name>` with a name that stands under `components: schemas:`
",
    );
}

#[test]
fn path_parameters_are_declared_and_used() {
    assert_reports(
        "paths:
  /a/{ID}: {get: {tags: [a], responses: {}}}
  /b: {get: {tags: [b], parameters: [{name: ID, in: path, required: true, schema: {type: string}}], responses: {}}}
  /c/{ID: {get: {tags: [c], responses: {}}}
  '/d/{x}/{x}': {get: {tags: [d], responses: {}}}
",
        "
undeclared-path-parameter 7: path parameter `ID` of `GET /a/{ID}` is not declared
  7: this operation needs it
  help: declare it: `parameters: [{name: ID, in: path, required: true, schema: {type: string}}]`
unused-path-parameter 8: path parameter `ID` does not occur in `/b`
  8: the path
  help: write `{ID}` into the path, or remove the parameter
bad-path 9: the path `/c/{ID` opens a brace at `{ID` and does not close it
  help: a path looks like `/visits/{id}/lines`: it starts with `/`, and each value has a name of its own in braces
bad-path 10: the path `/d/{x}/{x}` names `{x}` twice
  help: a path looks like `/visits/{id}/lines`: it starts with `/`, and each value has a name of its own in braces
",
    );
}

#[test]
fn parameters_that_cannot_be_sent_are_reported() {
    assert_reports(
        "paths:
  /a:
    get:
      tags: [a]
      parameters:
        - {name: coded, in: query, content: {application/xml: {schema: {}}}}
      responses: {}
  /b:
    get:
      tags: [b]
      parameters:
        - {name: X-A, in: header, style: form, schema: {type: string}}
        - {name: X-B, in: header, schema: {type: array, items: {type: array, items: {type: string}}}}
        - {name: none, in: query, schema: {type: 'null'}}
      responses: {}
  /c:
    get:
      tags: [c]
      parameters:
        - {name: style, in: query, style: matrix, schema: {type: array, items: {type: string}}}
        - {name: deep, in: query, style: deepObject, schema: {type: array, items: {type: string}}}
      responses: {}
",
        "
unsupported 11: a parameter of `application/xml` is not supported
  help: write `application/json`, or give the parameter a `schema`
unsupported 17: the style `form` is not defined in this place
  help: the styles of this place: `simple`
unsupported 18: the parameter `X-B` nests too deep for its place
  help: give it a plain value, a list or an object of plain values, or `content: {application/json: ..}`
unsupported 19: the parameter `none` is always null
  help: give it the type of its value, as in `type: string`
unsupported 25: the style `matrix` is not defined in this place
  help: the styles of this place: `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`
undefined-style 26: OpenAPI leaves open how the parameter `deep` goes out in this style
  help: say what the vendor takes where it takes something else: `x-quirks: {array-style: unindexed}`
",
    );
}

#[test]
fn pointers_lead_to_declared_members() {
    let document = |data: &str, items: &str, parameter: &str| {
        format!(
            "x-quirks: {{envelope: {{data: {data}}}}}
paths:
  /a:
    get:
      tags: [a]
      parameters: [{{name: start, in: query, schema: {{type: integer}}}}]
      x-quirks: {{pagination: {{offset: {{parameter: {parameter}, items: {items}}}}}}}
      responses:
        '200':
          description: It.
          content: {{application/json: {{schema: {{type: object, properties: {{data: {{type: array}}, meta: {{type: object}}}}}}}}}}
"
        )
    };
    assert_reports(&document("/data", "/data", "start"), "");
    assert_reports(
        &document("/date", "/data", "start"),
        "
bad-pointer 6: `/date` leads to no declared member: there is no `date`
  16: the body it points into
  help: did you mean `data`? the members there are `data`, `meta`
",
    );
    assert_reports(
        &document("/data", "/meta", "from"),
        "
bad-pointer 12: `GET /a` has pages, but `/meta` is no list in its answer
  9: this operation
  help: point `items` to the list, or write `pagination: none`
undeclared-member 12: `pagination` names the query parameter `from`, which `GET /a` does not declare
  help: declare it: `{name: from, in: query, schema: {type: integer}}`
",
    );
    assert_reports(
        &document("/data", "/meta", "start"),
        "
bad-pointer 12: `GET /a` has pages, but `/meta` is no list in its answer
  9: this operation
  help: point `items` to the list, or write `pagination: none`
",
    );
}

#[test]
fn bodies_are_json_and_updates_name_lists() {
    assert_reports(
        "paths:
  /a:
    put:
      tags: [a]
      requestBody: {content: {multipart/mixed: {schema: {type: string}}}}
      responses: {}
  /b:
    put:
      tags: [b]
      x-quirks: {update: {style: partial, replaces: [line]}}
      requestBody: {content: {application/json: {schema: {type: object, properties: {lines: {type: array, items: {type: string}}}}}}}
      responses: {}
",
        "
bad-media-type 10: a body of `multipart/mixed` is not supported
  help: JSON, forms, `multipart/form-data`, texts and bytes of any type are sent
undeclared-member 15: `replaces` names `line`, which is no list of the body
  help: did you mean `lines`?
",
    );
}

#[test]
fn schemas_without_one_type_are_reported() {
    assert_reports(
        &answering(
            "    Thing:
      type: object
      required: [nmae]
      properties:
        name: {type: [integer, string]}
        tuple: {type: array, prefixItems: [{type: string}]}
        mixed: {$ref: '#/components/schemas/Other', type: object}
    Other: {type: object}
",
        ),
        "
undeclared-member 19: `required` lists `nmae`, which is no member of the object
  help: did you mean `name`?
unsupported 21: a value of the types `integer`, `string` has no one type in Rust
  help: say how it is seen in Rust: `x-quirks: {view: flag}`, or `id`, `text`, `number`, `integer`; or write `oneOf`
unsupported 22: lists with a type for each place are not supported
  help: write `items` with one schema for all elements
",
    );
    assert_reports(
        &answering(
            "    Thing:
      type: object
      properties:
        name: {type: [integer, string]}
        tuple: {type: array, prefixItems: [{type: string}]}
",
        ),
        "
unsupported 20: a value of the types `integer`, `string` has no one type in Rust
  help: say how it is seen in Rust: `x-quirks: {view: flag}`, or `id`, `text`, `number`, `integer`; or write `oneOf`
unsupported 21: lists with a type for each place are not supported
  help: write `items` with one schema for all elements
",
    );
}

#[test]
fn servers_and_credentials_are_of_a_kind_that_is_known() {
    let (_, reports) = whole(
        "openapi: 3.1.0\ninfo: {title: Sample, version: '1'}\npaths: {}\n",
        "",
    );
    assert_eq!(
        reports,
        "missing-server 2: the document does not say where the API is\n  help: add `servers: [{url: https://api.example.com/v2}]`\n"
    );
    for (url, fault) in [
        (
            "https://{region}.example.com",
            "has a variable in it that has no default",
        ),
        ("/v2", "is not a whole address"),
    ] {
        let (_, reports) = whole(
            &format!(
                "openapi: 3.1.0\ninfo: {{title: Sample, version: '1'}}\nservers: [{{url: '{url}'}}]\npaths: {{}}\n"
            ),
            "",
        );
        assert_eq!(
            reports,
            format!(
                "missing-server 3: the address `{url}` {fault}\n  help: write the whole address, such as `https://api.example.com/v2`\n"
            )
        );
    }
    assert_reports(
        "security: [{kee: []}]
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: api_key}
    flow: {type: openIdConnect, openIdConnectUrl: 'https://example.com'}
paths: {}
",
        "
dangling-reference 6: the security scheme `kee` is not declared
  help: did you mean `key`?
not-generated 10: the discovery of `flow` is not generated
",
    );
}
