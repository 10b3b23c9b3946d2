//! Webhooks, from outside: who gets events, what was sent, and sending something.

use std::sync::Arc;

use http::{Method, StatusCode};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Refused, object, only, refused};
use crate::reply::{Reply, Request};
use crate::webhooks::{Receiver, Webhooks};
use crate::world::World;

/// `/_simulator/webhooks`
pub(super) fn registrations(world: &Arc<World>, request: &Request) -> Result<Reply, Refused> {
    only(request, &[Method::GET, Method::POST])?;
    let webhooks = Webhooks::new(world);
    if request.method == "POST" {
        let members = object(request)?;
        known(&members, &["url", "events", "secret"])?;
        let url = members.get("url").and_then(Value::as_str);
        let url = url.ok_or_else(|| refused("`url` says where events are sent to"))?;
        let mut receiver = Receiver::at(url);
        if let Some(events) = members.get("events") {
            let names = events
                .as_array()
                .map(|names| names.iter().map(Value::as_str));
            let names: Option<Vec<&str>> = names.and_then(Iterator::collect);
            let names = names.ok_or_else(|| refused("`events` is a list of their names"))?;
            receiver = receiver.events(names);
        }
        if let Some(secret) = members.get("secret").and_then(Value::as_str) {
            receiver = receiver.secret(secret);
        }
        webhooks
            .register(receiver)
            .map_err(|error| refused(error.to_string()))?;
    }
    let all = webhooks.registrations();
    let all = all.iter().map(|one| {
        json!({
            "url": one.url,
            "events": one.events,
            "disabled": one.disabled,
            "waiting": one.waiting,
            "collection": one.collection,
        })
    });

    Ok(Reply::json(StatusCode::OK, all.collect()))
}

/// `/_simulator/deliveries`
pub(super) fn deliveries(world: &Arc<World>, request: &Request) -> Result<Reply, Refused> {
    only(request, &[Method::GET, Method::POST])?;
    let webhooks = Webhooks::new(world);
    if request.method == "POST" {
        let mut members = object(request)?;
        known(&members, &["event", "payload"])?;
        let payload = members.remove("payload");
        let event = members.get("event").and_then(Value::as_str);
        let event = event.ok_or_else(|| refused("`event` names what is sent"))?;
        let receivers = webhooks
            .emit(event, payload)
            .map_err(|error| refused(error.to_string()))?;
        return Ok(Reply::json(
            StatusCode::ACCEPTED,
            json!({ "receivers": receivers }),
        ));
    }
    let all = webhooks.deliveries();
    let all = all.iter().map(|one| {
        json!({
            "event": one.event,
            "url": one.url,
            "attempt": one.attempt,
            "status": one.status,
            "error": one.error,
            "at": Timestamp::try_from(one.at).ok().map(|time| time.to_string()),
        })
    });

    Ok(Reply::json(StatusCode::OK, all.collect()))
}

/// Refuses members that nobody reads.
fn known(members: &serde_json::Map<String, Value>, names: &[&str]) -> Result<(), Refused> {
    let unknown = members.keys().find(|name| !names.contains(&name.as_str()));

    match unknown {
        Some(unknown) => {
            let names = names.join("`, `");
            Err(refused(format!(
                "there is no `{unknown}` here, only `{names}`"
            )))
        }
        None => Ok(()),
    }
}
