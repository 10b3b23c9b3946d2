//! Documents that would take all time and memory: read within bounds, and said so.

use std::time::{Duration, Instant};

use brogue_generator::source::Source;

use crate::reports;

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Bounds, version: '1'}\nservers: [{url: 'https://api.example.com'}]\n";

/// Far more than is needed, even unoptimized and on a busy machine, and far less than what nobody bounds would take.
const LIMIT: Duration = Duration::from_secs(60);

fn answering(schema: &str, rest: &str) -> String {
    format!(
        "{HEAD}paths: {{/things: {{get: {{operationId: listThings, responses: {{'200': {{description: Things., content: {{application/json: {{schema: {schema}}}}}}}}}}}}}}}\n{rest}"
    )
}

#[test]
fn what_would_never_end_ends() {
    let bomb = {
        let mut text = "x-a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
        for level in 1..12 {
            let before = vec![format!("*a{}", level - 1); 10].join(", ");
            text.push_str(&format!("x-a{level}: &a{level} [{before}]\n"));
        }
        text
    };
    let ring = |length: usize| -> String {
        let mut text = "components:\n  schemas:\n".to_owned();
        for index in 0..length {
            let next = (index + 1) % length;
            text.push_str(&format!(
                "    R{index}: {{$ref: '#/components/schemas/R{next}'}}\n"
            ));
        }
        text
    };
    let deep_flow = format!(
        "{}{}",
        "{properties: {a: ".repeat(5_000),
        "}}".repeat(5_000)
    );
    let deep_block: String = (0..10_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    let values: Vec<String> = (0..200_000).map(|index| format!("v{index}")).collect();
    let unions: String = (0..60)
        .map(|index| {
            let next = index + 1;
            format!("    U{index}: {{oneOf: [{{$ref: '#/components/schemas/U{next}'}}, {{$ref: '#/components/schemas/U{next}'}}]}}\n")
        })
        .collect();
    let cases: Vec<(&str, String, &str)> = vec![
        ("aliases", format!("{HEAD}{bomb}"), "error[alias]"),
        (
            "a ring of references",
            answering("{$ref: '#/components/schemas/R0'}", &ring(3_000)),
            "reference-cycle",
        ),
        (
            "a reference to itself",
            answering("{$ref: '#/components/schemas/R0'}", &ring(1)),
            "reference-cycle",
        ),
        (
            "nesting in braces",
            answering(&deep_flow, ""),
            "error[nesting]",
        ),
        (
            "nesting in lines",
            format!("{HEAD}x-deep:\n{deep_block}"),
            "error[nesting]",
        ),
        (
            "a long enum",
            answering(&format!("{{enum: [{}]}}", values.join(", ")), ""),
            "approximated",
        ),
        (
            "many items",
            answering(
                "{type: array, minItems: 1000000000, maxItems: 100000000000000000000, items: {type: string}}",
                "",
            ),
            "",
        ),
        (
            "a long text",
            answering(
                "{type: string}",
                &format!("x-text: {}\n", "long ".repeat(10_000_000)),
            ),
            "",
        ),
        (
            "unions in unions",
            answering(
                "{$ref: '#/components/schemas/U0'}",
                &format!("components:\n  schemas:\n{unions}    U60: {{type: string}}\n"),
            ),
            "",
        ),
        (
            "the whole document as a schema",
            answering("{$ref: '#'}", ""),
            "dangling-reference",
        ),
        (
            "all components as a schema",
            answering(
                "{$ref: '#/components'}",
                "components: {schemas: {A: {type: string}}}\n",
            ),
            "dangling-reference",
        ),
        (
            "a path in itself",
            format!(
                "{HEAD}paths: {{/a: {{get: {{responses: {{}}, callbacks: {{c: {{$ref: '#/x-c'}}}}}}}}}}\nx-c: {{'{{$url}}': {{post: {{responses: {{}}, callbacks: {{c: {{$ref: '#/x-c'}}}}}}}}}}\n"
            ),
            "reference-cycle",
        ),
    ];
    for (name, text, expected) in cases {
        let began = Instant::now();
        let (_, said) = reports(&Source::new("bounds.yaml", text));
        assert!(said.contains(expected), "{name}: {said:.600}");
        assert!(began.elapsed() < LIMIT, "{name} took {:?}", began.elapsed());
    }
}

#[test]
fn nesting_in_json_is_bounded() {
    let text = format!(
        "{{\"openapi\":{}{}}}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    let (made, said) = reports(&Source::new("bounds.json", text));

    assert!(!made && said.starts_with("error[nesting]"), "{said:.300}");
}
