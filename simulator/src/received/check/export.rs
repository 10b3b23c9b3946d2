//! Schemas of a contract as JSON Schema. Each stands under `$defs` by its number and refers to others by theirs, so that the place of an
//! error leads back to the schema.

use std::collections::{BTreeMap, BTreeSet};

use brogue_generator::model::Json;
use brogue_generator::model::contract::{Additional, Contract, Schema, SchemaId};
use jsonschema::{Draft, Validator};
use serde_json::{Map, Number, Value, json};

use super::super::look;
use super::Direction;

/// The validator of a schema; none where the document is such that none can be had.
pub(super) fn validator(
    contract: &Contract,
    direction: Direction,
    root: SchemaId,
) -> Option<Validator> {
    let reachable = reachable(contract, root);
    let cleared = match direction {
        Direction::Update => clearable(contract, root),
        Direction::Request | Direction::Answer => BTreeSet::new(),
    };
    let document = |is_sound: &IsSound<'_>| {
        let schemas = reachable.iter().map(|id| {
            let schema = written(contract, direction, *id, &cleared, is_sound);
            (id.number().to_string(), schema)
        });
        let schemas: Map<String, Value> = schemas.collect();

        json!({ "$ref": pointer(root), "$defs": schemas })
    };
    if let Some(validator) = build(&document(&|_, _| true)) {
        return Some(validator);
    }

    // A word in it is unsound; which one, each tells by itself.
    build(&document(&|keyword, value| {
        build(&json!({ keyword: value })).is_some()
    }))
}

fn build(schema: &Value) -> Option<Validator> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(schema)
        .ok()
}

/// A schema and all that it leads to.
fn reachable(contract: &Contract, root: SchemaId) -> BTreeSet<SchemaId> {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![root];
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        let schema = contract.schema(id);
        let named = schema.properties.iter().chain(&schema.pattern_properties);
        waiting.extend(named.map(|(_, id)| *id));
        waiting.extend(schema.checks.iter().map(|(_, id)| *id));
        for branches in [
            &schema.prefix_items,
            &schema.all_of,
            &schema.any_of,
            &schema.one_of,
        ] {
            waiting.extend(branches);
        }
        waiting.extend(schema.reference.into_iter().chain(schema.items));
        if let Additional::Schema(id) = schema.additional {
            waiting.push(id);
        }
    }

    seen
}

/// Whether a validator takes a word with its value.
type IsSound<'a> = dyn Fn(&str, &Value) -> bool + 'a;

/// Members that null clears, by the schemas that declare them.
type Cleared<'a> = BTreeSet<(SchemaId, &'a str)>;

/// The members of a body, or of its elements, that do not have to be there.
fn clearable(contract: &Contract, root: SchemaId) -> Cleared<'_> {
    let whole = look::parts(contract, &[root]);
    let elements = look::parts(contract, &look::element(contract, &[root], 0));
    let mut cleared = Cleared::new();
    for parts in [whole, elements] {
        let schemas = || parts.iter().map(|id| (*id, contract.schema(*id)));
        let required: BTreeSet<&str> = schemas()
            .flat_map(|(_, schema)| &schema.required)
            .map(|(name, _)| name.as_str())
            .collect();
        for (id, schema) in schemas() {
            let names = schema.properties.iter().map(|(name, _)| name.as_str());
            let free = names.filter(|name| !required.contains(name));
            cleared.extend(free.map(|name| (id, name)));
        }
    }

    cleared
}

/// Words that hold patterns, by which members are found.
const PATTERNS: &str = "patternProperties";

