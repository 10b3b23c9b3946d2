//! Growth renames nobody: a document that gains calls, schemas, members and values keeps every public name it had.

use std::collections::BTreeSet;

use brogue_generator::check::NameLock;
use serde_yaml::{Mapping, Value};

use crate::expected::Faults;
use crate::spec::{Outcome, generate, is_of_a_stranger};
use crate::workspace::{ends, files, read, root};

/// What people write in their code: each item with the item it stands in, types and arguments left out.
fn public_names(outcome: &Outcome) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in outcome
        .files
        .iter()
        .filter(|file| ends(&file.path, &[".rs"]))
    {
        let mut outer = String::new();
        for line in file.text.lines() {
            let is_item = !line.starts_with([' ', '}', '/', '#']);
            if is_item && line.ends_with('{') {
                outer = line
                    .trim_end_matches(" {")
                    .replace("<'_>", "")
                    .replace("<'c>", "");
            }
            let inner = line.trim();
            let is_variant = outer.contains("enum ") && inner.starts_with(char::is_uppercase);
            if inner.starts_with("pub ") || is_variant {
                let item = inner
                    .split(['(', ':', '{', '<', ';', '=', ','])
                    .next()
                    .unwrap_or_default();
                let place = if is_item { &file.path } else { &outer };
                names.insert(format!("{place} | {}", item.trim()));
            }
        }
    }

    names
}

/// All documents of OpenAPI 3: what they gain is written in its words.
fn documents() -> Vec<String> {
    let mut all = [
        files("specs", ".yaml"),
        files("tests/fixtures/golden", ".yaml"),
    ]
    .concat();
    all.retain(|path| {
        let text = read(&root().join(path));
        !text.contains("\nswagger:") && !is_of_a_stranger(&text)
    });

    all
}

fn key(name: &str) -> Value {
    Value::String(name.to_owned())
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("YAML")
}

/// Puts an entry in front of the others.
fn put_first(mapping: &mut Mapping, name: &str, value: Value) {
    let others = std::mem::take(mapping);
    mapping.insert(key(name), value);
    mapping.extend(others);
}

/// Adds in front: to every object a member, to every list of texts a value, to every choice a branch.
fn grow_schemas(value: &mut Value) {
    match value {
        Value::Mapping(mapping) => {
            for (name, inner) in mapping.iter_mut() {
                let name = name.as_str().unwrap_or_default();
                if !name.starts_with("x-") && name != "example" && name != "examples" {
                    grow_schemas(inner);
                }
            }
            let is_object = mapping.get("type").and_then(Value::as_str) == Some("object");
            if let Some(Value::Mapping(properties)) = mapping.get_mut("properties")
                && is_object
            {
                put_first(
                    properties,
                    "aaaGrown",
                    yaml("{$ref: '#/components/schemas/AaaGrown'}"),
                );
            }
            if let Some(Value::Sequence(values)) = mapping.get_mut("enum")
                && values.iter().any(Value::is_string)
            {
                values.insert(0, key("aaa-grown"));
            }
            if let Some(Value::Sequence(branches)) = mapping.get_mut("oneOf")
                && branches
                    .iter()
                    .any(|branch| branch.get("required").is_some())
            {
                branches.insert(
                    0,
                    yaml("{type: object, required: [aaa], properties: {aaa: {type: string}}}"),
                );
            }
        }
        Value::Sequence(list) => list.iter_mut().for_each(grow_schemas),
        _ => {}
    }
}

