//! Where clients register: the resources whose records are addresses to deliver to.
//!
//! A resource is one where its name, or a fixed part of a path, has a word for it (`webhooks`, `boxes_webhook`, `/hooks`,
//! `/subscriptions`). Its other words say what it is for: resource `Message Webhooks` is for messages. Weak words (`subscription`,
//! `callback`) count only where the records have a member that is called like an address.

use std::collections::BTreeSet;

use brogue_generator::model::contract::{Contract, SchemaId};
use brogue_generator::model::{Api, Operation, Segment};

use super::members::{self, Role};
use super::words::{has_word, stems};
use crate::vendor::{OperationId, Vendor};

const STRONG: &[&str] = &["webhook", "webhooks", "hook", "hooks"];
const WEAK: &[&str] = &[
    "callback",
    "callbacks",
    "listener",
    "listeners",
    "subscriber",
    "subscribers",
    "subscription",
    "subscriptions",
];

/// A resource whose records are addresses to deliver to.
#[derive(Debug)]
pub(super) struct Place {
    /// The position of the resource.
    pub(super) resource: usize,
    /// What it is for, besides being for webhooks; the stems of the words.
    pub(super) nouns: BTreeSet<String>,
    /// Its records say whether they are on.
    pub(super) has_flag: bool,
}

/// All places of an API.
pub(super) fn places(vendor: &Vendor) -> Vec<Place> {
    let mut places = Vec::new();
    for (resource, found) in vendor.api.resources.iter().enumerate() {
        let operations: Vec<OperationId> = (0..found.operations.len())
            .map(|operation| OperationId {
                resource,
                operation,
            })
            .filter(|id| registers(vendor, *id))
            .collect();
        if operations.is_empty() {
            continue;
        }
        let mut nouns: BTreeSet<String> = stems(found.name.as_str()).into_iter().collect();
        for id in &operations {
            let (_, operation) = vendor.operation(*id);
            nouns.extend(stems(&last_literal(operation)));
        }
        for word in STRONG.iter().chain(WEAK).chain(&["web"]) {
            for stem in stems(word) {
                nouns.remove(&stem);
            }
        }
        places.push(Place {
            resource,
            nouns,
            has_flag: operations
                .iter()
                .any(|id| answers_with(vendor, *id, Role::Flag)),
        });
    }

    places
}

/// Whether a path has a word for webhooks that can mean nothing else.
pub(super) fn is_about_webhooks(path: &str) -> bool {
    has_word(path, STRONG)
}

/// Whether an operation is about registrations.
pub(super) fn registers(vendor: &Vendor, id: OperationId) -> bool {
    let (resource, operation) = vendor.operation(id);
    let texts = [resource.name.as_str().to_owned(), literals(operation)];
    let has = |among: &[&str]| texts.iter().any(|text| has_word(text, among));

    has(STRONG) || (has(WEAK) && is_called_like_an_address(vendor, resource_ids(&vendor.api, id)))
}

fn resource_ids(api: &Api, id: OperationId) -> impl Iterator<Item = OperationId> {
    let count = api
        .resources
        .get(id.resource)
        .map_or(0, |resource| resource.operations.len());

    (0..count).map(move |operation| OperationId {
        resource: id.resource,
        operation,
    })
}

fn is_called_like_an_address(
    vendor: &Vendor,
    mut operations: impl Iterator<Item = OperationId>,
) -> bool {
    operations.any(|id| {
        let body = vendor.call(id).and_then(|call| call.body.as_ref());
        let mut schemas = body.into_iter().flat_map(|body| &body.contents);

        schemas.any(|content| holds(&vendor.contract, content.schema, Role::Address, 3))
    })
}

fn answers_with(vendor: &Vendor, id: OperationId, role: Role) -> bool {
    let answers = vendor.call(id).map(|call| call.answers.as_slice());
    let mut contents = answers
        .unwrap_or_default()
        .iter()
        .filter(|answer| answer.status.starts_with('2'))
        .flat_map(|answer| &answer.contents);

    contents.any(|content| holds(&vendor.contract, content.schema, role, 4))
}

/// Whether a member with a role is somewhere in what a schema describes.
fn holds(contract: &Contract, schema: Option<SchemaId>, role: Role, depth: usize) -> bool {
    let (Some(id), Some(left)) = (schema, depth.checked_sub(1)) else {
        return false;
    };
    let items = contract.resolved(id).items;
    if holds(contract, items, role, left) {
        return true;
    }

    members::properties(contract, id)
        .into_iter()
        .any(|(name, inner)| {
            members::role(name) == Some(role) || holds(contract, Some(inner), role, left)
        })
}

fn literals(operation: &Operation) -> String {
    operation
        .path
        .iter()
        .map(|segment| match segment {
            Segment::Literal(text) => text.as_str(),
            Segment::Parameter(_) => "/",
        })
        .collect()
}

/// The last fixed part of a path: `/api/v0/boxes_webhook/{id}` ends in `boxes_webhook`.
fn last_literal(operation: &Operation) -> String {
    let literals = literals(operation);

    literals
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned()
}
