//! What a document implies and does not say, for a lenient reader: values of paths that no parameter declares are texts, and a query
//! behind a path is what its calls send.

mod credentials;

use super::ast::{Entries, Parameter, PathItem, Schema, Spec, Text};
use super::input::Input;
use super::template::{self, Pair, Sent, Template};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Value, percent_decoded, split_pointer};
use crate::source::Spanned;

/// Says it.
pub(super) fn say(input: &Input<'_>, spec: &mut Spec) {
    credentials::declare(input, spec);
    let shared = std::mem::take(&mut spec.components.parameters);
    for (path, item) in &mut spec.paths {
        let template = {
            let all = || {
                let of_operations = item.operations.iter();
                let own = of_operations.flat_map(|(_, operation)| &operation.parameters);
                item.parameters.iter().chain(own)
            };
            let is_declared = |name: &str| {
                all().any(|one| find(&shared, one).is_some_and(|one| is_at(one, name, "path")))
            };
            template::read(&path.value, &is_declared)
        };
        report_mended(input, path, &template);
        for Pair { name, value } in template.query {
            match value {
                Sent::Fixed(value) => fix(path, item, &name, value),
                Sent::Given(given) => give(&shared, path, item, (&name, &given), true),
                Sent::Offered(given) => give(&shared, path, item, (&name, &given), false),
            }
        }
        declare(input, &shared, path, item, &template.path);
        item.called = Some(template.path);
    }
    spec.components.parameters = shared;
}

/// Reports a path that is called in another way than it is written.
fn report_mended(input: &Input<'_>, path: &Text, template: &Template) {
    let message = if !template.query.is_empty() {
        format!("the path `{}` has a query behind it", path.value)
    } else if path.value.contains('#') {
        format!(
            "the path `{}` has a fragment, which is never sent",
            path.value
        )
    } else if path.value.trim_start().starts_with('/') {
        format!("the path `{}` is written in another notation", path.value)
    } else {
        // The parser has reported it.
        return;
    };
    if path.value != template.path {
        let report = Diagnostic::new(Code::BadPath, path.span, message);
        input.report(report.label(format!("read as `{}`", template.path)));
    }
}

/// Declares a parameter of the query that has one value, for all calls of a path.
fn fix(path: &Text, item: &mut PathItem, name: &str, value: String) {
    if item
        .parameters
        .iter()
        .any(|known| is_at(known, name, "query"))
    {
        return;
    }
    let mut parameter = parameter(path, "query", name);
    if let Some(schema) = &mut parameter.schema {
        schema.enumeration = vec![Spanned::new(Value::Text(value), path.span)];
    }
    item.parameters.push(parameter);
}

/// Declares a parameter of the query whose value is declared as one of the path.
fn give(
    shared: &Entries<Parameter>,
    path: &Text,
    item: &mut PathItem,
    (name, given): (&str, &str),
    required: bool,
) {
    for (_, operation) in &mut item.operations {
        let all = || item.parameters.iter().chain(&operation.parameters);
        let mut resolved = all().filter_map(|one| find(shared, one));
        if resolved.clone().any(|one| is_at(one, name, "query")) {
            continue;
        }
        let declared = resolved.find(|one| is_at(one, given, "path")).cloned();
        let declared = declared.unwrap_or_else(|| Parameter {
            required,
            ..parameter(path, "query", name)
        });
        operation
            .parameters
            .retain(|one| !is_at(one, given, "path"));
        operation.parameters.push(Parameter {
            name: Some(Spanned::new(name.to_owned(), path.span)),
            location: Some(Spanned::new("query".to_owned(), path.span)),
            ..declared
        });
    }
}

/// Declares the values of a path that are not declared.
fn declare(
    input: &Input<'_>,
    shared: &Entries<Parameter>,
    path: &Text,
    item: &mut PathItem,
    called: &str,
) {
    for name in names(called) {
        // Where a reference leads to may not be known, so it may be the one.
        let is_it = |one: &Parameter| find(shared, one).is_none_or(|one| is_at(one, name, "path"));
        if item.parameters.iter().any(is_it) {
            continue;
        }
        for (_, operation) in &mut item.operations {
            if operation.parameters.iter().any(is_it) {
                continue;
            }
            let message = format!("no parameter declares `{{{name}}}` of `{}`", path.value);
            let report = Diagnostic::new(Code::UndeclaredPathParameter, path.span, message);
            input.report(report.label("taken for a text"));
            operation.parameters.push(parameter(path, "path", name));
        }
    }
}

/// The names in the braces of a path.
fn names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        names.push(name);
        rest = tail;
    }

    names
}

/// A parameter, or the one that it refers to; nothing where that is not known.
fn find<'p>(shared: &'p Entries<Parameter>, parameter: &'p Parameter) -> Option<&'p Parameter> {
    let mut found = parameter;
    for _ in 0..=shared.len() {
        let Some(reference) = &found.reference else {
            break;
        };
        let tokens = split_pointer(&percent_decoded(&reference.value));
        let target = tokens.last().map_or("", String::as_str);
        found = &shared.iter().find(|(known, _)| known.value == target)?.1;
    }

    Some(found)
}

/// Whether a parameter has this name and goes there.
fn is_at(parameter: &Parameter, name: &str, place: &str) -> bool {
    let is =
        |text: &Option<Text>, wanted: &str| text.as_ref().is_some_and(|text| text.value == wanted);

    is(&parameter.name, name) && is(&parameter.location, place)
}

/// A required parameter that is a text.
fn parameter(path: &Text, place: &str, name: &str) -> Parameter {
    let said = |word: &str| Spanned::new(word.to_owned(), path.span);

    Parameter {
        span: path.span,
        name: Some(said(name)),
        location: Some(said(place)),
        required: true,
        schema: Some(Schema {
            span: path.span,
            types: vec![said("string")],
            ..Schema::default()
        }),
        ..Parameter::default()
    }
}
