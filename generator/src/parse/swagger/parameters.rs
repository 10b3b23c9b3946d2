//! `parameters`: told apart by where they go. Bodies and fields of forms are no parameters in OpenAPI 3.

use super::super::ast::{Parameter, Text};
use super::super::input::{Input, Named, Pointer};
use super::super::parameter::report_doubles;
use super::super::quirk_reader;
use super::super::reader::MapReader;
use super::super::target::{self, Target};
use super::super::vocabulary::Place;
use super::lists::Spot;
use super::{Silence, values};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::load::NodeId;

const LOCATIONS: &[&str] = &["path", "query", "header", "body", "formData", "cookie"];

/// What a parameter of 2.0 is in OpenAPI 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// The body.
    Body,
    /// A field of a form, which is a member of the body.
    Form,
    /// A parameter.
    Beside,
}

/// A body or a field of a form: where it is written, and through which reference it is used.
pub(super) struct Part {
    pub(super) target: Target,
    pub(super) reference: Option<Text>,
}

/// A list of parameters, told apart.
#[derive(Default)]
pub(super) struct Declared {
    pub(super) parameters: Vec<Parameter>,
    pub(super) bodies: Vec<Part>,
    pub(super) fields: Vec<Part>,
}

/// Where a parameter goes, by its `in`.
pub(super) fn home(input: &Input<'_>, node: NodeId) -> Home {
    let mut entries = input.tree.entries(node).iter();
    let location = entries.find(|entry| entry.key == "in");

    let location = location.and_then(|entry| input.tree.text(entry.value));
    let is = |words: &[&str]| {
        location
            .is_some_and(|location| words.iter().any(|word| word.eq_ignore_ascii_case(location)))
    };
    if is(&["body"]) {
        return Home::Body;
    }

    if is(&["formData", "form"]) {
        Home::Form
    } else {
        Home::Beside
    }
}

/// Reports `in` where it is written otherwise than the standard has it.
pub(super) fn report_spelling(map: &mut MapReader<'_, '_>, word: &str) {
    let Some(written) = map.text("in").filter(|written| written.value != word) else {
        return;
    };
    let message = format!("`{}` is no place of a parameter", written.value);
    let report = Diagnostic::new(Code::WrongType, written.span, message);
    map.input
        .report(report.help(format!("did you mean `{word}`?")));
}

/// Reads the list `parameters`.
pub(super) fn list(
    map: &mut MapReader<'_, '_>,
    pointer: Pointer<'_>,
    silence: Silence,
) -> Declared {
    let input = map.input;
    let under = pointer.child("parameters");
    let mut declared = Declared::default();
    for (index, named) in map.list("parameters", "parameter").into_iter().enumerate() {
        let index = index.to_string();
        let pointer = under.child(&index);
        let reference = target::reference(input, named.node);
        let part = match &reference {
            None => Some(Target::in_place(named, pointer)),
            Some(reference) => target::follow(input, reference),
        };
        let Some(part) = part else {
            // Nobody knows what is meant; whoever resolves references says so.
            let parameter = Parameter {
                span: named.place,
                reference,
                ..Parameter::default()
            };
            declared.parameters.push(parameter);
            continue;
        };
        match home(input, part.node) {
            Home::Body => declared.bodies.push(Part {
                target: part,
                reference,
            }),
            Home::Form => declared.fields.push(Part {
                target: part,
                reference,
            }),
            Home::Beside => {
                let parameter = match reference {
                    Some(reference) if part.is_in("parameters") => Some(Parameter {
                        span: named.place,
                        reference: Some(reference),
                        ..Parameter::default()
                    }),
                    _ => {
                        let named = part.named(input);
                        named.and_then(|named| read(input, named, part.at(), silence))
                    }
                };
                declared.parameters.extend(parameter);
            }
        }
    }
    report_doubles(input, &declared.parameters);

    declared
}

/// Reads a parameter of path, query or header, or a reference to one.
pub(super) fn read(
    input: &Input<'_>,
    named: Named<'_>,
    pointer: Pointer<'_>,
    silence: Silence,
) -> Option<Parameter> {
    let mut map = MapReader::open(input, named)?;
    if let Some(reference) = map.text("$ref") {
        map.pass_over(&["description"]);
        map.finish();
        return Some(Parameter {
            span: named.place,
            reference: Some(reference),
            ..Parameter::default()
        });
    }
    let name = map.required_text("name");
    let location = map
        .required_text("in")
        .and_then(|text| location(input, text));
    let place = name.as_ref().map_or(named.place, |name| name.span);
    let what = match &name {
        Some(name) => format!("parameter `{}`", name.value),
        None => "a parameter".to_owned(),
    };
    let quirks = quirk_reader::quirks(&mut map, Place::Parameter);
    let spot = match location.as_ref().map(|location| location.value.as_str()) {
        Some("path") => Spot::Path,
        Some("header" | "cookie") => Spot::Header,
        _ => Spot::Query,
    };
    let is_path = spot == Spot::Path;
    let value = values::read(&mut map, (&what, place), pointer, (spot, silence));
    let (style, explode) = value.list.style();
    let parameter = Parameter {
        span: place,
        name,
        location,
        description: map.text("description"),
        // A path without one of its values is another path.
        required: map.flag("required") || is_path,
        style,
        explode,
        schema: Some(value.schema),
        quirks,
        evidence: quirk_reader::evidence(&mut map),
        ..Parameter::default()
    };
    map.pass_over(&["allowEmptyValue"]);
    map.finish();

    Some(parameter)
}

/// A place that a parameter can have: the one that is written, or the one that is meant. What is none is left out once it is
/// reported, so that nobody reports it again.
fn location(input: &Input<'_>, written: Text) -> Option<Text> {
    let is_cookie = written.value == "cookie";
    if LOCATIONS.contains(&&*written.value) && !is_cookie {
        return Some(written);
    }
    let message = format!("`{}` is no place of a parameter", written.value);
    let report = Diagnostic::new(Code::WrongType, written.span, message);
    if is_cookie {
        let help = "other tools pass over it: convert the document to OpenAPI 3 where it is needed";
        input.report(report.label("read as in OpenAPI 3").help(help));
        return Some(written);
    }
    let Some(meant) = did_you_mean(&written.value, LOCATIONS.iter().copied()) else {
        let help = "the places are `path`, `query`, `header`, `body` and `formData`";
        input.report(report.help(help));
        return None;
    };
    input.report(report.help(format!("did you mean `{meant}`?")));

    Some(Text::new(meant.to_owned(), written.span))
        .filter(|_| ["path", "query", "header"].contains(&meant))
}
