//! The quirks of single values that went either way.

use brogue_generator::model::contract::{Contract, SchemaId};
use serde_json::Value;

use crate::reply::{Reply, ReplyBody, Request};
use crate::schema;
use crate::vendor::{OperationId, Vendor};

/// The most bytes of a request body that are looked into.
const MOST_BYTES: usize = 64 << 10;

/// The deepest that a body is looked into.
const DEEPEST: usize = 16;

/// Adds `view` and `timestamp` where a value has such a rule.
pub(super) fn met(
    vendor: &Vendor,
    id: OperationId,
    request: &Request,
    reply: &Reply,
    words: &mut Vec<&'static str>,
) {
    let contract = &vendor.contract;
    if let ReplyBody::Json(body) = &reply.body
        && let Some(root) = schema::of_answer(vendor, id, reply.status.as_u16())
    {
        look(contract, &[root], body, 0, words);
    }
    if !request.body.is_empty()
        && request.body.len() <= MOST_BYTES
        && let Some(root) = schema::of_request(vendor, id)
        && let Ok(body) = serde_json::from_slice::<Value>(&request.body)
    {
        look(contract, &[root], &body, 0, words);
    }
}

fn look(
    contract: &Contract,
    said: &[SchemaId],
    value: &Value,
    depth: usize,
    words: &mut Vec<&'static str>,
) {
    let knows_all = words.contains(&"view") && words.contains(&"timestamp");
    if depth > DEEPEST || said.is_empty() || knows_all {
        return;
    }
    let said = schema::expanded(contract, said);
    if !value.is_null() {
        for schema in said.iter().map(|id| contract.schema(*id)) {
            if !schema.views.is_empty() {
                words.push("view");
            }
            if schema.time.is_some() {
                words.push("timestamp");
            }
        }
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let inner = schema::member(contract, &said, name);
                look(contract, &inner, member, depth + 1, words);
            }
        }
        Value::Array(elements) => {
            if let Some(first) = elements.first() {
                let inner = schema::elements(contract, &said);
                look(contract, &inner, first, depth + 1, words);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
