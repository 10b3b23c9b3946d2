//! Swagger 2.0: the same tree as of OpenAPI 3, with pointers, places and references as they were written.

use brogue_generator::load::Value;
use brogue_generator::parse::ast::{Schema, Spec};

use crate::{read, read_well};

const DOCUMENT: &str = include_str!("well/visits-2.yaml");

fn visits() -> Spec {
    read_well(DOCUMENT)
}

/// What stands at a place of the document.
fn at(span: brogue_generator::source::Span) -> &'static str {
    &DOCUMENT[span.start as usize..span.end as usize]
}

fn types(schema: &Schema) -> Vec<&str> {
    schema.types.iter().map(|word| &*word.value).collect()
}

#[test]
fn the_address_is_put_together() {
    let spec = visits();

    assert_eq!(spec.servers.len(), 1);
    assert_eq!(spec.servers[0].url.value, "https://api.example.com/v1");
    assert_eq!(at(spec.servers[0].url.span), "api.example.com");
    assert_eq!(spec.evidence.len(), 1);
}

#[test]
fn an_address_without_a_host_keeps_its_path() {
    let (spec, reports) = read(
        "a.yaml",
        "swagger: '2.0'\ninfo: {title: t, version: '1'}\nbasePath: v1/\n",
    );
    let spec = spec.expect("it is a document");

    assert!(reports.contains("error[missing-server]"), "{reports}");
    assert!(spec.servers_lost);
    assert_eq!(spec.servers[0].url.value, "/v1");
    let description = spec.servers[0].description.as_ref();
    assert!(description.is_some_and(|text| text.value.ends_with("It ends with `/v1`.")));
}

#[test]
fn components_keep_their_places() {
    let components = visits().components;

    let (name, visit) = &components.schemas[0];
    assert_eq!(name.value, "Visit");
    assert_eq!(visit.pointer, "#/definitions/Visit");
    let (_, closed) = &visit.properties[0];
    assert_eq!(closed.pointer, "#/definitions/Visit/properties/closed");
    assert_eq!(types(closed), ["boolean", "null"]);
    let (_, price) = &visit.properties[1];
    let limits: Vec<_> = price.limits.iter().map(|(word, _)| *word).collect();
    assert_eq!(limits, ["exclusiveMinimum"]);
    assert_eq!(price.limits[0].1.value, Value::Number("0".to_owned()));
    let discriminator = visit.discriminator.as_ref().expect("it has one");
    assert_eq!(at(discriminator.property.span), "kind");

    let names = |found: Vec<&str>| found.join(" ");
    let parameters = components.parameters.iter();
    assert_eq!(
        names(parameters.map(|(name, _)| &*name.value).collect()),
        "ID"
    );
    let bodies = components.request_bodies.iter();
    assert_eq!(
        names(bodies.map(|(name, _)| &*name.value).collect()),
        "Visit"
    );
    assert_eq!(components.folders.request_bodies, "parameters");
    let (_, fault) = &components.responses[0];
    let (_, header) = &fault.headers[0];
    let header = header.schema.as_ref().expect("it has a type");
    assert_eq!(header.pointer, "#/responses/Fault/headers/X-Why");
}

#[test]
fn parameters_are_told_apart() {
    let spec = visits();
    let (_, item) = &spec.paths[0];
    let reference = item.parameters[0].reference.as_ref();
    assert_eq!(reference.map(|text| &*text.value), Some("#/parameters/ID"));

    let (_, put) = &item.operations[0];
    assert_eq!(put.parameters.len(), 1);
    let tags = &put.parameters[0];
    assert_eq!(at(tags.span), "tags");
    assert!(tags.quirks.rust_name.is_some());
    // The document says by a quirk how lists go in queries, so the parameter is silent.
    assert!(tags.style.is_none() && tags.explode.is_none());
    let schema = tags.schema.as_ref().expect("it has a type");
    assert_eq!(schema.pointer, "#/paths/~1visits~1{ID}/put/parameters/0");

    let body = put.request_body.as_ref().expect("there is a body");
    assert!(body.required && body.quirks.array_style.is_some());
    let (name, media) = &body.content[0];
    assert_eq!(at(name.span), "application/json");
    let schema = media.schema.as_ref().expect("it has a schema");
    assert_eq!(
        schema.pointer,
        "#/paths/~1visits~1{ID}/put/parameters/1/schema"
    );
    let reference = schema.reference.as_ref();
    assert_eq!(
        reference.map(|text| &*text.value),
        Some("#/definitions/Visit")
    );
}

