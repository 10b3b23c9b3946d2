//! The body: which of the declared media types it is, and its value.

use brogue_generator::model::contract::SchemaId;
use http::header::CONTENT_TYPE;
use serde_json::Value;

use super::check::{Breach, Direction};
use super::findings::{Findings, Reader};
use super::plan::{BodyPlan, ContentPlan, Plan};
use super::{Received, ReceivedFile, form, json, look, media};
use crate::behave::MOST_AT_ONCE;
use crate::reply::{Refusal, RefusalKind, Request};

/// What a body is said to be.
#[derive(Clone, Copy)]
pub(super) enum Said<'a> {
    /// There is none.
    Nothing,
    /// It is of a type that the document declares.
    Declared(&'a ContentPlan),
    /// The document says nothing of it.
    Undeclared,
}

/// What a body is said to be; a refusal where the document does not declare that type.
pub(super) fn content<'a>(plan: &'a Plan, request: &Request) -> Result<Said<'a>, Box<Refusal>> {
    let is_empty = request.body.is_empty();
    let Some(body) = &plan.body else {
        return Ok(if is_empty {
            Said::Nothing
        } else {
            Said::Undeclared
        });
    };
    let essence = essence(request);
    let best = body
        .contents
        .iter()
        .rev()
        .max_by_key(|content| media::fit(&content.media, &essence))
        .filter(|content| media::fit(&content.media, &essence) > 0);
    match best {
        // An empty text and an empty form are bodies; nothing is no JSON.
        Some(_) if is_empty && (media::is_json(&essence) || media::is_parts(&essence)) => {
            Ok(Said::Nothing)
        }
        Some(content) => Ok(Said::Declared(content)),
        None if is_empty => Ok(Said::Nothing),
        None if body.contents.is_empty() => Ok(Said::Undeclared),
        None => unsupported(body, &essence),
    }
}

fn unsupported<'a>(body: &BodyPlan, essence: &str) -> Result<Said<'a>, Box<Refusal>> {
    let declared = body
        .contents
        .iter()
        .map(|content| format!("`{}`", content.media));
    let declared: Vec<String> = declared.collect();
    let declared = declared.join(" or ");
    let sentence = if essence.is_empty() {
        format!("the body has no content type, and {declared} is due")
    } else {
        let shown: String = essence.chars().take(80).collect();
        format!("the body is `{shown}`, and {declared} is due")
    };
    let mut findings = Findings::default();
    findings.add(
        body.line,
        "header `content-type`",
        &sentence,
        "content",
        None,
    );

    findings
        .refusal(RefusalKind::UnsupportedMediaType)
        .map(|()| Said::Undeclared)
}

/// Reads the body into what was received.
pub(super) fn read(
    reader: &Reader<'_>,
    plan: &Plan,
    said: Said<'_>,
    request: &Request,
    received: &mut Received,
    findings: &mut Findings,
) {
    let content = match (said, &plan.body) {
        (Said::Declared(content), _) => content,
        (Said::Undeclared, None) => {
            let sentence = "a body is sent, and the document has none here";
            return findings.add(plan.line, "body", sentence, "requestBody", None);
        }
        (Said::Nothing, Some(body)) if body.required => {
            return findings.add(body.line, "body", "the body is missing", "required", None);
        }
        (Said::Nothing | Said::Undeclared, _) => return,
    };
    let essence = essence(request);
    let value = if media::is_json(&essence) {
        json::parse(&request.body).map_err(|problem| format!("the body is no JSON: {problem}"))
    } else if media::is_form(&essence) {
        form::fields(reader, content, &request.body, findings)
    } else if media::is_parts(&essence) {
        form::parts(reader, content, request, &mut received.files, findings)
    } else if media::is_text(&essence) {
        let text = std::str::from_utf8(&request.body);
        text.map(|text| Value::String(text.to_owned()))
            .map_err(|_| "the body is not in UTF-8".to_owned())
    } else {
        received.files.push(ReceivedFile {
            name: String::new(),
            file_name: String::new(),
            content_type: essence,
            content: request.body.clone(),
        });
        return;
    };
    let mut value = match value {
        Ok(value) => value,
        Err(problem) => return findings.add(content.line, "body", &problem, "content", None),
    };
    if let Some(id) = content.schema {
        without_made(reader, &[id], &mut value);
        judge(reader, plan, id, &value, received, findings);
    }
    // A file is no text: what stood for it was there for the schema only.
    if let Value::Object(members) = &mut value {
        let files = received.files.iter();
        files.for_each(|file| drop(members.remove(&file.name)));
    }
    received.body = Some(value);
}

/// Holds a body against its schema.
fn judge(
    reader: &Reader<'_>,
    plan: &Plan,
    id: SchemaId,
    value: &Value,
    received: &mut Received,
    findings: &mut Findings,
) {
    let direction = if plan.is_update {
        Direction::Update
    } else {
        Direction::Request
    };
    let breaches = reader.breaches(direction, id, value);
    let elements = value.as_array().filter(|_| plan.is_partial);
    let Some(elements) = elements else {
        let first = breaches.get(..MOST_TOLD).unwrap_or(&breaches);
        return findings.breaches(first, "body", "the body");
    };
    // What is wrong with the list itself; of a large one, only the first error is known.
    let index = |breach: &Breach| {
        breach
            .pointer
            .first()
            .and_then(|token| token.parse::<usize>().ok())
    };
    let own: Vec<Breach> = breaches
        .iter()
        .filter(|breach| index(breach).is_none())
        .cloned()
        .collect();
    findings.breaches(&own, "body", "the body");
    if breaches.is_empty() {
        return;
    }
    // A longer list is refused whole when it is to be carried out.
    for (index, element) in elements.iter().enumerate().take(MOST_AT_ONCE) {
        for schema in look::element(reader.contract, &[id], index) {
            for mut breach in reader
                .breaches(direction, schema, element)
                .into_iter()
                .take(MOST_TOLD)
            {
                breach.pointer.insert(0, index.to_string());
                let broken = breach.broken("body", "the body");
                received.bad_elements.entry(index).or_default().push(broken);
            }
        }
    }
    // What only the whole list knows of an element.
    for breach in &breaches {
        if let Some(index) = index(breach) {
            let broken = breach.broken("body", "the body");
            let known = received.bad_elements.entry(index);
            known.or_insert_with(|| vec![broken]);
        }
    }
}

/// A body that is wrong all over is told by its first errors.
const MOST_TOLD: usize = 20;

/// Takes out the members that the vendor makes.
fn without_made(reader: &Reader<'_>, schemas: &[SchemaId], value: &mut Value) {
    if !reader.checks.has_read_only() {
        return;
    }
    let contract = reader.contract;
    match value {
        Value::Object(members) => members.retain(|name, member| {
            let schemas = look::member(contract, schemas, name);
            let parts = look::parts(contract, &schemas);
            let is_made = parts.iter().any(|id| contract.schema(*id).read_only);
            if !is_made && !schemas.is_empty() {
                without_made(reader, &schemas, member);
            }
            !is_made
        }),
        Value::Array(elements) => {
            for (index, element) in elements.iter_mut().enumerate() {
                let schemas = look::element(contract, schemas, index);
                if !schemas.is_empty() {
                    without_made(reader, &schemas, element);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn essence(request: &Request) -> String {
    let written = request.headers.get(CONTENT_TYPE);

    media::essence(
        written
            .and_then(|written| written.to_str().ok())
            .unwrap_or_default(),
    )
}
