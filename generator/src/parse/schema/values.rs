//! `enum` and the lists of branches: what is listed has to fit what stands beside it.

use super::super::ast::{Schema, Text};
use super::super::input::Named;
use super::super::reader::{MapReader, value};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::HashMap;
use crate::load::{Kind, Value};
use crate::source::{Span, Spanned};

/// How many values an `enum` may list: a type with more cases than that is of no use to anybody, and takes the compiler forever.
const MAX_VALUES: usize = 10_000;

/// Reads `enum`. Values that the type rules out, and those that are listed twice, are reported and left out; a lenient reader takes them
/// as the type has them, and where it has none of them, the values tell the type.
pub(in crate::parse) fn enumeration(map: &mut MapReader<'_, '_>, schema: &mut Schema) {
    let input = map.input;
    let mut seen: HashMap<String, Span> = HashMap::default();
    let mut strange: Vec<Spanned<Value>> = Vec::new();
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
        return;
    }
    let none_fits = !listed
        .iter()
        .any(|named| is_meant(input.tree.kind(named.node), &schema.types));
    for named in listed {
        let mut value = value(input, named.node);
        let kind = input.tree.kind(named.node);
        let fits = fits(kind, &schema.types);
        let meant = meant(kind, &schema.types).filter(|_| !fits && input.is_lenient());
        let is_told_otherwise = none_fits && !fits && input.is_lenient() && is_scalar(kind);
        if let Some(meant) = &meant {
            value.value = meant.clone();
        }
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
        if !fits {
            let report = misfit(kind, &schema.types, value.span);
            input.report(match &meant {
                Some(meant) => report
                    .label(format!("read as `{}`", meant.to_json()))
                    .mended(),
                None if is_told_otherwise && is_list(schema) => {
                    report.label("read as a value of its elements").mended()
                }
                None if is_told_otherwise => report.label("the type is read off the values"),
                None => report.label("never comes"),
            });
        }
        if is_told_otherwise {
            strange.push(value);
        } else if fits || meant.is_some() {
            schema.enumeration.push(value);
        }
    }
    if !strange.is_empty() {
        schema.enumeration = strange;
        if !is_list(schema) {
            schema.types = types_of(&schema.enumeration);
        }
    }
}

/// Values of a list that are no lists are those of its elements.
pub(in crate::parse) fn hand_down(schema: &mut Schema) {
    let is_whole = |value: &Spanned<Value>| matches!(value.value, Value::List(_) | Value::Null);
    if !is_list(schema) || schema.enumeration.is_empty() || schema.enumeration.iter().any(is_whole)
    {
        return;
    }
    let values = std::mem::take(&mut schema.enumeration);
    let items = schema.items.get_or_insert_with(|| {
        Box::new(Schema {
            span: schema.span,
            pointer: format!("{}/items", schema.pointer),
            types: types_of(&values),
            ..Schema::default()
        })
    });
    let types = types_of(&values);
    let is_same = |(one, other): (&Text, &Text)| one.value == other.value;
    if items.reference.is_none()
        && items.enumeration.is_empty()
        && items.types.iter().zip(&types).all(is_same)
    {
        items.enumeration = values;
    }
}

fn is_list(schema: &Schema) -> bool {
    schema.types.iter().any(|word| word.value == "array")
}

/// The types of some values.
fn types_of(values: &[Spanned<Value>]) -> Vec<Text> {
    let mut types: Vec<Text> = Vec::new();
    for value in values {
        let word = match &value.value {
            Value::Text(_) => "string",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.contains(['.', 'e', 'E']) => "number",
            Value::Number(_) => "integer",
            Value::Null | Value::List(_) | Value::Object(_) => continue,
        };
        if types.iter().all(|known| known.value != word) {
            types.push(Text::new(word.to_owned(), value.span));
        }
    }

    types
}

/// A value that is written as another type than the one that is meant: digits in quotes, or a text without.
fn meant(kind: &Kind<'_>, types: &[Text]) -> Option<Value> {
    let allows = |kind: &str| types.iter().any(|word| word.value == kind);
    match kind {
        Kind::Integer(written) | Kind::Number(written) if allows("string") => {
            Some(Value::Text(written.to_string()))
        }
        Kind::Bool(flag) if allows("string") => Some(Value::Text(flag.to_string())),
        Kind::Text(text) => match &**text {
            "true" if allows("boolean") => Some(Value::Bool(true)),
            "false" if allows("boolean") => Some(Value::Bool(false)),
            digits if is_integer(digits) && (allows("integer") || allows("number")) => {
                Some(Value::Number(digits.to_owned()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// An integer as JSON writes it.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);

    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
}

/// Whether the type has a value, if it is taken as it is meant.
fn is_meant(kind: &Kind<'_>, types: &[Text]) -> bool {
    *kind != Kind::Null && (fits(kind, types) || meant(kind, types).is_some())
}

fn is_scalar(kind: &Kind<'_>) -> bool {
    !matches!(kind, Kind::List | Kind::Mapping | Kind::Null)
}

/// A report of a value that the type does not have.
fn misfit(kind: &Kind<'_>, types: &[Text], span: Span) -> Diagnostic {
    let expected = types
        .iter()
        .map(|word| format!("`{}`", word.value))
        .collect::<Vec<_>>()
        .join(", ");
    let message = format!(
        "a value of `enum` is {}, and the type is {expected}",
        kind.name()
    );
    let allows = |kind: &str| types.iter().any(|word| word.value == kind);
    let help = match kind {
        Kind::Integer(_) | Kind::Number(_) | Kind::Bool(_) if allows("string") => {
            "put it in quotes"
        }
        Kind::Text(text)
            if text.parse::<f64>().is_ok() && (allows("integer") || allows("number")) =>
        {
            "write it without quotes"
        }
        Kind::Text(text) if allows("boolean") && matches!(&**text, "true" | "false") => {
            "write it without quotes"
        }
        _ => "take it out, or name its type in `type`",
    };

    Diagnostic::new(Code::WrongType, span, message).help(help)
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
