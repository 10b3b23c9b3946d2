//! Values without a `schema`: parameters, fields of forms and headers say their type themselves.

use super::super::ast::{Schema, Text};
use super::super::input::Pointer;
use super::super::reader::MapReader;
use super::super::schema::{self, dialects, types, values};
use super::super::vocabulary::Place;
use super::Silence;
use super::lists::{self, List, Spot};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Kind;
use crate::source::Span;

/// A value and how it goes where it is a list.
pub(super) struct Value {
    pub(super) schema: Schema,
    pub(super) list: List,
    /// Whether it is a file.
    pub(super) is_file: bool,
}

/// Reads the value that a mapping describes beside other things; `what` is it in a message, and `place` where that points.
pub(super) fn read(
    map: &mut MapReader<'_, '_>,
    (what, place): (&str, Span),
    pointer: Pointer<'_>,
    (spot, silence): (Spot, Silence),
) -> Value {
    let mut value = Value {
        schema: Schema {
            span: place,
            pointer: pointer.to_string(),
            ..Schema::default()
        },
        list: List::Usual,
        is_file: false,
    };
    if of_schema(map, what, pointer, &mut value.schema) {
        map.pass_over(&["type", "format", "items", "collectionFormat"]);
        return value;
    }
    value.is_file = read_type(map, (what, place), spot, &mut value.schema);
    let schema = &mut value.schema;
    schema.format = types::format(map).or(schema.format.take());
    schema.default = map.value("default");
    schema.example = map.value("example").map(|example| example.value);
    schema.limits = schema::limits(map);
    values::enumeration(map, schema);
    if let Some(nullable) = dialects::nullable(map) {
        schema::read_nullable(&nullable, schema);
    }
    value.list = list(map, pointer, schema, (spot, silence));
    values::hand_down(&mut value.schema);

    value
}

/// Reads the schema that stands where a type belongs, as in OpenAPI 3; whether there is one.
fn of_schema(
    map: &mut MapReader<'_, '_>,
    what: &str,
    pointer: Pointer<'_>,
    schema: &mut Schema,
) -> bool {
    if map.get("type").is_some() {
        return false;
    }
    let Some(named) = map.get("schema") else {
        return false;
    };
    let message = format!("{what} has a `schema`, which only a body has in Swagger 2.0");
    let report = Diagnostic::new(Code::UnknownKey, named.place, message);
    map.input.report(
        report
            .label("read as in OpenAPI 3")
            .help("write what stands in it, `type` and so on, beside `in`"),
    );
    let read = schema::read(map.input, named, pointer.child("schema"), Place::Schema);
    let is_read = read.is_some();
    *schema = read.unwrap_or_default();

    is_read
}

/// Reads `type`; whether it is a file.
fn read_type(
    map: &mut MapReader<'_, '_>,
    (what, place): (&str, Span),
    spot: Spot,
    schema: &mut Schema,
) -> bool {
    let input = map.input;
    let Some(named) = map.get("type") else {
        let has_items = map.get("items").is_some();
        let (taken, kind) = if has_items {
            ("a list", "array")
        } else {
            ("a text", "string")
        };
        let report = Diagnostic::new(Code::Approximated, place, format!("{what} lacks `type`"));
        input.report(
            report
                .label(format!("taken for {taken}"))
                .help(format!("add its type, as in `type: {kind}`")),
        );
        schema.types = vec![Text::new(kind.to_owned(), place)];
        return false;
    };
    let is_file = input.tree.text(named.node) == Some("file");
    if !is_file {
        schema.types = types::read(map);
        return false;
    }
    let span = input.tree.span(named.node);
    schema.types = vec![Text::new("string".to_owned(), span)];
    if spot == Spot::Form {
        schema.format = Some(Text::new("binary".to_owned(), span));
        return true;
    }
    let report = Diagnostic::new(Code::WrongType, span, format!("{what} cannot be a file"));
    input.report(
        report
            .label("taken for a text")
            .help("send a file in a form: `in: formData` and `consumes: [multipart/form-data]`"),
    );

    false
}

/// Reads `items`, and how the list goes.
fn list(
    map: &mut MapReader<'_, '_>,
    pointer: Pointer<'_>,
    schema: &mut Schema,
    (spot, silence): (Spot, Silence),
) -> List {
    let input = map.input;
    let is_list = schema.types.iter().any(|word| word.value == "array");
    let items = map.get("items");
    if !is_list {
        if let Some(named) = map.get("collectionFormat") {
            let message = "`collectionFormat` says nothing of what is no list";
            let report = Diagnostic::new(Code::UnknownKey, named.place, message);
            input.report(
                report
                    .label("nobody reads this")
                    .help("leave it out, or write `type: array`"),
            );
        }
        return List::Usual;
    }
    let is_silent = match spot {
        Spot::Query => silence.in_query,
        Spot::Form => silence.in_form,
        Spot::Path | Spot::Header => false,
    };
    let list = lists::read(map, spot, schema.span, is_silent);
    if let List::Text = list {
        let word = Text::new("string".to_owned(), schema.span);
        schema.types = vec![word];
        (schema.default, schema.example) = (None, None);
        schema.enumeration.clear();
        schema.limits.clear();
        return list;
    }
    let Some(named) = items else {
        return list;
    };
    let inner = input.tree.entries(named.node).iter();
    let is_nested = inner.clone().any(|entry| {
        entry.key == "type"
            && matches!(input.tree.kind(entry.value), Kind::Text(kind) if kind == "array")
    });
    if is_nested {
        let report = Diagnostic::new(
            Code::Approximated,
            named.place,
            "a list of lists has no style",
        );
        input.report(
            report
                .label("inner lists are taken for texts, in which the caller divides the values")
                .help("send what nests in a body"),
        );
        schema.items = Some(Box::new(Schema {
            span: named.place,
            pointer: pointer.child("items").to_string(),
            types: vec![Text::new("string".to_owned(), named.place)],
            ..Schema::default()
        }));
    } else {
        let items = schema::read(input, named, pointer.child("items"), Place::Schema);
        schema.items = items.map(Box::new);
    }

    list
}
