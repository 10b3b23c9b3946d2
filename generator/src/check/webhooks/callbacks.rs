//! Callbacks: what the vendor sends because of a call. Each is an event that the receiver of its address knows the name of.

use super::Found;
use crate::check::context::Context;
use crate::check::{docs, names};
use crate::model::EventTag;
use crate::parse::ast::{Callback, Operation, Text};

/// A callback, and the calls that bring it about.
struct Seen<'a> {
    callback: &'a Callback,
    /// The name of the first call, which tells it from another of the same name.
    call: String,
    calls: Vec<String>,
}

/// All callbacks, one that several calls share once.
pub(super) fn find<'a>(context: &Context<'a>) -> Vec<Found<'a>> {
    let mut all: Vec<Seen<'a>> = Vec::new();
    for (path, item) in &context.spec.paths {
        for (method, operation) in &item.operations {
            collect(path, (method, operation), &mut all);
        }
    }
    let names: Vec<String> = all.iter().map(|seen| name(seen, &all)).collect();

    all.into_iter()
        .zip(names)
        .map(|(seen, name)| Found {
            key: &seen.callback.name,
            written: &seen.callback.webhook,
            place: format!("callback {name}"),
            qualified: names::variant(&format!("{} {}", seen.call, seen.callback.name.value)),
            told: vec![address(&seen)],
            tag: EventTag::Address,
            names: vec![name],
            same: Vec::new(),
        })
        .collect()
}

fn collect<'a>(path: &Text, (method, operation): (&Text, &'a Operation), all: &mut Vec<Seen<'a>>) {
    let place = format!("{} {}", method.value.to_uppercase(), path.value);
    for callback in &operation.callbacks {
        let same = |seen: &&mut Seen<'a>| {
            seen.callback.name.value == callback.name.value
                && seen.callback.webhook.span == callback.webhook.span
        };
        if let Some(seen) = all.iter_mut().find(same) {
            seen.calls.push(place.clone());
            continue;
        }
        let id = operation.operation_id.as_ref();
        all.push(Seen {
            callback,
            call: id.map_or_else(|| place.clone(), |id| id.value.clone()),
            calls: vec![place.clone()],
        });
    }
}

/// What the receiver calls it: its key, with as much of its call and its address as tells it from others.
fn name(seen: &Seen<'_>, all: &[Seen<'_>]) -> String {
    let callback = seen.callback;
    let longer = |name: &str| {
        let others = all
            .iter()
            .filter(|other| other.callback.name.value == callback.name.value);
        let same: Vec<&Seen<'_>> = others.filter(|other| other.call == seen.call).collect();
        match same.len() {
            0 | 1 => format!("{}.{name}", seen.call),
            _ => format!(
                "{}.{name} {} {}",
                seen.call,
                callback.method.value.to_uppercase(),
                callback.expression.value
            ),
        }
    };
    let alike = all
        .iter()
        .filter(|other| other.callback.name.value == callback.name.value);
    if alike.count() > 1 {
        return longer(&callback.name.value);
    }

    callback.name.value.clone()
}

/// Where it is sent, and because of what.
fn address(seen: &Seen<'_>) -> String {
    let callback = seen.callback;
    let calls: Vec<String> = seen.calls.iter().map(|call| docs::code(call)).collect();

    format!(
        "Sent by {} to the address {}, where `$` stands for what {} sent and got.",
        docs::code(&callback.method.value.to_uppercase()),
        docs::code(&callback.expression.value),
        calls.join(" or ")
    )
}
