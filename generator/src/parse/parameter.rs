//! Parameters of path, query, header and cookie.

use std::collections::BTreeMap;

use super::ast::{Parameter, Text};
use super::body;
use super::input::{Input, Named, Pointer};
use super::quirk_reader;
use super::reader::MapReader;
use super::schema;
use super::vocabulary::Place;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};

const LOCATIONS: &[&str] = &["path", "query", "header", "cookie", "querystring"];

/// Reads the list `parameters`.
pub(super) fn list(map: &mut MapReader<'_, '_>, pointer: Pointer<'_>) -> Vec<Parameter> {
    let under = pointer.child("parameters");
    let mut parameters = Vec::new();
    for (index, named) in map.list("parameters", "parameter").into_iter().enumerate() {
        parameters.extend(read(map.input, named, under.child(&index.to_string())));
    }
    report_doubles(map.input, &parameters);

    parameters
}

/// Reports parameters that are declared twice in one list. An operation may well declare one of its path anew.
pub(super) fn report_doubles(input: &Input<'_>, parameters: &[Parameter]) {
    let mut seen: BTreeMap<(&str, &str), &Text> = BTreeMap::new();
    for parameter in parameters {
        let (Some(name), Some(location)) = (&parameter.name, &parameter.location) else {
            continue;
        };
        if let Some(earlier) = seen.insert((&name.value, &location.value), name) {
            let message = format!(
                "parameter `{}` in `{}` is declared twice",
                name.value, location.value
            );
            input.report(
                Diagnostic::new(Code::DuplicateKey, name.span, message)
                    .label("second time")
                    .also(earlier.span, "first time")
                    .help("keep one of the two"),
            );
        }
    }
}

/// Reads a parameter, or a reference to one.
pub(super) fn read(input: &Input<'_>, named: Named<'_>, pointer: Pointer<'_>) -> Option<Parameter> {
    let mut map = MapReader::open(input, named)?;
    let reference = map.text("$ref");
    if reference.is_some() {
        map.pass_over(&["summary", "description"]);
        map.finish();
        return Some(Parameter {
            span: named.place,
            reference,
            ..Parameter::default()
        });
    }
    let name = map.required_text("name");
    let mut parameter = Parameter {
        // A parameter of a list has no key to point to: its name serves better than its first line.
        span: name.as_ref().map_or(named.place, |name| name.span),
        reference: None,
        name,
        location: map.required_text("in"),
        description: map.text("description"),
        required: map.flag("required"),
        deprecated: map.flag("deprecated"),
        style: map.text("style"),
        explode: map.boolean("explode"),
        allow_reserved: map.flag("allowReserved"),
        schema: map
            .get("schema")
            .and_then(|named| schema::read(input, named, pointer.child("schema"), Place::Schema)),
        content: body::content(&mut map, pointer),
        example: map.value("example").map(|example| example.value),
        quirks: quirk_reader::quirks(&mut map, Place::Parameter),
        evidence: quirk_reader::evidence(&mut map),
    };
    if let Some(location) = &mut parameter.location {
        mend_location(input, location);
    }
    // A place that is none is left out once it is reported, so that nobody reports it again.
    if let Some(location) = parameter
        .location
        .take_if(|location| !LOCATIONS.contains(&&*location.value))
    {
        let message = format!("`{}` is no place of a parameter", location.value);
        let help = match did_you_mean(&location.value, LOCATIONS.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "the places are `path`, `query`, `header` and `cookie`; a body is `requestBody` of its operation".to_owned(),
        };
        input.report(Diagnostic::new(Code::WrongType, location.span, message).help(help));
        let lower = location.value.trim().to_lowercase();
        if input.is_lenient() && LOCATIONS.contains(&&*lower) {
            parameter.location = Some(Text::new(lower, location.span));
        }
    }
    let says_type = map.get("schema").is_some() || !parameter.content.is_empty();
    if let (Some(name), true, false) = (&parameter.name, parameter.location.is_some(), says_type) {
        let message = format!("parameter `{}` lacks `schema`", name.value);
        let help = "add its type, as in `schema: {type: string}`";
        input.report(
            Diagnostic::new(Code::Approximated, name.span, message)
                .label("taken for a text")
                .help(help),
        );
    }
    if let (None, Some(examples)) = (&parameter.example, map.get("examples")) {
        parameter.example = body::first_example(input, examples);
    }
    map.pass_over(&["allowEmptyValue"]);
    map.finish();

    Some(parameter)
}

/// `Query` is `query` for a lenient reader.
fn mend_location(input: &Input<'_>, location: &mut Text) {
    let meant = LOCATIONS
        .iter()
        .find(|known| known.eq_ignore_ascii_case(&location.value) && **known != location.value);
    if let Some(meant) = meant.filter(|_| input.is_lenient()) {
        let message = format!("`{}` is no place of a parameter", location.value);
        let report = Diagnostic::new(Code::WrongType, location.span, message).mended();
        input.report(
            report
                .label(format!("read as `{meant}`"))
                .help(format!("write `{meant}`")),
        );
        location.value = (*meant).to_owned();
    }
}
