//! Growth that means harm: whatever comes to a name that somebody has, in front of him and behind him.

use std::collections::BTreeSet;

use brogue_generator::check::{NameLock, names_of};
use brogue_generator::diagnostic::{Diagnostics, Strictness};
use brogue_generator::load::load;
use brogue_generator::parse::parse;
use brogue_generator::source::Source;
use serde_yaml::{Mapping, Value};

use super::{documents, key, public_names, yaml};
use crate::expected::Faults;
use crate::spec::generate_leniently_with;
use crate::workspace::{read, root};

/// Where what is new stands.
#[derive(Clone, Copy, Debug)]
enum Side {
    Before,
    Behind,
}

/// Other spellings of a name: each comes to the same words.
fn rivals(name: &str) -> Vec<String> {
    let words = name.replace(['-', ' ', '.'], "_");
    let all = [
        name.to_lowercase(),
        name.to_uppercase(),
        words.to_lowercase(),
        format!("{words}_"),
        format!("-{name}"),
    ];
    let mut seen = BTreeSet::from([name.to_owned()]);

    all.into_iter()
        .filter(|rival| seen.insert(rival.clone()))
        .collect()
}

/// Puts entries beside those there are, unless one is called so already.
fn put(mapping: &mut Mapping, side: Side, new: Vec<(String, Value)>) {
    let others = std::mem::take(mapping);
    let new = new
        .into_iter()
        .map(|(name, value)| (key(&name), value))
        .filter(|(name, _)| !others.contains_key(name))
        .collect::<Mapping>();
    let (first, second) = match side {
        Side::Before => (new, others),
        Side::Behind => (others, new),
    };
    mapping.extend(first);
    mapping.extend(second);
}

fn names(mapping: &Mapping) -> Vec<String> {
    let names = mapping.keys().filter_map(Value::as_str);

    names.map(str::to_owned).collect()
}

/// To every object and every list of texts, rivals of what is there.
fn grow_schemas(value: &mut Value, side: Side) {
    match value {
        Value::Mapping(mapping) => {
            for (name, inner) in mapping.iter_mut() {
                let name = name.as_str().unwrap_or_default();
                if !name.starts_with("x-") && !["example", "examples", "default"].contains(&name) {
                    grow_schemas(inner, side);
                }
            }
            let is_object = mapping.get("type").and_then(Value::as_str) == Some("object");
            let is_told = mapping.contains_key("discriminator");
            if let Some(Value::Mapping(properties)) = mapping.get_mut("properties")
                && is_object
                && !is_told
            {
                let rivals = names(properties).into_iter().flat_map(|name| rivals(&name));
                let inline = "{type: object, properties: {new: {type: string, enum: [a, b]}}}";
                let new = rivals.map(|name| (name, yaml(inline))).collect();
                put(properties, side, new);
            }
            if let Some(Value::Sequence(values)) = mapping.get_mut("enum")
                && values.len() > 1
            {
                let texts = values.iter().filter_map(Value::as_str);
                let mut new: Vec<Value> = texts
                    .flat_map(rivals)
                    .map(Value::String)
                    .filter(|value| !values.contains(value))
                    .collect();
                new.dedup();
                match side {
                    Side::Before => new.append(values),
                    Side::Behind => new.splice(0..0, values.drain(..)).for_each(drop),
                }
                *values = new;
            }
        }
        Value::Sequence(list) => list.iter_mut().for_each(|inner| grow_schemas(inner, side)),
        _ => {}
    }
}

/// To every schema rivals, and a call that takes and gives each.
fn grow_components(document: &mut Value, side: Side) -> Vec<String> {
    let root = document.as_mapping_mut().expect("a document");
    let components = root.entry(key("components")).or_insert_with(|| yaml("{}"));
    let components = components.as_mapping_mut().expect("a mapping");
    let schemas = components
        .entry(key("schemas"))
        .or_insert_with(|| yaml("{}"));
    let schemas = schemas.as_mapping_mut().expect("a mapping");
    let mut new: Vec<String> = names(schemas)
        .iter()
        .flat_map(|name| {
            // Members' types are called after their owners.
            let member = format!("{name}Kind");
            rivals(name)
                .into_iter()
                .chain([member, format!("{name}Input")])
        })
        .filter(|name| !name.starts_with('-'))
        .collect();
    new.retain(|name| !schemas.contains_key(key(name)));
    let schema = || yaml("{type: object, properties: {new: {type: string, enum: [a, b]}}}");
    put(
        schemas,
        side,
        new.iter().map(|name| (name.clone(), schema())).collect(),
    );

    new
}

