//! What a schema says by its own keywords.

use crate::load::Value;
use crate::parse::ast::Schema;
use crate::source::Spanned;

/// Whether any case says something.
pub(super) fn has_cases(schema: &Schema) -> bool {
    cases(schema).iter().any(|case| !is_null(case))
}

/// The branches of `oneOf` and `anyOf`.
pub(in crate::check) fn cases(schema: &Schema) -> Vec<&Schema> {
    schema.one_of.iter().chain(&schema.any_of).collect()
}

/// The branches that say anything about the value.
pub(in crate::check) fn structural(branches: &[Schema]) -> Vec<&Schema> {
    branches
        .iter()
        .filter(|branch| {
            branch.reference.is_some()
                || says_structure(branch)
                || !branch.all_of.is_empty()
                || !branch.one_of.is_empty()
                || !branch.any_of.is_empty()
        })
        .collect()
}

/// Whether it is the schema of null and nothing else.
pub(in crate::check) fn is_null(schema: &Schema) -> bool {
    let mut values = schema.enumeration.iter().chain(&schema.constant).peekable();
    let is_null = |value: &Spanned<Value>| value.value == Value::Null;
    let has_types = !schema.types.is_empty();

    (has_types && schema.types.iter().all(|kind| kind.value == "null"))
        || (!has_types && values.peek().is_some() && values.all(is_null))
}

/// Whether a schema says of what type its values are.
pub(in crate::check) fn says_type(schema: &Schema) -> bool {
    let kinds = schema.types.iter().filter(|kind| kind.value != "null");

    // Of one of all kinds nothing is said.
    matches!(kinds.count(), 1..=4)
        || !schema.properties.is_empty()
        || !schema.prefix_items.is_empty()
        || !schema.enumeration.is_empty()
        || schema.constant.is_some()
        || schema.items.is_some()
        || schema.additional.is_some()
        || !structural(&schema.all_of).is_empty()
        || cases(schema).iter().any(|case| !is_null(case))
}

/// Keywords about the value besides combinations and references.
pub(super) fn says_structure(schema: &Schema) -> bool {
    !schema.types.is_empty()
        || !schema.properties.is_empty()
        || !schema.required.is_empty()
        || !schema.enumeration.is_empty()
        || !schema.prefix_items.is_empty()
        || schema.constant.is_some()
        || schema.items.is_some()
        || schema.additional.is_some()
        || schema.format.is_some()
}

pub(super) fn says_structure_beside_reference(schema: &Schema) -> bool {
    says_structure(schema)
        || !schema.all_of.is_empty()
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
}
