//! `allOf` of values that are no objects: what all branches say of one value.

use super::{Context, shell};
use crate::check::uses::Use;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Value;
use crate::parse::ast::{Schema, Text};
use crate::source::Spanned;

/// One schema that says what all branches say, and what stands beside them.
pub(super) fn merge<'a>(
    context: &mut Context<'a>,
    schema: &'a Schema,
    branches: &[Use<'a>],
) -> Schema {
    let nullable_alone = |schema: &Schema| !schema.types.is_empty();
    let mut made = shell(schema);
    let own = Schema {
        all_of: Vec::new(),
        ..schema.clone()
    };
    let mut parts: Vec<&Schema> = branches.iter().map(|branch| branch.target).collect();
    parts.push(&own);
    // `type: object` beside a reference is written by tools for anything.
    let hollow = |part: &Schema| {
        part.types
            .iter()
            .all(|kind| matches!(kind.value.as_str(), "object" | "null"))
            && part.properties.is_empty()
            && part.additional.is_none()
    };
    let says_kind = |part: &&Schema| nullable_alone(part) && !hollow(part);
    let any_solid = parts.iter().any(says_kind);

    for part in parts {
        let is_hollow = any_solid && hollow(part);
        if !is_hollow && !narrow(&mut made.types, &part.types) {
            report(context, schema, part);
        }
        let other = part.clone();
        made.format = other.format.or(made.format);
        made.constant = other.constant.or(made.constant);
        choose(&mut made.enumeration, &other.enumeration);
        made.properties.extend(other.properties);
        made.required.extend(other.required);
        made.additional = other.additional.or(made.additional);
        made.items = match (made.items.take(), other.items) {
            (Some(first), Some(second)) if first.reference.is_none() => {
                Some(if says_more(&second) { second } else { first })
            }
            (Some(first), Some(second)) => {
                Some(if second.reference.is_some() || second.types.is_empty() {
                    first
                } else {
                    second
                })
            }
            (first, second) => first.or(second),
        };
        if made.prefix_items.is_empty() {
            made.prefix_items = other.prefix_items;
        }
        if made.pattern_properties.is_empty() {
            made.pattern_properties = other.pattern_properties;
        }
        made.content_media_type = other.content_media_type.or(made.content_media_type);
        made.content_encoding = other.content_encoding.or(made.content_encoding);
        made.description = made.description.or(other.description);
    }
    // What may be null in one branch only may not be null, but nobody who writes it means that: it is allowed where the last word is.
    let nullable = schema.types.iter().any(|kind| kind.value == "null")
        || branches
            .iter()
            .any(|branch| branch.nullable || is_nullable(branch.target));
    if nullable && !made.types.is_empty() && !made.types.iter().any(|kind| kind.value == "null") {
        made.types
            .push(Spanned::new("null".to_owned(), schema.span));
    }

    same_as_one(schema, branches, &made).unwrap_or(made)
}

/// The one branch that says all that they say together: its type is theirs.
fn same_as_one(schema: &Schema, branches: &[Use<'_>], made: &Schema) -> Option<Schema> {
    let kinds = |schema: &Schema| -> Vec<String> {
        let real = schema.types.iter().filter(|kind| kind.value != "null");
        real.map(|kind| kind.value.clone()).collect()
    };
    let values = |schema: &Schema| -> Vec<Value> {
        let all = schema.enumeration.iter().chain(&schema.constant);
        all.map(|value| value.value.clone()).collect()
    };
    let format = |schema: &Schema| schema.format.as_ref().map(|format| format.value.clone());
    let is_same = |branch: &&Use<'_>| {
        let target = branch.target;
        branch.place.is_component()
            && kinds(target) == kinds(made)
            && values(target) == values(made)
            && format(target) == format(made)
            && target.items.is_none() == made.items.is_none()
            && made.properties.is_empty()
            && made.additional.is_none()
    };
    let same = branches.iter().find(is_same)?;
    let mut branch = shell(schema);
    let written = same.written().clone();
    let null = |schema: &Schema| schema.types.iter().any(|kind| kind.value == "null");
    if null(made) && !null(same.target) {
        branch.any_of = vec![written, super::of_kind(schema, "null")];
    } else {
        branch.all_of = vec![written];
    }

    Some(branch)
}

fn is_nullable(schema: &Schema) -> bool {
    schema.types.iter().any(|kind| kind.value == "null")
}

fn says_more(schema: &Schema) -> bool {
    schema.reference.is_some() || !schema.properties.is_empty() || !schema.enumeration.is_empty()
}

/// Keeps the kinds that both name; false where there is none.
fn narrow(kinds: &mut Vec<Text>, others: &[Text]) -> bool {
    let real = |kinds: &[Text]| kinds.iter().any(|kind| kind.value != "null");
    if !real(others) {
        return true;
    }
    if !real(kinds) {
        kinds.extend(others.iter().cloned());
        return true;
    }
    let fits = |kind: &str, others: &[Text]| {
        others
            .iter()
            .any(|other| other.value == kind || (kind == "integer" && other.value == "number"))
    };
    let mut shared: Vec<Text> = kinds
        .iter()
        .filter(|kind| fits(&kind.value, others))
        .cloned()
        .collect();
    for other in others {
        if fits(&other.value, kinds) && !shared.iter().any(|kind| kind.value == other.value) {
            shared.push(other.clone());
        }
    }
    if shared.iter().any(|kind| kind.value == "integer") {
        shared.retain(|kind| kind.value != "number");
    }
    if !real(&shared) {
        return false;
    }
    *kinds = shared;

    true
}

/// Keeps the values that both list; all of the narrower list where none is in both.
fn choose(values: &mut Vec<Spanned<Value>>, others: &[Spanned<Value>]) {
    if others.is_empty() {
        return;
    }
    if values.is_empty() {
        values.extend_from_slice(others);
        return;
    }
    let shared: Vec<Spanned<Value>> = values
        .iter()
        .filter(|value| others.iter().any(|other| other.value == value.value))
        .cloned()
        .collect();
    if shared.is_empty() {
        if others.len() < values.len() {
            *values = others.to_vec();
        }
    } else {
        *values = shared;
    }
}

fn report(context: &mut Context<'_>, schema: &Schema, part: &Schema) {
    context.report(
        Diagnostic::new(
            Code::Approximated,
            schema.span,
            "the branches of `allOf` name no kind of value that fits them all",
        )
        .label("taken as the first one says")
        .also(part.span, "another kind")
        .help("keep to one kind in `allOf`, or write `oneOf` where either may come"),
    );
}
