//! Schemas that say one thing in several parts are settled: what comes out says the same as one plain schema, one list of cases, or
//! one list of objects, which is all that later stages know.
//!
//! Nothing is changed in place. What is settled is made anew, once for each schema, and lives beside the document.

mod bases;
mod kinds;
mod merge;
mod unions;

use std::collections::BTreeMap;

use self::bases::Bases;
use super::context::Context;
use super::members::is_object;
use super::place::Place;
use super::uses::{Use, cases, follow_part, is_null, structural};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Value;
use crate::parse::ast::{Schema, Spec};
use crate::parse::quirk::Quirks;

/// What is known of schemas that were looked at.
pub(super) struct Settled<'a> {
    /// By where they lie in memory; nothing where a schema is settled as it stands.
    known: BTreeMap<*const Schema, Option<&'a Schema>>,
    /// The same for bases with children.
    families: BTreeMap<*const Schema, Option<&'a Schema>>,
    /// Pairs that were put together.
    pairs: BTreeMap<(*const Schema, *const Schema), &'a Schema>,
    /// Schemas on the way.
    open: usize,
    /// How many more may be made.
    left: usize,
    bases: Bases<'a>,
}

/// How deep combinations may lie in each other.
const MAX_DEPTH: usize = 32;

/// How many schemas are made for one document: more than anybody needs, and few enough for any machine.
const MAX_MADE: usize = 200_000;

impl<'a> Settled<'a> {
    /// Of a document, before anything is looked at.
    pub(super) fn of(spec: &'a Spec) -> Self {
        Self {
            known: BTreeMap::new(),
            families: BTreeMap::new(),
            pairs: BTreeMap::new(),
            open: 0,
            left: MAX_MADE,
            bases: Bases::of(spec),
        }
    }
}

/// What a schema without a reference comes to, where that is another one.
pub(super) fn settle<'a>(
    context: &mut Context<'a>,
    schema: &'a Schema,
    place: &Place,
) -> Option<&'a Schema> {
    if !context.is_lenient() || schema.quirks.view.is_some() {
        return None;
    }
    let key: *const Schema = schema;
    // Most are, and of these none is ever known.
    if is_plain(schema) {
        return None;
    }
    if let Some(known) = context.settled.known.get(&key) {
        return *known;
    }
    if context.settled.open >= MAX_DEPTH || context.settled.left == 0 {
        return None;
    }
    // Whoever comes back here on the way takes it as it stands.
    context.settled.known.insert(key, None);
    context.settled.open += 1;
    let made = rules(context, schema, place);
    context.settled.open -= 1;
    let made = made.map(|made| keep(context, made));
    context.settled.known.insert(key, made);

    made
}

/// The list of the children of a base, where a value of a base stands whose discriminator names them.
pub(super) fn family<'a>(context: &mut Context<'a>, base: &'a Schema) -> Option<&'a Schema> {
    if !context.is_lenient() || !cases(base).is_empty() {
        return None;
    }
    let key: *const Schema = base;
    if let Some(known) = context.settled.families.get(&key) {
        return *known;
    }
    let made = context.settled.bases.union(context.spec, base);
    let made = made.map(|(union, alone)| {
        let pointer = alone.pointer.clone();
        let union = keep(context, union);
        context.settled.bases.note(pointer);
        union
    });
    context.settled.families.insert(key, made);

    made
}

/// Whether a schema is made of a base whose discriminator names it.
pub(super) fn is_child(context: &Context<'_>, schema: &Schema) -> bool {
    context.is_lenient() && context.settled.bases.is_child(schema)
}

/// What two schemas of one member come to together.
pub(super) fn both<'a>(
    context: &mut Context<'a>,
    earlier: &'a Schema,
    later: &'a Schema,
    pointer: String,
    are_cases: bool,
) -> &'a Schema {
    let key: (*const Schema, *const Schema) = (earlier, later);
    if let Some(known) = context.settled.pairs.get(&key) {
        return known;
    }
    let branches = vec![unnamed(earlier), unnamed(later)];
    let mut made = Schema {
        span: later.span,
        pointer,
        description: later.description.clone().or(earlier.description.clone()),
        read_only: earlier.read_only || later.read_only,
        write_only: earlier.write_only || later.write_only,
        deprecated: later.deprecated,
        default: later.default.clone().or(earlier.default.clone()),
        example: later.example.clone().or(earlier.example.clone()),
        quirks: later.quirks.clone(),
        ..Schema::default()
    };
    if are_cases {
        made.any_of = branches;
    } else {
        made.all_of = branches;
    }
    let made = keep(context, made);
    context.settled.pairs.insert(key, made);

    made
}

