//! A success that holds a refusal: the envelope's place for an error is filled, what it says of success is another value, and there is
//! no data.

use brogue_generator::model::contract::{Contract, Kind, SchemaId};
use brogue_generator::model::{Envelope, ErrorBody, Json, Success};
use http::StatusCode;
use serde_json::{Value, json};

use super::pointer;
use crate::invent::{self, Invention};
use crate::reply::Reply;
use crate::schema;
use crate::vendor::OperationId;
use crate::world::World;

/// What the vendor says.
const MESSAGE: &str = "the request was refused";

/// The answer of a call whose successes have a place for a refusal.
pub(super) fn in_success(world: &World, id: OperationId) -> Option<Reply> {
    let (_, operation) = world.vendor.operation(id);
    let contract = &world.vendor.contract;
    let envelope = &operation.envelope;
    let status = StatusCode::OK;
    let root = schema::of_answer(&world.vendor, id, status.as_u16());
    let mut body = json!({});
    if let Some(at) = envelope.error.first() {
        let (place, value) = error_at(contract, root, at, &operation.error_body);
        pointer::put(&mut body, &place, value);
    } else {
        let success = envelope.success.as_ref()?;
        pointer::put(&mut body, &success.at, failure(contract, root, success));
    }
    if let Some(root) = root {
        let mut invention =
            Invention::at(world.settings.seed, &format!("refusal {}", operation.id));
        invent::complete(contract, root, &mut body, &mut invention);
        without_data(contract, root, envelope, &mut body);
    }

    Some(Reply::json(status, body))
}

/// Where the sentence goes: into the place of the error where that may be a text, else into the member of it that has the message.
fn error_at(
    contract: &Contract,
    root: Option<SchemaId>,
    at: &str,
    error_body: &ErrorBody,
) -> (String, Value) {
    let allowed = root.map_or_else(Vec::new, |root| schema::at(contract, root, at));
    let inside = error_body.message.iter().find(|pointer| {
        pointer
            .strip_prefix(at)
            .is_some_and(|rest| rest.starts_with('/'))
    });
    match inside {
        Some(inside) if !schema::some_admits(contract, &allowed, Kind::Text) => {
            (inside.clone(), json!(MESSAGE))
        }
        _ if schema::some_admits(contract, &allowed, Kind::Text) => (at.to_owned(), json!(MESSAGE)),
        _ => (format!("{at}/message"), json!(MESSAGE)),
    }
}

/// A value that is no success.
fn failure(contract: &Contract, root: Option<SchemaId>, success: &Success) -> Value {
    let is_success = |value: &str| success.values.iter().any(|known| known == value);
    let ids = root.map_or_else(Vec::new, |root| schema::at(contract, root, &success.at));
    let ids = schema::expanded(contract, &ids);
    let listed = ids.iter().flat_map(|id| &contract.schema(*id).values);
    let text = listed.filter_map(|value| match value {
        Json::Text(text) if !is_success(text) => Some(text.as_str()),
        _ => None,
    });
    if schema::some_admits(contract, &ids, Kind::Boolean) && !is_success("false") {
        return json!(false);
    }
    if schema::some_admits(contract, &ids, Kind::Text) {
        return json!(text.into_iter().next().unwrap_or("error"));
    }

    let number = (1..u16::MAX).find(|number| !is_success(&number.to_string()));
    json!(number)
}

fn without_data(contract: &Contract, root: SchemaId, envelope: &Envelope, body: &mut Value) {
    let Some((parent, name)) = envelope.data.rsplit_once('/') else {
        return;
    };
    let holds_error = |pointer: &String| pointer.starts_with(&envelope.data);
    if envelope.error.iter().any(holds_error) {
        return;
    }
    let parents = schema::expanded(contract, &schema::at(contract, root, parent));
    let is_required = parents.iter().any(|id| {
        let mut required = contract.schema(*id).required.iter();
        required.any(|(required, _)| required == name)
    });
    let data = schema::at(contract, root, &envelope.data);
    if !is_required {
        pointer::remove(body, &envelope.data);
    } else if schema::some_admits(contract, &data, Kind::Null) {
        pointer::put(body, &envelope.data, Value::Null);
    }
}
