//! What the command line and programs in other languages can do to a simulated vendor: paths below `/_simulator`, in JSON.
//!
//! They need no credential. Where only this machine can reach the vendor, only what was asked of this machine by its own name is
//! answered: a page in a browser that has its own name lead here gets nothing.

mod clock;
mod faults;
mod local;
mod log;
mod records;
mod webhooks;

use std::sync::Arc;

use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::gate::Credentials;
use crate::overview;
use crate::reply::{Reply, Request};
use crate::world::World;

/// Where it begins. No vendor has such a path.
const PREFIX: &str = "/_simulator";

/// What there is, for people.
const PLACES: [(&str, &str); 11] = [
    ("GET /_simulator", "what there is"),
    (
        "GET, POST, DELETE /_simulator/faults",
        "what goes wrong on purpose; POST {\"fault\": \"delay=300ms@listVisits:0.2\"}",
    ),
    (
        "DELETE /_simulator/faults/{number}",
        "takes one of them back",
    ),
    (
        "GET, DELETE /_simulator/log",
        "what was asked and answered; ?broken=true for what broke the spec",
    ),
    ("GET /_simulator/records", "the names of all collections"),
    (
        "GET, POST, DELETE /_simulator/records/{collection}",
        "its records; POST a record to add it",
    ),
    (
        "GET, DELETE /_simulator/records/{collection}/{key}",
        "one record",
    ),
    (
        "GET /_simulator/credentials",
        "what lets calls in, of what every simulated vendor takes",
    ),
    (
        "GET, POST /_simulator/webhooks",
        "who gets events; POST {\"url\": \"http://127.0.0.1:8081/hook\", \"events\": [\"made\"], \"secret\": \"..\"}",
    ),
    (
        "GET, POST /_simulator/deliveries",
        "what was sent to them; POST {\"event\": \"made\", \"payload\": {}} to send something",
    ),
    (
        "GET, POST /_simulator/clock",
        "the time that tokens, quotas and webhooks go by; POST {\"advance\": \"2h\"}",
    ),
];

/// Why something is not done: a status, and a sentence without a full stop.
type Refused = (StatusCode, String);

/// The answer where the path is one of these.
pub(crate) fn answer(world: &Arc<World>, request: &Request) -> Option<Reply> {
    let rest = request.path.strip_prefix(PREFIX)?;
    if !rest.is_empty() && !rest.starts_with('/') {
        return None;
    }
    let done = if world.settings.is_local && !local::is_asked_for(&request.headers) {
        let message = "only requests to a loopback address of this machine are answered here";
        Err((StatusCode::FORBIDDEN, message.to_owned()))
    } else {
        led(world, request, rest)
    };

    Some(
        done.unwrap_or_else(|(status, message)| Reply::json(status, json!({ "message": message }))),
    )
}

fn led(world: &Arc<World>, request: &Request, rest: &str) -> Result<Reply, Refused> {
    let path: Vec<&str> = rest.split('/').filter(|piece| !piece.is_empty()).collect();
    match path.as_slice() {
        [] => only(request, &[Method::GET]).map(|()| index(world)),
        ["faults", rest @ ..] => faults::answer(world, request, rest),
        ["records", rest @ ..] => records::answer(world, request, rest),
        ["log"] => log::answer(world, request),
        ["credentials"] => only(request, &[Method::GET]).map(|()| credentials(world)),
        ["clock"] => clock::answer(world, request),
        ["webhooks"] => webhooks::registrations(world, request),
        ["deliveries"] => webhooks::deliveries(world, request),
        _ => Err(nothing(&request.path)),
    }
}

fn index(world: &World) -> Reply {
    let places = PLACES
        .iter()
        .map(|(place, does)| json!({ "place": place, "does": does }));
    let vendor = &world.vendor;
    let body = json!({
        "title": vendor.api.title,
        "spec": vendor.api.spec_path,
        "base_path": vendor.base_path,
        "places": places.collect::<Vec<_>>(),
    });

    Reply::json(StatusCode::OK, body)
}

/// Only what is public anyway: keys and users that a test has added are nobody else's business.
fn credentials(world: &World) -> Reply {
    let body = json!({
        "ways_in": overview::credentials(&world.vendor),
        "key": Credentials::KEY,
        "token": Credentials::TOKEN,
        "user": Credentials::USER,
        "password": Credentials::PASSWORD,
        "client_id": Credentials::CLIENT_ID,
        "client_secret": Credentials::CLIENT_SECRET,
    });

    Reply::json(StatusCode::OK, body)
}

/// There is no such path.
fn nothing(path: &str) -> Refused {
    let message = format!("there is no `{path}`; `GET {PREFIX}` tells what there is");

    (StatusCode::NOT_FOUND, message)
}

/// Refuses other methods.
fn only(request: &Request, methods: &[Method]) -> Result<(), Refused> {
    if methods
        .iter()
        .any(|method| method.as_str() == request.method)
    {
        return Ok(());
    }
    let methods: Vec<&str> = methods.iter().map(Method::as_str).collect();
    let message = format!(
        "`{}` is not allowed here, only {}",
        request.method,
        methods.join(", ")
    );

    Err((StatusCode::METHOD_NOT_ALLOWED, message))
}

/// The body, which is an object.
fn object(request: &Request) -> Result<serde_json::Map<String, Value>, Refused> {
    serde_json::from_slice(&request.body).map_err(|error| {
        let message = format!("the body is to be a JSON object: {error}");
        (StatusCode::BAD_REQUEST, message)
    })
}

fn refused(message: impl Into<String>) -> Refused {
    (StatusCode::BAD_REQUEST, message.into())
}
