//! `schema`: the JSON Schema of 3.1 and the dialects of 3.0 and 2.0, settled into one form.

pub(super) mod dialects;
mod mended;
pub(super) mod types;
pub(super) mod values;

use super::ast::{Additional, Discriminator, Schema, Text};
use super::input::{Input, Named, Pointer};
use super::quirk_reader;
use super::reader::{MapReader, mapping_entries, text};
use super::vocabulary::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Kind, Value};
use crate::source::Spanned;

/// Keywords that only validate, and are told to people.
const LIMITS: &[&str] = &[
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "minContains",
    "maxContains",
    "dependentRequired",
    "contentEncoding",
    "contentMediaType",
];

/// Keywords that only validate, and hold a schema.
const CHECKS: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords that nobody reads, or that only explain.
const PASSED_OVER: &[&str] = &[
    "$id",
    "$schema",
    "$comment",
    "$anchor",
    "$defs",
    "definitions",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
    "$recursiveAnchor",
    "$vocabulary",
    "xml",
    "externalDocs",
];

/// Reads a schema; `place` tells what quirks it may hold.
pub(super) fn read(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
    place: Place,
) -> Option<Schema> {
    on_heap(input, named, pointer, place).map(|schema| *schema)
}

/// The same, where it takes no room of the stack: schemas nest.
fn on_heap(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
    place: Place,
) -> Option<Box<Schema>> {
    let mut schema: Box<Schema> = Box::default();
    schema.span = named.place;
    schema.pointer = pointer.text();
    if let Kind::Bool(allowed) = input.tree.kind(named.node) {
        if !allowed {
            let message = format!("`{}` is `false`: nothing fits it", named.name);
            let report = Diagnostic::new(Code::Unsupported, input.tree.span(named.node), message);
            input.report(report.help("leave it out, or write a schema"));
        }
        return Some(schema);
    }
    if let Some(types) = mended::stand_in(input, named) {
        schema.types = types;
        return Some(schema);
    }
    let mut map = MapReader::open(input, named)?;
    read_annotations(&mut map, &mut schema, place);
    schema.types = types::read(&mut map);
    schema.required = required(&mut map);
    values::enumeration(&mut map, &mut schema);
    schema.discriminator = map
        .get("discriminator")
        .and_then(|named| discriminator(input, named));
    // The way to what it holds begins with a text that is there already.
    let own = std::mem::take(&mut schema.pointer);
    read_children(&mut map, &mut schema, Pointer::written(&own));
    schema.pointer = own;
    values::hand_down(&mut schema);
    dialects::later_words(&mut map);
    dialects::drop_siblings(&mut map, &mut schema);
    if let Some(nullable) = dialects::nullable(&mut map) {
        read_nullable(&nullable, &mut schema);
    }
    join_reference(&mut schema);
    map.pass_over(PASSED_OVER);
    map.finish();

    Some(schema)
}

fn read_annotations(map: &mut MapReader<'_, '_>, schema: &mut Schema, place: Place) {
    schema.reference = map.text("$ref");
    schema.format = types::format(map);
    schema.content_media_type = map.text("contentMediaType");
    schema.content_encoding = map.text("contentEncoding");
    schema.title = map.text("title");
    schema.description = map.text("description");
    schema.default = map.value("default");
    schema.constant = map.value("const");
    schema.read_only = map.flag("readOnly");
    schema.write_only = map.flag("writeOnly");
    schema.deprecated = map.flag("deprecated");
    schema.example = map.value("example").map(|example| example.value);
    if let Some(examples) = map.get("examples") {
        let first = map.input.tree.items(examples.node).first();
        schema.example = schema
            .example
            .take()
            .or_else(|| first.map(|node| Value::from_node(map.input.tree, *node)));
    }
    schema.limits = limits(map);
    schema.quirks = quirk_reader::quirks(map, place);
    schema.evidence = quirk_reader::evidence(map);
}

/// Keywords that only validate, with their values.
pub(super) fn limits(map: &mut MapReader<'_, '_>) -> Vec<(&'static str, Spanned<Value>)> {
    if !map.has_any(LIMITS) {
        map.pass_over(LIMITS);
        return Vec::new();
    }
    let limits = LIMITS.iter().filter_map(|keyword| {
        let value = map.value(keyword)?;
        Some((*keyword, value))
    });

    dialects::bounds(limits.collect())
}

fn read_children(map: &mut MapReader<'_, '_>, schema: &mut Schema, pointer: Pointer<'_>) {
    let input = map.input;
    let under = pointer.child("properties");
    for (name, named) in map.mapping("properties") {
        if let Some(property) = read(input, named, under.child(named.name), Place::Property) {
            schema.properties.push((name, property));
        }
    }
    if let Some(named) = map.get("additionalProperties") {
        schema.additional = match input.tree.kind(named.node) {
            Kind::Bool(allowed) => Some(Additional::Allowed(Spanned::new(
                *allowed,
                input.tree.span(named.node),
            ))),
            _ => boxed(input, named, pointer.child("additionalProperties")).map(Additional::Schema),
        };
    }
    // `items: false` closes a tuple, and so says nothing of its elements.
    if let Some(named) = map
        .get("items")
        .filter(|named| *input.tree.kind(named.node) != Kind::Bool(false))
    {
        mended::items(input, named, schema, pointer);
    }
    schema.content_schema = map
        .get("contentSchema")
        .and_then(|named| boxed(input, named, pointer.child("contentSchema")));
    read_checks(map, schema, pointer);
    schema
        .prefix_items
        .extend(branches(map, "prefixItems", pointer));
    schema.all_of = branches(map, "allOf", pointer);
    schema.one_of = branches(map, "oneOf", pointer);
    schema.any_of = branches(map, "anyOf", pointer);
}

