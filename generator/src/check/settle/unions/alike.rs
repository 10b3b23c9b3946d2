//! Cases of one kind that nothing tells apart: all texts are one case, all numbers, all lists with the same kind of elements.

use super::super::kinds::any_of;
use super::super::of_kind;
use super::Case;
use crate::load::Value;
use crate::parse::ast::{Additional, Schema};
use crate::source::Spanned;

/// What cases of one kind have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Boolean,
    List,
    Map,
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::Text,
        Self::Number,
        Self::Boolean,
        Self::List,
        Self::Map,
    ];
}

/// The cases, those of one kind in the place of the first of them; and whether any were put together.
pub(super) fn merge(schema: &Schema, cases: &[Case<'_>]) -> (Vec<Schema>, bool) {
    let kinds: Vec<Option<Kind>> = cases.iter().map(|case| kind(case.used.target)).collect();
    let together: Vec<Kind> = Kind::ALL
        .into_iter()
        .filter(|kind| {
            let same = || {
                let pairs = cases.iter().zip(&kinds);
                pairs.filter(|(_, other)| **other == Some(*kind))
            };
            same().count() > 1 && (*kind != Kind::List || !differ(same().map(|(case, _)| case)))
        })
        .collect();
    let mut made = Vec::new();
    let mut done: Vec<Kind> = Vec::new();
    for (case, kind) in cases.iter().zip(&kinds) {
        match kind {
            Some(kind) if together.contains(kind) => {
                if done.contains(kind) {
                    continue;
                }
                done.push(*kind);
                let same = cases
                    .iter()
                    .zip(&kinds)
                    .filter(|(_, other)| **other == Some(*kind));
                made.push(one(
                    schema,
                    *kind,
                    &same.map(|(case, _)| case).collect::<Vec<_>>(),
                ));
            }
            _ => made.push(case.written.clone()),
        }
    }

    (made, !done.is_empty())
}

/// The kind of a case whose values have one, and nothing else to tell them by.
fn kind(schema: &Schema) -> Option<Kind> {
    if schema.quirks.view.is_some() || schema.quirks.timestamp.is_some() {
        return None;
    }
    let mut kinds = schema.types.iter().map(|kind| kind.value.as_str());
    let is_bare = schema.properties.is_empty()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty();
    if !is_bare {
        return None;
    }
    let first = kinds.clone().find(|kind| *kind != "null")?;
    let is_one = kinds.all(|kind| kind == first || kind == "null");
    match first {
        "string" if is_one => Some(Kind::Text),
        "integer" | "number" if is_one => Some(Kind::Number),
        "boolean" if is_one => Some(Kind::Boolean),
        "array" if is_one && schema.prefix_items.is_empty() => Some(Kind::List),
        "object" if is_one => Some(Kind::Map),
        _ => None,
    }
}

/// Whether the elements of lists are of a kind each.
fn differ<'c>(lists: impl Iterator<Item = &'c Case<'c>>) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    for list in lists {
        let items = list.used.target.items.as_deref();
        let kinds: Vec<&str> = items
            .filter(|items| items.reference.is_none())
            .map(|items| items.types.iter().map(|kind| kind.value.as_str()).collect())
            .unwrap_or_default();
        let [kind] = kinds.as_slice() else {
            return false;
        };
        let kind = if *kind == "integer" { "number" } else { kind };
        if seen.contains(&kind) {
            return false;
        }
        seen.push(kind);
    }

    true
}

/// One case for several of one kind.
fn one(schema: &Schema, kind: Kind, cases: &[&Case<'_>]) -> Schema {
    let targets: Vec<&Schema> = cases.iter().map(|case| case.used.target).collect();
    let word = match kind {
        Kind::Text => "string",
        Kind::Boolean => "boolean",
        Kind::List => "array",
        Kind::Map => "object",
        Kind::Number if targets.iter().all(|target| says(target, "integer")) => "integer",
        Kind::Number => "number",
    };
    let mut made = of_kind(schema, word);
    made.pointer = format!("{}/type/{word}", schema.pointer);
    match kind {
        Kind::Text => {
            made.enumeration = choices(&targets);
            made.format = common(&targets);
        }
        Kind::Number => made.format = common(&targets),
        Kind::Boolean => {}
        Kind::List => {
            let items: Option<Vec<Schema>> = targets
                .iter()
                .map(|target| target.items.as_deref().cloned())
                .collect();
            made.items = items.map(|items| Box::new(any_of(&made, "items", items)));
        }
        Kind::Map => {
            let values: Option<Vec<Schema>> = targets.iter().map(|target| values(target)).collect();
            let values = values.map(|values| Box::new(any_of(&made, "values", values)));
            made.additional = values.map(Additional::Schema);
        }
    }

    made
}

fn says(schema: &Schema, kind: &str) -> bool {
    schema.types.iter().any(|word| word.value == kind)
}

/// The values of all lists of choices, each once. Texts beside them are such that nobody has listed.
fn choices(targets: &[&Schema]) -> Vec<Spanned<Value>> {
    let mut choices: Vec<Spanned<Value>> = Vec::new();
    for target in targets {
        for choice in target.enumeration.iter().chain(&target.constant) {
            let is_text = matches!(choice.value, Value::Text(_));
            if is_text && !choices.iter().any(|known| known.value == choice.value) {
                choices.push(choice.clone());
            }
        }
    }

    choices
}

/// The format that all of them have.
fn common(targets: &[&Schema]) -> Option<Spanned<String>> {
    let first = targets.first()?.format.as_ref()?;
    let has = |target: &&Schema| {
        let format = target.format.as_ref();
        format.is_some_and(|format| format.value == first.value)
    };

    targets.iter().all(has).then(|| first.clone())
}

fn values(schema: &Schema) -> Option<Schema> {
    match &schema.additional {
        Some(Additional::Schema(values)) => Some((**values).clone()),
        Some(Additional::Allowed(_)) | None => None,
    }
}
