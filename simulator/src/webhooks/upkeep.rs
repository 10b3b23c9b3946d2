//! Registrations made, changed and deleted through the API.
//!
//! A record is made complete with values that nobody sent. In a registration those would lie: a made-up address, a list of events that
//! nobody wanted, a switch that is off. So what the client sent is what holds; other members with an address get the same address
//! (`target` is sent, `url` comes back), a secret that was not sent is the usual one, a switch that was not sent is on.

use std::sync::Arc;

use brogue_generator::model::contract::{Contract, SchemaId};
use serde_json::{Map, Value};

use super::members::{self, Role};
use super::registration::{Registration, Source};
use super::{record, signing, trial};
use crate::behave::{Acted, Change, ChangeKind, Outcome};
use crate::received::Received;
use crate::store::Record;
use crate::vendor::OperationId;
use crate::world::{World, lock};

/// Takes notice of registrations, before the call that made them is answered.
pub(crate) fn settle(world: &Arc<World>, id: OperationId, acted: &mut Acted) {
    let plan = Arc::clone(&lock(&world.webhooks).plan);
    if !plan.registering.contains(&id) {
        return;
    }
    let sent = sent(&acted.received);
    for change in &mut acted.changes {
        let before = change.record.clone();
        note(world, id, change, sent.as_ref());
        let secret = (change.kind == ChangeKind::Created)
            .then(|| shown_secret(world, id, &change.record))
            .flatten();
        let outcome = match &mut acted.outcome {
            Outcome::Record(record) => std::slice::from_mut(record),
            Outcome::Bulk(bulk) => bulk.records.as_mut_slice(),
            Outcome::Page(_) | Outcome::Missing | Outcome::Done => &mut [],
        };
        for record in outcome.iter_mut().filter(|record| **record == before) {
            record.clone_from(&change.record);
            record.extend(secret.clone());
        }
    }
    if acted.changes.is_empty() && !matches!(acted.outcome, Outcome::Missing) {
        trial::asked_for(world, id, acted.received.path.values(), sent.as_ref());
    }
}

/// Takes notice of a change of a registration; its record is corrected in the store as well.
fn note(
    world: &Arc<World>,
    by: OperationId,
    change: &mut Change,
    sent: Option<&Map<String, Value>>,
) {
    let mut state = lock(&world.webhooks);
    let position = state.registrations.iter().position(|registration| {
        registration.is(&world.vendor, &change.collection, &change.record)
    });
    if change.kind == ChangeKind::Deleted {
        if let Some(position) = position {
            state.registrations.remove(position);
        }
        return;
    }
    let known = position.and_then(|position| state.registrations.get_mut(position));
    let before = change.record.clone();
    if let Some(sent) = sent {
        let is_new = known.is_none();
        let secret = is_new.then(|| usual_secret(world));
        correct(&mut change.record, sent, secret.as_deref());
    }
    let members = sent.unwrap_or(&change.record);
    let registration = match known {
        Some(registration) => Some(registration),
        None => members::address(members)
            .or_else(|| members::address(&change.record))
            .and_then(|(_, url)| state.register(url)),
    };
    if let Some(registration) = registration {
        learn(registration, by, change, members);
    }
    drop(state);
    if change.record != before {
        record::replace(world, &change.collection, &before, &change.record);
    }
}

fn learn(
    registration: &mut Registration,
    by: OperationId,
    change: &Change,
    members: &Map<String, Value>,
) {
    registration.learn(members);
    if registration.secret.is_none() {
        registration.secret = members::secret(&change.record).map(Into::into);
    }
    registration.source = Some(Source {
        collection: change.collection.clone(),
        resource: by.resource,
        record: change.record.clone(),
    });
}

/// Sets what nobody sent to what holds. `usual_secret` is given for a registration that is new.
fn correct(record: &mut Record, sent: &Map<String, Value>, usual_secret: Option<&str>) {
    let address = members::address(sent).map(|(_, url)| url);
    for (name, value) in record.iter_mut() {
        if sent.contains_key(name) || !value.is_string() {
            continue;
        }
        match (members::role(name), &address, usual_secret) {
            (Some(Role::Address), Some(address), _) => *value = Value::String(address.clone()),
            (Some(Role::Secret), _, Some(secret)) => *value = Value::from(secret),
            (Some(Role::Address | Role::Secret | Role::Events | Role::Flag) | None, ..) => {}
        }
    }
    if usual_secret.is_some() && members::is_on(sent).is_none() {
        members::switch(record, true);
    }
}

fn usual_secret(world: &World) -> String {
    let webhooks = world.vendor.api.webhooks.as_ref();

    signing::usual_secret(webhooks.and_then(|webhooks| webhooks.signature.as_ref()))
}

/// The members of the body, and those of the objects in it; nothing where it is no object.
fn sent(received: &Received) -> Option<Map<String, Value>> {
    let Some(Value::Object(body)) = &received.body else {
        return None;
    };
    let mut members = body.clone();
    for (name, value) in body.values().filter_map(Value::as_object).flatten() {
        members.entry(name).or_insert_with(|| value.clone());
    }

    Some(members)
}

/// The secret that is shown in this answer alone: the answer has a member for it and the record has none.
fn shown_secret(world: &World, id: OperationId, record: &Record) -> Option<(String, Value)> {
    if members::secret(record).is_some() {
        return None;
    }
    let call = world.vendor.call(id)?;
    let answers = call.answers.iter();
    let mut contents = answers
        .filter(|answer| answer.status.starts_with('2'))
        .flat_map(|answer| &answer.contents);
    let name = contents.find_map(|content| {
        secret_member(&world.vendor.contract, content.schema?, 4).map(str::to_owned)
    })?;

    Some((name, Value::String(usual_secret(world))))
}

fn secret_member(contract: &Contract, schema: SchemaId, depth: usize) -> Option<&str> {
    let left = depth.checked_sub(1)?;

    members::properties(contract, schema)
        .into_iter()
        .find_map(|(name, inner)| {
            if members::role(name) == Some(Role::Secret) {
                Some(name)
            } else {
                secret_member(contract, inner, left)
            }
        })
}
