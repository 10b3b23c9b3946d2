//! One schema for values of several kinds: each kind becomes a case. And kinds that are not named, but meant.

use super::{of_kind, shell};
use crate::check::uses::is_null;
use crate::load::Value;
use crate::parse::ast::{Additional, Schema};
use crate::source::Spanned;

/// Formats that say of which kind a value is.
const FORMATS: &[(&str, &[&str])] = &[
    ("integer", &["int32", "int64", "uint32", "uint64"]),
    ("number", &["float", "double"]),
    (
        "string",
        &[
            "date",
            "date-time",
            "time",
            "duration",
            "uuid",
            "uri",
            "url",
            "email",
            "hostname",
            "ipv4",
            "ipv6",
            "byte",
            "password",
        ],
    ),
];

/// The kinds of JSON in the order in which cases of them stand.
const ALL: usize = 6;

/// What a schema of several kinds comes to, or one whose kind only its values tell; and lists and maps whose places or names have a
/// schema each.
pub(super) fn settle(schema: &Schema) -> Option<Schema> {
    if !schema.prefix_items.is_empty() {
        return Some(tuple(schema));
    }
    let takes_anything =
        matches!(&schema.additional, Some(Additional::Allowed(allowed)) if allowed.value);
    if !schema.pattern_properties.is_empty() && !takes_anything {
        return Some(map(schema));
    }
    let said: Vec<&str> = schema
        .types
        .iter()
        .map(|kind| kind.value.as_str())
        .collect();
    let kinds = if said.is_empty() {
        implied(schema)
    } else {
        said.clone()
    };
    let mut real: Vec<&str> = Vec::new();
    for kind in kinds.iter().copied().filter(|kind| *kind != "null") {
        if !real.contains(&kind) {
            real.push(kind);
        }
    }
    // An integer is a number.
    if real.contains(&"number") {
        real.retain(|kind| *kind != "integer");
    }
    let is_decimal = schema
        .format
        .as_ref()
        .is_some_and(|format| format.value == "decimal");
    match real.as_slice() {
        [only] if said.is_empty() => Some(named(schema, &[only], kinds.contains(&"null"))),
        [] | [_] => None,
        // Of what may be anything nothing is said.
        several if several.len() >= ALL - 1 => None,
        _ if is_decimal => None,
        several => {
            let cases = several.iter().map(|kind| case(schema, kind)).collect();
            let mut made = shell(schema);
            made.any_of = cases;
            if kinds.contains(&"null") || says_null(schema) {
                made.any_of.push(of_kind(schema, "null"));
            }
            Some(made)
        }
    }
}

/// A list whose places have a schema each: a list of what may stand at any of them.
fn tuple(schema: &Schema) -> Schema {
    let places: Vec<Schema> = schema
        .prefix_items
        .iter()
        .chain(schema.items.as_deref())
        .cloned()
        .collect();
    let mut made = Schema {
        prefix_items: Vec::new(),
        items: Some(Box::new(any_of(schema, "prefixItems", places))),
        ..schema.clone()
    };
    if made.types.is_empty() {
        made.types = of_kind(schema, "array").types;
    }

    made
}

/// A map whose names decide what it holds: a map of what may stand behind any of them. The same for what an object holds beside its members.
fn map(schema: &Schema) -> Schema {
    let others = match &schema.additional {
        Some(Additional::Schema(values)) => Some(values.as_ref()),
        Some(Additional::Allowed(_)) | None => None,
    };
    let values: Vec<Schema> = schema
        .pattern_properties
        .iter()
        .map(|(_, values)| values)
        .chain(others)
        .cloned()
        .collect();
    let mut made = Schema {
        pattern_properties: Vec::new(),
        additional: Some(Additional::Schema(Box::new(any_of(
            schema,
            "patternProperties",
            values,
        )))),
        ..schema.clone()
    };
    if made.types.is_empty() {
        made.types = of_kind(schema, "object").types;
    }

    made
}

/// One schema for several: the only one, or a list of cases.
pub(super) fn any_of(around: &Schema, word: &str, mut cases: Vec<Schema>) -> Schema {
    if cases.len() == 1
        && let Some(only) = cases.pop()
    {
        return only;
    }
    // Of nulls alone nothing is said.
    if cases.iter().all(is_null) {
        cases.clear();
    }

    Schema {
        span: around.span,
        pointer: format!("{}/{word}", around.pointer),
        any_of: cases,
        ..Schema::default()
    }
}

/// The same schema with its kinds named.
fn named(schema: &Schema, kinds: &[&str], nullable: bool) -> Schema {
    let mut made = schema.clone();
    let null = nullable.then_some("null");
    made.types = kinds
        .iter()
        .copied()
        .chain(null)
        .map(|kind| Spanned::new(kind.to_owned(), schema.span))
        .collect();

    made
}

fn says_null(schema: &Schema) -> bool {
    let mut values = schema.enumeration.iter();

    values.any(|value| value.value == Value::Null)
}

/// The kinds that a schema without `type` can mean only.
fn implied(schema: &Schema) -> Vec<&'static str> {
    let says_more = !schema.properties.is_empty()
        || schema.items.is_some()
        || schema.additional.is_some()
        || !schema.prefix_items.is_empty();
    if says_more {
        return Vec::new();
    }
    let choices = schema.enumeration.iter().chain(&schema.constant);
    let kinds: Vec<&str> = choices.map(|choice| kind_of(&choice.value)).collect();
    if !kinds.is_empty() {
        return kinds;
    }
    if let Some(format) = &schema.format {
        let known = FORMATS
            .iter()
            .find(|(_, formats)| formats.contains(&format.value.as_str()));
        return known.iter().map(|(kind, _)| *kind).collect();
    }
    let limits = |words: &[&str]| {
        schema
            .limits
            .iter()
            .any(|(keyword, _)| words.contains(keyword))
    };
    if limits(&["pattern", "minLength", "maxLength"]) {
        vec!["string"]
    } else if limits(&["minItems", "maxItems", "uniqueItems"]) {
        vec!["array"]
    } else if limits(&["minProperties", "maxProperties"]) {
        vec!["object"]
    } else {
        Vec::new()
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(text)
            if text
                .bytes()
                .all(|byte| byte == b'-' || byte.is_ascii_digit()) =>
        {
            "integer"
        }
        Value::Number(_) => "number",
        Value::Text(_) => "string",
        Value::List(_) => "array",
        Value::Object(_) => "object",
    }
}

/// What a schema says of values of one kind.
fn case(schema: &Schema, kind: &str) -> Schema {
    let mut case = of_kind(schema, kind);
    case.pointer = format!("{}/type/{kind}", schema.pointer);
    let fits = |value: &&Spanned<Value>| {
        let own = kind_of(&value.value);
        own == kind || (own == "integer" && kind == "number")
    };
    case.enumeration = schema.enumeration.iter().filter(fits).cloned().collect();
    case.constant = schema.constant.as_ref().filter(fits).cloned();
    match kind {
        "object" => {
            case.properties.clone_from(&schema.properties);
            case.required.clone_from(&schema.required);
            case.additional.clone_from(&schema.additional);
            case.pattern_properties
                .clone_from(&schema.pattern_properties);
        }
        "array" => {
            case.items.clone_from(&schema.items);
            case.prefix_items.clone_from(&schema.prefix_items);
        }
        _ => {
            let said = schema.format.as_ref();
            let wanted = FORMATS.iter().find(|(known, _)| *known == kind);
            case.format = said
                .filter(|format| {
                    wanted.is_some_and(|(_, formats)| formats.contains(&format.value.as_str()))
                })
                .cloned();
        }
    }

    case
}
