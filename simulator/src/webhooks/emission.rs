//! From what has happened to deliveries: which event it is, what it says, who wants it.

use std::sync::Arc;

use brogue_generator::model::EventTag;
use brogue_runtime::Clock as _;
use bytes::Bytes;
use serde_json::Value;

use super::WebhookError;
use super::deliver::enqueue;
use super::events::Event;
use super::occasion::Occasion;
use super::payload::{Facts, payload, tag};
use super::record::id_of;
use super::registration::Pending;
use super::sample::sample;
use super::words::words;
use crate::behave::Change;
use crate::invent::Invention;
use crate::vendor::OperationId;
use crate::world::{World, lock};

/// Tells everybody who registered for it what a call has changed.
pub(crate) fn changed(world: &Arc<World>, by: OperationId, changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    let plan = {
        let state = lock(&world.webhooks);
        if state.registrations.is_empty() || state.plan.registering.contains(&by) {
            return;
        }
        Arc::clone(&state.plan)
    };
    for change in changes {
        let occasion = Occasion::of_change(&world.vendor, by, change);
        for event in occasion.events(&plan.events) {
            let body = invented(world, event, &occasion, Some(change));
            send_to_all(world, event, &occasion, &body);
        }
    }
}

/// Sends an event that a test asks for; tells to how many.
pub(super) fn emit(
    world: &Arc<World>,
    name: &str,
    given: Option<Value>,
) -> Result<usize, WebhookError> {
    let plan = Arc::clone(&lock(&world.webhooks).plan);
    let mut occasion = Occasion::of_name(name);
    let mut known = plan.events.iter();
    let known = known
        .clone()
        .find(|event| event.name.eq_ignore_ascii_case(name))
        .or_else(|| {
            known
                .clone()
                .find(|event| words(&event.name) == words(name))
        })
        .or_else(|| known.find(|event| event.is_generic));
    if known.is_some_and(|event| event.is_generic && words(&event.name) == words(name)) {
        occasion = Occasion::anything();
    }
    let (event, body) = match (known, given) {
        (Some(event), Some(mut body)) => {
            tag(&mut body, event, true);
            (event.clone(), body)
        }
        (Some(event), None) => {
            let body = sampled(world, event, occasion.clone());
            (event.clone(), body)
        }
        (None, Some(mut body)) => {
            let event = unknown(plan.events.first(), name, &occasion);
            tag(&mut body, &event, true);
            (event, body)
        }
        (None, None) => {
            return Err(WebhookError::Event {
                name: name.to_owned(),
                known: plan.events.iter().map(|event| event.name.clone()).collect(),
            });
        }
    };

    Ok(send_to_all(world, &event, &occasion, &body))
}

/// An event that the document does not have travels as its others do.
fn unknown(like: Option<&Event>, name: &str, occasion: &Occasion) -> Event {
    let meaning = super::words::Name {
        nouns: occasion.subjects.first().cloned().unwrap_or_default(),
        kind: occasion.kind,
    };

    Event {
        name: name.to_owned(),
        meaning,
        tag: like.map_or(EventTag::Only, |event| event.tag.clone()),
        schema: None,
        media: like.map_or_else(String::new, |event| event.media.clone()),
        is_generic: false,
    }
}

/// The payload of an event that nothing has changed for.
pub(super) fn sampled(world: &World, event: &Event, mut occasion: Occasion) -> Value {
    let change = sample(world, &mut occasion);

    invented(world, event, &occasion, change.as_ref())
}

fn invented(world: &World, event: &Event, occasion: &Occasion, change: Option<&Change>) -> Value {
    let made = {
        let mut state = lock(&world.webhooks);
        state.made += 1;
        state.made
    };
    let place = format!("webhooks/{}/{made}", event.name);
    let facts = Facts {
        occasion,
        record: change.map(|change| &change.record),
        id: change.and_then(|change| id_of(&world.vendor, &change.collection, &change.record)),
        now: world.clock.time_of_day(),
    };

    payload(
        &world.vendor.contract,
        event,
        &facts,
        &mut Invention::at(world.settings.seed, &place).near(facts.now),
    )
}

/// Queues an event for everybody who wants it; tells for how many.
fn send_to_all(world: &Arc<World>, event: &Event, occasion: &Occasion, body: &Value) -> usize {
    let numbers: Vec<u64> = {
        let state = lock(&world.webhooks);
        state
            .registrations
            .iter()
            .filter(|registration| registration.wants(event, occasion, &state.plan.places))
            .map(|registration| registration.number)
            .collect()
    };
    let pending = pending(event, body, false);
    for number in &numbers {
        enqueue(world, *number, pending.clone());
    }

    numbers.len()
}

/// An event on its way.
pub(super) fn pending(event: &Event, body: &Value, is_trial: bool) -> Pending {
    let is_json = event.media.contains("json");

    Pending {
        event: event.name.clone(),
        header: match &event.tag {
            EventTag::Header(header) => Some(header.clone()),
            EventTag::Member(_) | EventTag::Only | EventTag::Address => None,
        },
        media: if is_json {
            event.media.clone()
        } else {
            "application/json".to_owned()
        },
        body: Bytes::from(body.to_string()),
        is_trial,
    }
}