fn written(
    contract: &Contract,
    direction: Direction,
    id: SchemaId,
    cleared: &Cleared<'_>,
    is_sound: &IsSound<'_>,
) -> Value {
    let schema = contract.schema(id);
    let mut words = Map::new();
    let mut say = |word: &str, value: Value| {
        words.insert(word.to_owned(), value);
    };
    if let Some(target) = schema.reference {
        say("$ref", pointer(target).into());
    }
    let kinds: Vec<&str> = schema.kinds.iter().map(|kind| kind.as_str()).collect();
    if !kinds.is_empty() {
        say("type", json!(kinds));
    }
    if let Some(value) = &schema.constant {
        say("const", value_of(value));
    }
    if !schema.values.is_empty() {
        say("enum", schema.values.iter().map(value_of).collect());
    }
    let required = required(contract, direction, id);
    if !required.is_empty() {
        say("required", json!(required));
    }
    for limit in &schema.limits {
        let value = value_of(&limit.value);
        if is_sound(limit.keyword, &value) {
            say(limit.keyword, value);
        }
    }
    for (word, id) in &schema.checks {
        say(word, refer(*id));
    }
    if !schema.properties.is_empty() {
        let members = schema.properties.iter().map(|(name, member)| {
            let value = if cleared.contains(&(id, name.as_str())) {
                // Not one of two branches: so an error is that of the member, and nothing else.
                json!({ "if": { "type": "null" }, "else": refer(*member) })
            } else {
                refer(*member)
            };
            (name.clone(), value)
        });
        say("properties", Value::Object(members.collect()));
    }
    let patterns = schema.pattern_properties.iter();
    let sound: Vec<_> = patterns
        .filter(|(pattern, _)| is_sound(PATTERNS, &json!({ pattern.as_str(): {} })))
        .collect();
    if !sound.is_empty() {
        say(PATTERNS, refer_by_name(sound.into_iter()));
    }
    match schema.additional {
        Additional::Any => {}
        Additional::None(_) => say("additionalProperties", Value::Bool(false)),
        Additional::Schema(id) => say("additionalProperties", refer(id)),
    }
    if let Some(items) = schema.items {
        say("items", refer(items));
    }
    let (format, bounds) = format_of(schema);
    if let Some(format) = format {
        say("format", format.into());
    }
    for (word, branches, bounds) in [
        ("prefixItems", &schema.prefix_items, None),
        // Behind the branches that the document has, so that an error there is told from theirs.
        ("allOf", &schema.all_of, bounds),
        ("anyOf", &schema.any_of, None),
        ("oneOf", &schema.one_of, None),
    ] {
        let branches = branches.iter().map(|id| refer(*id));
        let all: Vec<Value> = branches.chain(bounds).collect();
        if !all.is_empty() {
            say(word, Value::Array(all));
        }
    }

    Value::Object(words)
}

/// The members that must be there: not those that only the other side sends.
fn required(contract: &Contract, direction: Direction, id: SchemaId) -> Vec<&str> {
    let schema = contract.schema(id);
    let is_due = |name: &str| {
        let schemas = look::parts(contract, &look::member(contract, &[id], name));
        !schemas.into_iter().any(|id| {
            let schema = contract.schema(id);
            match direction {
                Direction::Request | Direction::Update => schema.read_only,
                Direction::Answer => schema.write_only,
            }
        })
    };
    let mut names: Vec<&str> = schema
        .required
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| is_due(name));

    names
}

/// The format that a validator knows, and for numbers what it comes to. A time in the vendor's own form is in no format.
fn format_of(schema: &Schema) -> (Option<&str>, Option<Value>) {
    let Some(format) = schema.format.as_deref().filter(|_| schema.time.is_none()) else {
        return (None, None);
    };
    let bounds = match format {
        "int32" => json!({ "minimum": i32::MIN, "maximum": i32::MAX }),
        "int64" => json!({ "minimum": i64::MIN, "maximum": i64::MAX }),
        "uint32" => json!({ "minimum": u32::MIN, "maximum": u32::MAX }),
        "uint64" => json!({ "minimum": u64::MIN, "maximum": u64::MAX }),
        _ => return (Some(format), None),
    };

    (None, Some(bounds))
}

fn refer(id: SchemaId) -> Value {
    json!({ "$ref": pointer(id) })
}

fn pointer(id: SchemaId) -> String {
    format!("#/$defs/{}", id.number())
}

fn refer_by_name<'a>(members: impl Iterator<Item = &'a (String, SchemaId)>) -> Value {
    let members: BTreeMap<&str, Value> = members
        .map(|(name, id)| (name.as_str(), refer(*id)))
        .collect();

    json!(members)
}

/// A value of the document.
pub(super) fn value_of(json: &Json) -> Value {
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
