//! The value of an answer: records as this answer tells them, or what was asked, said back.
//!
//! A record may know more than an answer declares. Members that the document does not know are told, where the schema lets them; those
//! that only another answer of the same resource declares are not, nor are passwords and the like.
//!
//! A call about no record says back what it was sent, where names agree; where it yields one text, that is the text that was sent. The
//! rest is made up.

use brogue_generator::model::contract::{Contract, Kind, SchemaId};
use serde_json::{Map, Value};

use super::facts::Facts;
use super::places::{allows, as_list, as_object};
use super::sheet::Sheet;
use crate::behave::{Bulk, Outcome};
use crate::invent::{self, Invention};
use crate::received::Received;
use crate::store::Record;

/// What values are made from.
pub(super) struct Maker<'a> {
    pub(super) contract: &'a Contract,
    pub(super) sheet: &'a Sheet,
    pub(super) received: &'a Received,
    pub(super) invention: Invention,
}

impl Maker<'_> {
    /// The value of an outcome, for a place where these schemas hold. Nothing where it has none.
    pub(super) fn value(&self, ids: &[SchemaId], outcome: &Outcome) -> Option<Value> {
        match outcome {
            Outcome::Record(record) => Some(self.one(ids, record)),
            Outcome::Page(page) => Some(self.several(ids, &page.items)),
            Outcome::Bulk(bulk) => self.bulk(ids, bulk),
            Outcome::Missing => None,
            Outcome::Done => Some(self.said_back(ids)),
        }
    }

    fn one(&self, ids: &[SchemaId], record: &Record) -> Value {
        if ids.is_empty() || allows(self.contract, ids, Kind::Object) {
            return if self.tells_other(ids, record) {
                Value::Object(Map::new())
            } else {
                self.told(record)
            };
        }
        if let Some(list) = as_list(self.contract, ids) {
            return Value::Array(vec![self.one(&list.element(0), record)]);
        }
        // One member stands for the record where the answer is no object: its text, or its number.
        let mut simple = record
            .values()
            .filter(|value| !value.is_object() && !value.is_array());
        let fitting =
            simple.find(|value| ids.iter().all(|id| invent::fits(self.contract, *id, value)));

        fitting.cloned().unwrap_or_default()
    }

    /// Whether the answer declares members, and none of them is the record's: then it tells of something else.
    fn tells_other(&self, ids: &[SchemaId], record: &Record) -> bool {
        let Some(object) = as_object(self.contract, ids).filter(|_| !ids.is_empty()) else {
            return false;
        };
        let declared = object.members();

        !declared.is_empty() && !declared.into_iter().any(|name| record.contains_key(name))
    }

    /// A list of records; where it is one member of an object, that object.
    fn several(&self, ids: &[SchemaId], records: &[Record]) -> Value {
        if ids.is_empty() {
            return records.iter().map(|record| self.told(record)).collect();
        }
        if let Some(list) = as_list(self.contract, ids) {
            let schemas = list.element(0);
            return records
                .iter()
                .map(|record| self.one(&schemas, record))
                .collect();
        }
        let Some(object) = as_object(self.contract, ids) else {
            return Value::Null;
        };
        let lists = object.members().into_iter().filter_map(|name| {
            let schemas = object.member(name)?;
            as_list(self.contract, &schemas)
                .is_some()
                .then_some((name, schemas))
        });
        let mut members = Map::new();
        if let Some((name, schemas)) = lists.into_iter().next() {
            members.insert(name.to_owned(), self.several(&schemas, records));
        }

        Value::Object(members)
    }

    /// Counts, the records that were written, or both.
    fn bulk(&self, ids: &[SchemaId], bulk: &Bulk) -> Option<Value> {
        let counts = Facts::of_bulk(bulk).members(self.contract, ids);
        if !counts.is_empty() {
            return Some(Value::Object(counts));
        }
        if as_list(self.contract, ids).is_some() {
            return Some(self.several(ids, &bulk.records));
        }

        match bulk.records.as_slice() {
            [record] => Some(self.one(ids, record)),
            _ => None,
        }
    }

    /// A record as this answer tells it.
    fn told(&self, record: &Record) -> Value {
        let members = record
            .iter()
            .filter(|(name, _)| !self.sheet.hidden.contains(*name));

        members
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    fn said_back(&self, ids: &[SchemaId]) -> Value {
        let body = self.received.body.as_ref();
        let sent = |name: &str| {
            let member = body.and_then(|body| body.get(name));
            member
                .or(self.received.path.get(name))
                .or(self.received.query.get(name))
        };
        let Some(first) = ids.first() else {
            return Value::Object(Map::new());
        };
        let mut invention = self.invention.clone();
        if allows(self.contract, ids, Kind::Text) && !allows(self.contract, ids, Kind::Object) {
            let texts = self
                .received
                .path
                .values()
                .chain(
                    body.and_then(Value::as_object)
                        .into_iter()
                        .flat_map(Map::values),
                )
                .chain(body);
            let mut texts = texts.filter(|value| value.is_string());
            if let Some(text) =
                texts.find(|text| ids.iter().all(|id| invent::fits(self.contract, *id, text)))
            {
                return text.clone();
            }
        }
        if let Some(object) = as_object(self.contract, ids)
            .filter(|rules| rules.kinds.is_some() || !rules.members().is_empty())
        {
            let members = object
                .members()
                .into_iter()
                .filter_map(|name| Some((name.to_owned(), sent(name)?.clone())));
            let mut value = Value::Object(members.collect());
            invent::complete(self.contract, *first, &mut value, &mut invention);
            return value;
        }

        invent::value(self.contract, *first, &mut invention)
    }
}
