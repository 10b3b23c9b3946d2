//! The values in a path and the parameters that declare them: the same names on both sides.

use super::super::context::Context;
use super::super::resources::Found;
use super::{Location, Planned};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::Segment;

/// Whether a parameter has a place to go: a value of the path may have none.
pub(super) fn is_used(found: &Found<'_>, parameter: &Planned<'_>) -> bool {
    let mut segments = found.segments.iter();

    parameter.location != Location::Path
        || segments.any(
            |segment| matches!(segment, Segment::Parameter(name) if *name == parameter.wire.value),
        )
}

/// Whether the path's values and the declared parameters are the same.
pub(super) fn check(context: &mut Context<'_>, found: &Found<'_>, planned: &[Planned<'_>]) -> bool {
    let in_path: Vec<&str> = found
        .segments
        .iter()
        .filter_map(|segment| match segment {
            Segment::Parameter(name) => Some(name.as_str()),
            Segment::Literal(_) => None,
        })
        .collect();
    let declared: Vec<&Planned<'_>> = planned
        .iter()
        .filter(|parameter| parameter.location == Location::Path)
        .collect();
    let unused: Vec<&&Planned<'_>> = declared
        .iter()
        .filter(|parameter| !in_path.contains(&parameter.wire.value.as_str()))
        .collect();
    let undeclared: Vec<&&str> = in_path
        .iter()
        .filter(|name| {
            !declared
                .iter()
                .any(|parameter| parameter.wire.value == **name)
        })
        .collect();
    for name in &undeclared {
        let near = did_you_mean(name, unused.iter().map(|unused| unused.wire.value.as_str()));
        let help = match near {
            Some(near) => {
                format!("`{near}` is declared: give both the same name, letter for letter")
            }
            None => format!(
                "declare it: `parameters: [{{name: {name}, in: path, required: true, schema: {{type: string}}}}]`"
            ),
        };
        context.report(
            Diagnostic::new(
                Code::UndeclaredPathParameter,
                found.path.span,
                format!(
                    "path parameter `{name}` of `{}` is not declared",
                    found.place()
                ),
            )
            .also(found.key.span, "this operation needs it")
            .help(help),
        );
    }
    for parameter in &unused {
        let wire = &parameter.wire.value;
        // One slip is told once.
        if did_you_mean(wire, undeclared.iter().map(|name| **name)).is_some() {
            continue;
        }
        let message = format!(
            "path parameter `{wire}` does not occur in `{}`",
            found.path.value
        );
        context.report(
            Diagnostic::new(Code::UnusedPathParameter, parameter.wire.span, message)
                .also(found.path.span, "the path")
                .help(format!(
                    "write `{{{wire}}}` into the path, or remove the parameter"
                )),
        );
    }

    unused.is_empty() && undeclared.is_empty()
}
