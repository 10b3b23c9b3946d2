//! Documents that would take all time and memory: read within bounds, and said so.

use std::time::{Duration, Instant};

use brogue_generator::source::Source;

use crate::reports;

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Bounds, version: '1'}\nservers: [{url: 'https://api.example.com'}]\n";

/// Far more than is needed, even unoptimized and on a busy machine, and far less than what nobody bounds would take.
const LIMIT: Duration = Duration::from_secs(120);

/// A document with one call that answers with a schema.
fn answering(schema: &str, rest: &str) -> String {
    format!(
        "{HEAD}paths: {{/things: {{get: {{operationId: listThings, responses: {{'200': {{description: Things., content: {{application/json: {{schema: {schema}}}}}}}}}}}}}}}\n{rest}"
    )
}

/// Schemas, each made of its number.
fn schemas(count: usize, one: impl Fn(usize) -> String) -> String {
    let lines: Vec<String> = (0..count).map(one).collect();

    format!("components:\n  schemas:\n{}", lines.concat())
}

fn ring(length: usize) -> String {
    schemas(length, |index| {
        let next = (index + 1) % length;
        format!("    R{index}: {{$ref: '#/components/schemas/R{next}'}}\n")
    })
}

/// Reads a document in time; its reports hold a word.
fn ends(name: &str, text: String, expected: &str) {
    let began = Instant::now();
    let (_, said) = reports(&Source::new("bounds.yaml", text));

    assert!(said.contains(expected), "{name}: {said:.600}");
    assert!(began.elapsed() < LIMIT, "{name} took {:?}", began.elapsed());
}

#[test]
fn aliases_and_nesting_end() {
    let levels = (1..12).map(|level| {
        let before = vec![format!("*a{}", level - 1); 10].join(", ");
        format!("x-a{level}: &a{level} [{before}]\n")
    });
    let bomb: Vec<String> = std::iter::once("x-a0: &a0 [lol, lol, lol, lol, lol]\n".to_owned())
        .chain(levels)
        .collect();
    ends(
        "aliases",
        format!("{HEAD}{}", bomb.concat()),
        "error[alias]",
    );

    let merges = "    - {<<: *all, own: 1}\n".repeat(5_000);
    let entries: Vec<String> = (0..2_000).map(|index| format!("k{index}: 1")).collect();
    let text = format!(
        "{HEAD}x-all: &all {{{}}}\nx-list:\n{merges}",
        entries.join(", ")
    );
    ends("merge keys", text, "merge-key");

    let deep = format!(
        "{}{}",
        "{properties: {a: ".repeat(5_000),
        "}}".repeat(5_000)
    );
    ends("nesting in braces", answering(&deep, ""), "error[nesting]");
    let lines: Vec<String> = (0..10_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    ends(
        "nesting in lines",
        format!("{HEAD}x-deep:\n{}", lines.concat()),
        "error[nesting]",
    );

    let json = format!(
        "{{\"openapi\":{}{}}}",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    let (is_made, said) = reports(&Source::new("bounds.json", json));
    assert!(
        !is_made && said.starts_with("error[nesting]"),
        "{said:.300}"
    );
}

#[test]
fn references_end() {
    let to_ring = "{$ref: '#/components/schemas/R0'}";
    ends(
        "a ring of references",
        answering(to_ring, &ring(3_000)),
        "reference-cycle",
    );
    ends(
        "a reference to itself",
        answering(to_ring, &ring(1)),
        "reference-cycle",
    );
    ends(
        "the whole document as a schema",
        answering("{$ref: '#'}", ""),
        "dangling-reference",
    );
    let text = answering(
        "{$ref: '#/components'}",
        "components: {schemas: {A: {type: string}}}\n",
    );
    ends("all components as a schema", text, "dangling-reference");

    let callbacks = "callbacks: {c: {$ref: '#/x-c'}}";
    let text = format!(
        "{HEAD}paths: {{/a: {{get: {{responses: {{}}, {callbacks}}}}}}}\nx-c: {{'{{$url}}': {{post: {{responses: {{}}, {callbacks}}}}}}}\n"
    );
    ends("a callback in itself", text, "reference-cycle");

    let unions = schemas(60, |index| {
        let next = format!("{{$ref: '#/components/schemas/U{}'}}", index + 1);
        format!("    U{index}: {{oneOf: [{next}, {next}]}}\n")
    });
    let unions = format!("{unions}    U60: {{type: string}}\n");
    ends(
        "unions in unions",
        answering("{$ref: '#/components/schemas/U0'}", &unions),
        "",
    );
}

#[test]
fn what_is_large_ends() {
    let values: Vec<String> = (0..200_000).map(|index| format!("v{index}")).collect();
    let text = answering(&format!("{{enum: [{}]}}", values.join(", ")), "");
    ends("a long enum", text, "approximated");

    let list = "{type: array, minItems: 1000000000, maxItems: 100000000000000000000, items: {type: string}}";
    ends("many items", answering(list, ""), "");

    let text = format!("x-text: {}\n", "long ".repeat(10_000_000));
    ends("a long text", answering("{type: string}", &text), "");
    let text = format!("{{type: string, description: {}}}", "long ".repeat(400_000));
    ends("a long description", answering(&text, ""), "");
}
