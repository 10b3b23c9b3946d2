//! Bodies of names and values: forms, and parts with files.

use std::collections::BTreeMap;

use brogue_generator::model::contract::SchemaId;
use brogue_generator::model::{Encoding, EncodingPlace, QueryStyle};
use brogue_runtime::{Multipart, Part};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::findings::{Findings, Reader};
use super::gather::Pairs;
use super::plan::{ContentPlan, Slot};
use super::wire::{self, MOST_PAIRS, Pair, Plus, Step, Wire};
use super::{ReceivedFile, json, look, media};
use crate::reply::Request;

/// The object that a form stands for.
pub(super) fn fields(
    reader: &Reader<'_>,
    content: &ContentPlan,
    body: &[u8],
    findings: &mut Findings,
) -> Result<Value, String> {
    let text = std::str::from_utf8(body).map_err(|_| "the form is not in UTF-8")?;
    let pairs = wire::pairs(text, '&', Plus::Space)
        .map_err(|problem| format!("the form cannot be read: {problem}"))?;

    Ok(object(
        reader,
        content,
        Pairs::new(pairs, Some(Plus::Space)),
        findings,
    ))
}

/// The object that parts stand for; files are handed out, and stand in it as texts as long as they are.
pub(super) fn parts(
    reader: &Reader<'_>,
    content: &ContentPlan,
    request: &Request,
    files: &mut Vec<ReceivedFile>,
    findings: &mut Findings,
) -> Result<Value, String> {
    let written = request.headers.get(CONTENT_TYPE);
    let written = written.and_then(|written| written.to_str().ok());
    let read = Multipart::decode(written.unwrap_or_default(), &request.body)
        .map_err(|error| format!("the parts of the body cannot be read: {error}"))?;
    if read.parts().len() > MOST_PAIRS {
        return Err(format!("the body holds more than {MOST_PAIRS} parts"));
    }
    let mut pairs = Vec::new();
    for part in read.parts() {
        // A list of files goes under its name, or under that with brackets.
        let bare = part.name().strip_suffix("[]").unwrap_or(part.name());
        let slot = content.fields.iter().find(|slot| {
            let mut sent = slot.sent.iter();
            sent.any(|sent| sent == part.name() || sent == bare)
        });
        let is_file =
            part.file_name().is_some() || slot.is_some_and(|slot| is_binary(reader, &slot.schemas));
        if is_file {
            let bytes = part.content().cloned().unwrap_or_default();
            pairs.push(stand_in(part.name(), &bytes));
            files.push(ReceivedFile {
                name: slot.map_or(part.name(), |slot| &slot.name).to_owned(),
                file_name: part.file_name().unwrap_or_default().to_owned(),
                content_type: part.media_type().unwrap_or_default().to_owned(),
                content: bytes,
            });
        } else {
            pairs.push(plain(part)?);
        }
    }

    Ok(object(reader, content, Pairs::new(pairs, None), findings))
}

/// Whether a member is a file, or a list of files.
fn is_binary(reader: &Reader<'_>, schemas: &[SchemaId]) -> bool {
    let says_so = |schemas: &[SchemaId]| {
        let parts = look::parts(reader.contract, schemas).into_iter();
        parts
            .map(|id| reader.contract.schema(id))
            .any(|schema| schema.format.as_deref() == Some("binary"))
    };

    says_so(schemas) || says_so(&look::element(reader.contract, schemas, 0))
}

/// What stands for a file where its schema is looked at: a letter for each byte.
fn stand_in(name: &str, bytes: &Bytes) -> Pair {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();

    Pair {
        name: name.to_owned(),
        escaped: String::new(),
        value: Wire::Json(Value::String(text)),
    }
}

/// A part that is no file.
fn plain(part: &Part) -> Result<Pair, String> {
    let name = part.name();
    let bytes = part.content().map(Bytes::as_ref).unwrap_or_default();
    let text = std::str::from_utf8(bytes).map_err(|_| format!("`{name}` is not in UTF-8"))?;
    let said = part.media_type().map(media::essence).unwrap_or_default();
    let value = if media::is_json(&said) {
        let value = json::parse(bytes);
        Wire::Json(value.map_err(|problem| format!("`{name}` is no JSON: {problem}"))?)
    } else {
        Wire::Text(text.to_owned())
    };

    Ok(Pair {
        name: name.to_owned(),
        escaped: text.to_owned(),
        value,
    })
}

fn object(
    reader: &Reader<'_>,
    content: &ContentPlan,
    mut pairs: Pairs,
    findings: &mut Findings,
) -> Value {
    let mut members = Map::new();
    for slot in &content.fields {
        match pairs.gather(slot) {
            Ok(Wire::Nothing) => {}
            Ok(wire) => {
                let value = reader.coerce(&slot.schemas, wire);
                members.insert(slot.name.clone(), value);
            }
            Err(problem) => contradiction(slot, &problem, findings),
        }
    }
    let schemas: Vec<SchemaId> = content.schema.into_iter().collect();
    let schemas = look::additional(reader.contract, &schemas);
    for (name, wire) in undeclared(content.usual, &pairs) {
        let value = reader.coerce(&schemas, wire);
        members.entry(name).or_insert(value);
    }

    Value::Object(members)
}

fn contradiction(slot: &Slot, problem: &str, findings: &mut Findings) {
    let name = &slot.name;
    let place = format!("body /{name}");
    let sentence = format!("`{name}` {problem}");

    findings.add(slot.line, &place, &sentence, "properties", Some(name));
}

/// Members that nobody declares. A name whose brackets say nothing is taken as it is.
fn undeclared(usual: Encoding, pairs: &Pairs) -> BTreeMap<String, Wire> {
    let (brackets, indexed) = match usual.place {
        EncodingPlace::Form(QueryStyle::Indexed) => (true, true),
        EncodingPlace::Form(QueryStyle::Unindexed | QueryStyle::DeepObject) => (true, false),
        _ => (false, false),
    };
    let mut found: BTreeMap<String, Wire> = BTreeMap::new();
    for pair in pairs.left() {
        let split = pair.name.find('[').filter(|at| brackets && *at > 0);
        let (root, rest) = pair.name.split_at(split.unwrap_or(pair.name.len()));
        let steps: Option<Vec<Step>> = wire::steps(rest, indexed);
        let placed = steps.is_some_and(|steps| {
            let member = found.entry(root.to_owned()).or_default();
            member.put(&steps, pair.value.clone())
        });
        if !placed {
            let member = found.entry(pair.name.clone()).or_default();
            member.put(&[], pair.value.clone());
        }
    }

    found
}
