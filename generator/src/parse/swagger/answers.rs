//! `responses`: answers with their schema, their headers and their examples.

use super::super::ast::{Header, Response, Schema, Text};
use super::super::input::{Input, Named, Pointer};
use super::super::quirk_reader;
use super::super::reader::MapReader;
use super::super::vocabulary::Place;
use super::super::{schema, target};
use super::lists::Spot;
use super::media::{self, MediaTypes};
use super::{Silence, values};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Value;

/// Reads an answer, or a reference to one.
pub(super) fn read(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
    produces: &MediaTypes,
) -> Option<Response> {
    let mut map = MapReader::open(input, named)?;
    let under = pointer.child("headers");
    let schema = schema(&mut map, pointer);
    let media = media::of_schema(schema);
    let mut response = Response {
        span: named.place,
        reference: map.text("$ref"),
        description: map.text("description"),
        headers: map.entries("headers", |name, named| {
            header(input, named, under.child(name))
        }),
        header_record: None,
        content: match media.schema {
            Some(_) => media::content(produces.of_answer(named.place), &media),
            None => Vec::new(),
        },
        evidence: quirk_reader::evidence(&mut map),
    };
    for (name, example) in map.mapping("examples") {
        let same = response
            .content
            .iter_mut()
            .find(|(known, _)| media::essence(known) == media::essence(&name));
        if let Some((_, media)) = same {
            media.example = Some(Value::from_node(input.tree, example.node));
        }
    }
    map.finish();

    Some(response.with_header_record(&under.to_string()))
}

/// An answer of an operation: shared where it comes as all that refer to it say.
pub(super) fn of_operation(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
    produces: &MediaTypes,
    usual: &MediaTypes,
) -> Option<Response> {
    let Some(reference) = target::reference(input, named.node) else {
        return read(input, named, pointer, produces);
    };
    if reference.value.starts_with("#/definitions/") {
        return Some(of_schema(input, named, pointer, reference, produces));
    }
    match target::follow(input, &reference) {
        Some(target) if !(target.is_in("responses") && produces.is_same(usual)) => {
            read(input, target.named(input)?, target.at(), produces)
        }
        _ => Some(Response {
            span: named.place,
            reference: Some(reference),
            ..Response::default()
        }),
    }
}

/// An answer that refers to a schema, which is what it holds.
fn of_schema(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
    reference: Text,
    produces: &MediaTypes,
) -> Response {
    let message = format!("`{}` is a schema, not an answer", reference.value);
    let help = format!("write `schema: {{$ref: \"{}\"}}`", reference.value);
    let report = Diagnostic::new(Code::WrongType, reference.span, message);
    input.report(
        report
            .label("taken for the schema of the answer")
            .help(help),
    );
    let schema = Schema {
        span: named.place,
        pointer: pointer.child("schema").to_string(),
        reference: Some(reference),
        ..Schema::default()
    };
    let media = media::of_schema(Some(schema));

    Response {
        span: named.place,
        content: media::content(produces.of_answer(named.place), &media),
        ..Response::default()
    }
}

/// The schema of an answer; a file is bytes.
fn schema(map: &mut MapReader<'_, '_>, pointer: Pointer<'_>) -> Option<Schema> {
    let named = map.get("schema")?;
    let input = map.input;
    let mut entries = input.tree.entries(named.node).iter();
    let kind = entries.find(|entry| entry.key == "type");
    let Some(kind) = kind.filter(|kind| input.tree.text(kind.value) == Some("file")) else {
        return schema::read(input, named, pointer.child("schema"), Place::Schema);
    };
    let word = |word: &str| Text::new(word.to_owned(), input.tree.span(kind.value));
    let mut map = MapReader::open(input, named)?;
    let schema = Schema {
        span: named.place,
        pointer: pointer.child("schema").to_string(),
        types: vec![word("string")],
        format: Some(word("binary")),
        description: map.text("description"),
        title: map.text("title"),
        ..Schema::default()
    };
    map.pass_over(&[
        "type",
        "format",
        "default",
        "required",
        "readOnly",
        "externalDocs",
        "example",
    ]);
    map.finish();

    Some(schema)
}

fn header(input: &Input<'_>, named: Named<'_>, pointer: Pointer<'_>) -> Option<Header> {
    let mut map = MapReader::open(input, named)?;
    let what = format!("the header `{}`", named.name);
    let said = (Spot::Header, Silence::default());
    let value = values::read(&mut map, (&what, named.place), pointer, said);
    let header = Header {
        span: named.place,
        reference: None,
        description: map.text("description"),
        schema: Some(value.schema),
    };
    map.finish();

    Some(header)
}
