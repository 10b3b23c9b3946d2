//! Specs: what the author wrote, whatever version of OpenAPI it was written in.

use brogue_generator::load::Value;
use brogue_generator::parse::ast::{Additional, Schema};
use brogue_generator::parse::quirk::pagination::{Parameter, Strategy};
use brogue_generator::parse::quirk::{Envelope, Grade, Pagination, Sends, View};
use brogue_generator::parse::{Place, VOCABULARY};

use crate::{read, read_well};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Visits, version: \"1\"}\n";

fn types(schema: &Schema) -> Vec<&str> {
    schema.types.iter().map(|word| &*word.value).collect()
}

#[test]
fn a_document_is_read_whole() {
    let spec = read_well(include_str!("well/visits.yaml"));

    assert_eq!(
        spec.info.title.as_ref().map(|title| &*title.value),
        Some("Visits")
    );
    assert_eq!(spec.servers[0].url.value, "https://api.example.com/v1");
    assert_eq!(spec.tags[0].name.value, "Visits");
    assert_eq!(spec.evidence.len(), 2);
    assert_eq!(spec.evidence[1].grade, Grade::Inferred);
    let security: Vec<_> = spec
        .security
        .iter()
        .flatten()
        .map(|all| &*all.schemes[0].0.value)
        .collect();
    assert_eq!(security, ["key", "token"]);

    let (path, item) = &spec.paths[0];
    assert_eq!(path.value, "/visits/{ID}");
    let methods: Vec<_> = item
        .operations
        .iter()
        .map(|(method, _)| &*method.value)
        .collect();
    assert_eq!(methods, ["put", "get"]);
    let (_, get) = &item.operations[1];
    assert_eq!(get.responses[0].0.value, "200");
    let (media_type, content) = &get.responses[0].1.content[0];
    assert_eq!(media_type.value, "application/json");
    let schema = content.schema.as_ref().expect("the answer has a schema");
    assert_eq!(
        schema.pointer,
        "#/paths/~1visits~1{ID}/get/responses/200/content/application~1json/schema"
    );
    assert_eq!(
        content.example.as_ref().map(Value::to_json),
        Some("{\"data\":null}".to_owned())
    );

    let (_, visit) = &spec.components.schemas[0];
    let closed = &visit.properties[0].1;
    assert_eq!(
        closed.pointer,
        "#/components/schemas/Visit/properties/closed"
    );
    assert_eq!(types(closed), ["boolean", "integer", "null"]);
    assert_eq!(
        closed.quirks.view.as_ref().map(|view| &view.value[..]),
        Some(&[View::Flag][..])
    );
    assert_eq!(
        closed.quirks.sends.as_ref().map(|sends| sends.value),
        Some(Sends::Integer)
    );
    assert!(matches!(&visit.additional, Some(Additional::Allowed(allowed)) if !allowed.value));
}

#[test]
fn quirks_are_typed() {
    let spec = read_well(include_str!("well/visits.yaml"));
    let quirks = &spec.quirks;

    let Some(Envelope::Inside {
        data, meta, error, ..
    }) = quirks.envelope.as_ref().map(|quirk| quirk.value.clone())
    else {
        panic!("the envelope is {:?}", quirks.envelope);
    };
    assert_eq!(
        (&*data, meta.as_deref(), error),
        (
            "/data",
            Some("/meta"),
            vec!["/error".to_owned(), "/meta/error".to_owned()]
        )
    );
    let limit = &quirks.rate_limit.as_ref().expect("there is a quota").value;
    assert_eq!(
        (limit.windows[0].requests, limit.windows[0].milliseconds),
        (100, 10_000)
    );
    assert_eq!(limit.headers.remaining.as_deref(), Some("X-Left"));

    let item = &spec.paths[0].1;
    let put = &item.operations[0].1.quirks;
    assert_eq!(
        put.envelope.as_ref().map(|quirk| &quirk.value),
        Some(&Envelope::None)
    );
    assert_eq!(
        put.update
            .as_ref()
            .map(|quirk| quirk.value.replaces.clone()),
        Some(vec!["lines".to_owned()])
    );
    let get = &item.operations[1].1.quirks;
    let Some(Pagination::Pages(pages)) = get.pagination.as_ref().map(|quirk| quirk.value.clone())
    else {
        panic!("the pagination is {:?}", get.pagination);
    };
    assert!(
        matches!(
            &pages.strategy,
            Strategy::Offset { parameter: Parameter::Query(name), .. } if name == "start"
        ),
        "{pages:?}"
    );
    assert_eq!((pages.size, &*pages.items), (Some(100), "/data"));
}

