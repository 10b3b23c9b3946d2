//! The answer to a token request: as RFC 6749 has it, the end of the token where and how the document tells it.
//!
//! A token lives for an hour where the document does not say how long. An end that is a time is told in seconds since 1970, unless the
//! document declares the call and has a text there: then as RFC 3339 writes it.

use std::time::{Duration, SystemTime};

use brogue_generator::model::contract::{Call, Contract, Kind, SchemaId};
use brogue_generator::model::{OAuth, TokenLifetime};
use brogue_runtime::{Clock, jiff};
use http::StatusCode;
use serde_json::{Map, Value};

use super::addresses::Way;
use super::denial::keep_private;
use super::scopes::Scopes;
use super::tokens::Life;
use crate::invent::{self, Invention};
use crate::reply::Reply;
use crate::world::World;

/// How many seconds a token lives where the document does not say.
const USUAL_SECONDS: u64 = 3600;

/// What a request yields.
pub(super) struct Given {
    pub(super) access: Option<String>,
    pub(super) refresh: Option<String>,
    pub(super) scopes: Scopes,
}

/// How long tokens of a scheme live.
pub(super) fn life(oauth: &OAuth) -> Life {
    let seconds = |said: &Option<u64>| Duration::from_secs(said.unwrap_or(USUAL_SECONDS));

    match &oauth.lifetime {
        TokenLifetime::Never => Life::Endless,
        TokenLifetime::Relative(_, said) | TokenLifetime::Absolute(_, said) => {
            Life::Fixed(seconds(said))
        }
        TokenLifetime::Sliding(_, said) => Life::Sliding(seconds(said)),
    }
}

/// The answer; `call` where the document declares it.
pub(super) fn reply(world: &World, way: &Way<'_>, given: Given, call: Option<&Call>) -> Reply {
    let contract = &world.vendor.contract;
    let declared = call.and_then(answer_of);
    let schema = declared.and_then(|(_, schema)| schema);
    let mut body = Map::new();
    let scope = given.scopes.text(&way.oauth.known_scopes);
    let members = [
        ("access_token", given.access.as_deref()),
        ("token_type", Some("bearer")),
        ("refresh_token", given.refresh.as_deref()),
        (
            "scope",
            Some(scope.as_str()).filter(|scope| !scope.is_empty()),
        ),
    ];
    for (name, value) in members {
        if let Some(value) = value {
            body.insert(name.to_owned(), Value::from(value));
        }
    }
    if given.access.is_some()
        && let Some((pointer, end)) = end(way.oauth, contract, schema, world.clock.time_of_day())
    {
        put(&mut body, pointer, end);
    }
    let mut body = Value::Object(body);
    if let Some(schema) = schema {
        let access = given.access.unwrap_or_default();
        let mut invention = Invention::at(world.settings.seed, &format!("token/{access}"));
        invent::complete(contract, schema, &mut body, &mut invention);
    }
    let status = declared.map_or(StatusCode::OK, |(status, _)| status);
    let mut reply = Reply::json(status, body);
    keep_private(&mut reply);

    reply
}

/// The status of a declared success, and what its body is.
pub(super) fn answer_of(call: &Call) -> Option<(StatusCode, Option<SchemaId>)> {
    let answer = call
        .answers
        .iter()
        .find(|answer| answer.status.starts_with('2'))?;
    let status = answer.status.parse().unwrap_or(StatusCode::OK);
    let json = answer
        .contents
        .iter()
        .find(|content| content.media.contains("json"));

    Some((status, json.and_then(|content| content.schema)))
}

/// Where and how the end of a token is told.
fn end<'a>(
    oauth: &'a OAuth,
    contract: &Contract,
    schema: Option<SchemaId>,
    now: SystemTime,
) -> Option<(&'a str, Value)> {
    let (pointer, said) = match &oauth.lifetime {
        TokenLifetime::Never => return None,
        TokenLifetime::Relative(pointer, said) | TokenLifetime::Sliding(pointer, said) => {
            return Some((pointer, Value::from(said.unwrap_or(USUAL_SECONDS))));
        }
        TokenLifetime::Absolute(pointer, said) => (pointer, said.unwrap_or(USUAL_SECONDS)),
    };
    let end = now.checked_add(Duration::from_secs(said))?;
    let end = jiff::Timestamp::try_from(end).ok()?;
    let kinds = schema.and_then(|schema| member(contract, schema, pointer));
    let is_text = kinds.is_some_and(|id| contract.resolved(id).kinds.contains(&Kind::Text));

    Some(if is_text {
        let whole = jiff::Timestamp::from_second(end.as_second()).unwrap_or(end);
        (pointer, Value::from(whole.to_string()))
    } else {
        (pointer, Value::from(end.as_second()))
    })
}

/// The schema of a member, by its pointer.
fn member(contract: &Contract, schema: SchemaId, pointer: &str) -> Option<SchemaId> {
    names(pointer).try_fold(schema, |schema, name| {
        let mut properties = contract.resolved(schema).properties.iter();

        properties
            .find(|(known, _)| *known == name)
            .map(|(_, id)| *id)
    })
}

/// Puts a value where a pointer leads; what is on the way there is made.
fn put(body: &mut Map<String, Value>, pointer: &str, value: Value) {
    let mut names: Vec<String> = names(pointer).collect();
    let Some(last) = names.pop() else { return };
    let mut object = body;
    for name in names {
        let next = object
            .entry(name)
            .or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(next) = next else { return };
        object = next;
    }
    object.insert(last, value);
}

/// The names on the way of a pointer.
fn names(pointer: &str) -> impl Iterator<Item = String> {
    let steps = pointer.split('/').skip(1);

    steps.map(|step| step.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::put;
    use serde_json::{Map, Value, json};

    #[test]
    fn a_value_goes_where_its_pointer_leads() {
        let mut body = Map::new();
        put(&mut body, "/expires_in", json!(1));
        put(&mut body, "/token/ends~1at", json!(2));
        put(&mut body, "", json!(3));
        put(&mut body, "/expires_in/too/far", json!(4));
        let expected = json!({"expires_in": 1, "token": {"ends/at": 2}});
        assert_eq!(Value::Object(body), expected);
    }
}
