//! All that holds for one value: a schema, what it refers to, all of its `allOf`, and one branch of each choice.

use std::collections::BTreeSet;

use brogue_generator::model::contract::{Additional, Contract, Kind, Schema, SchemaId};
use brogue_generator::model::{Json, TimeFormat, View};
use serde_json::Value;

use super::forms::{plain, same};
use super::patterns;

/// All that holds for one value.
#[derive(Debug)]
pub(crate) struct Rules<'a> {
    /// The schemas that hold together.
    pub(crate) schemas: Vec<SchemaId>,
    /// The kinds that all of them allow, in the order of the first that names some; any kind where none does.
    pub(crate) kinds: Option<Vec<Kind>>,
    /// The values that all of them allow.
    pub(crate) values: Option<Vec<Value>>,
    contract: &'a Contract,
}

impl<'a> Rules<'a> {
    /// What holds for a value of these schemas; `choose` takes a branch where there is a choice.
    pub(crate) fn of(
        contract: &'a Contract,
        ids: &[SchemaId],
        mut choose: impl FnMut(&Self, &'a [SchemaId]) -> Option<SchemaId>,
    ) -> Self {
        let mut rules = Self {
            schemas: Vec::new(),
            kinds: None,
            values: None,
            contract,
        };
        let mut waiting: Vec<SchemaId> = ids.iter().rev().copied().collect();
        let mut choices: Vec<&'a [SchemaId]> = Vec::new();
        let mut seen = BTreeSet::new();
        loop {
            while let Some(id) = waiting.pop() {
                // A circle of references says nothing new.
                if !seen.insert(id) {
                    continue;
                }
                let schema = contract.schema(id);
                rules.absorb(id, schema);
                waiting.extend(schema.all_of.iter().rev().chain(&schema.reference));
                let groups = [schema.any_of.as_slice(), schema.one_of.as_slice()];
                choices.extend(groups.into_iter().filter(|branches| !branches.is_empty()));
            }
            // Choices come last, when it is known what else holds.
            let Some(branches) = choices.pop() else { break };
            waiting.extend(choose(&rules, branches));
        }

        rules
    }

    /// The schemas themselves.
    pub(crate) fn each(&self) -> impl Iterator<Item = &'a Schema> {
        self.schemas.iter().map(|id| self.contract.schema(*id))
    }

    /// The names of declared members, in the order of the document.
    pub(crate) fn members(&self) -> Vec<&'a str> {
        let mut seen = BTreeSet::new();
        let names = self.each().flat_map(|schema| &schema.properties);

