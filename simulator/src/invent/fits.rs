//! Whether a value fits a schema: asked of a single value while it is made, where a compiled validator would cost more than it saves.

mod limits;

use std::cell::Cell;

use brogue_generator::model::Json;
use brogue_generator::model::contract::{Additional, Contract, Schema, SchemaId};
use serde_json::{Map, Value};

use super::forms::{is, plain, same};
use super::patterns;

/// Looks that one judgement takes at most. What is not judged by then is taken as it is.
const LOOKS: u32 = 200_000;

/// How deep schemas and values together may go.
const DEPTH: usize = 200;

/// Whether a value fits a schema, as an answer.
pub(super) fn fits(contract: &Contract, schema: SchemaId, value: &Value) -> bool {
    let judge = Judge {
        contract,
        looks: Cell::new(LOOKS),
    };

    judge.fits(schema, value, 0)
}

/// Whether no answer holds what a schema says.
pub(super) fn is_write_only(contract: &Contract, schema: SchemaId) -> bool {
    contract.schema(schema).write_only || contract.resolved(schema).write_only
}

struct Judge<'a> {
    contract: &'a Contract,
    looks: Cell<u32>,
}

impl Judge<'_> {
    fn fits(&self, id: SchemaId, value: &Value, depth: usize) -> bool {
        let looks = self.looks.get();
        if looks == 0 || depth > DEPTH {
            return true;
        }
        self.looks.set(looks - 1);
        let schema = self.contract.schema(id);

        is_itself(schema, value)
            && self.applies(schema, value, depth + 1)
            && self.holds(schema, value, depth + 1)
    }

    /// Kind, value and limits.
    /// Schemas that the same value is held against.
    fn applies(&self, schema: &Schema, value: &Value, depth: usize) -> bool {
        let fits = |id: &SchemaId| self.fits(*id, value, depth);
        let check = |keyword| {
            let mut checks = schema.checks.iter();
            checks
                .find(|(known, _)| *known == keyword)
                .map(|(_, id)| *id)
        };
        let branch = check("if").map(|condition| if fits(&condition) { "then" } else { "else" });

        schema.reference.is_none_or(|id| fits(&id))
            && schema.all_of.iter().all(fits)
            && (schema.any_of.is_empty() || schema.any_of.iter().any(fits))
            && (schema.one_of.is_empty() || schema.one_of.iter().filter(|id| fits(id)).count() == 1)
            && check("not").is_none_or(|id| !fits(&id))
            && branch.and_then(check).is_none_or(|id| fits(&id))
    }

    /// What a value holds.
    fn holds(&self, schema: &Schema, value: &Value, depth: usize) -> bool {
        match value {
            Value::Object(members) => self.members(schema, value, members, depth),
            Value::Array(elements) => self.elements(schema, elements, depth),
            _ => true,
        }
    }

    fn members(
        &self,
        schema: &Schema,
        whole: &Value,
        members: &Map<String, Value>,
        depth: usize,
    ) -> bool {
        let hidden = |name: &str| {
            let mut own = schema.properties.iter().filter(|(known, _)| known == name);
            own.any(|(_, id)| is_write_only(self.contract, *id))
        };
        let is_sealed = schema.limit("unevaluatedProperties") == Some(&Json::Boolean(false));
        let mut required = schema.required.iter();

        let is_open = !is_sealed
            && matches!(schema.additional, Additional::Any)
            && schema.pattern_properties.is_empty()
            && schema
                .checks
                .iter()
                .all(|(keyword, _)| *keyword != "propertyNames");
        if !required.all(|(name, _)| members.contains_key(name) || hidden(name)) {
            return false;
        }
        if is_open {
            // Most schemas say nothing of members that they do not name.
            let mut declared = schema.properties.iter();
            return declared.all(|(name, id)| {
                let value = members.get(name);
                value.is_none_or(|value| self.fits(*id, value, depth))
            });
        }

        members.iter().all(|(name, value)| {
            self.member(schema, name, value, depth)
                && (!is_sealed || self.tells_of(schema, name, whole, depth))
        })
    }

    fn member(&self, schema: &Schema, name: &str, value: &Value, depth: usize) -> bool {
        let own = schema.properties.iter().filter(|(known, _)| known == name);
        let alike = schema
            .pattern_properties
            .iter()
            .filter(|(pattern, _)| patterns::matches(pattern, name));
        let known: Vec<SchemaId> = own.chain(alike).map(|(_, id)| *id).collect();
        let other = match schema.additional {
            _ if !known.is_empty() => true,
            Additional::Any => true,
            Additional::None(_) => false,
            Additional::Schema(id) => self.fits(id, value, depth),
        };
        let mut names = schema
            .checks
            .iter()
            .filter(|(keyword, _)| *keyword == "propertyNames");

        other
            && known.iter().all(|id| self.fits(*id, value, depth))
            && names.all(|(_, id)| self.fits(*id, &Value::from(name), depth))
    }

    /// Whether a schema, or one that holds for the same value, says something of a member.
    fn tells_of(&self, schema: &Schema, name: &str, whole: &Value, depth: usize) -> bool {
        let choices = schema.any_of.iter().chain(&schema.one_of);
        let taken = choices.filter(|id| self.fits(**id, whole, depth));
        let mut others = schema.reference.iter().chain(&schema.all_of).chain(taken);

        depth <= DEPTH
            && (schema.properties.iter().any(|(known, _)| known == name)
                || schema
                    .pattern_properties
                    .iter()
                    .any(|(pattern, _)| patterns::matches(pattern, name))
                || matches!(schema.additional, Additional::Schema(_))
                || others
                    .any(|id| self.tells_of(self.contract.schema(*id), name, whole, depth + 1)))
    }

    fn elements(&self, schema: &Schema, elements: &[Value], depth: usize) -> bool {
        let ahead = schema.prefix_items.len();
        let mut checks = schema.checks.iter();
        let contained = checks
            .find(|(keyword, _)| *keyword == "contains")
            .is_none_or(|(_, id)| {
                let found = elements
                    .iter()
                    .filter(|element| self.fits(*id, element, depth))
                    .count();
                let least = limits::count(schema, "minContains").unwrap_or(1);
                found >= least
                    && limits::count(schema, "maxContains").is_none_or(|most| found <= most)
            });

        contained
            && elements.iter().enumerate().all(|(index, element)| {
                let id = schema.prefix_items.get(index).copied();
                let id = id.or(schema.items.filter(|_| index >= ahead));
                id.is_none_or(|id| self.fits(id, element, depth))
            })
    }
}

/// Whether a value is of the kind, among the values and within the limits of a schema.
fn is_itself(schema: &Schema, value: &Value) -> bool {
    let kinds = &schema.kinds;
    let values = &schema.values;

    (kinds.is_empty() || kinds.iter().any(|kind| is(value, *kind)))
        && (values.is_empty() || values.iter().any(|one| same(&plain(one), value)))
        && schema
            .constant
            .as_ref()
            .is_none_or(|one| same(&plain(one), value))
        && schema
            .limits
            .iter()
            .all(|limit| limits::holds(limit, value))
        && limits::has_format(schema, value)
}
