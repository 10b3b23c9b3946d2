//! The vendor's own call for a trial delivery.
//!
//! A POST whose path or name has a word for trying (`test`, `ping`, `trigger`), in a resource to register in, makes a delivery: to the
//! registration whose id is in its path or its body, or to those that want an event that is named there, or to all of the resource. It
//! is made once, and a failure disables nothing.

use std::sync::Arc;

use brogue_generator::model::Method;
use serde_json::{Map, Value};

use super::deliver::enqueue;
use super::emission::{pending, sampled};
use super::occasion::Occasion;
use super::record::id_of;
use super::registration::Registration;
use super::state::WebhookState;
use super::words::has_word;
use crate::store::key_text;
use crate::vendor::{OperationId, Vendor};
use crate::world::{World, lock};

/// Makes trial deliveries where a call asks for them.
pub(super) fn asked_for<'a>(
    world: &Arc<World>,
    id: OperationId,
    path: impl Iterator<Item = &'a Value>,
    body: Option<&'a Map<String, Value>>,
) {
    let (_, operation) = world.vendor.operation(id);
    let says_so = [operation.path_text(), operation.id.clone()]
        .iter()
        .any(|text| has_word(text, &["ping", "test", "trigger", "try"]));
    if operation.http_method != Method::Post || !says_so {
        return;
    }
    let said: Vec<String> = path
        .chain(body.into_iter().flat_map(Map::values))
        .filter_map(key_text)
        .collect();
    let (chosen, named) = {
        let state = lock(&world.webhooks);
        let chosen = choose(&world.vendor, &state, id.resource, &said);
        let known = state.plan.events.iter().map(|event| &event.name);
        let wanted = chosen.iter().flat_map(|registration| &registration.wanted);
        let mut all = wanted.chain(known);
        let named = all.find(|name| said.contains(name)).cloned();
        let chosen: Vec<(u64, Option<String>)> = chosen
            .iter()
            .map(|registration| (registration.number, registration.wanted.first().cloned()))
            .collect();

        (chosen, named)
    };
    for (number, wanted) in chosen {
        deliver(world, number, named.as_ref().or(wanted.as_ref()));
    }
}

/// The registrations that a call speaks of.
fn choose<'a>(
    vendor: &Vendor,
    state: &'a WebhookState,
    resource: usize,
    said: &[String],
) -> Vec<&'a Registration> {
    let of_resource: Vec<&Registration> = state
        .registrations
        .iter()
        .filter(|registration| {
            let source = registration.source.as_ref();
            source.is_some_and(|source| source.resource == resource)
        })
        .collect();
    let those = |fits: &dyn Fn(&Registration) -> bool| -> Vec<&'a Registration> {
        let fitting = of_resource.iter().copied();
        fitting.filter(|registration| fits(registration)).collect()
    };
    let by_id = those(&|registration| {
        let source = registration.source.as_ref();
        let id = source.and_then(|source| {
            let id = id_of(vendor, &source.collection, &source.record);
            key_text(id?)
        });

        id.is_some_and(|id| said.contains(&id))
    });
    let by_event = || those(&|found| found.wanted.iter().any(|wanted| said.contains(wanted)));
    if !by_id.is_empty() {
        return by_id;
    }

    match by_event() {
        none if none.is_empty() => of_resource,
        some => some,
    }
}

fn deliver(world: &Arc<World>, number: u64, named: Option<&String>) {
    let plan = Arc::clone(&lock(&world.webhooks).plan);
    let occasion = named.map(|name| Occasion::of_name(name));
    let fitting = occasion.as_ref().and_then(|occasion| {
        let events = occasion.events(&plan.events);
        events.first().copied()
    });
    let Some(event) = fitting.or(plan.events.first()) else {
        return;
    };
    let occasion = occasion.unwrap_or_else(|| {
        if event.is_generic {
            Occasion::anything()
        } else {
            Occasion::of_name(&event.name)
        }
    });
    let body = sampled(world, event, occasion);
    enqueue(world, number, pending(event, &body, true));
}