/// Adds calls in front, to a new resource and to every one there is, and to every call a parameter.
fn grow_calls(document: &mut Value) {
    let empty = Mapping::new();
    let paths = document
        .get("paths")
        .and_then(Value::as_mapping)
        .unwrap_or(&empty)
        .clone();
    let mut tags: BTreeSet<String> = BTreeSet::from(["AaaGrown".to_owned()]);
    for operation in paths
        .values()
        .filter_map(Value::as_mapping)
        .flat_map(Mapping::values)
    {
        let tag = operation
            .get("tags")
            .and_then(|tags| tags.get(0))
            .and_then(Value::as_str);
        tags.extend(tag.map(str::to_owned));
    }
    let mut grown = Mapping::new();
    for (index, tag) in tags.iter().enumerate() {
        let operation = format!(
            "{{get: {{operationId: aaaGrown, tags: [{tag:?}], x-quirks: {{envelope: none}}, responses: {{200: {{description: Grown., content: {{application/json: \
             {{schema: {{$ref: '#/components/schemas/AaaGrown'}}}}}}}}}}}}}}"
        );
        grown.insert(key(&format!("/aaa-grown/{index}")), yaml(&operation));
    }
    for (path, mut item) in paths {
        for (method, operation) in item.as_mapping_mut().expect("a path item").iter_mut() {
            let is_operation = !["parameters", "x-quirks", "additionalOperations"]
                .contains(&method.as_str().unwrap_or_default());
            if let (true, Value::Mapping(operation)) = (is_operation, operation) {
                let parameters = operation
                    .entry(key("parameters"))
                    .or_insert_with(|| yaml("[]"));
                let parameters = parameters.as_sequence_mut().expect("a list");
                parameters.insert(
                    0,
                    yaml("{name: aaa-grown, in: query, schema: {type: string, enum: [a, b]}}"),
                );
            }
        }
        grown.insert(path, item);
    }
    document["paths"] = Value::Mapping(grown);
}

fn grown(text: &str) -> String {
    let mut document = yaml(text);
    grow_schemas(&mut document);
    let root = document.as_mapping_mut().expect("a document");
    let components = root.entry(key("components")).or_insert_with(|| yaml("{}"));
    let components = components.as_mapping_mut().expect("a mapping");
    let schemas = components
        .entry(key("schemas"))
        .or_insert_with(|| yaml("{}"));
    let schemas = schemas.as_mapping_mut().expect("a mapping");
    put_first(
        schemas,
        "AaaGrown",
        yaml("{type: object, properties: {aaa: {type: string}}}"),
    );
    grow_calls(&mut document);

    serde_yaml::to_string(&document).expect("YAML")
}

#[test]
fn growth_renames_nobody() {
    let mut faults = Faults::default();
    for path in documents() {
        let text = read(&root().join(&path));
        let before = generate(&path, &text, &NameLock::default());
        let after = generate(&path, &grown(&text), &NameLock::default());
        if after.api.is_none() {
            faults.add(&path, &after.rendered);
            continue;
        }
        let (before, after) = (public_names(&before), public_names(&after));
        assert!(before.len() > 5, "{path}: the suite sees only {before:?}");
        let lost: Vec<&String> = before.difference(&after).collect();
        if !lost.is_empty() || after.len() <= before.len() {
            faults.add(&path, &format!("lost {lost:#?}"));
        }
    }
    faults.settle();
}

#[test]
fn the_order_of_a_document_names_nobody() {
    let mut faults = Faults::default();
    for path in documents() {
        let text = read(&root().join(&path));
        let mut document = yaml(&text);
        reverse(&mut document);
        let before = generate(&path, &text, &NameLock::default());
        let after = generate(
            &path,
            &serde_yaml::to_string(&document).expect("YAML"),
            &NameLock::default(),
        );
        if public_names(&before) != public_names(&after) {
            let (before, after) = (public_names(&before), public_names(&after));
            let changed: Vec<&String> = before.symmetric_difference(&after).collect();
            faults.add(
                &path,
                &format!(
                    "{changed:#?}\n{}",
                    generate(&path, &text, &NameLock::default()).rendered
                ),
            );
        }
    }
    faults.settle();
}

/// Turns all mappings around.
fn reverse(value: &mut Value) {
    match value {
        Value::Mapping(mapping) => {
            let turned: Vec<(Value, Value)> = std::mem::take(mapping).into_iter().collect();
            mapping.extend(turned.into_iter().rev());
            mapping.iter_mut().for_each(|(_, inner)| reverse(inner));
        }
        Value::Sequence(list) => list.iter_mut().for_each(reverse),
        _ => {}
    }
}