/// A rival to every call, to every parameter, and a call for each of these schemas.
fn grow_calls(document: &mut Value, schemas: &[String], side: Side) {
    let mut new: Vec<(String, Value)> = Vec::new();
    let empty = Mapping::new();
    let paths = document.get("paths").and_then(Value::as_mapping);
    let mut paths = paths.unwrap_or(&empty).clone();
    for (path, item) in &mut paths {
        let path = path.as_str().unwrap_or_default();
        let operations = item.as_mapping_mut().expect("a path item").iter_mut();
        for (method, operation) in operations {
            let method = method.as_str().unwrap_or_default();
            let Value::Mapping(operation) = operation else {
                continue;
            };
            if ["parameters", "x-quirks", "servers"].contains(&method) {
                continue;
            }
            let rival = new.len();
            let mut own = operation.clone();
            own.remove("parameters");
            own.remove("requestBody");
            own.remove("x-quirks");
            if let Some(id) = own.get("operationId").and_then(Value::as_str) {
                let rival = rivals(id).pop().unwrap_or_default();
                own.insert(key("operationId"), key(&rival));
            }
            if let Some(Value::Sequence(tags)) = own.get_mut("tags") {
                let tag = tags.first().and_then(Value::as_str).unwrap_or_default();
                *tags = vec![key(&rivals(tag).pop().unwrap_or_default())];
            }
            let words: Vec<&str> = path.split('/').filter(|word| !word.contains('{')).collect();
            let item = Mapping::from_iter([(key(method), Value::Mapping(own))]);
            new.push((
                format!("{}/-/{rival}-", words.join("/-/")),
                Value::Mapping(item),
            ));
            let parameters = operation
                .entry(key("parameters"))
                .or_insert_with(|| yaml("[]"));
            let parameters = parameters.as_sequence_mut().expect("a list");
            let names = parameters
                .iter()
                .filter_map(|parameter| parameter.get("name").and_then(Value::as_str));
            let names: BTreeSet<String> = names.flat_map(rivals).collect();
            for name in names {
                let parameter = yaml(&format!(
                    "{{name: {name:?}, in: query, schema: {{type: string, enum: [a, b]}}}}"
                ));
                match side {
                    Side::Before => parameters.insert(0, parameter),
                    Side::Behind => parameters.push(parameter),
                }
            }
        }
    }
    for (index, name) in schemas.iter().enumerate() {
        let operation = format!(
            "{{post: {{operationId: useRival{index}, requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}, \
             responses: {{200: {{description: It., content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}}}}}}}"
        );
        new.push((format!("/rivals/{index}"), yaml(&operation)));
    }
    put(&mut paths, side, new);
    document["paths"] = Value::Mapping(paths);
}

fn grown(text: &str, side: Side) -> String {
    let mut document = yaml(text);
    grow_schemas(&mut document, side);
    let schemas = grow_components(&mut document, side);
    grow_calls(&mut document, &schemas, side);

    serde_yaml::to_string(&document).expect("YAML")
}

/// The names of all places.
fn all_names(path: &str, text: &str, lock: &NameLock) -> NameLock {
    let source = Source::new(path, text);
    let mut diagnostics = Diagnostics::new(Strictness::Lenient);
    let tree = load(&source, &mut diagnostics).expect("a tree");
    let spec = parse(&tree, &mut diagnostics);
    let names = names_of(&spec, &source, lock, Strictness::Lenient);

    names.unwrap_or_else(|| panic!("{path} cannot be read")).0
}

#[test]
fn growth_that_means_harm_renames_nobody() {
    let mut faults = Faults::default();
    let mut added = 0;
    for path in documents() {
        let text = read(&root().join(&path));
        let before = generate_leniently_with(&path, &text, &NameLock::default());
        let names = all_names(&path, &text, &NameLock::default());
        let public = public_names(&before);
        for side in [Side::Before, Side::Behind] {
            let text = grown(&text, side);
            let after = generate_leniently_with(&path, &text, &before.lock);
            if after.api.is_none() {
                faults.add(&path, &after.rendered);
                continue;
            }
            let names_after = all_names(&path, &text, &before.lock);
            let moved: Vec<String> = names
                .iter()
                .filter(|(place, name)| names_after.get(place) != Some(*name))
                .map(|(place, name)| format!("{place}: {name} -> {:?}", names_after.get(place)))
                .collect();
            added += names_after
                .iter()
                .count()
                .saturating_sub(names.iter().count());
            let public_after = public_names(&after);
            let lost: Vec<&String> = public.difference(&public_after).collect();
            if !moved.is_empty() || !lost.is_empty() {
                faults.add(
                    &path,
                    &format!("{side:?}\nmoved {moved:#?}\nlost {lost:#?}"),
                );
            }
            // And once more, from the lock of the larger one.
            let again = generate_leniently_with(&path, &text, &after.lock);
            if again.files != after.files || again.lock != after.lock {
                faults.add(&path, &format!("{side:?}: the second run differs"));
            }
        }
    }
    assert!(added > 2_000, "only {added} names came");
    faults.settle();
}