/// What only validates. `true` and `false` stand there as often as schemas do.
fn read_checks(map: &mut MapReader<'_, '_>, schema: &mut Schema, pointer: Pointer<'_>) {
    let input = map.input;
    let keywords = [
        ("patternProperties", &mut schema.pattern_properties),
        ("dependentSchemas", &mut schema.dependent),
    ];
    for (keyword, entries) in keywords {
        let under = pointer.child(keyword);
        for (name, named) in map.mapping(keyword) {
            let inner = read(input, named, under.child(named.name), Place::Schema);
            entries.extend(inner.map(|inner| (name, inner)));
        }
    }
    if !map.has_any(CHECKS) {
        return map.pass_over(CHECKS);
    }
    for keyword in CHECKS {
        let Some(named) = map.get(keyword) else {
            continue;
        };
        if let Kind::Bool(_) = input.tree.kind(named.node) {
            let value = map.value(keyword);
            schema.limits.extend(value.map(|value| (*keyword, value)));
        } else {
            let check = read(input, named, pointer.child(keyword), Place::Schema);
            schema.checks.extend(check.map(|check| (*keyword, check)));
        }
    }
}

fn boxed(input: &Input<'_>, named: Named<'_>, pointer: Pointer<'_>) -> Option<Box<Schema>> {
    on_heap(input, named, pointer, Place::Schema)
}

fn branches(map: &mut MapReader<'_, '_>, key: &'static str, pointer: Pointer<'_>) -> Vec<Schema> {
    let under = pointer.child(key);
    let mut schemas = Vec::new();
    for (index, named) in values::filled(map, key).into_iter().enumerate() {
        schemas.extend(read(
            map.input,
            named,
            under.child(&index.to_string()),
            Place::Schema,
        ));
    }

    schemas
}

/// `required`: names of members. A boolean, as drafts before the fourth had it inside a property, is reported.
fn required(map: &mut MapReader<'_, '_>) -> Vec<Text> {
    let input = map.input;
    if let Some(named) = map.get("required")
        && let Kind::Bool(_) = input.tree.kind(named.node)
    {
        let message = "`required` is a boolean, which says nothing in a schema";
        let report = Diagnostic::new(Code::UnknownKey, named.place, message);
        let help = "name the member in the list `required` of the object that holds it";
        input.report(report.label("nobody reads this").help(help));
        return Vec::new();
    }

    map.texts("required", "required")
}

fn discriminator(input: &Input<'_>, named: Named<'_>) -> Option<Discriminator> {
    if let Some(property) = dialects::discriminator(input, named) {
        return Some(property);
    }
    let mut map = MapReader::open(input, named)?;
    let property = map.required_text("propertyName");
    let mapping = match map.get("mapping") {
        Some(named) => mapping_entries(input, named),
        None => Vec::new(),
    };
    let mapping = mapping
        .into_iter()
        .filter_map(|(name, named)| text(input, named).map(|target| (name, target)))
        .collect();
    let default = map.text("defaultMapping");
    map.finish();

    property.map(|property| Discriminator {
        property,
        mapping,
        default,
    })
}

/// What stands beside `$ref` holds as well: the two are branches of `allOf`, where both are objects.
fn join_reference(schema: &mut Schema) {
    let adds = !schema.properties.is_empty()
        || !schema.required.is_empty()
        || !schema.all_of.is_empty()
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || schema.additional.is_some()
        || !schema.types.is_empty();
    let is_object = schema.types.iter().all(|word| word.value == "object");
    if !adds || !is_object || schema.reference.is_none() {
        return;
    }
    let branch = Schema {
        span: schema.span,
        pointer: schema.pointer.clone(),
        reference: schema.reference.take(),
        ..Schema::default()
    };
    schema.all_of.insert(0, branch);
}

/// What may be null, said as 3.1 does: `null` among the types or the branches.
pub(super) fn read_nullable(nullable: &Spanned<bool>, schema: &mut Schema) {
    if !nullable.value {
        return;
    }
    let word = Spanned::new("null".to_owned(), nullable.span);
    let null = Schema {
        span: nullable.span,
        pointer: schema.pointer.clone(),
        types: vec![word.clone()],
        ..Schema::default()
    };
    let is_null = |schema: &Schema| schema.types.iter().any(|word| word.value == "null");

    if !schema.types.is_empty() {
        if !is_null(schema) {
            schema.types.push(word);
        }
    } else if !schema.one_of.is_empty() {
        schema.one_of.push(null);
    } else if !schema.any_of.is_empty() {
        schema.any_of.push(null);
    } else if schema.reference.is_some()
        || !schema.all_of.is_empty()
        || !schema.properties.is_empty()
    {
        let inner = Schema {
            span: schema.span,
            pointer: schema.pointer.clone(),
            reference: schema.reference.take(),
            all_of: std::mem::take(&mut schema.all_of),
            properties: std::mem::take(&mut schema.properties),
            required: std::mem::take(&mut schema.required),
            additional: schema.additional.take(),
            discriminator: schema.discriminator.take(),
            ..Schema::default()
        };
        schema.any_of = vec![inner, null];
    }
}
