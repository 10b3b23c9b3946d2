//! Documents as strangers write them, paths and values above all: what a lenient reader makes of it.

use brogue_generator::check::NameLock;
use brogue_generator::model::{Api, TypeKind, TypeRef};
use brogue_generator::source::Source;
use brogue_generator::{Options, Reading, read_for};

fn read(document: &str) -> Reading {
    let source = Source::new("stranger.yaml", document);

    read_for(&source, &NameLock::default(), &Options::lenient()).unwrap()
}

fn document(paths: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Fleet, version: '1'}}\nservers: [{{url: https://fleet.example.com}}]\npaths:\n{paths}"
    )
}

/// `GET /path; arguments of the path; query!=fixed, argument!, setter`
fn calls(api: &Api) -> Vec<String> {
    let operations = api.resources.iter().flat_map(|one| &one.operations);
    operations
        .map(|operation| {
            let values = operation.path_parameters.iter().map(|one| one.wire.clone());
            let beside = operation.parameters.iter().map(|one| match &one.fixed {
                Some(fixed) => format!("{}={fixed}", one.wire),
                None if one.is_argument() => format!("{}!", one.wire),
                None => one.wire.clone(),
            });
            format!(
                "{} {}; {}; {}",
                operation.http_method.as_str(),
                operation.path_text(),
                values.collect::<Vec<_>>().join(", "),
                beside.collect::<Vec<_>>().join(", ")
            )
        })
        .collect()
}

const DONE: &str = "responses: {'204': {description: Done.}}";

#[test]
fn a_path_is_called_however_it_is_written() {
    let text = |name: &str, place: &str| {
        format!("{{name: {name}, in: {place}, required: true, schema: {{type: string}}}}")
    };
    let (id, day) = (text("id", "path"), text("day", "path"));
    let paths = [
        format!("  '/#Action=Start': {{post: {{operationId: start, {DONE}}}}}\n"),
        format!("  '/#Action=Stop': {{post: {{operationId: stop, {DONE}}}}}\n"),
        format!("  '/cars?op=LIST': {{get: {{operationId: list, {DONE}}}}}\n"),
        format!(
            "  '/cars/{{id}}/trips?from={{day}}&full': {{get: {{operationId: trips, parameters: [{id}, {day}], {DONE}}}}}\n"
        ),
        format!("  cars/:id: {{get: {{operationId: car, parameters: [{id}], {DONE}}}}}\n"),
        format!(
            "  '/cars/{{id}}/{{id}}.{{kind}}': {{get: {{operationId: twice, parameters: [{id}], {DONE}}}}}\n"
        ),
        format!("  '/files/{{path*}}{{?q}}': {{get: {{operationId: file, {DONE}}}}}\n"),
        format!("  '/old cars/100%': {{get: {{operationId: old, {DONE}}}}}\n"),
    ];
    let reading = read(&document(&paths.concat()));

    assert_eq!(
        calls(reading.api.as_ref().unwrap()),
        [
            "POST /; ; ",
            "POST /; ; ",
            "GET /cars; ; op=LIST",
            "GET /cars/{id}/trips; id; full=, from!",
            "GET /cars/{id}; id; ",
            "GET /cars/{id}/{id}.{kind}; id, kind; ",
            "GET /files/{path}; path; q",
            "GET /old cars/100%25; ; ",
        ]
    );
    let losses = reading.diagnostics.sorted();
    assert!(losses.iter().all(|report| !report.code.is_loss()));
}

#[test]
fn a_value_that_can_be_no_other_is_sent_without_asking() {
    let only = |name: &str, place: &str, value: &str| {
        format!("{{name: {name}, in: {place}, required: true, schema: {{enum: [{value}]}}}}")
    };
    let paths = format!(
        "  '/cars.{{kind}}': {{get: {{operationId: cars, parameters: [{}, {}, {}, {}, {}], {DONE}}}}}\n",
        only("kind", "path", "json"),
        only("Version", "query", "'2012-11-05'"),
        only("X-Target", "header", "Fleet.Cars"),
        only("limit", "query", "5"),
        "{name: opt, in: query, schema: {enum: [a]}}",
    );
    let reading = read(&document(&paths));
    let api = reading.api.unwrap();

    assert_eq!(
        calls(&api),
        ["GET /cars.json; ; Version=2012-11-05, X-Target=Fleet.Cars, limit=5, opt"]
    );
    let operation = &api.resources[0].operations[0];
    assert_eq!(
        operation.notes,
        ["Always sent: `Version=2012-11-05`, `X-Target: Fleet.Cars`, `limit=5`."]
    );
}

#[test]
fn a_choice_of_another_type_is_read_as_it_is_meant() {
    for (schema, expected) in [
        ("{type: string, enum: [1, 2.50, true]}", "text 1 2.50 true"),
        ("{type: string, enum: [a, 1]}", "text a 1"),
        ("{type: string, enum: [1, '1', 2]}", "text 1 2"),
        (
            "{type: integer, enum: ['small', 'large']}",
            "text small large",
        ),
        ("{type: boolean, enum: ['yes', 'no']}", "text yes no"),
        ("{type: array, enum: [a, b]}", "list of text a b"),
        (
            "{type: array, items: {type: string}, enum: [a, b]}",
            "list of text a b",
        ),
        (
            "{type: array, items: {type: string, enum: [c]}, enum: [a, b]}",
            "list of text c",
        ),
    ] {
        let paths = format!(
            "  /cars: {{get: {{operationId: cars, parameters: [{{name: kind, in: query, schema: {schema}}}], {DONE}}}}}\n"
        );
        let reading = read(&document(&paths));
        let api = reading.api.unwrap();
        let ty = &api.resources[0].operations[0].parameters[0].ty;

        assert_eq!(shown(&api, ty), expected, "{schema}");
        assert!(reading.diagnostics.count() > 0, "{schema}");
    }
}

fn shown(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::List(item) => format!("list of {}", shown(api, item)),
        TypeRef::Named(id) => match &api.types.get(*id).kind {
            TypeKind::TextEnum(choices) => choices
                .variants
                .iter()
                .fold("text".to_owned(), |text, one| {
                    format!("{text} {}", one.wire)
                }),
            _ => "something else".to_owned(),
        },
        other => format!("{other:?}"),
    }
}

