//! Faults, from outside: what is in force, and what is to be.

use brogue_generator::diagnostic::did_you_mean;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Refused, nothing, object, only, refused};
use crate::faults::{Fault, FaultRule, Faults};
use crate::reply::{Reply, Request};
use crate::world::World;

/// What a fault can be given besides its text.
const MEMBERS: [&str; 5] = ["fault", "on", "times", "from", "share"];

/// `/_simulator/faults`, and one of them by its number.
pub(super) fn answer(world: &World, request: &Request, rest: &[&str]) -> Result<Reply, Refused> {
    let faults = Faults::of(world);
    match rest {
        [] => only(request, &[Method::GET, Method::POST, Method::DELETE])?,
        [_] => only(request, &[Method::DELETE])?,
        [_, _, ..] => return Err(nothing(&request.path)),
    }
    match (request.method.as_str(), rest) {
        ("POST", _) => {
            let fault = read(request)?;
            let number = faults
                .add(fault)
                .map_err(|error| refused(error.to_string()))?;
            let rules = faults.list();
            let rule = rules.iter().find(|rule| rule.number == number);
            Ok(Reply::json(StatusCode::CREATED, json!(rule.map(shown))))
        }
        ("DELETE", [number, ..]) => {
            let removed = number.parse().is_ok_and(|number| faults.remove(number));
            if removed {
                Ok(Reply::empty(StatusCode::NO_CONTENT))
            } else {
                Err(nothing(&request.path))
            }
        }
        ("DELETE", []) => {
            faults.clear();
            Ok(Reply::empty(StatusCode::NO_CONTENT))
        }
        _ => {
            let rules: Vec<Value> = faults.list().iter().map(shown).collect();
            let known = Fault::names().map(|(name, does)| json!({ "name": name, "does": does }));
            let body = json!({ "faults": rules, "known": known.collect::<Vec<_>>() });
            Ok(Reply::json(StatusCode::OK, body))
        }
    }
}

fn shown(rule: &FaultRule) -> Value {
    json!({
        "number": rule.number,
        "fault": rule.fault.to_string(),
        "seen": rule.seen,
        "struck": rule.struck,
    })
}

/// `{"fault": "delay=300ms", "on": "listVisits", "times": 2, "from": 3, "share": 0.5}`
fn read(request: &Request) -> Result<Fault, Refused> {
    let members = object(request)?;
    let unknown = members
        .keys()
        .find(|name| !MEMBERS.contains(&name.as_str()));
    if let Some(unknown) = unknown {
        let guess = did_you_mean(unknown, MEMBERS)
            .map(|meant| format!(", did you mean `{meant}`?"))
            .unwrap_or_default();
        let message = format!(
            "a fault has no `{unknown}`{guess}; it has {}",
            MEMBERS.join(", ")
        );
        return Err(refused(message));
    }
    let Some(text) = members.get("fault").and_then(Value::as_str) else {
        return Err(refused("`fault` is missing, such as `\"delay=300ms\"`"));
    };
    let mut fault: Fault = text
        .parse()
        .map_err(|error: crate::FaultError| refused(error.to_string()))?;
    for (name, value) in &members {
        let whole = || {
            let number = value.as_u64();
            number.ok_or_else(|| refused(format!("`{name}` is to be a whole number")))
        };
        fault = match name.as_str() {
            "on" => match value.as_str() {
                Some(place) => fault.on(place),
                None => return Err(refused("`on` is to be a text, such as `\"listVisits\"`")),
            },
            "times" => fault.times(whole()?),
            "from" => fault.from_request(whole()?),
            "share" => match value.as_f64() {
                Some(share) => fault.share(share),
                None => return Err(refused("`share` is to be a number from 0.0 to 1.0")),
            },
            _ => fault,
        };
    }

    Ok(fault)
}
