//! `oneOf` and `anyOf`: cases of cases become one list, cases that nothing tells apart become one, and what holds for all cases is
//! said in each.

mod alike;

use std::collections::BTreeSet;

use super::{Context, has_real_cases, keep, of_kind, shell};
use crate::check::classify::is_nullable;
use crate::check::place::Place;
use crate::check::unions::own_name;
use crate::check::uses::{Use, cases, follow, is_null, structural};
use crate::parse::ast::{Entries, Schema, Text};
use crate::source::Spanned;

/// The most cases that are put in one list.
const MAX_CASES: usize = 2_000;

/// The most cases that a list has after one was put into it that stood inside.
const MAX_INNER: usize = 150;

/// The most schemas that saying what holds for all cases in each of them may take.
const MAX_SHARED: usize = 20_000;

/// A case and what it comes to.
pub(super) struct Case<'a> {
    written: &'a Schema,
    used: Use<'a>,
}

/// What a schema with cases comes to; nothing where that is what it says.
pub(super) fn settle<'a>(
    context: &mut Context<'a>,
    schema: &'a Schema,
    place: &Place,
) -> Option<Schema> {
    let real: Vec<&'a Schema> = cases(schema)
        .into_iter()
        .filter(|case| !is_null(case))
        .collect();
    let mut nullable = real.len() < cases(schema).len() || allows_null(schema);
    let has_own = !schema.properties.is_empty() || !structural(&schema.all_of).is_empty();
    if (has_own || !schema.types.is_empty()) && real.iter().all(|case| only_checks(case)) {
        let nullable = real.len() < cases(schema).len();
        return Some(without_cases(schema, nullable));
    }
    if has_own {
        // Of `anyOf` several may hold at once: the members of all go together.
        if schema.one_of.is_empty() && schema.discriminator.is_none() {
            return None;
        }
        return share(context, schema, &[], schema);
    }
    let mut changed = false;
    let real: Vec<&'a Schema> = real
        .into_iter()
        .map(|case| match with_kind(schema, case) {
            Some(made) => {
                changed = true;
                keep(context, made)
            }
            None => case,
        })
        .collect();
    if !changed && is_list_of_constants(&real) {
        return None;
    }

    let mut list = List {
        cases: Vec::new(),
        mapping: Vec::new(),
        nullable: false,
        changed,
        passed: BTreeSet::from([std::ptr::from_ref(schema)]),
    };
    list.add(context, schema, &real, place, 0)?;
    // Null is a value of the whole where it is one of a case.
    list.changed |= list.nullable && !nullable;
    nullable |= list.nullable;
    let made = if schema.discriminator.is_some() {
        list.cases.iter().map(|case| case.written.clone()).collect()
    } else {
        let (made, merged) = alike::merge(schema, &list.cases);
        list.changed |= merged;
        made
    };
    // What stands beside the cases says no more than they do.
    list.changed |=
        !schema.types.is_empty() || schema.additional.is_some() || schema.format.is_some();
    if !list.changed {
        return None;
    }
    Some(finish(schema, made, list.mapping, nullable))
}

/// The schema with another list of cases.
fn finish(
    schema: &Schema,
    mut made: Vec<Schema>,
    mapping: Entries<Text>,
    nullable: bool,
) -> Schema {
    let mut whole = shell(schema);
    if let [only] = made.as_slice()
        && only.reference.is_none()
        && only
            .pointer
            .starts_with(&format!("{}/type/", schema.pointer))
    {
        whole.types.clone_from(&only.types);
        whole.format.clone_from(&only.format);
        whole.enumeration.clone_from(&only.enumeration);
        whole.items.clone_from(&only.items);
        whole.additional.clone_from(&only.additional);
        if nullable {
            whole
                .types
                .push(Spanned::new("null".to_owned(), schema.span));
        }
        return whole;
    }
    if nullable {
        made.push(of_kind(schema, "null"));
    }
    whole.any_of = made;
    whole.discriminator.clone_from(&schema.discriminator);
    if let Some(discriminator) = &mut whole.discriminator {
        discriminator.mapping.extend(mapping);
    }

    whole
}

struct List<'a> {
    cases: Vec<Case<'a>>,
    /// What the discriminators of inner lists say.
    mapping: Entries<Text>,
    nullable: bool,
    changed: bool,
    /// Inner lists that are in it already.
    passed: BTreeSet<*const Schema>,
}

