//! What the spec allows at a place of an answer, in the coarse: kinds, members, enumerations.
//!
//! All branches of a union count. So what no branch allows surely breaks the schema; what only some forbid is taken as allowed.

use brogue_generator::model::Json;
use brogue_generator::model::contract::{Additional, Content, Contract, Kind, Schema, SchemaId};
use serde_json::Value;

use crate::vendor::{OperationId, Vendor};

/// The deepest that schemas are followed into each other.
const DEEPEST: usize = 64;

/// What the document says of the JSON body of an answer.
pub(crate) fn of_answer(vendor: &Vendor, id: OperationId, status: u16) -> Option<SchemaId> {
    let call = vendor.call(id)?;
    let range = format!("{}XX", status / 100);
    let exact = status.to_string();
    let answer = [exact.as_str(), range.as_str(), "default"]
        .into_iter()
        .find_map(|wanted| {
            let mut answers = call.answers.iter();
            answers.find(|answer| answer.status.eq_ignore_ascii_case(wanted))
        })?;

    json_among(&answer.contents)
}

/// What the document says of the JSON body of a request.
pub(crate) fn of_request(vendor: &Vendor, id: OperationId) -> Option<SchemaId> {
    let body = vendor.call(id)?.body.as_ref()?;

    json_among(&body.contents)
}

fn json_among(contents: &[Content]) -> Option<SchemaId> {
    let is_json =
        |content: &&Content| content.media.contains("json") || content.media.contains('*');

    contents.iter().find(is_json)?.schema
}

/// Schemas with all that they refer to and are put together of.
pub(crate) fn expanded(contract: &Contract, ids: &[SchemaId]) -> Vec<SchemaId> {
    let mut all: Vec<SchemaId> = Vec::new();
    let mut open: Vec<SchemaId> = ids.to_vec();
    while let Some(id) = open.pop() {
        if all.contains(&id) {
            continue;
        }
        all.push(id);
        let schema = contract.schema(id);
        let parts = [&schema.all_of, &schema.any_of, &schema.one_of];
        open.extend(schema.reference.iter().chain(parts.into_iter().flatten()));
    }

    all
}

/// What is said of a member of an object that is described by all these.
pub(crate) fn member(contract: &Contract, expanded: &[SchemaId], name: &str) -> Vec<SchemaId> {
    let named = |schema: &Schema| -> Vec<SchemaId> {
        let named = schema.properties.iter().filter(|(known, _)| known == name);
        named.map(|(_, id)| *id).collect()
    };
    let found: Vec<SchemaId> = expanded
        .iter()
        .flat_map(|id| named(contract.schema(*id)))
        .collect();
    if !found.is_empty() {
        return found;
    }

    expanded
        .iter()
        .filter_map(|id| match contract.schema(*id).additional {
            Additional::Schema(additional) => Some(additional),
            Additional::Any | Additional::None(_) => None,
        })
        .collect()
}

/// What is said of the elements of a list.
pub(crate) fn elements(contract: &Contract, expanded: &[SchemaId]) -> Vec<SchemaId> {
    expanded
        .iter()
        .filter_map(|id| contract.schema(*id).items)
        .collect()
}

/// Whether any of these allows a value of a kind; true where nothing is said.
pub(crate) fn some_admits(contract: &Contract, ids: &[SchemaId], kind: Kind) -> bool {
    ids.is_empty() || ids.iter().any(|id| admits(contract, *id, kind, 0))
}

fn admits(contract: &Contract, id: SchemaId, kind: Kind, depth: usize) -> bool {
    if depth > DEEPEST {
        return true;
    }
    let schema = contract.schema(id);
    let inner = |id: &SchemaId| admits(contract, *id, kind, depth + 1);
    let constants: Vec<&Json> = schema.values.iter().chain(&schema.constant).collect();

    (schema.kinds.is_empty() || schema.kinds.iter().any(|own| covers(*own, kind)))
        && (constants.is_empty() || constants.iter().any(|value| covers(kind, kind_of(value))))
        && schema.reference.iter().all(inner)
        && schema.all_of.iter().all(inner)
        && (schema.any_of.is_empty() || schema.any_of.iter().any(inner))
        && (schema.one_of.is_empty() || schema.one_of.iter().any(inner))
}

/// The kind of a value.
pub(crate) fn kind(value: &Value) -> Kind {
    match value {
        Value::Null => Kind::Null,
        Value::Bool(_) => Kind::Boolean,
        Value::Number(number) if number.is_f64() => Kind::Number,
        Value::Number(_) => Kind::Integer,
        Value::String(_) => Kind::Text,
        Value::Array(_) => Kind::List,
        Value::Object(_) => Kind::Object,
    }
}

/// Whether what is of one kind is of the other, too.
fn covers(wide: Kind, narrow: Kind) -> bool {
    wide == narrow || (wide, narrow) == (Kind::Number, Kind::Integer)
}

fn kind_of(value: &Json) -> Kind {
    match value {
        Json::Null => Kind::Null,
        Json::Boolean(_) => Kind::Boolean,
        Json::Number(text) if text.contains(['.', 'e', 'E']) => Kind::Number,
        Json::Number(_) => Kind::Integer,
        Json::Text(_) => Kind::Text,
        Json::List(_) => Kind::List,
        Json::Object(_) => Kind::Object,
    }
}
