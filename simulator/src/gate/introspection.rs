//! Telling about tokens, as RFC 7662 has it. Nothing in a document names the call for that, so it is known by its shape: a `POST` that takes
//! a member `token` and answers with a member `active`.

use brogue_generator::model::Api;
use brogue_generator::model::Method;
use brogue_generator::model::contract::{Call, Contract, SchemaId};
use brogue_runtime::Clock;
use serde_json::{Map, Value};

use super::answer::answer_of;
use crate::invent::{self, Invention};
use crate::received::Received;
use crate::reply::Reply;
use crate::vendor::OperationId;
use crate::world::{World, lock};

/// The calls that tell about tokens.
pub(super) fn calls(api: &Api, contract: &Contract) -> Vec<OperationId> {
    let mut found = Vec::new();
    for (resource, operations) in api.resources.iter().enumerate() {
        for (operation, known) in operations.operations.iter().enumerate() {
            let call = contract.call(known.http_method, &known.path_text());
            if known.http_method == Method::Post && call.is_some_and(|call| tells(contract, call)) {
                found.push(OperationId {
                    resource,
                    operation,
                });
            }
        }
    }

    found
}

fn tells(contract: &Contract, call: &Call) -> bool {
    let has = |schema: Option<SchemaId>, name: &str| {
        schema.is_some_and(|schema| {
            let mut properties = contract.resolved(schema).properties.iter();
            properties.any(|(known, _)| known == name)
        })
    };
    let takes = call.body.as_ref().is_some_and(|body| {
        let mut contents = body.contents.iter();
        contents.any(|content| has(content.schema, "token"))
    });

    takes && has(answer_of(call).and_then(|(_, schema)| schema), "active")
}

/// What is known of a token. Of one that does no more, nothing but that.
pub(super) fn tell(world: &World, call: &Call, received: &Received) -> Reply {
    let contract = &world.vendor.contract;
    let (status, schema) = answer_of(call).unwrap_or((http::StatusCode::OK, None));
    let body = received.body.as_ref();
    let token = body.and_then(|body| body.get("token")?.as_str());
    let mut members = Map::new();
    members.insert("active".to_owned(), Value::from(false));
    if let Some(known) = token.and_then(|token| known(world, token)) {
        members.extend(known);
    }
    let declared = schema.map(|schema| &contract.resolved(schema).properties);
    members.retain(|name, _| declared.is_none_or(|all| all.iter().any(|(known, _)| known == name)));
    let mut body = Value::Object(members);
    if let Some(schema) = schema {
        let place = format!("introspection/{}", token.unwrap_or_default());
        let mut invention = Invention::at(world.settings.seed, &place);
        invent::complete(contract, schema, &mut body, &mut invention);
    }

    Reply::json(status, body)
}

fn known(world: &World, token: &str) -> Option<Map<String, Value>> {
    let now = world.clock.elapsed();
    let gate = lock(&world.gate);
    let (family, ends) = match gate.tokens.access(token, now) {
        Ok(access) => (&access.family, access.ends),
        Err(_) => (gate.tokens.refresh(token)?, None),
    };
    let mut members = Map::new();
    members.insert("active".to_owned(), Value::from(true));
    members.insert("token_type".to_owned(), Value::from("bearer"));
    let mut schemes = world.vendor.api.credentials.iter();
    let scheme = schemes.find(|one| one.oauth().is_some() && family.is_good_for(one.scheme()));
    let scopes = scheme.and_then(|scheme| Some(&scheme.oauth()?.known_scopes));
    let scope = family
        .scopes
        .text(scopes.map(Vec::as_slice).unwrap_or_default());
    members.insert("scope".to_owned(), Value::from(scope));
    if let Some(client) = &family.client {
        members.insert("client_id".to_owned(), Value::from(client.clone()));
    }
    if let Some(left) = ends.map(|ends| ends.saturating_sub(now)) {
        let end = world.clock.time_of_day().checked_add(left)?;
        let since = end.duration_since(std::time::UNIX_EPOCH).ok()?;
        members.insert("exp".to_owned(), Value::from(since.as_secs()));
    }

    Some(members)
}
