//! What a validator found, in plain words and with the line of the document.

use brogue_generator::model::contract::{Additional, Contract, Schema, SchemaId};
use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::paths::{Location, LocationSegment};
use serde_json::Value;

use super::super::look;
use super::Breach;

/// Adds what an error comes to.
pub(super) fn explain(
    contract: &Contract,
    root: SchemaId,
    error: &ValidationError<'_>,
    breaches: &mut Vec<Breach>,
) {
    let (Kind::AnyOf { context } | Kind::OneOfNotValid { context }) = error.kind() else {
        breaches.extend(one(contract, root, error));
        return;
    };
    // Where one branch alone takes such a value at all, it is that branch that was meant.
    let mut meant = context
        .iter()
        .filter(|errors| !errors.iter().any(|inner| is_of_another_kind(error, inner)));
    if let (Some(errors), None) = (meant.next(), meant.next()) {
        for inner in errors {
            explain(contract, root, inner, breaches);
        }
        return;
    }
    breaches.extend(one(contract, root, error));
}

/// Whether a branch fails for what the value is, and not for what it holds.
fn is_of_another_kind(outer: &ValidationError<'_>, inner: &ValidationError<'_>) -> bool {
    let is_kind = matches!(
        inner.kind(),
        Kind::Type { .. } | Kind::Constant { .. } | Kind::Enum { .. }
    );

    is_kind && inner.instance_path().as_str() == outer.instance_path().as_str()
}

fn one(contract: &Contract, root: SchemaId, error: &ValidationError<'_>) -> Vec<Breach> {
    let path = tokens(error.schema_path());
    let id = path.get(1).and_then(|number| number.parse::<usize>().ok());
    let id = id.and_then(|number| contract.schemas().map(|(id, _)| id).nth(number));
    let id = id.unwrap_or(root);
    let schema = contract.schema(id);
    let pointer = tokens(error.instance_path());
    let is_secret = look::is_secret(contract, root, &pointer);
    let breach = |name: Option<&str>, line: usize, keyword: &str, problem: &str| Breach {
        pointer: pointer
            .iter()
            .cloned()
            .chain(name.map(str::to_owned))
            .collect(),
        line,
        keyword: keyword.to_owned(),
        problem: problem.to_owned(),
    };

    match error.kind() {
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let line = schema.required.iter().find(|(known, _)| known == name);
            let line = line.map_or(schema.line, |(_, line)| *line);
            vec![breach(Some(name), line, "required", "is missing")]
        }
        Kind::AdditionalProperties { unexpected } => {
            let line = match schema.additional {
                Additional::None(line) => line,
                Additional::Any | Additional::Schema(_) => schema.line,
            };
            let word = "additionalProperties";
            unexpected
                .iter()
                .map(|name| breach(Some(name), line, word, "is not declared"))
                .collect()
        }
        kind => {
            let is_of_format = path.get(2).is_some_and(|word| word == "allOf") && path.len() > 4;
            let (keyword, problem) = if is_of_format {
                ("format", format_problem(schema))
            } else {
                (kind.keyword(), problem(kind, error.instance(), is_secret))
            };
            vec![breach(None, schema.line_of(keyword), keyword, &problem)]
        }
    }
}

fn tokens(location: &Location) -> Vec<String> {
    location
        .iter()
        .map(|segment| match segment {
            LocationSegment::Property(name) => name.into_owned(),
            LocationSegment::Index(index) => index.to_string(),
        })
        .collect()
}

fn format_problem(schema: &Schema) -> String {
    let format = schema.format.as_deref().unwrap_or_default();

    format!("does not fit into `{format}`")
}

