//! Request bodies, responses, their media types and headers.

use super::ast::{Entries, Header, MediaType, PropertyEncoding, RequestBody, Response};
use super::input::{Input, Named, Pointer};
use super::quirk_reader;
use super::reader::MapReader;
use super::vocabulary::Place;
use super::{schema, target};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Kind, Value};
use crate::source::Spanned;

/// Reads a request body, or a reference to one.
pub(super) fn request_body(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
) -> Option<RequestBody> {
    let mut map = MapReader::open(input, named)?;
    let body = RequestBody {
        span: named.place,
        reference: map.text("$ref"),
        description: map.text("description"),
        required: map.flag("required"),
        content: content(&mut map, pointer),
        quirks: quirk_reader::quirks(&mut map, Place::RequestBody),
        evidence: quirk_reader::evidence(&mut map),
    };
    map.pass_over(&["summary"]);
    map.finish();

    Some(body)
}

/// Reads a response, or a reference to one.
pub(super) fn response(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
) -> Option<Response> {
    if let (Kind::Text(text), true) = (input.tree.kind(named.node), input.is_lenient()) {
        input.mended(named.node, named.name, "a mapping");
        return Some(Response {
            span: named.place,
            description: Some(Spanned::new(text.to_string(), input.tree.span(named.node))),
            ..Response::default()
        });
    }
    let mut map = MapReader::open(input, named)?;
    let under = pointer.child("headers");
    let response = Response {
        span: named.place,
        reference: map.text("$ref"),
        description: map.text("description"),
        headers: map.entries("headers", |name, named| {
            header(input, named, under.child(name))
        }),
        header_record: None,
        content: content(&mut map, pointer),
        evidence: quirk_reader::evidence(&mut map),
    };
    map.pass_over(&["summary", "links"]);
    map.finish();

    Some(response.with_header_record(&under.to_string()))
}

/// Reads a response header, or a reference to one.
pub(super) fn header(input: &Input<'_>, named: Named<'_>, pointer: Pointer<'_>) -> Option<Header> {
    let mut map = MapReader::open(input, named)?;
    let (reference, description) = (map.text("$ref"), map.text("description"));
    let schema = map
        .get("schema")
        .and_then(|named| schema::read(input, named, pointer.child("schema"), Place::Schema));
    // Of the one media type that `content` may have, the schema is that of the header.
    let content = content(&mut map, pointer);
    let header = Header {
        span: named.place,
        reference,
        description,
        schema: schema.or_else(|| content.into_iter().find_map(|(_, media)| media.schema)),
    };
    map.pass_over(&[
        "summary",
        "required",
        "deprecated",
        "style",
        "explode",
        "example",
        "examples",
        "allowEmptyValue",
        "allowReserved",
    ]);
    map.finish();

    Some(header)
}

/// Reads `content` of whatever has one.
pub(super) fn content(map: &mut MapReader<'_, '_>, pointer: Pointer<'_>) -> Entries<MediaType> {
    let input = map.input;
    let under = pointer.child("content");

    map.entries("content", |name, named| {
        let Some(reference) = target::reference(input, named.node) else {
            return media_type(input, named, under.child(name));
        };
        if let Some(found) = target::follow(input, &reference) {
            return media_type(input, found.named(input)?, found.at());
        }
        let message = format!("`{}` does not exist", reference.value);
        let report = Diagnostic::new(Code::DanglingReference, reference.span, message);
        input.report(report.help("write what the media type holds here"));
        None
    })
}

fn media_type(input: &Input<'_>, named: Named<'_>, pointer: Pointer<'_>) -> Option<MediaType> {
    let mut map = MapReader::open(input, named)?;
    let mut schema = |key: &'static str| {
        let named = map.get(key)?;
        schema::read(input, named, pointer.child(key), Place::Schema)
    };
    let (schema, item_schema) = (schema("schema"), schema("itemSchema"));
    let example = map.value("example").map(|example| example.value);
    let examples = map.get("examples");
    let encoding = map.entries("encoding", |_, named| property_encoding(input, named));
    map.pass_over(&["prefixEncoding", "itemEncoding"]);
    map.finish();

    Some(MediaType {
        span: named.place,
        schema,
        item_schema,
        encoding,
        example: example.or_else(|| examples.and_then(|named| first_example(input, named))),
    })
}

fn property_encoding(input: &Input<'_>, named: Named<'_>) -> Option<PropertyEncoding> {
    let mut map = MapReader::open(input, named)?;
    let encoding = PropertyEncoding {
        content_type: map.text("contentType"),
        style: map.text("style"),
        explode: map.boolean("explode"),
        allow_reserved: map.flag("allowReserved"),
    };
    map.pass_over(&["headers", "encoding", "prefixEncoding", "itemEncoding"]);
    map.finish();

    Some(encoding)
}

/// `value` of the first entry of `examples`; what else examples may say is not read.
pub(super) fn first_example(input: &Input<'_>, named: Named<'_>) -> Option<Value> {
    let first = input.tree.entries(named.node).first()?;
    if *input.tree.kind(first.value) != Kind::Mapping {
        return None;
    }
    let mut entries = input.tree.entries(first.value).iter();
    // `serializedValue` is a text on the wire, and no value of the schema.
    let value = entries.find(|entry| matches!(&*entry.key, "value" | "dataValue"))?;

    Some(Value::from_node(input.tree, value.value))
}