#[test]
fn what_is_written_carelessly_is_read_all_the_same() {
    let call = format!(
        "    get: {{operationId: 12, parameters: [{{name: 1, in: Query, required: 'true', schema: {{type: 'string|null'}}}}], {DONE}}}\n"
    );
    let merged = format!(
        "  /base: &base\n{call}  /own:\n    <<: *base\n    delete: {{operationId: gone, {DONE}}}\n  /list:\n    <<: [*base]\n"
    );
    let json = r#"/* a comment */ {"openapi": "v3.0.1", "info": {"title": "Fleet", "version": "1",}, // another
        "paths": {"/cars": {"get": {"operationId": "cars", "responses": {"204": {"description": "Done.",},},},},},}"#;
    for (name, text, expected) in [
        (
            "a.yaml",
            document(&format!("  /cars:\n{call}")),
            vec!["GET /cars; ; 1!"],
        ),
        (
            "merged.yaml",
            document(&merged),
            vec![
                "GET /base; ; 1!",
                "DELETE /own; ; ",
                "GET /own; ; 1!",
                "GET /list; ; 1!",
            ],
        ),
        (
            "two.yaml",
            format!("{}---\nother: 1\n", document(&format!("  /cars:\n{call}"))),
            vec!["GET /cars; ; 1!"],
        ),
        (
            "silent.yaml",
            document(&format!("  /cars:\n{call}")).replace("openapi: 3.0.3\n", ""),
            vec!["GET /cars; ; 1!"],
        ),
        ("comments.json", json.to_owned(), vec!["GET /cars; ; "]),
    ] {
        let source = Source::new(name, text);
        let lenient = read_for(&source, &NameLock::default(), &Options::lenient()).unwrap();
        assert_eq!(calls(lenient.api.as_ref().unwrap()), expected, "{name}");
        let strict = read_for(&source, &NameLock::default(), &Options::default()).unwrap();
        assert!(strict.api.is_none(), "{name}");
    }
}

#[test]
fn a_type_that_nobody_knows_fits_any_value() {
    for (written, expected) in [
        ("any", "Nullable(Primitive(Value))"),
        ("Int", "Primitive(Integer64)"),
        ("'string, null'", "Nullable(Primitive(Text))"),
    ] {
        let paths = format!(
            "  /cars: {{get: {{operationId: cars, responses: {{'200': {{description: Cars., content: {{application/json: {{schema: {{type: object, properties: {{a: {{type: {written}}}}}}}}}}}}}}}}}}}\n"
        );
        let api = read(&document(&paths)).api.unwrap();
        let found = api.types.iter().find_map(|(_, one)| match &one.kind {
            TypeKind::Struct(object) => object.members.first(),
            _ => None,
        });
        let member = found.unwrap();
        let nullable = if member.nullable { "Nullable(" } else { "" };
        let shown = format!("{nullable}{:?}", member.ty);
        assert_eq!(
            shown.trim_end_matches(')'),
            expected.trim_end_matches(')'),
            "{written}"
        );
    }
}
