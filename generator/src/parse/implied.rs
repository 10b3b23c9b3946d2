//! What a document implies and does not say, for a lenient reader: values of paths that no parameter declares are texts, `:id` in a path
//! is `{id}`, and a query behind a path is what its calls always send.

mod credentials;

use super::ast::{Entries, Parameter, Schema, Spec, Text};
use super::input::Input;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Value;
use crate::source::Spanned;

/// Says it.
pub(super) fn say(input: &Input<'_>, spec: &mut Spec) {
    cut_queries(input, spec);
    credentials::declare(input, spec);
    for (path, _) in &mut spec.paths {
        let mended = in_braces(&path.value);
        if mended != path.value {
            let message = format!("the path `{}` writes a value with a colon", path.value);
            let report = Diagnostic::new(Code::BadPath, path.span, message);
            input.report(report.label(format!("read as `{mended}`")));
            path.value = mended;
        }
    }
    declare(input, spec);
}

/// Takes a query off a path, and declares it as parameters that have one value each.
fn cut_queries(input: &Input<'_>, spec: &mut Spec) {
    for (path, item) in &mut spec.paths {
        let Some((before, query)) = path.value.split_once('?') else {
            continue;
        };
        let (before, query) = (before.to_owned(), query.to_owned());
        let message = format!("the path `{}` has a query behind it", path.value);
        let report = Diagnostic::new(Code::BadPath, path.span, message);
        input.report(report.label("read as parameters that are always sent"));
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let mut parameter = parameter(path, "query", name);
            if let Some(schema) = &mut parameter.schema {
                schema.enumeration = vec![Spanned::new(Value::Text(value.to_owned()), path.span)];
            }
            item.parameters.push(parameter);
        }
        path.value = before;
    }
}

/// `/visits/:id` is `/visits/{id}`.
fn in_braces(path: &str) -> String {
    let pieces = path.split('/').map(|piece| match piece.strip_prefix(':') {
        Some(name) if !name.is_empty() => format!("{{{name}}}"),
        _ => piece.to_owned(),
    });

    pieces.collect::<Vec<_>>().join("/")
}

/// Declares the values of paths that are not declared.
fn declare(input: &Input<'_>, spec: &mut Spec) {
    let shared = std::mem::take(&mut spec.components.parameters);
    for (path, item) in &mut spec.paths {
        for name in names(&path.value) {
            let is_declared =
                |parameters: &[Parameter]| parameters.iter().any(|one| is_it(&shared, one, name));
            if is_declared(&item.parameters) {
                continue;
            }
            for (_, operation) in &mut item.operations {
                if is_declared(&operation.parameters) {
                    continue;
                }
                let message = format!("no parameter declares `{{{name}}}` of `{}`", path.value);
                let report = Diagnostic::new(Code::UndeclaredPathParameter, path.span, message);
                input.report(report.label("taken for a text"));
                operation.parameters.push(parameter(path, "path", name));
            }
        }
    }
    spec.components.parameters = shared;
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

/// Whether a parameter, or the one it refers to, is that value of the path.
fn is_it(shared: &Entries<Parameter>, parameter: &Parameter, name: &str) -> bool {
    let mut found = parameter;
    for _ in 0..=shared.len() {
        let Some(reference) = &found.reference else {
            break;
        };
        let target = reference.value.rsplit('/').next().unwrap_or_default();
        match shared.iter().find(|(known, _)| known.value == target) {
            Some((_, next)) => found = next,
            // Where it leads is not known, so it may be the one.
            None => return true,
        }
    }
    let is =
        |text: &Option<Text>, wanted: &str| text.as_ref().is_some_and(|text| text.value == wanted);

    is(&found.name, name) && is(&found.location, "path")
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
