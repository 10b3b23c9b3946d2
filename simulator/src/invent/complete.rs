//! Makes what is there fit, and adds what is not.

use brogue_generator::model::contract::{Contract, Kind, SchemaId};
use serde_json::Value;

use super::Invention;
use super::fits::fits;
use super::forms::{is, others, same};
use super::maker::{Maker, kind_of};
use super::objects::{self, Wish};
use super::rules::Rules;

/// Makes a value fit some schemas and adds members.
pub(super) fn complete(
    maker: &mut Maker<'_>,
    ids: &[SchemaId],
    value: &mut Value,
    invention: &mut Invention,
) {
    finish(maker, ids, "", value, Wish::Most, invention);
}

/// Makes a value fit some schemas; of members that are not there, only those that must be are added.
pub(super) fn require(
    maker: &mut Maker<'_>,
    ids: &[SchemaId],
    value: &mut Value,
    invention: &mut Invention,
) {
    finish(maker, ids, "", value, Wish::None, invention);
}

fn finish(
    maker: &mut Maker<'_>,
    ids: &[SchemaId],
    name: &str,
    value: &mut Value,
    wish: Wish,
    invention: &mut Invention,
) {
    let contract = maker.contract();
    let rules = rules_for(contract, ids, value);
    let own = if name.is_empty() { rules.name() } else { name };
    if kind_of(value).is_none_or(|kind| !rules.allows(kind)) {
        let kinds = rules.kinds.iter().flatten();
        let forms: Vec<Value> = kinds.flat_map(|kind| others(value, *kind)).collect();
        let fitting = forms.iter().find(|form| fit(contract, ids, form));
        let Some(form) = fitting.or(forms.first()) else {
            *value = maker.make(ids, own, invention);
            return;
        };
        // A list of something is looked at as a list now.
        *value = form.clone();
    }
    match value {
        Value::Object(members) => maker.within(&rules.schemas, wish == Wish::None, |maker| {
            let required = rules.required();
            let names: Vec<String> = members.keys().cloned().collect();
            for name in names {
                let Some(schemas) = rules.member(&name) else {
                    members.remove(&name);
                    continue;
                };
                let Some(member) = members.get_mut(&name) else {
                    continue;
                };
                let is_unasked = member.is_null() && !required.contains(name.as_str());
                finish(
                    maker,
                    &schemas,
                    &name,
                    member,
                    Wish::None,
                    &mut invention.member(&name),
                );
                // Null where the answer knows none is a member that is not there.
                if is_unasked && !member.is_null() {
                    members.remove(&name);
                }
            }
            objects::add(maker, &rules, members, wish, invention);
        }),
        Value::Array(elements) => maker.within(&rules.schemas, wish == Wish::None, |maker| {
            for (index, element) in elements.iter_mut().enumerate() {
                finish(
                    maker,
                    &rules.element(index),
                    "",
                    element,
                    Wish::None,
                    &mut invention.element(index),
                );
            }
        }),
        _ => {}
    }
    if !fit(contract, ids, value) {
        let form = kind_of(value)
            .into_iter()
            .chain(rules.kinds.clone().into_iter().flatten());
        let mut forms = form.flat_map(|kind| others(value, kind));
        *value = forms
            .find(|form| fit(contract, ids, form))
            .unwrap_or_else(|| maker.make(ids, own, invention));
    }
}

fn fit(contract: &Contract, ids: &[SchemaId], value: &Value) -> bool {
    ids.iter().all(|id| fits(contract, *id, value))
}

/// What holds for a value, with the branches that it belongs to.
fn rules_for<'a>(contract: &'a Contract, ids: &[SchemaId], value: &Value) -> Rules<'a> {
    Rules::of(contract, ids, |_, branches| {
        let ranked = branches
            .iter()
            .rev()
            .max_by_key(|id| likeness(contract, **id, value));

        ranked.copied()
    })
}

/// How much a value is like one of a schema.
fn likeness(contract: &Contract, id: SchemaId, value: &Value) -> i64 {
    if fits(contract, id, value) {
        return 1_000;
    }
    let rules = Rules::of(contract, &[id], |_, branches| branches.first().copied());
    let is_kind = kind_of(value).is_some_and(|kind| rules.allows(kind));
    let Value::Object(members) = value else {
        let forms = rules.kinds.iter().flatten().any(|kind| {
            others(value, *kind)
                .iter()
                .any(|form| fits(contract, id, form))
        });
        return 2 * i64::from(is_kind) + i64::from(forms)
            - 2 * i64::from(
                rules.kinds.as_deref() == Some(&[Kind::Null]) && !is(value, Kind::Null),
            );
    };
    if !is_kind {
        return -1_000;
    }
    let declared = rules.members();
    let score = declared.iter().map(|name| {
        let Some(member) = members.get(*name) else {
            return -i64::from(rules.required().contains(name));
        };
        let schemas = rules.member(name).unwrap_or_default();
        let inner = Rules::of(contract, &schemas, |_, branches| branches.first().copied());
        match inner.values {
            // A constant tells one branch from another.
            Some(values) if values.iter().any(|one| same(one, member)) => 50,
            Some(_) => -100,
            None => 2,
        }
    });

    score.sum()
}
