//! `in: formData`: fields of a form, put together into the one body that OpenAPI 3 knows.

use super::super::ast::{Entries, MediaType, PropertyEncoding, RequestBody, Schema, Text};
use super::super::input::{Input, Pointer};
use super::super::quirk_reader;
use super::super::reader::MapReader;
use super::super::vocabulary::Place;
use super::lists::Spot;
use super::media::{self, MediaTypes};
use super::parameters::{self, Part};
use super::{Silence, values};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// A form while it is put together.
#[derive(Default)]
struct Form {
    members: Entries<Schema>,
    required: Vec<Text>,
    encoding: Entries<PropertyEncoding>,
    /// Where a file is among the fields.
    file: Option<Span>,
}

/// Reads the fields of an operation as its body. `pointer` is that of its list of parameters.
pub(super) fn read(
    input: &Input<'_>,
    fields: &[&Part],
    pointer: Pointer<'_>,
    consumes: &MediaTypes,
    silence: Silence,
) -> Option<RequestBody> {
    let mut form = Form::default();
    for field in fields {
        add(input, field, silence, &mut form);
    }
    let place = form.members.first().map(|(name, _)| name.span)?;
    let names = consumes.of_form(input, form.file, place);
    let required = !form.required.is_empty();
    let schema = Schema {
        span: place,
        pointer: pointer.to_string(),
        types: vec![Text::new("object".to_owned(), place)],
        properties: form.members,
        required: form.required,
        ..Schema::default()
    };
    let media = MediaType {
        encoding: form.encoding,
        ..media::of_schema(Some(schema))
    };

    Some(RequestBody {
        span: place,
        required,
        content: media::content(names, &media),
        ..RequestBody::default()
    })
}

fn add(input: &Input<'_>, field: &Part, silence: Silence, form: &mut Form) {
    let named = field.target.named(input);
    let Some(mut map) = named.and_then(|named| MapReader::open(input, named)) else {
        return;
    };
    let Some(name) = map.required_text("name") else {
        return;
    };
    let what = format!("the field `{}`", name.value);
    let mut value = values::read(
        &mut map,
        (&what, name.span),
        field.target.at(),
        (Spot::Form, silence),
    );
    let schema = &mut value.schema;
    schema.description = map.text("description").or(schema.description.take());
    schema.quirks = quirk_reader::quirks(&mut map, Place::Property);
    schema.evidence = quirk_reader::evidence(&mut map);
    let is_required = map.flag("required");
    parameters::report_spelling(&mut map, "formData");
    map.pass_over(&["allowEmptyValue"]);
    map.finish();
    if let Some((earlier, _)) = form
        .members
        .iter()
        .find(|(known, _)| known.value == name.value)
    {
        let message = format!("{what} is declared twice");
        input.report(
            Diagnostic::new(Code::DuplicateKey, name.span, message)
                .label("second time")
                .also(earlier.span, "first time")
                .help("keep one of the two"),
        );
        return;
    }
    if value.is_file {
        form.file = form.file.or(Some(name.span));
    }
    if let Some(encoding) = value.list.encoding() {
        form.encoding.push((name.clone(), encoding));
    }
    if is_required {
        form.required.push(name.clone());
    }
    form.members.push((name, value.schema));
}