impl<'a> List<'a> {
    /// Adds cases, and those of cases that are lists themselves; nothing where there are too many.
    fn add(
        &mut self,
        context: &mut Context<'a>,
        schema: &'a Schema,
        written: &[&'a Schema],
        place: &Place,
        depth: usize,
    ) -> Option<()> {
        for case in written {
            if self.cases.len() >= MAX_CASES || (depth > 0 && self.cases.len() >= MAX_INNER) {
                return None;
            }
            let used = follow(context, case, place.case("Object"))?;
            if is_null(used.target) {
                self.nullable = true;
                self.changed = true;
                continue;
            }
            let inner = used.target;
            if depth < 4 && has_real_cases(inner) && is_list(schema, inner) {
                self.changed = true;
                if !self.passed.insert(std::ptr::from_ref(inner)) {
                    continue;
                }
                self.nullable |= is_nullable(&used);
                let inner_cases: Vec<&'a Schema> = cases(inner)
                    .into_iter()
                    .filter(|case| !is_null(case))
                    .collect();
                let mapping = inner.discriminator.iter().flat_map(|inner| &inner.mapping);
                self.mapping.extend(mapping.cloned());
                self.add(context, schema, &inner_cases, place, depth + 1)?;
                continue;
            }
            self.nullable |= is_nullable(&used);
            let is_known = |known: &Case<'a>| {
                std::ptr::eq(known.used.target, inner) && known.used.place == used.place
            };
            if self.cases.iter().any(is_known) {
                self.changed = true;
                continue;
            }
            self.cases.push(Case {
                written: case,
                used,
            });
        }

        Some(())
    }
}

/// Whether a case is only a list of cases, which can stand in the outer one.
fn is_list(outer: &Schema, inner: &Schema) -> bool {
    let tag = |schema: &Schema| {
        let discriminator = schema.discriminator.as_ref();
        discriminator.map(|discriminator| discriminator.property.value.clone())
    };
    let is_bare = inner.properties.is_empty() && structural(&inner.all_of).is_empty();

    is_bare
        && inner.quirks.view.is_none()
        && (tag(inner).is_none() || tag(inner) == tag(outer))
        && (tag(outer).is_none() || tag(inner) == tag(outer))
}

/// A case that says only what the value holds, together with the kind that the schema around it says.
fn with_kind(schema: &Schema, case: &Schema) -> Option<Schema> {
    let says_kind = case.reference.is_some()
        || !case.types.is_empty()
        || !structural(&case.all_of).is_empty()
        || has_real_cases(case);
    if says_kind || schema.types.is_empty() {
        return None;
    }
    let mut made = case.clone();
    made.types = schema
        .types
        .iter()
        .filter(|kind| kind.value != "null")
        .cloned()
        .collect();
    made.format = made.format.or(schema.format.clone());
    made.items = made.items.or(schema.items.clone());

    (!made.types.is_empty()).then_some(made)
}

/// Whether all cases are one text each, which is an enum whose values have descriptions.
fn is_list_of_constants(cases: &[&Schema]) -> bool {
    let is_text = |case: &&Schema| {
        let constant = case.constant.as_ref();
        constant.is_some_and(|constant| matches!(constant.value, crate::load::Value::Text(_)))
    };

    cases.iter().all(is_text)
}

/// Whether a case says only which members must be there, or what is checked.
fn only_checks(case: &Schema) -> bool {
    case.reference.is_none()
        && case.properties.is_empty()
        && case.items.is_none()
        && case.enumeration.is_empty()
        && case.constant.is_none()
        && case.format.is_none()
        && structural(&case.all_of).is_empty()
        && !has_real_cases(case)
        && case.prefix_items.is_empty()
        && (case.types.is_empty()
            || (case.types.iter().all(|kind| kind.value == "object") && !case.required.is_empty()))
        && case.additional.is_none()
}

fn allows_null(schema: &Schema) -> bool {
    schema.types.iter().any(|kind| kind.value == "null")
}