#[test]
fn nullable_of_3_0_is_what_3_1_writes() {
    let spec = read_well(
        "openapi: 3.0.3
info: {title: Visits, version: \"1\"}
components:
  schemas:
    Plain: {type: string, nullable: true, exclusiveMinimum: true}
    Never: {type: string, nullable: false}
    Either: {oneOf: [{type: string}, {type: integer}], nullable: true}
    Reference: {$ref: \"#/components/schemas/Plain\", nullable: true, description: Perhaps.}
    Several: {allOf: [{type: object}], nullable: true}
    Anything: {nullable: true}
",
    );
    let schemas = &spec.components.schemas;

    assert_eq!(types(&schemas[0].1), ["string", "null"]);
    assert_eq!(types(&schemas[1].1), ["string"]);
    assert_eq!(
        types(schemas[2].1.one_of.last().expect("there are branches")),
        ["null"]
    );
    for (name, schema) in &schemas[3..5] {
        assert_eq!(schema.any_of.len(), 2, "{}", name.value);
        assert_eq!(types(&schema.any_of[1]), ["null"]);
        assert!(schema.reference.is_none() && schema.all_of.is_empty());
        assert_eq!(schema.any_of[0].pointer, schema.pointer);
    }
    assert!(schemas[3].1.description.is_some());
    assert!(schemas[3].1.any_of[0].reference.is_some());
    assert!(schemas[5].1.any_of.is_empty() && schemas[5].1.types.is_empty());
}

#[test]
fn schemas_may_be_booleans_and_types_lists() {
    let spec = read_well(&format!(
        "{HEAD}components:
  schemas:
    Anything: true
    Open: {{additionalProperties: {{type: [string, \"null\"]}}}}
    Pair: {{prefixItems: [{{type: string}}, true], items: false}}
"
    ));
    let schemas = &spec.components.schemas;

    assert!(schemas[0].1.types.is_empty());
    let Some(Additional::Schema(values)) = &schemas[1].1.additional else {
        panic!("the values have a schema");
    };
    assert_eq!(types(values), ["string", "null"]);
    assert_eq!(
        values.pointer,
        "#/components/schemas/Open/additionalProperties"
    );
    assert_eq!(schemas[2].1.prefix_items.len(), 2);
    assert_eq!(
        schemas[2].1.prefix_items[1].pointer,
        "#/components/schemas/Pair/prefixItems/1"
    );
}

#[test]
fn every_example_of_the_vocabulary_is_read_where_it_may_stand_and_nowhere_else() {
    for word in VOCABULARY {
        assert!(
            word.meaning.ends_with('.') && word.manual.ends_with('.'),
            "{}",
            word.name
        );
        for place in Place::ALL {
            let (_, reports) = read("a.yaml", &document(*place, word.example));
            if word.places.contains(place) {
                assert_eq!(reports, "", "`{}` at {}", word.name, place.name());
            } else {
                assert!(
                    reports.starts_with("error[misplaced-quirk]"),
                    "`{}` at {}: {reports}",
                    word.name,
                    place.name()
                );
            }
        }
    }
}

/// A document that holds an example at a place.
fn document(place: Place, example: &str) -> String {
    let indented = |depth: usize| {
        let indent = " ".repeat(depth);
        let lines: Vec<String> = example
            .lines()
            .map(|line| format!("{indent}{line}"))
            .collect();
        lines.join("\n")
    };

    let rest = match place {
        Place::Document => indented(0),
        Place::PathItem => format!("paths:\n  /a:\n{}", indented(4)),
        Place::Operation => format!("paths:\n  /a:\n    get:\n{}", indented(6)),
        Place::Parameter => format!(
            "components:\n  parameters:\n    A:\n      name: a\n      in: query\n      schema: {{}}\n{}",
            indented(6)
        ),
        Place::RequestBody => format!("components:\n  requestBodies:\n    A:\n{}", indented(6)),
        Place::Schema => format!("components:\n  schemas:\n    A:\n{}", indented(6)),
        Place::Property => format!(
            "components:\n  schemas:\n    A:\n      properties:\n        a:\n{}",
            indented(10)
        ),
        Place::SecurityScheme => format!(
            "components:\n  securitySchemes:\n    a:\n      type: http\n      scheme: bearer\n{}",
            indented(6)
        ),
        Place::Webhook => format!(
            "webhooks:\n  a:\n    post:\n      requestBody: {{content: {{}}}}\n{}",
            indented(4)
        ),
    };

    format!("{HEAD}{rest}")
}