/// What is wrong with a value; a secret is not shown.
fn problem(kind: &Kind, value: &Value, is_secret: bool) -> String {
    let seen = shown(value).filter(|_| !is_secret);
    let due = |what: String| match &seen {
        Some(seen) if seen.is_empty() => format!("is empty, and {what} is due"),
        Some(seen) => format!("is `{seen}`, and {what} is due"),
        None => format!("is not what is due: {what}"),
    };
    match kind {
        Kind::Type { kind } => format!("is {}, and {} is due", kind_of(value), kinds_due(kind)),
        Kind::Enum { options } => due(one_of(options)),
        Kind::Constant { expected_value } => due(format!("`{}`", cut(&plain(expected_value)))),
        Kind::Minimum { limit } => due(format!("{limit} or more")),
        Kind::Maximum { limit } => due(format!("{limit} or less")),
        Kind::ExclusiveMinimum { limit } => due(format!("more than {limit}")),
        Kind::ExclusiveMaximum { limit } => due(format!("less than {limit}")),
        Kind::MultipleOf { multiple_of } => due(format!("a multiple of {multiple_of}")),
        Kind::MinLength { limit } => format!("is shorter than {}", letters(*limit)),
        Kind::MaxLength { limit } => format!("is longer than {}", letters(*limit)),
        Kind::MinItems { limit } => format!("holds fewer than {}", counted(*limit, "element")),
        Kind::MaxItems { limit } => format!("holds more than {}", counted(*limit, "element")),
        Kind::MinProperties { limit } => format!("holds fewer than {}", counted(*limit, "member")),
        Kind::MaxProperties { limit } => format!("holds more than {}", counted(*limit, "member")),
        Kind::UniqueItems => "holds an element twice".to_owned(),
        Kind::Format { format } => due(format!("a value in the format `{format}`")),
        Kind::Pattern { pattern } => due(format!("a text that fits `{}`", cut(pattern))),
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } => {
            "fits none of the forms that it may have".to_owned()
        }
        Kind::OneOfMultipleValid { .. } => {
            "fits several of the forms that it may have, and one is due".to_owned()
        }
        Kind::Contains => "does not hold the elements that are due".to_owned(),
        Kind::UnevaluatedProperties { unexpected } => {
            format!("holds members that are not declared: {}", list(unexpected))
        }
        Kind::PropertyNames { .. } => "has a member whose name is not allowed".to_owned(),
        Kind::Not { .. } => "has a form that is excluded".to_owned(),
        kind => format!("breaks `{}`", kind.keyword()),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a flag",
        Value::Number(number) if number.as_f64().is_some_and(|float| float.fract() != 0.0) => {
            "a number with a fraction"
        }
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn kinds_due(kind: &TypeKind) -> String {
    let kinds: Vec<String> = match kind {
        TypeKind::Single(kind) => vec![kind.to_string()],
        TypeKind::Multiple(kinds) => kinds.iter().map(|kind| kind.to_string()).collect(),
    };
    let kinds = kinds.iter().map(|kind| match kind.as_str() {
        "boolean" => "a flag",
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "a text",
        "array" => "a list",
        "object" => "an object",
        _ => "null",
    });

    kinds.collect::<Vec<_>>().join(" or ")
}

fn one_of(options: &Value) -> String {
    let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
    let all: Vec<String> = options
        .iter()
        .take(12)
        .map(|option| cut(&plain(option)))
        .collect();

    format!("one of {}", list(&all))
}

fn list(names: &[String]) -> String {
    let names = names.iter().take(12).map(|name| format!("`{name}`"));

    names.collect::<Vec<_>>().join(", ")
}

fn letters(count: u64) -> String {
    counted(count, "letter")
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The value, where it is one and not many.
fn shown(value: &Value) -> Option<String> {
    (!value.is_array() && !value.is_object()).then(|| cut(&plain(value)))
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The most letters of a value that are shown.
const LONGEST_SHOWN: usize = 40;

fn cut(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(LONGEST_SHOWN)
        .map(|letter| {
            if letter.is_control() {
                '\u{fffd}'
            } else {
                letter
            }
        })
        .collect();
    if text.chars().nth(LONGEST_SHOWN).is_some() {
        shown.push_str("..");
    }

    shown
}
