//! What schemas say of a value when all is taken together: references, branches and what stands beside them.
//!
//! A branch of a union counts here as if it held: what is asked is what a value may be, and whether it is one is for `check`.

use std::collections::BTreeSet;

use brogue_generator::model::Json;
use brogue_generator::model::contract::{Additional, Contract, Kind, Schema, SchemaId};

/// Schemas with all that they refer to and branch into.
pub(super) fn parts(contract: &Contract, roots: &[SchemaId]) -> Vec<SchemaId> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut waiting: Vec<SchemaId> = roots.iter().rev().copied().collect();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        found.push(id);
        let schema = contract.schema(id);
        let branches = [&schema.all_of, &schema.any_of, &schema.one_of];
        let inner = branches.into_iter().flatten().copied();
        let inner: Vec<SchemaId> = schema.reference.into_iter().chain(inner).collect();
        waiting.extend(inner.into_iter().rev());
    }

    found
}

/// The kinds that a value may be of, in the order in which the document lists them; none where it may be anything.
pub(super) fn kinds(contract: &Contract, id: SchemaId) -> Vec<Kind> {
    let known = known_kinds(contract, id, 0);
    if let Some(kinds) = known {
        return kinds;
    }
    // A schema of members and without a type takes anything, and what is meant is an object.
    let parts = parts(contract, &[id]);
    let says = |about: &dyn Fn(&Schema) -> bool| parts.iter().any(|id| about(contract.schema(*id)));
    if says(&|schema| !schema.properties.is_empty()) {
        return vec![Kind::Object];
    }
    if says(&|schema| schema.items.is_some()) {
        return vec![Kind::List];
    }

    Vec::new()
}

/// No document that people write refers on for longer.
const LONGEST_CHAIN: usize = 32;

fn known_kinds(contract: &Contract, id: SchemaId, depth: usize) -> Option<Vec<Kind>> {
    if depth > LONGEST_CHAIN {
        return None;
    }
    let schema = contract.schema(id);
    let mut known = own_kinds(schema);
    for id in schema.reference.iter().chain(&schema.all_of) {
        known = both(known, known_kinds(contract, *id, depth + 1));
    }
    for branches in [&schema.any_of, &schema.one_of] {
        if branches.is_empty() {
            continue;
        }
        let of_branches: Option<Vec<Vec<Kind>>> = branches
            .iter()
            .map(|id| known_kinds(contract, *id, depth + 1))
            .collect();
        let mut union = of_branches.map(|kinds| kinds.concat());
        if let Some(kinds) = &mut union {
            without_doubles(kinds);
        }
        known = both(known, union);
    }

    known
}

fn own_kinds(schema: &Schema) -> Option<Vec<Kind>> {
    if !schema.kinds.is_empty() {
        return Some(schema.kinds.clone());
    }
    let values: Vec<&Json> = schema.constant.iter().chain(&schema.values).collect();
    let mut kinds: Vec<Kind> = values.into_iter().map(kind_of).collect();
    without_doubles(&mut kinds);

    (!kinds.is_empty()).then_some(kinds)
}

fn kind_of(value: &Json) -> Kind {
    match value {
        Json::Null => Kind::Null,
        Json::Boolean(_) => Kind::Boolean,
        Json::Number(digits) if digits.parse::<i128>().is_ok() => Kind::Integer,
        Json::Number(_) => Kind::Number,
        Json::Text(_) => Kind::Text,
        Json::List(_) => Kind::List,
        Json::Object(_) => Kind::Object,
    }
}

fn without_doubles(kinds: &mut Vec<Kind>) {
    let mut seen = BTreeSet::new();
    kinds.retain(|kind| seen.insert(*kind));
}

/// What is of both; an integer is a number.
fn both(one: Option<Vec<Kind>>, other: Option<Vec<Kind>>) -> Option<Vec<Kind>> {
    let (one, other) = match (one, other) {
        (Some(one), Some(other)) => (one, other),
        (one, other) => return one.or(other),
    };
    let narrowed = one.into_iter().filter_map(|kind| match kind {
        kind if other.contains(&kind) => Some(kind),
        Kind::Number if other.contains(&Kind::Integer) => Some(Kind::Integer),
        Kind::Integer if other.contains(&Kind::Number) => Some(Kind::Integer),
        _ => None,
    });

    Some(narrowed.collect())
}

/// The members that an object declares, each once, in the order of the document.
pub(super) fn declared(contract: &Contract, roots: &[SchemaId]) -> Vec<(String, Vec<SchemaId>)> {
    let mut seen = BTreeSet::new();
    let mut names: Vec<String> = Vec::new();
    for id in parts(contract, roots) {
        let properties = &contract.schema(id).properties;
        let new = properties
            .iter()
            .map(|(name, _)| name)
            .filter(|name| seen.insert((*name).clone()));
        names.extend(new.cloned());
    }

    names
        .into_iter()
        .map(|name| {
            let schemas = member(contract, roots, &name);
            (name, schemas)
        })
        .collect()
}

/// What a member of an object is.
pub(super) fn member(contract: &Contract, roots: &[SchemaId], name: &str) -> Vec<SchemaId> {
    let parts = parts(contract, roots);
    let own = parts.iter().filter_map(|id| {
        let mut properties = contract.schema(*id).properties.iter();
        properties
            .find(|(known, _)| known == name)
            .map(|(_, id)| *id)
    });
    let own: Vec<SchemaId> = own.collect();
    if !own.is_empty() {
        return own;
    }

    additional(contract, roots)
}

/// What the members are that no name declares.
pub(super) fn additional(contract: &Contract, roots: &[SchemaId]) -> Vec<SchemaId> {
    parts(contract, roots)
        .into_iter()
        .filter_map(|id| match contract.schema(id).additional {
            Additional::Schema(id) => Some(id),
            Additional::Any | Additional::None(_) => None,
        })
        .collect()
}

/// What an element of a list is.
pub(super) fn element(contract: &Contract, roots: &[SchemaId], index: usize) -> Vec<SchemaId> {
    let parts = parts(contract, roots).into_iter();

    parts
        .filter_map(|id| {
            let schema = contract.schema(id);
            schema.prefix_items.get(index).copied().or(schema.items)
        })
        .collect()
}

/// Whether a value holds a secret at this place, or stands inside of one.
pub(super) fn is_secret(contract: &Contract, root: SchemaId, pointer: &[String]) -> bool {
    let sensitive = |roots: &[SchemaId]| {
        parts(contract, roots)
            .into_iter()
            .any(|id| contract.schema(id).sensitive)
    };
    let mut roots = vec![root];
    for token in pointer {
        if sensitive(&roots) {
            return true;
        }
        let mut inner = member(contract, &roots, token);
        if let Ok(index) = token.parse() {
            inner.extend(element(contract, &roots, index));
        }
        roots = inner;
    }

    sensitive(&roots)
}
