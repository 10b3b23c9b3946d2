//! The whole body of a success: the value in its envelope, and what stands beside it.

use brogue_generator::model::contract::{Contract, Kind, SchemaId};
use brogue_generator::model::{Envelope, Operation, Pagination, PartialErrors};
use serde_json::{Map, Value};

use super::data::Maker;
use super::facts::Facts;
use super::paging;
use super::places::{allows, as_object, is_declared, put, remove, schemas_at};
use crate::behave::{BulkFailure, Outcome};
use crate::invent::{self, Invention};

/// The body of a success. `link` leads to the next page, where one is told in the body.
pub(super) fn body(
    operation: &Operation,
    schema: Option<SchemaId>,
    outcome: &Outcome,
    maker: &Maker<'_>,
    link: Option<String>,
) -> Value {
    let contract = maker.contract;
    let root: Vec<SchemaId> = schema.into_iter().collect();
    let envelope = &operation.envelope;
    let mut whole = Value::Null;
    let place = match (&operation.pagination, outcome) {
        (Pagination::Pages(pages), Outcome::Page(_)) => &pages.items,
        (Pagination::Unknown { items }, Outcome::Page(_)) => items,
        _ => &envelope.data,
    };
    let ids = schemas_at(contract, &root, place).unwrap_or_default();
    if let Some(value) = maker.value(&ids, outcome) {
        put(&mut whole, place, value);
    }
    tell_facts(contract, &root, operation, outcome, &mut whole);
    if let (Pagination::Pages(pages), Outcome::Page(page)) = (&operation.pagination, outcome) {
        paging::tell(contract, &root, pages, page, link, &mut whole);
    }
    if let (Some(partial), Outcome::Bulk(bulk)) = (&operation.error_body.partial, outcome)
        && (!bulk.failures.is_empty() || is_declared(contract, &root, &partial.at))
    {
        put(&mut whole, &partial.at, failures(partial, &bulk.failures));
    }

    finished(contract, &root, envelope, whole, &maker.invention)
}

/// A body that says that there is no such thing: null, or an empty list, where the value would be.
pub(super) fn nothing(
    operation: &Operation,
    schema: Option<SchemaId>,
    maker: &Maker<'_>,
) -> Option<Value> {
    let contract = maker.contract;
    let root: Vec<SchemaId> = schema.into_iter().collect();
    let envelope = &operation.envelope;
    let ids = schemas_at(contract, &root, &envelope.data).unwrap_or_default();
    let says = &operation.not_found;
    let value = if says.null_data && allows(contract, &ids, Kind::Null) {
        Value::Null
    } else if says.empty_list && allows(contract, &ids, Kind::List) {
        Value::Array(Vec::new())
    } else {
        return None;
    };
    let mut whole = Value::Null;
    put(&mut whole, &envelope.data, value);
    let empty = Outcome::Page(crate::behave::Page::default());
    tell_facts(contract, &root, operation, &empty, &mut whole);

    Some(finished(contract, &root, envelope, whole, &maker.invention))
}

/// Adds what an envelope demands besides, and sees to it that it tells of success.
fn finished(
    contract: &Contract,
    root: &[SchemaId],
    envelope: &Envelope,
    mut whole: Value,
    invention: &Invention,
) -> Value {
    if let Some(success) = &envelope.success {
        put(
            &mut whole,
            &success.at,
            told(contract, root, &success.at, &success.values),
        );
    }
    let Some(schema) = root.first() else {
        return whole;
    };
    if whole.is_null()
        && allows(contract, root, Kind::Object)
        && !allows(contract, root, Kind::Null)
    {
        whole = Value::Object(Map::new());
    }
    say_no_error(contract, root, envelope, &mut whole);
    if !invent::fits(contract, *schema, &whole) {
        invent::require(contract, *schema, &mut whole, &mut invention.clone());
        // What was made up besides tells of no error either.
        say_no_error(contract, root, envelope, &mut whole);
    }

    whole
}

