//! Whether two schemas written at different places say the same of a value.

use crate::parse::ast::{Additional, Entries, Schema};

/// How deep is looked. What nests deeper is taken for different.
const DEEPEST: usize = 24;

/// Whether two schemas hold the same values, as far as can be seen without following references.
pub(super) fn is_alike(one: &Schema, other: &Schema) -> bool {
    // One schema may stand under several media types.
    !one.pointer.is_empty() && one.pointer == other.pointer || is_same(one, other, 0)
}

fn is_same(one: &Schema, other: &Schema, depth: usize) -> bool {
    if let (Some(one), Some(other)) = (&one.reference, &other.reference) {
        return one.value == other.value;
    }
    let inner = |one: &Schema, other: &Schema| is_same(one, other, depth + 1);
    let values = |schema: &Schema| -> (Vec<String>, Vec<String>) {
        let words = |words: &[crate::parse::ast::Text]| {
            let mut words: Vec<String> = words.iter().map(|word| word.value.clone()).collect();
            words.sort();
            words
        };
        (words(&schema.types), words(&schema.required))
    };

    depth < DEEPEST
        && one.reference.is_none()
        && other.reference.is_none()
        && values(one) == values(other)
        && one.format.as_ref().map(|text| &text.value)
            == other.format.as_ref().map(|text| &text.value)
        && one.constant.as_ref().map(|value| &value.value)
            == other.constant.as_ref().map(|value| &value.value)
        && are_same(&one.enumeration, &other.enumeration, |one, other| {
            one.value == other.value
        })
        && are_entries(&one.properties, &other.properties, inner)
        && are_entries(&one.pattern_properties, &other.pattern_properties, inner)
        && is_additional(one.additional.as_ref(), other.additional.as_ref(), inner)
        && is_boxed(one.items.as_deref(), other.items.as_deref(), inner)
        && is_boxed(
            one.content_schema.as_deref(),
            other.content_schema.as_deref(),
            inner,
        )
        && are_same(&one.prefix_items, &other.prefix_items, inner)
        && are_same(&one.all_of, &other.all_of, inner)
        && are_same(&one.one_of, &other.one_of, inner)
        && are_same(&one.any_of, &other.any_of, inner)
}

fn are_same<T>(one: &[T], other: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
}

fn are_entries(
    one: &Entries<Schema>,
    other: &Entries<Schema>,
    same: impl Fn(&Schema, &Schema) -> bool,
) -> bool {
    are_same(one, other, |(name, one), (other_name, other)| {
        name.value == other_name.value && same(one, other)
    })
}

fn is_additional(
    one: Option<&Additional>,
    other: Option<&Additional>,
    same: impl Fn(&Schema, &Schema) -> bool,
) -> bool {
    match (one, other) {
        (Some(Additional::Schema(one)), Some(Additional::Schema(other))) => same(one, other),
        (Some(Additional::Allowed(one)), Some(Additional::Allowed(other))) => {
            one.value == other.value
        }
        (None, None) => true,
        _ => false,
    }
}

fn is_boxed(
    one: Option<&Schema>,
    other: Option<&Schema>,
    same: impl Fn(&Schema, &Schema) -> bool,
) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same(one, other),
        (None, None) => true,
        _ => false,
    }
}
