//! Whether a value fits its schema, by a validator of JSON Schema: tells a mistake of a document from one of its client.
//!
//! Only those words count that a type depends on. Patterns, limits and the formats of plain texts are nothing to a reader, and what fits
//! several branches of `oneOf` fits one of them: none of this excuses a client that loses the value.

use std::collections::{BTreeMap, BTreeSet};

use brogue_generator::model::Json;
use brogue_generator::model::contract::{Additional, Contract, Schema, SchemaId};
use jsonschema::{Draft, Validator};
use serde_json::{Map, Number, Value, json};

/// Holds values against the schemas of one document.
pub(super) struct Judge<'a> {
    contract: &'a Contract,
    /// By the place of the schema; where several stand at one place, the outermost.
    by_pointer: BTreeMap<&'a str, SchemaId>,
    known: BTreeMap<(SchemaId, bool), Option<Validator>>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(contract: &'a Contract) -> Self {
        let mut by_pointer = BTreeMap::new();
        for (id, schema) in contract.schemas() {
            by_pointer.entry(schema.pointer.as_str()).or_insert(id);
        }

        Self {
            contract,
            by_pointer,
            known: BTreeMap::new(),
        }
    }

    /// What does not fit, as far as a validator can tell; nothing where all does.
    pub(super) fn fault(&mut self, schema: &str, is_sent: bool, value: &Value) -> Option<String> {
        let id = *self.by_pointer.get(schema)?;
        let contract = self.contract;
        let validator = self
            .known
            .entry((id, is_sent))
            .or_insert_with(|| validator(contract, id, is_sent));
        let error = validator.as_ref()?.validate(value).err()?;
        let place = error.instance_path().to_string();
        let told: String = error.to_string().chars().take(200).collect();

        Some(if place.is_empty() {
            told
        } else {
            format!("at {place}: {told}")
        })
    }
}

/// `None` where the schema itself is such that none can be had.
fn validator(contract: &Contract, root: SchemaId, is_sent: bool) -> Option<Validator> {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![root];
    let mut definitions = Map::new();
    while let Some(id) = waiting.pop() {
        if seen.insert(id) {
            let schema = written(contract, contract.schema(id), is_sent, &mut waiting);
            definitions.insert(id.number().to_string(), schema);
        }
    }

    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(&json!({ "$ref": pointer(root), "$defs": definitions }))
        .ok()
}

fn written(
    contract: &Contract,
    schema: &Schema,
    is_sent: bool,
    waiting: &mut Vec<SchemaId>,
) -> Value {
    let mut words = Map::new();
    let mut say = |word: &str, value: Value| {
        words.insert(word.to_owned(), value);
    };
    if let Some(id) = schema.reference {
        // What stands beside it holds, too.
        waiting.push(id);
        say("$ref", pointer(id).into());
    }
    let mut refer = |id: SchemaId| {
        waiting.push(id);
        json!({ "$ref": pointer(id) })
    };
    let kinds: Vec<&str> = schema.kinds.iter().map(|kind| kind.as_str()).collect();
    if !kinds.is_empty() {
        say("type", json!(kinds));
    } else if !schema.properties.is_empty() {
        // To a validator members say nothing of a text; who writes them means an object.
        say("type", "object".into());
    } else if schema.items.is_some() {
        say("type", "array".into());
    }
    if let Some(value) = &schema.constant {
        say("const", value_of(value));
    }
    if !schema.values.is_empty() {
        say("enum", schema.values.iter().map(value_of).collect());
    }
    let due = schema.required.iter().map(|(name, _)| name.as_str());
    let due: BTreeSet<&str> = due
        .filter(|name| {
            let mut members = schema.properties.iter();
            let member = members.find(|(known, _)| known == name);
            !member.is_some_and(|(_, id)| {
                let member = contract.schema(*id);
                (is_sent && member.read_only) || (!is_sent && member.write_only)
            })
        })
        .collect();
    if !due.is_empty() {
        say("required", json!(due));
    }
    for (word, members) in [
        ("properties", &schema.properties),
        ("patternProperties", &schema.pattern_properties),
    ] {
        let members: Map<String, Value> = members
            .iter()
            .map(|(name, id)| (name.clone(), refer(*id)))
            .collect();
        if !members.is_empty() {
            say(word, Value::Object(members));
        }
    }
    match schema.additional {
        Additional::Any => {}
        Additional::None(_) => say("additionalProperties", Value::Bool(false)),
        Additional::Schema(id) => say("additionalProperties", refer(id)),
    }
    if let Some(id) = schema.items {
        say("items", refer(id));
    }
    if schema.time.is_none()
        && let Some(format) = &schema.format
    {
        for (word, value) in meaning(format) {
            say(word, value);
        }
    }
    let cases: Vec<SchemaId> = schema
        .any_of
        .iter()
        .chain(&schema.one_of)
        .copied()
        .collect();
    for (word, branches) in [
        ("prefixItems", &schema.prefix_items),
        ("allOf", &schema.all_of),
        ("anyOf", &cases),
    ] {
        let branches: Vec<Value> = branches.iter().map(|id| refer(*id)).collect();
        if !branches.is_empty() {
            say(word, Value::Array(branches));
        }
    }

    Value::Object(words)
}

/// What the formats of numbers and times come to.
fn meaning(format: &str) -> Vec<(&'static str, Value)> {
    let between = |least: Value, most: Value| vec![("minimum", least), ("maximum", most)];

    match format {
        "int32" => between(i32::MIN.into(), i32::MAX.into()),
        "int64" => between(i64::MIN.into(), i64::MAX.into()),
        "uint32" => between(0.into(), u32::MAX.into()),
        "uint64" => between(0.into(), u64::MAX.into()),
        "date" | "date-time" => vec![("format", format.into())],
        _ => Vec::new(),
    }
}

fn pointer(id: SchemaId) -> String {
    format!("#/$defs/{}", id.number())
}

fn value_of(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Boolean(flag) => Value::Bool(*flag),
        Json::Number(digits) => digits.parse::<Number>().map_or(Value::Null, Value::Number),
        Json::Text(text) => Value::String(text.clone()),
        Json::List(elements) => elements.iter().map(value_of).collect(),
        Json::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), value_of(value)))
            .collect(),
    }
}
