//! Refusals: with which status, in which body.
//!
//! The status is the first of a kind's usual ones that the document declares for the call, else the first of them, with the body that
//! the document has for a range or for everything else (`4XX`, `default`). What is well-formed and not done is answered with 200 and an
//! error inside, where the document says that successes can hold one; any other refusal is so only where the document declares no error
//! at all. Where a path leads nowhere, the body is like those of other calls.

use brogue_generator::model::contract::{Answer, Content, Contract, Kind, SchemaId};
use brogue_generator::model::{Envelope, ErrorBody};
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::body::told;
use super::media::{self, Form};
use super::places::{allows, is_declared, put, readings, schemas_at};
use crate::invent::{self, Invention};
use crate::reply::{Refusal, RefusalKind};

/// How an error is told: its status, and the declared body.
pub(super) struct Telling<'a> {
    pub(super) status: StatusCode,
    pub(super) answer: Option<&'a Answer>,
    /// Whether it is an error inside of a success.
    pub(super) is_inside: bool,
}

/// The statuses that a kind usually has, and the words that codes for it have.
fn usual(kind: RefusalKind) -> (&'static [u16], &'static str, &'static [&'static str]) {
    match kind {
        RefusalKind::NoSuchPath => (&[404], "not_found", &["found", "missing", "unknown"]),
        RefusalKind::NotFound => (&[404, 410], "not_found", &["found", "missing", "unknown"]),
        RefusalKind::MethodNotAllowed => (&[405], "method_not_allowed", &["method", "allowed"]),
        RefusalKind::Unauthorized => (
            &[401],
            "unauthorized",
            &["unauthorized", "unauthenticated", "token", "auth"],
        ),
        RefusalKind::Forbidden => (
            &[403],
            "forbidden",
            &["forbidden", "denied", "permission", "scope"],
        ),
        RefusalKind::RateLimited => (
            &[429],
            "too_many_requests",
            &["rate", "limit", "many", "throttled"],
        ),
        RefusalKind::UnsupportedMediaType => (
            &[415],
            "unsupported_media_type",
            &["media", "type", "unsupported"],
        ),
        RefusalKind::NotAcceptable => (&[406], "not_acceptable", &["acceptable"]),
        RefusalKind::TooLarge => (&[413], "too_large", &["large", "size"]),
        RefusalKind::Malformed => (
            &[400, 422],
            "invalid_request",
            &["invalid", "malformed", "bad", "validation", "blank"],
        ),
        RefusalKind::Conflict => (
            &[409, 422],
            "conflict",
            &["taken", "exists", "duplicate", "conflict", "unique"],
        ),
        RefusalKind::Failed => (
            &[500, 502, 503],
            "internal_error",
            &["internal", "server", "error"],
        ),
        RefusalKind::Refused => (
            &[409, 403, 422, 400],
            "refused",
            &["refused", "conflict", "invalid"],
        ),
    }
}

/// How a refusal is told by a call with these answers.
pub(super) fn telling<'a>(
    contract: &Contract,
    kind: RefusalKind,
    others: &[u16],
    answers: &'a [Answer],
    success: Option<&'a Answer>,
    envelope: &Envelope,
) -> Telling<'a> {
    let (statuses, ..) = usual(kind);
    let exact = |status: u16| {
        answers
            .iter()
            .find(|answer| answer.status == status.to_string())
    };
    let range = |status: u16| {
        let name = format!("{}XX", status / 100);
        let mut all = answers.iter();
        all.find(|answer| answer.status.eq_ignore_ascii_case(&name))
    };
    let rest = || answers.iter().find(|answer| answer.status == "default");
    let holds_errors = !envelope.error.is_empty() || envelope.success.is_some();
    let declares_errors = answers.iter().any(|answer| !answer.status.starts_with('2'));
    let is_business = matches!(kind, RefusalKind::Refused | RefusalKind::Conflict);
    let inside = success.filter(|answer| {
        holds_errors && (is_business || !declares_errors) && can_hold(contract, answer)
    });
    if let Some(success) = inside {
        return Telling {
            status: super::sheet::status_of(success),
            answer: Some(success),
            is_inside: true,
        };
    }
    let named = statuses
        .iter()
        .chain(others)
        .find_map(|status| Some((*status, exact(*status)?)));
    let first = others
        .first()
        .filter(|_| kind == RefusalKind::NotFound)
        .or(statuses.first())
        .copied()
        .unwrap_or(400);
    let (status, answer) = match named {
        Some((status, answer)) => (status, Some(answer)),
        None => (first, range(first).or_else(rest)),
    };

    Telling {
        status: StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST),
        answer,
        is_inside: false,
    }
}

/// Whether the body of a success is one that an error can stand in.
pub(super) fn can_hold(contract: &Contract, answer: &Answer) -> bool {
    let content = media::chosen(contract, &answer.contents, None);

    content.is_some_and(|content| {
        let schema = content.schema;
        media::form(contract, content) == Form::Json
            && schema.is_none_or(|schema| allows(contract, &[schema], Kind::Object))
    })
}

