//! `in: body`: the body of a request, which is a parameter in 2.0.

use super::super::ast::{RequestBody, Schema};
use super::super::input::{Input, Named, Pointer};
use super::super::reader::MapReader;
use super::super::vocabulary::Place;
use super::super::{quirk_reader, schema};
use super::lists::Spot;
use super::media::{self, MediaTypes};
use super::parameters::{self, Part};
use super::{Silence, values};
use crate::diagnostic::{Code, Diagnostic};

/// Reads a body that is sent as one of the media types.
pub(super) fn read(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
    consumes: &MediaTypes,
) -> Option<RequestBody> {
    let mut map = MapReader::open(input, named)?;
    let place = map.text("name").map_or(named.place, |name| name.span);
    let schema = schema(&mut map, named, pointer);
    let media = media::of_schema(Some(schema));
    let body = RequestBody {
        span: place,
        reference: None,
        description: map.text("description"),
        required: map.flag("required"),
        content: media::content(consumes.of_body(place), &media),
        quirks: quirk_reader::quirks(&mut map, Place::RequestBody),
        evidence: quirk_reader::evidence(&mut map),
    };
    parameters::report_spelling(&mut map, "body");
    map.finish();

    Some(body)
}

/// The body of an operation: shared where it is what all that refer to it send.
pub(super) fn of_operation(
    input: &Input<'_>,
    part: &Part,
    consumes: &MediaTypes,
    usual: &MediaTypes,
) -> Option<RequestBody> {
    match &part.reference {
        Some(reference) if part.target.is_in("parameters") && consumes.is_same(usual) => {
            Some(RequestBody {
                span: reference.span,
                reference: Some(reference.clone()),
                ..RequestBody::default()
            })
        }
        _ => read(input, part.target.named(input)?, part.target.at(), consumes),
    }
}

/// The schema; any value where none is written, which is reported, or what stands beside `in` as of another parameter.
fn schema(map: &mut MapReader<'_, '_>, named: Named<'_>, pointer: Pointer<'_>) -> Schema {
    let input = map.input;
    if let Some(found) = map.get("schema") {
        let read = schema::read(input, found, pointer.child("schema"), Place::Schema);
        return read.unwrap_or_default();
    }
    let report = Diagnostic::new(Code::MissingKey, map.place, "a body has no `schema`");
    if map.get("type").is_some() {
        input.report(report.help("put its type under `schema`, as in `schema: {type: object}`"));
        let said = (Spot::Query, Silence::default());
        return values::read(map, ("the body", named.place), pointer, said).schema;
    }
    input.report(
        report
            .label("taken for any value")
            .help("add its type, as in `schema: {type: object}`"),
    );

    Schema {
        span: named.place,
        pointer: pointer.child("schema").to_string(),
        ..Schema::default()
    }
}