        names
            .map(|(name, _)| name.as_str())
            .filter(|name| seen.insert(*name))
            .collect()
    }

    /// The names of members that must be there.
    pub(crate) fn required(&self) -> BTreeSet<&'a str> {
        let names = self.each().flat_map(|schema| &schema.required);

        names.map(|(name, _)| name.as_str()).collect()
    }

    /// What holds for a member; nothing where it may not be there.
    pub(crate) fn member(&self, name: &str) -> Option<Vec<SchemaId>> {
        let mut found = Vec::new();
        for schema in self.each() {
            let before = found.len();
            let own = schema.properties.iter().filter(|(known, _)| known == name);
            found.extend(own.map(|(_, id)| *id));
            let fitting = schema.pattern_properties.iter();
            found.extend(
                fitting
                    .filter(|(pattern, _)| patterns::matches(pattern, name))
                    .map(|(_, id)| *id),
            );
            match schema.additional {
                Additional::None(_) if found.len() == before => return None,
                Additional::Schema(id) if found.len() == before => found.push(id),
                Additional::None(_) | Additional::Schema(_) | Additional::Any => {}
            }
        }
        let closed = self
            .each()
            .any(|schema| schema.limit("unevaluatedProperties") == Some(&Json::Boolean(false)));

        (!closed || !found.is_empty()).then_some(found)
    }

    /// What holds for an element; nothing said where it may be anything.
    pub(crate) fn element(&self, index: usize) -> Vec<SchemaId> {
        let at = |schema: &Schema| {
            let own = schema.prefix_items.get(index).copied();
            own.or(schema.items.filter(|_| index >= schema.prefix_items.len()))
        };

        self.each().filter_map(at).collect()
    }

    /// Schemas that only check, by their keyword.
    pub(crate) fn checks(&self, keyword: &str) -> Vec<SchemaId> {
        let checks = self.each().flat_map(|schema| &schema.checks);

        checks
            .filter(|(known, _)| *known == keyword)
            .map(|(_, id)| *id)
            .collect()
    }

    /// The numbers that a keyword sets as limits.
    pub(crate) fn limits(&self, keyword: &str) -> impl Iterator<Item = f64> {
        self.each()
            .filter_map(move |schema| match schema.limit(keyword)? {
                Json::Number(text) => text.parse().ok(),
                _ => None,
            })
    }

    /// The largest of the lower limits, as a length.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from a float keeps to the bounds of the integer; lengths have no sign"
    )]
    pub(crate) fn least(&self, keyword: &str) -> usize {
        self.limits(keyword).fold(0.0, f64::max) as usize
    }

    /// The smallest of the upper limits, as a length.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from a float keeps to the bounds of the integer; lengths have no sign"
    )]
    pub(crate) fn most(&self, keyword: &str) -> usize {
        self.limits(keyword).fold(f64::INFINITY, f64::min) as usize
    }

    /// The texts that a keyword sets as limits.
    pub(crate) fn texts(&self, keyword: &str) -> impl Iterator<Item = &'a str> {
        self.each()
            .filter_map(move |schema| match schema.limit(keyword)? {
                Json::Text(text) => Some(text.as_str()),
                _ => None,
            })
    }

    /// Its name: of the member that it is, else of the component.
    pub(crate) fn name(&self) -> &'a str {
        self.each()
            .map(|schema| schema.name.as_str())
            .find(|name| !name.is_empty())
            .unwrap_or_default()
    }

    /// The format.
    pub(crate) fn format(&self) -> Option<&'a str> {
        self.each().find_map(|schema| schema.format.as_deref())
    }

    /// How a time is written.
    pub(crate) fn time(&self) -> Option<&'a TimeFormat> {
        self.each().find_map(|schema| schema.time.as_ref())
    }

    /// Whether it comes in a wire form.
    pub(crate) fn has_view(&self, view: View) -> bool {
        self.each().any(|schema| schema.views.contains(&view))
    }

    /// Whether it is a secret.
    pub(crate) fn is_sensitive(&self) -> bool {
        self.each().any(|schema| schema.sensitive)
    }

    /// What it would be, by the document.
    pub(crate) fn example(&self) -> Option<&'a Json> {
        self.each().find_map(|schema| schema.example.as_ref())
    }

    /// What it is where nothing is said.
    pub(crate) fn default(&self) -> Option<&'a Json> {
        self.each().find_map(|schema| schema.default.as_ref())
    }

    /// What a text holds, where it is the JSON text of another value.
    pub(crate) fn content(&self) -> Vec<SchemaId> {
        self.each().filter_map(|schema| schema.content).collect()
    }

    /// Whether a kind is allowed.
    pub(crate) fn allows(&self, kind: Kind) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| {
            kinds.contains(&kind) || (kind == Kind::Integer && kinds.contains(&Kind::Number))
        })
    }

    fn absorb(&mut self, id: SchemaId, schema: &'a Schema) {
        self.schemas.push(id);
        if !schema.kinds.is_empty() {
            self.kinds = Some(match self.kinds.take() {
                None => schema.kinds.clone(),
                Some(kinds) => common(&kinds, &schema.kinds),
            });
        }
        let constant = schema.constant.as_ref();
        let listed = (!schema.values.is_empty()).then_some(schema.values.as_slice());
        for values in [constant.map(std::slice::from_ref), listed]
            .into_iter()
            .flatten()
        {
            let values: Vec<Value> = values.iter().map(plain).collect();
            self.values = Some(match self.values.take() {
                None => values,
                Some(mut known) => {
                    known.retain(|one| values.iter().any(|other| same(one, other)));
                    known
                }
            });
        }
    }
}

/// The kinds that both lists allow; an integer is a number.
fn common(kinds: &[Kind], others: &[Kind]) -> Vec<Kind> {
    let mut found: Vec<Kind> = kinds
        .iter()
        .filter_map(|kind| match kind {
            _ if others.contains(kind) => Some(*kind),
            Kind::Integer if others.contains(&Kind::Number) => Some(Kind::Integer),
            Kind::Number if others.contains(&Kind::Integer) => Some(Kind::Integer),
            _ => None,
        })
        .collect();
    found.dedup();

    found
}