/// The body of an error.
pub(super) fn body(
    contract: &Contract,
    content: Option<&Content>,
    places: &ErrorBody,
    refusal: &Refusal,
    status: StatusCode,
    invention: &mut Invention,
) -> Value {
    let Some(schema) = content.and_then(|content| content.schema) else {
        let mut whole = Value::Object(Map::new());
        say(contract, &[], places, refusal, status, &mut whole);
        if whole.as_object().is_some_and(Map::is_empty) {
            whole = json!({ "error": usual(refusal.kind).1, "message": refusal.message });
        }
        return whole;
    };
    let mut whole = Value::Object(Map::new());
    say(contract, &[schema], places, refusal, status, &mut whole);
    // Documents that do not say where the message stands still have a place for it.
    if whole.as_object().is_some_and(Map::is_empty) {
        for pointer in [
            "/message",
            "/error/message",
            "/error",
            "/detail",
            "/error_description",
            "/title",
            "/errors/0/message",
            "/msg",
        ] {
            let ids = schemas_at(contract, &[schema], pointer).filter(|ids| !ids.is_empty());
            if ids.is_some_and(|ids| allows(contract, &ids, Kind::Text)) {
                put(&mut whole, pointer, Value::from(refusal.message.clone()));
                break;
            }
        }
    }
    if whole.as_object().is_some_and(Map::is_empty)
        && allows(contract, &[schema], Kind::Text)
        && !allows(contract, &[schema], Kind::Object)
    {
        whole = Value::from(refusal.message.clone());
    }
    invent::require(contract, schema, &mut whole, invention);

    whole
}

/// The body of a success with an error inside.
pub(super) fn inside(
    contract: &Contract,
    schema: Option<SchemaId>,
    envelope: &Envelope,
    places: &ErrorBody,
    refusal: &Refusal,
    invention: &mut Invention,
) -> Value {
    let root: Vec<SchemaId> = schema.into_iter().collect();
    let mut whole = Value::Object(Map::new());
    let data = schemas_at(contract, &root, &envelope.data).unwrap_or_default();
    if allows(contract, &data, Kind::Null) && !envelope.data.is_empty() {
        put(&mut whole, &envelope.data, Value::Null);
    }
    say(
        contract,
        &root,
        places,
        refusal,
        StatusCode::CONFLICT,
        &mut whole,
    );
    let is_set = envelope
        .error
        .iter()
        .any(|pointer| whole.pointer(pointer).is_some_and(|value| !value.is_null()));
    if let (Some(pointer), false) = (envelope.error.first(), is_set) {
        put(&mut whole, pointer, Value::from(refusal.message.clone()));
    }
    if let Some(success) = &envelope.success {
        let ids = schemas_at(contract, &root, &success.at).unwrap_or_default();
        let listed = readings(contract, &ids)
            .into_iter()
            .filter_map(|rules| rules.values)
            .flatten();
        let listed = listed.map(|value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        });
        let usual = ["false", "error", "failed", "0"].map(str::to_owned);
        let values: Vec<String> = listed
            .chain(usual)
            .filter(|value| !success.values.contains(value))
            .collect();
        put(
            &mut whole,
            &success.at,
            told(contract, &root, &success.at, &values),
        );
    }
    if let Some(schema) = schema {
        invent::require(contract, schema, &mut whole, invention);
    }

    whole
}

/// Puts message, code and member where the document has them.
fn say(
    contract: &Contract,
    root: &[SchemaId],
    places: &ErrorBody,
    refusal: &Refusal,
    status: StatusCode,
    whole: &mut Value,
) {
    let (_, code, words) = usual(refusal.kind);
    let place = |pointers: &[String], kind: Kind| {
        let mut open = pointers.iter().filter(|pointer| {
            schemas_at(contract, root, pointer).is_some_and(|ids| allows(contract, &ids, kind))
        });
        let first = open.next().cloned();
        let declared = pointers.iter().find(|pointer| {
            is_declared(contract, root, pointer)
                && schemas_at(contract, root, pointer)
                    .is_some_and(|ids| allows(contract, &ids, kind))
        });
        declared.cloned().or(first)
    };
    if let Some(pointer) =
        place(&places.code, Kind::Text).or_else(|| place(&places.code, Kind::Integer))
    {
        let ids = schemas_at(contract, root, &pointer).unwrap_or_default();
        let listed: Vec<String> = readings(contract, &ids)
            .into_iter()
            .filter_map(|rules| rules.values)
            .flatten()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect();
        let likely = words.iter().find_map(|word| {
            listed
                .iter()
                .find(|one| invent::words(one).iter().any(|part| part == word))
        });
        let value = match likely {
            Some(listed) => Some(Value::from(listed.clone())),
            // None of the document's codes says it.
            None if !listed.is_empty() => None,
            None if allows(contract, &ids, Kind::Text) => Some(Value::from(code)),
            None => Some(Value::from(status.as_u16())),
        };
        if let Some(value) = value {
            put(whole, &pointer, value);
        }
    }
    if let Some(pointer) = place(&places.message, Kind::Text) {
        put(whole, &pointer, Value::from(refusal.message.clone()));
    }
    if let (Some(pointer), Some(field)) = (place(&places.field, Kind::Text), &refusal.field) {
        put(whole, &pointer, Value::from(field.clone()));
    }
}
