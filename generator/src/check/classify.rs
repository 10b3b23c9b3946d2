//! What a schema comes to: the one place that decides which kind of type it is.

mod choices;
mod numbers;

use super::alike::is_alike;
use super::context::Context;
use super::uses::{Use, cases, is_null, structural};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Value;
use crate::model::Primitive;
use crate::parse::ast::{Additional, Schema};
use crate::parse::quirk::{UnknownFields, View, Zone, has_time};

pub(super) use self::choices::Choice;
use self::choices::{choice, choices_of};

/// The kind of type a schema comes to.
pub(super) enum Class<'a> {
    /// An object with members.
    Struct,
    /// One of several types.
    Union(Vec<&'a Schema>),
    /// One of several texts.
    TextEnum(Vec<Choice<'a>>),
    /// A named text of its own type.
    Newtype,
    /// A map; of any value where nothing is said.
    Map(Option<&'a Schema>),
    /// A list; of any value where nothing is said.
    List(Option<&'a Schema>),
    /// A value that also comes as a list of one.
    One(&'a Schema),
    /// A type every crate knows.
    Primitive(Primitive),
    /// Null and nothing else.
    Null,
}

/// Decides on the type behind a use; `None` where something was reported.
pub(super) fn classify<'a>(context: &mut Context<'a>, used: &Use<'a>) -> Option<Class<'a>> {
    let schema = used.target;
    if used.words.views(View::One) {
        return one(context, used);
    }
    if used.words.views(View::List) {
        return list(context, used);
    }
    if !schema.prefix_items.is_empty() {
        if context.is_lenient() {
            return Some(Class::List(common_element(schema)));
        }
        return unsupported(
            context,
            used,
            "lists with a type for each place are not supported",
            "write `items` with one schema for all elements",
        );
    }
    if let Some(primitive) = viewed(context, used)? {
        let named = used.place.is_component() && std::ptr::eq(used.target, used.words_owner());
        return Some(match primitive {
            Primitive::Id if named => Class::Newtype,
            other => Class::Primitive(other),
        });
    }
    let branches: Vec<&Schema> = cases(schema)
        .into_iter()
        .filter(|case| !is_null(case))
        .collect();
    if !branches.is_empty() {
        if !schema.properties.is_empty() || !schema.all_of.is_empty() {
            if context.is_lenient() {
                return Some(Class::Struct);
            }
            return unsupported(
                context,
                used,
                "`oneOf` or `anyOf` beside `properties` or `allOf` is not supported",
                "repeat the shared members in every branch, with `allOf` inside the branch",
            );
        }
        return Some(choices_of(&branches).map_or(Class::Union(branches), Class::TextEnum));
    }
    if !structural(&schema.all_of).is_empty() || !schema.properties.is_empty() {
        return Some(Class::Struct);
    }
    // A constant beside a list of choices is one of them.
    let listed = match &schema.constant {
        Some(constant) => std::slice::from_ref(constant),
        None => &schema.enumeration,
    };
    let choices: Vec<Choice<'_>> = listed
        .iter()
        .filter_map(|value| choice(used, value))
        .collect();
    if !choices.is_empty() {
        return Some(Class::TextEnum(choices));
    }
    plain(context, used)
}

/// Whether the schema itself allows null.
pub(super) fn is_nullable(used: &Use<'_>) -> bool {
    let schema = used.target;

    used.nullable
        || schema.types.iter().any(|kind| kind.value == "null")
        || schema
            .enumeration
            .iter()
            .any(|value| value.value == Value::Null)
        || cases(schema).iter().any(|case| is_null(case))
}

/// The type of a date and time, by the zone that is meant.
pub(super) fn date_time(context: &Context<'_>, used: &Use<'_>) -> Primitive {
    let timestamp = used
        .words
        .timestamp
        .or(context.spec.quirks.timestamp.as_ref());

    match timestamp.map(|timestamp| timestamp.value.zone) {
        Some(Zone::None) => Primitive::DateTime,
        Some(Zone::Utc | Zone::Offset) | None => Primitive::Timestamp,
    }
}

/// The type that a view gives to a value with several wire forms.
#[expect(
    clippy::option_option,
    reason = "the outer one says that something was reported, the inner one that no view gives a type"
)]
fn viewed(context: &mut Context<'_>, used: &Use<'_>) -> Option<Option<Primitive>> {
    let Some(views) = used.words.view else {
        return Some(None);
    };
    let mut primitives = views.value.iter().filter_map(|view| match view {
        View::Flag => Some(Primitive::Boolean),
        View::Id => Some(Primitive::Id),
        View::Text => Some(Primitive::Text),
        View::Number => Some(Primitive::Number),
        View::Integer => Some(numbers::integer(used.target)),
        View::EmptyIsNone | View::One | View::List => None,
    });
    let first = primitives.next();
    if primitives.next().is_some() {
        context.report(
            Diagnostic::new(Code::ConflictingQuirks, views.span, "several words of `view` each give the value another type")
                .help("keep one of `flag`, `id`, `text`, `number` and `integer`; `empty-is-none`, `one` and `list` may stand beside it"),
        );
        return None;
    }
    let first = first.filter(|_| is_scalar(used.target));
    if let Some(fault) = first.and_then(|primitive| contradiction(used.target, primitive)) {
        context.report(
            Diagnostic::new(Code::ConflictingQuirks, views.span, fault)
                .also(used.span(), "this value")
                .help("name in the schema every form that comes, as in `type: [boolean, integer]`, or leave `view` out"),
        );
        return None;
    }
    Some(first)
}

/// Why a view can read nothing of what the schema says.
fn contradiction(schema: &Schema, viewed: Primitive) -> Option<&'static str> {
    let is_flag = |value: &Value| match value {
        Value::Text(text) => matches!(text.as_str(), "" | "0" | "1" | "true" | "false"),
        _ => true,
    };
    if viewed != Primitive::Boolean {
        return (kinds(schema) == ["boolean"])
            .then_some("`view` makes something else of a boolean than a boolean");
    }
    let choices = schema.enumeration.iter().chain(&schema.constant);

    choices
        .into_iter()
        .any(|choice| !is_flag(&choice.value))
        .then_some("`view: flag` stands at choices that are neither 0 and 1 nor true and false")
}

fn one<'a>(context: &mut Context<'a>, used: &Use<'a>) -> Option<Class<'a>> {
    if let (["array"], Some(items)) = (kinds(used.target).as_slice(), &used.target.items) {
        return Some(Class::One(items));
    }
    if let Some((value, _)) = value_and_list(used.target) {
        return Some(Class::One(value));
    }
    unsupported(
        context,
        used,
        "`view: one` stands at a schema that is not one value or a list of it",
        "write `oneOf: [X, {type: array, items: X}]`, or `type: array` where it is always a list of one",
    )
}

fn list<'a>(context: &mut Context<'a>, used: &Use<'a>) -> Option<Class<'a>> {
    if let Some((_, list)) = value_and_list(used.target) {
        return Some(Class::List(list.items.as_deref()));
    }
    unsupported(
        context,
        used,
        "`view: list` stands at a schema that is not a list of values or one of them",
        "write `oneOf: [{type: array, items: X}, X]`",
    )
}

/// The two branches of a value that also comes in a list.
fn value_and_list(schema: &Schema) -> Option<(&Schema, &Schema)> {
    let branches: Vec<&Schema> = cases(schema)
        .into_iter()
        .filter(|case| !is_null(case))
        .collect();
    let [first, second] = branches.as_slice() else {
        return None;
    };

    match (kinds_are(first, "array"), kinds_are(second, "array")) {
        (false, true) => Some((first, second)),
        (true, false) => Some((second, first)),
        _ => None,
    }
}

fn plain<'a>(context: &mut Context<'a>, used: &Use<'a>) -> Option<Class<'a>> {
    let schema = used.target;
    let class = match kinds(schema).as_slice() {
        [] if is_null(schema) => Class::Null,
        [] if schema.additional.is_some() => Class::Map(map_values(schema)),
        [] if schema.items.is_some() => Class::List(schema.items.as_deref()),
        [] => Class::Primitive(Primitive::Value),
        ["object"] if is_undescribed(context, used) => Class::Struct,
        ["object"] => Class::Map(map_values(schema)),
        ["array"] => Class::List(schema.items.as_deref()),
        ["boolean"] => Class::Primitive(Primitive::Boolean),
        numeric if is_of_digits(schema) && is_decimal(numeric) => {
            Class::Primitive(Primitive::Decimal)
        }
        ["integer"] => Class::Primitive(numbers::integer(schema)),
        ["number"] | ["integer", "number"] | ["number", "integer"] => {
            Class::Primitive(Primitive::Number)
        }
        ["string"] if is_base64(schema) => Class::Primitive(Primitive::Base64),
        ["string"] if has_format(schema, "date") => Class::Primitive(Primitive::Date),
        ["string"] if has_format(schema, "date-time") => Class::Primitive(date_time(context, used)),
        // A time in the vendor's own format is no `date-time` of JSON Schema; a quirk where it stands says what it is.
        ["string"] => Class::Primitive(match used.words.timestamp {
            Some(timestamp) if !has_time(&timestamp.value.format) => Primitive::Date,
            Some(_) => date_time(context, used),
            None => Primitive::Text,
        }),
        several => {
            let message = format!(
                "a value of the types {} has no one type in Rust",
                quoted(several)
            );
            if context.is_lenient() {
                return Some(Class::Primitive(Primitive::Value));
            }
            let help = "say how it is seen in Rust: `x-quirks: {view: flag}`, or `id`, `text`, `number`, `integer`; or write `oneOf`";
            return unsupported(context, used, &message, help);
        }
    };
    Some(class)
}

/// Whether the members of an object are there and nobody knows them: it has a name, and unknown members are to be kept.
fn is_undescribed(context: &Context<'_>, used: &Use<'_>) -> bool {
    let of_document = context.spec.quirks.unknown_fields.as_ref();
    let word = used
        .quirk(|quirks| quirks.unknown_fields.as_ref())
        .or(of_document);

    used.place.is_component()
        && used.target.additional.is_none()
        && word.is_some_and(|word| word.value == UnknownFields::Keep)
}

fn kinds(schema: &Schema) -> Vec<&str> {
    schema
        .types
        .iter()
        .map(|kind| kind.value.as_str())
        .filter(|kind| *kind != "null")
        .collect()
}

/// Whether these are the kinds of a decimal number: a number, a text, or both.
fn is_decimal(kinds: &[&str]) -> bool {
    !kinds.is_empty()
        && kinds
            .iter()
            .all(|kind| matches!(*kind, "number" | "integer" | "string"))
}

fn kinds_are(schema: &Schema, kind: &str) -> bool {
    kinds(schema) == [kind]
}

fn is_scalar(schema: &Schema) -> bool {
    let structured = !schema.properties.is_empty()
        || schema.items.is_some()
        || schema.additional.is_some()
        || !schema.all_of.is_empty();
    let scalar_types = |schema: &Schema| {
        kinds(schema)
            .iter()
            .all(|kind| !matches!(*kind, "object" | "array"))
    };

    !structured
        && scalar_types(schema)
        && cases(schema)
            .iter()
            .all(|case| case.reference.is_none() && scalar_types(case))
}

/// Whether a number keeps all its digits.
fn is_of_digits(schema: &Schema) -> bool {
    has_format(schema, "decimal") || has_format(schema, "decimal128")
}

/// Whether a text is bytes as base64.
fn is_base64(schema: &Schema) -> bool {
    has_format(schema, "byte") || is_in(schema, "base64") || is_url_safe(schema)
}

/// Whether that base64 may stand in a URL.
pub(super) fn is_url_safe(schema: &Schema) -> bool {
    is_in(schema, "base64url")
}

/// Whether a text says in which encoding it is, as OpenAPI 3.1 does, or as others do.
fn is_in(schema: &Schema, encoding: &str) -> bool {
    let said = schema.content_encoding.as_ref();

    said.is_some_and(|said| said.value.eq_ignore_ascii_case(encoding))
        || has_format(schema, encoding)
}

fn has_format(schema: &Schema, format: &str) -> bool {
    schema
        .format
        .as_ref()
        .is_some_and(|written| written.value == format)
}

fn map_values(schema: &Schema) -> Option<&Schema> {
    match &schema.additional {
        Some(Additional::Schema(values)) => Some(values),
        Some(Additional::Allowed(_)) | None => None,
    }
}

/// What all elements of a list are, where each place has a schema of its own; nothing where they differ.
fn common_element(schema: &Schema) -> Option<&Schema> {
    let mut places = schema.prefix_items.iter().chain(schema.items.as_deref());
    let first = places.next()?;

    places.all(|place| is_alike(first, place)).then_some(first)
}

fn quoted(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn unsupported<T>(
    context: &mut Context<'_>,
    used: &Use<'_>,
    message: &str,
    help: &str,
) -> Option<T> {
    context.report(Diagnostic::new(Code::Unsupported, used.target.span, message).help(help));

    None
}