/// Leaves errors out; one that must be there is null, or says nothing.
fn say_no_error(contract: &Contract, root: &[SchemaId], envelope: &Envelope, whole: &mut Value) {
    for pointer in &envelope.error {
        let nothing = schemas_at(contract, root, pointer).map(|ids| match () {
            () if allows(contract, &ids, Kind::Null) => Value::Null,
            () if allows(contract, &ids, Kind::Boolean) => Value::Bool(false),
            () if allows(contract, &ids, Kind::List) => Value::Array(Vec::new()),
            () => Value::String(String::new()),
        });
        if let (Some(nothing), true) = (nothing, is_required(contract, root, pointer)) {
            put(whole, pointer, nothing);
        } else if whole.pointer(pointer).is_some() {
            remove(whole, pointer);
        }
    }
}

/// Whether the document demands the member at a place.
fn is_required(contract: &Contract, root: &[SchemaId], pointer: &str) -> bool {
    let Some((parent, _)) = pointer.rsplit_once('/') else {
        return false;
    };
    let last = super::places::tokens(pointer).last().unwrap_or_default();
    let ids = schemas_at(contract, root, parent).unwrap_or_default();

    as_object(contract, &ids).is_some_and(|rules| rules.required().contains(last.as_str()))
}

/// The first of some values that is one of the document's, in the form that it has there.
pub(super) fn told(
    contract: &Contract,
    root: &[SchemaId],
    pointer: &str,
    values: &[String],
) -> Value {
    let ids = schemas_at(contract, root, pointer).unwrap_or_default();
    let forms = values.iter().flat_map(|text| {
        let read = serde_json::from_str::<Value>(text).ok();
        read.into_iter().chain([Value::String(text.clone())])
    });
    let mut forms: Vec<Value> = forms.collect();
    let fitting = forms
        .iter()
        .position(|form| ids.iter().all(|id| invent::fits(contract, *id, form)));

    match fitting {
        Some(place) => forms.swap_remove(place),
        None => forms.into_iter().next().unwrap_or_default(),
    }
}

/// Puts numbers about the answer beside its value, where the document has members that tell them.
fn tell_facts(
    contract: &Contract,
    root: &[SchemaId],
    operation: &Operation,
    outcome: &Outcome,
    whole: &mut Value,
) {
    let facts = match outcome {
        Outcome::Page(page) => Facts::of_page(page),
        Outcome::Record(_) => Facts::of_one(),
        Outcome::Bulk(bulk) => Facts::of_bulk(bulk),
        Outcome::Missing | Outcome::Done => return,
    };
    let envelope = &operation.envelope;
    let beside = match outcome {
        // Around a list, what its object says besides is about the list.
        Outcome::Page(_) => envelope
            .data
            .rsplit_once('/')
            .map(|(parent, _)| parent.to_owned()),
        _ => None,
    };
    for pointer in envelope.meta.iter().chain(&beside) {
        let ids = schemas_at(contract, root, pointer).unwrap_or_default();
        for (name, value) in facts.members(contract, &ids) {
            let place = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            if whole.pointer(&place).is_none() {
                put(whole, &place, value);
            }
        }
    }
}

/// Why an element was not done, and which one it is.
fn message(failure: &BulkFailure) -> String {
    format!("element {}: {}", failure.index + 1, failure.message)
}

/// The elements that were not done, one by one.
fn failures(partial: &PartialErrors, failures: &[BulkFailure]) -> Value {
    let one = |failure: &BulkFailure| {
        let mut whole = Value::Object(Map::new());
        let parts = [
            (&partial.code, Some(Value::from(failure.code))),
            (&partial.message, Some(Value::from(message(failure)))),
            (&partial.field, failure.field.clone().map(Value::from)),
        ];
        for (pointer, value) in parts {
            if let (Some(pointer), Some(value)) = (pointer, value) {
                put(&mut whole, pointer, value);
            }
        }
        whole
    };

    failures.iter().map(one).collect()
}
