//! The log, from outside.

use http::{Method, StatusCode};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::{Refused, only, refused};
use crate::log::{Broken, Entry};
use crate::reply::{Reply, Request};
use crate::world::{World, lock};

/// `/_simulator/log`
pub(super) fn answer(world: &World, request: &Request) -> Result<Reply, Refused> {
    only(request, &[Method::GET, Method::DELETE])?;
    if request.method == "DELETE" {
        lock(&world.log).clear();
        return Ok(Reply::empty(StatusCode::NO_CONTENT));
    }
    let mut only_broken = false;
    let query = request.query.as_deref().unwrap_or_default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        only_broken = match (name.as_ref(), value.as_ref()) {
            ("broken", "" | "true") => true,
            ("broken", "false") => false,
            ("broken", _) => return Err(refused("`broken` is to be true or false")),
            (name, _) => return Err(refused(format!("there is no `{name}` here, only `broken`"))),
        };
    }
    let entries = lock(&world.log).entries(|entry| !only_broken || !entry.broken.is_empty());
    let entries: Vec<Value> = entries.iter().map(shown).collect();

    Ok(Reply::json(StatusCode::OK, json!({ "entries": entries })))
}

fn shown(entry: &Entry) -> Value {
    json!({
        "number": entry.number,
        "method": entry.method,
        "target": entry.target,
        "operation": entry.operation,
        "status": entry.status,
        "quirks": entry.quirks,
        "broken": entry.broken.iter().map(|broken| part(entry, broken)).collect::<Vec<_>>(),
        "faults": entry.faults,
        "took_ms": entry.took.as_secs_f64() * 1_000.0,
    })
}

fn part(entry: &Entry, broken: &Broken) -> Value {
    json!({
        "spec": format!("{}:{}", entry.spec, broken.line),
        "line": broken.line,
        "place": broken.place,
        "message": broken.message,
    })
}
