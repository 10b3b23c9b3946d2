//! Schemas as they are written, each once, by index instead of by reference.

use std::collections::BTreeMap;

use super::super::references::{Component, inside, split_pointer};
use super::super::shapes;
use super::super::written::json;
use crate::diagnostic::Places;
use crate::model::View;
use crate::model::contract::{Additional, Contract, Kind, Limit, Schema, SchemaId};
use crate::parse::ast::{self, Entries, Spec};
use crate::parse::quirk;
use crate::source::{Source, Span};

/// The arena while it grows.
pub(super) struct Schemas<'a> {
    spec: &'a Spec,
    contract: Contract,
    places: Places<'a>,
    /// Schemas under `components` by their pointers, those inside of them, too.
    by_pointer: BTreeMap<&'a str, &'a ast::Schema>,
    /// The indexes given out, by where a schema lies in memory.
    known: BTreeMap<*const ast::Schema, SchemaId>,
    /// Schemas with an index that nobody has read yet, with their names.
    waiting: Vec<(SchemaId, &'a ast::Schema, String)>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(spec: &'a Spec, source: &'a Source) -> Self {
        let mut by_pointer = BTreeMap::new();
        let mut inner: Vec<&ast::Schema> = spec
            .components
            .schemas
            .iter()
            .map(|(_, schema)| schema)
            .collect();
        while let Some(schema) = inner.pop() {
            by_pointer.insert(schema.pointer.as_str(), schema);
            inner.extend(schema.inner());
        }

        Self {
            spec,
            contract: Contract::default(),
            places: Places::new(source),
            by_pointer,
            known: BTreeMap::new(),
            waiting: Vec::new(),
        }
    }

    /// The line that something stands in.
    pub(super) fn line(&self, span: Span) -> usize {
        self.places.line(span.start)
    }

    /// What stands behind a chain of references.
    pub(super) fn resolve<'w, T: Component>(&self, written: &'w T) -> Option<&'w T>
    where
        'a: 'w,
    {
        let entries = T::entries(&self.spec.components);
        let mut found = written;
        for _ in 0..=entries.len() {
            let Some(reference) = found.reference() else {
                return Some(found);
            };
            let tokens = split_pointer(reference.value.strip_prefix('#')?);
            let folder = T::folder(&self.spec.components.folders);
            let Some([name]) = inside(&tokens, folder) else {
                return None;
            };
            found = &entries.iter().find(|(key, _)| key.value == *name)?.1;
        }

        None
    }

    /// The index of a schema.
    pub(super) fn id(&mut self, written: &'a ast::Schema) -> SchemaId {
        self.named(written, "")
    }

    /// All schemas that were asked for, and those they refer to.
    pub(super) fn finish(mut self) -> Contract {
        while let Some((id, written, name)) = self.waiting.pop() {
            let schema = self.read(written, name);
            self.contract.set(id, schema);
        }

        self.contract
    }

    fn named(&mut self, written: &'a ast::Schema, name: &str) -> SchemaId {
        let place: *const ast::Schema = written;
        if let Some(id) = self.known.get(&place) {
            return *id;
        }
        let id = self.contract.add(Schema::default());
        self.known.insert(place, id);
        self.waiting.push((id, written, name.to_owned()));

        id
    }

    fn read(&mut self, written: &'a ast::Schema, name: String) -> Schema {
        let limits = written.limits.iter().map(|(keyword, value)| Limit {
            keyword,
            value: json(&value.value),
            line: self.line(value.span),
        });
        let required = written.required.iter();

        Schema {
            line: self.line(written.span),
            pointer: written.pointer.clone(),
            limits: limits.collect(),
            required: required
                .map(|name| (name.value.clone(), self.line(name.span)))
                .collect(),
            name,
            reference: self.reference(written),
            kinds: written
                .types
                .iter()
                .filter_map(|word| Kind::parse(&word.value))
                .collect(),
            format: written.format.as_ref().map(|format| format.value.clone()),
            constant: written.constant.as_ref().map(|value| json(&value.value)),
            values: written
                .enumeration
                .iter()
                .map(|value| json(&value.value))
                .collect(),
            properties: self.members(&written.properties),
            pattern_properties: self.members(&written.pattern_properties),
            additional: match &written.additional {
                None => Additional::Any,
                Some(ast::Additional::Allowed(allowed)) if allowed.value => Additional::Any,
                Some(ast::Additional::Allowed(allowed)) => {
                    Additional::None(self.line(allowed.span))
                }
                Some(ast::Additional::Schema(schema)) => Additional::Schema(self.id(schema)),
            },
            items: written.items.as_ref().map(|items| self.id(items)),
            prefix_items: self.branches(&written.prefix_items),
            content: written
                .content_schema
                .as_ref()
                .map(|content| self.id(content)),
            all_of: self.branches(&written.all_of),
            any_of: self.branches(&written.any_of),
            one_of: self.branches(&written.one_of),
            checks: written
                .checks
                .iter()
                .map(|(keyword, check)| (*keyword, self.id(check)))
                .collect(),
            default: written.default.as_ref().map(|value| json(&value.value)),
            example: written.example.as_ref().map(json),
            read_only: written.read_only,
            write_only: written.write_only,
            sensitive: written
                .quirks
                .sensitive
                .as_ref()
                .is_some_and(|word| word.value),
            views: written.quirks.view.as_ref().map_or_else(Vec::new, |word| {
                word.value.iter().map(|word| view(*word)).collect()
            }),
            time: self.time(written),
        }
    }

    fn reference(&mut self, written: &ast::Schema) -> Option<SchemaId> {
        let reference = written.reference.as_ref()?;
        let target = *self.by_pointer.get(reference.value.as_str())?;
        let name = reference.value.rsplit('/').next().unwrap_or_default();

        Some(self.named(target, name))
    }

    fn members(&mut self, written: &'a Entries<ast::Schema>) -> Vec<(String, SchemaId)> {
        written
            .iter()
            .map(|(name, member)| (name.value.clone(), self.named(member, &name.value)))
            .collect()
    }

    fn branches(&mut self, written: &'a [ast::Schema]) -> Vec<SchemaId> {
        written.iter().map(|branch| self.id(branch)).collect()
    }

    /// The format of a time: its own, or for a date-time that of the document.
    fn time(&self, written: &ast::Schema) -> Option<crate::model::TimeFormat> {
        let is_date_time = written
            .format
            .as_ref()
            .is_some_and(|format| format.value == "date-time");
        let usual = self.spec.quirks.timestamp.as_ref();
        let word = written.quirks.timestamp.as_ref();

        word.or(usual.filter(|_| is_date_time))
            .map(|word| shapes::time_format(&word.value))
    }
}

fn view(word: quirk::View) -> View {
    match word {
        quirk::View::Flag => View::Flag,
        quirk::View::Id => View::Id,
        quirk::View::Text => View::Text,
        quirk::View::Number => View::Number,
        quirk::View::Integer => View::Integer,
        quirk::View::EmptyIsNone => View::EmptyIsNone,
        quirk::View::One => View::One,
        quirk::View::List => View::List,
    }
}
