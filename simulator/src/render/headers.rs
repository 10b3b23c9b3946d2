//! What the document declares for the head of an answer. What is left of a quota is told by who counts it.

use std::collections::BTreeSet;

use brogue_generator::model::contract::{Answer, Contract};
use brogue_generator::model::{Api, Operation, Quota};
use serde_json::Value;

use crate::invent::{self, Invention};
use crate::reply::Reply;

/// Headers that others set, or that a made-up value would make a lie.
const OTHERS: &[&str] = &[
    "content-type",
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "connection",
    "link",
    "retry-after",
    "www-authenticate",
    "allow",
    "set-cookie",
    "date",
];

/// Adds made-up values for declared headers.
pub(super) fn add(
    contract: &Contract,
    api: &Api,
    operation: &Operation,
    answer: &Answer,
    invention: &Invention,
    reply: &mut Reply,
) {
    let quotas = api.quota.iter().chain(&operation.quota);
    let counted: BTreeSet<String> = quotas
        .flat_map(names)
        .map(|name| name.to_lowercase())
        .collect();
    for header in &answer.headers {
        let name = header.name.to_lowercase();
        if OTHERS.contains(&name.as_str())
            || counted.contains(&name)
            || reply.headers.contains_key(&name)
        {
            continue;
        }
        let Some(schema) = header.schema else {
            reply.header(&name, "simulated");
            continue;
        };
        let value = invent::value(contract, schema, &mut invention.clone());
        let text = match value {
            Value::String(text) => text,
            Value::Array(elements) => {
                let texts: Vec<String> = elements
                    .iter()
                    .map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned))
                    .collect();
                texts.join(",")
            }
            other => other.to_string(),
        };
        reply.header(&name, &text);
    }
}

fn names(quota: &Quota) -> impl Iterator<Item = &String> {
    [
        &quota.limit_header,
        &quota.remaining_header,
        &quota.reset_header,
    ]
    .into_iter()
    .flatten()
}