/// A copy without quirks: they hold at the place it was written at.
fn unnamed(schema: &Schema) -> Schema {
    Schema {
        quirks: Quirks::default(),
        ..schema.clone()
    }
}

fn keep<'a>(context: &mut Context<'a>, schema: Schema) -> &'a Schema {
    let had = context.settled.left;
    context.settled.left = had.saturating_sub(weight(&schema));
    if had > 0 && context.settled.left == 0 {
        let message = "more is combined here, and in the rest of the document, than can be settled";
        let report = Diagnostic::new(Code::Approximated, schema.span, message);
        context.report(
            report
                .help("name what is combined again and again under `components`, and refer to it"),
        );
    }

    context.make(schema)
}

/// How many schemas there are in one.
fn weight(schema: &Schema) -> usize {
    let mut count = 0;
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        count += 1;
        waiting.extend(schema.inner());
    }

    count
}

/// Whether a schema stands for the values of a base that are of none of its children.
pub(super) fn is_rest(context: &Context<'_>, schema: &Schema) -> bool {
    context.settled.bases.is_alone(schema)
}

/// Whether there is nothing to settle: the usual case, told without looking far.
fn is_plain(schema: &Schema) -> bool {
    let is_text = |value: &Value| matches!(value, Value::Text(_));
    let choices = schema.enumeration.iter().chain(&schema.constant);

    schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.types.len() == 1
        && schema.prefix_items.is_empty()
        && schema.pattern_properties.is_empty()
        && choices.into_iter().all(|choice| is_text(&choice.value))
}

fn rules<'a>(context: &mut Context<'a>, schema: &'a Schema, place: &Place) -> Option<Schema> {
    if !cases(schema).iter().all(|case| is_null(case)) {
        return unions::settle(context, schema, place);
    }
    if !structural(&schema.all_of).is_empty() {
        return all_of(context, schema, place);
    }

    kinds::settle(schema)
}

/// `allOf` of anything but objects.
fn all_of<'a>(context: &mut Context<'a>, schema: &'a Schema, place: &Place) -> Option<Schema> {
    let mut branches: Vec<Use<'a>> = Vec::new();
    for branch in structural(&schema.all_of) {
        branches.push(follow_part(context, branch, place.clone())?);
    }
    let union = branches
        .iter()
        .position(|branch| has_real_cases(branch.target));
    if let Some(index) = union {
        return unions::distribute(context, schema, &branches, index);
    }
    if branches.iter().all(|branch| is_object(branch.target)) {
        return None;
    }

    Some(merge::merge(context, schema, &branches))
}

/// Whether a schema has cases besides null.
fn has_real_cases(schema: &Schema) -> bool {
    cases(schema).iter().any(|case| !is_null(case))
}

/// A schema with everything that people are told, and nothing about the value.
fn shell(schema: &Schema) -> Schema {
    Schema {
        span: schema.span,
        pointer: schema.pointer.clone(),
        title: schema.title.clone(),
        description: schema.description.clone(),
        default: schema.default.clone(),
        read_only: schema.read_only,
        write_only: schema.write_only,
        deprecated: schema.deprecated,
        example: schema.example.clone(),
        limits: schema.limits.clone(),
        quirks: schema.quirks.clone(),
        evidence: schema.evidence.clone(),
        ..Schema::default()
    }
}

/// A schema of one kind.
fn of_kind(schema: &Schema, kind: &str) -> Schema {
    Schema {
        span: schema.span,
        pointer: schema.pointer.clone(),
        types: vec![crate::source::Spanned::new(kind.to_owned(), schema.span)],
        ..Schema::default()
    }
}
