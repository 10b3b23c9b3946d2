//! `enum` and the lists of branches: what is listed has to fit what stands beside it.

use std::collections::BTreeMap;

use super::super::ast::Text;
use super::super::input::Named;
use super::super::reader::{MapReader, value};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Kind, Value};
use crate::source::{Span, Spanned};

/// How many values an `enum` may list: a type with more cases than that is of no use to anybody, and takes the compiler forever.
const MAX_VALUES: usize = 10_000;

/// `enum`. Values that the type rules out, and those that are listed twice, are reported and left out.
pub(in crate::parse) fn enumeration(
    map: &mut MapReader<'_, '_>,
    types: &[Text],
) -> Vec<Spanned<Value>> {
    let input = map.input;
    let mut values: Vec<Spanned<Value>> = Vec::new();
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let listed = filled(map, "enum");
    if listed.len() > MAX_VALUES
        && let Some(named) = map.get("enum")
    {
        let message = format!(
            "`enum` lists {} values, more than a type can name",
            listed.len()
        );
        let report = Diagnostic::new(Code::Approximated, named.place, message);
        input.report(
            report
                .label("any value is taken")
                .help("name its `type`, and say in its description what may come"),
        );
        return values;
    }
    for named in listed {
        let value = value(input, named.node);
        if let Some(earlier) = seen.insert(value.value.to_json(), value.span) {
            let message = "a value stands twice in `enum`";
            input.report(
                Diagnostic::new(Code::DuplicateKey, value.span, message)
                    .label("second time")
                    .also(earlier, "first time")
                    .help("keep one of the two"),
            );
            continue;
        }
        let kind = input.tree.kind(named.node);
        if fits(kind, types) {
            values.push(value);
            continue;
        }
        let meant = meant(kind, types).filter(|_| input.is_lenient());
        let expected = types
            .iter()
            .map(|word| format!("`{}`", word.value))
            .collect::<Vec<_>>()
            .join(", ");
        let message = format!(
            "a value of `enum` is {}, and the type is {expected}",
            kind.name()
        );
        let report = Diagnostic::new(Code::WrongType, value.span, message).label(match &meant {
            Some(meant) => format!("read as `{}`", meant.to_json()),
            None => "never comes".to_owned(),
        });
        let allows = |kind: &str| types.iter().any(|word| word.value == kind);
        let help = match kind {
            Kind::Integer(_) | Kind::Number(_) | Kind::Bool(_) if allows("string") => {
                "put it in quotes".to_owned()
            }
            Kind::Text(text)
                if text.parse::<f64>().is_ok() && (allows("integer") || allows("number")) =>
            {
                "write it without quotes".to_owned()
            }
            Kind::Text(text) if allows("boolean") && matches!(&**text, "true" | "false") => {
                "write it without quotes".to_owned()
            }
            _ => "take it out, or name its type in `type`".to_owned(),
        };
        input.report(report.help(help));
        let taken = meant.filter(|meant| seen.insert(meant.to_json(), value.span).is_none());
        values.extend(taken.map(|meant| Spanned::new(meant, value.span)));
    }

    values
}

/// The value of one of the types that a value of another stands for; nothing where that is not plain.
fn meant(kind: &Kind<'_>, types: &[Text]) -> Option<Value> {
    let allows = |kind: &str| types.iter().any(|word| word.value == kind);

    match kind {
        Kind::Integer(text) | Kind::Number(text) if allows("string") => {
            Some(Value::Text(text.to_string()))
        }
        Kind::Bool(value) if allows("string") => Some(Value::Text(value.to_string())),
        Kind::Text(text) if allows("integer") && text.parse::<i64>().is_ok() => text
            .parse::<i64>()
            .ok()
            .map(|number| Value::Number(number.to_string())),
        Kind::Null
        | Kind::Bool(_)
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::Text(_)
        | Kind::List
        | Kind::Mapping => None,
    }
}

/// Whether a value is of one of the types. Null may stand in `enum` without being named: it is how people say that it comes.
fn fits(kind: &Kind<'_>, types: &[Text]) -> bool {
    types.is_empty()
        || types.iter().any(|word| match kind {
            Kind::Null => true,
            Kind::Bool(_) => word.value == "boolean",
            Kind::Integer(_) => matches!(&*word.value, "integer" | "number"),
            // `1.0` is an integer, too.
            Kind::Number(_) => matches!(&*word.value, "integer" | "number"),
            Kind::Text(_) => word.value == "string",
            Kind::List => word.value == "array",
            Kind::Mapping => word.value == "object",
        })
}

/// The elements of a list that says nothing when it is empty, which is reported.
pub(super) fn filled<'t>(map: &mut MapReader<'_, 't>, key: &'static str) -> Vec<Named<'t>> {
    let elements = map.list(key, key);
    if elements.is_empty()
        && let Some(named) = map.get(key)
        && *map.input.tree.kind(named.node) == Kind::List
    {
        let message = format!("`{key}` is an empty list, which no value fits");
        let report = Diagnostic::new(Code::WrongType, map.input.tree.span(named.node), message);
        map.input
            .report(report.help("list what may come, or leave it out"));
    }

    elements
}