#[test]
fn fields_become_one_body() {
    let spec = visits();
    let (_, post) = &spec.paths[0].1.operations[1];
    let body = post.request_body.as_ref().expect("there is a body");
    let (name, media) = &body.content[0];
    assert_eq!(name.value, "multipart/form-data");
    let schema = media.schema.as_ref().expect("it has a schema");
    assert_eq!(schema.pointer, "#/paths/~1visits~1{ID}/post/parameters");

    let (_, photo) = &schema.properties[0];
    assert_eq!(photo.pointer, "#/paths/~1visits~1{ID}/post/parameters/0");
    assert_eq!(
        photo.format.as_ref().map(|format| &*format.value),
        Some("binary")
    );
    assert_eq!(photo.evidence.len(), 1);
    let (_, tags) = &schema.properties[1];
    assert!(tags.quirks.sensitive.is_some());
    // The quirk of the document is about queries only.
    let (name, encoding) = &media.encoding[0];
    assert_eq!(name.value, "tags");
    assert_eq!(
        encoding.explode.as_ref().map(|explode| explode.value),
        Some(false)
    );
}

#[test]
fn answers_have_media_types_and_examples() {
    let spec = visits();
    let (_, put) = &spec.paths[0].1.operations[0];
    let (_, success) = &put.responses[0];
    let (name, media) = &success.content[0];
    assert_eq!(name.value, "application/json");
    assert_eq!(
        media.example.as_ref().map(Value::to_json),
        Some("{\"closed\":true}".to_owned())
    );
    let schema = media.schema.as_ref().expect("it has a schema");
    assert_eq!(
        schema.pointer,
        "#/paths/~1visits~1{ID}/put/responses/200/schema"
    );
    let (_, others) = &put.responses[1];
    let reference = others.reference.as_ref();
    assert_eq!(
        reference.map(|text| &*text.value),
        Some("#/responses/Fault")
    );
}

#[test]
fn flows_have_their_later_names() {
    let schemes = visits().components.security_schemes;
    let (_, code) = &schemes[1];
    let (flow, said) = &code.flows[0];

    assert_eq!(flow.value, "authorizationCode");
    assert_eq!(at(flow.span), "accessCode");
    assert!(said.token_url.is_some() && said.scopes.len() == 1);
    assert!(code.quirks.token_lifetime.is_some());
}

/// A thousand lines.
fn lines(line: impl Fn(usize) -> String) -> String {
    let lines: Vec<String> = (0..1_000).map(line).collect();

    lines.join("\n")
}

#[test]
fn references_that_repeat_too_much_are_cut_off() {
    let item = format!(
        "get: {{description: \"{}\", responses: {{}}}}",
        "x".repeat(100_000)
    );
    let paths = lines(|index| format!("  /p{index}: {{$ref: '#/x-item'}}"));
    let text = format!(
        "swagger: '2.0'\ninfo: {{title: t, version: '1'}}\nhost: api.example.com\nx-item: {{{item}}}\npaths:\n{paths}"
    );
    let (spec, reports) = read("a.yaml", &text);

    assert_eq!(reports.matches("error[").count(), 1, "{reports:.500}");
    assert!(
        reports.contains("references repeat too much"),
        "{reports:.500}"
    );
    let paths = spec.expect("it is a document").paths.len();
    assert!((100..1_000).contains(&paths), "{paths}");
}

#[test]
fn chains_without_end_lead_nowhere() {
    let chain = lines(|index| format!("  p{index}: {{$ref: '#/parameters/p{}'}}", index + 1));
    let text = format!(
        "swagger: '2.0'\ninfo: {{title: t, version: '1'}}\nhost: api.example.com\npaths:\n  /a:\n    get:\n      parameters: [{{$ref: '#/parameters/p0'}}]\n      responses: {{}}\nparameters:\n{chain}\n  p1000: {{in: formData, name: a, type: string}}\n"
    );
    let spec = read_well(&text);
    let (_, get) = &spec.paths[0].1.operations[0];

    assert!(get.request_body.is_none());
    assert_eq!(get.parameters.len(), 1);
}