/// The same schema without its cases, which only check.
fn without_cases(schema: &Schema, nullable: bool) -> Schema {
    let mut made = Schema {
        one_of: Vec::new(),
        any_of: Vec::new(),
        ..schema.clone()
    };
    if nullable && !made.types.is_empty() && !allows_null(schema) {
        made.types
            .push(Spanned::new("null".to_owned(), schema.span));
    }

    made
}

/// `allOf` with a list of cases among its branches: each case is made of all the other branches, too.
pub(super) fn distribute<'a>(
    context: &mut Context<'a>,
    schema: &'a Schema,
    branches: &[Use<'a>],
    index: usize,
) -> Option<Schema> {
    let union = branches.get(index)?.target;
    let written = structural(&schema.all_of);
    let others: Vec<&Schema> = written
        .iter()
        .enumerate()
        .filter(|(position, _)| *position != index)
        .map(|(_, branch)| *branch)
        .collect();
    let real = cases(union).into_iter().filter(|case| !is_null(case));
    if real.clone().all(only_checks) {
        let mut made = schema.clone();
        made.all_of = others.into_iter().cloned().collect();
        made.all_of.push(without_cases(union, false));
        return Some(made);
    }
    if union.one_of.is_empty() && union.discriminator.is_none() && union.properties.is_empty() {
        let is_scalar = |case: &Schema| {
            let kinds = &case.types;
            !kinds.is_empty()
                && kinds
                    .iter()
                    .all(|kind| !matches!(&*kind.value, "object" | "null"))
        };
        let mut real = real;
        if !real.any(is_scalar) {
            return None;
        }
    }
    share(context, schema, &others, union)
}

/// Says in each case of a list what stands beside the list: the branches given, and what a schema says itself.
fn share<'a>(
    context: &mut Context<'a>,
    schema: &'a Schema,
    others: &[&Schema],
    union: &'a Schema,
) -> Option<Schema> {
    let mut own = Schema {
        pointer: schema.pointer.clone(),
        span: schema.span,
        types: schema
            .types
            .iter()
            .filter(|kind| kind.value != "null")
            .cloned()
            .collect(),
        properties: schema.properties.clone(),
        required: schema.required.clone(),
        additional: schema.additional.clone(),
        pattern_properties: schema.pattern_properties.clone(),
        ..Schema::default()
    };
    if std::ptr::eq(schema, union) {
        own.all_of.clone_from(&schema.all_of);
    }
    let mut shared: Vec<Schema> = others.iter().map(|branch| (*branch).clone()).collect();
    if !std::ptr::eq(schema, union) && !union.properties.is_empty() {
        shared.push(without_cases(union, false));
    }
    if !own.properties.is_empty()
        || !own.required.is_empty()
        || !own.types.is_empty()
        || !own.all_of.is_empty()
    {
        shared.push(own);
    }
    let real: Vec<&Schema> = cases(union)
        .into_iter()
        .filter(|case| !is_null(case))
        .collect();
    let weight: usize = shared.iter().map(super::weight).sum();
    if real.len().saturating_mul(weight) > MAX_SHARED.min(context.settled.left) {
        return None;
    }
    let mut made = shell(schema);
    for (index, case) in real.iter().enumerate() {
        let pointer = format!("{}/oneOf/{index}/allOf", schema.pointer);
        let mut all_of = shared.clone();
        // A case that says nothing more is what stands beside the list, which is not the list.
        for part in all_of.iter_mut().skip(others.len()) {
            part.pointer = format!("{pointer}/{}", part.pointer.trim_start_matches('/'));
        }
        all_of.push((*case).clone());
        made.any_of.push(Schema {
            span: case.span,
            pointer,
            title: name(context, case),
            all_of,
            ..Schema::default()
        });
    }
    if real.len() < cases(union).len() || allows_null(schema) {
        made.any_of.push(of_kind(schema, "null"));
    }
    made.discriminator = schema
        .discriminator
        .clone()
        .or_else(|| union.discriminator.clone());

    Some(made)
}

/// What a case is called: as it says itself, as the component that it refers to, or by its members.
fn name(context: &mut Context<'_>, case: &Schema) -> Option<Text> {
    if let Some(reference) = &case.reference {
        let name = reference.value.rsplit('/').next()?;
        let (key, _) = context.schema(name)?;
        return Some(key.clone());
    }
    let own = case.title.clone();

    own.or_else(|| own_name(case).map(|name| Spanned::new(name, case.span)))
}
