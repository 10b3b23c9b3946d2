//! What was asked and answered: one entry a request, for tests and for the terminal.

mod observer;
mod quirks;
mod target;
mod text;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use observer::Observer;

use crate::handle::Trail;
use crate::reply::{Reply, Request};
use crate::world::{World, lock};

/// One request and what became of it. Holds no credential.
///
/// It prints as a line, with a further line for each part of the spec that the request broke and for each fault; `{entry:#}` prints the
/// same in the colors of a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The number of the request, counted from 1.
    pub number: u64,
    /// The method.
    pub method: String,
    /// Path and query; the values of credentials are replaced by `***`.
    pub target: String,
    /// The operation, by its id in the spec; nothing where the path leads to none.
    pub operation: Option<String>,
    /// The status of the answer; 0 where there was none, as after a reset.
    pub status: u16,
    /// The quirks that this request met, as the spec calls them: `envelope`, `update`.
    pub quirks: Vec<&'static str>,
    /// What the request broke; empty where it was as the spec has it.
    pub broken: Vec<Broken>,
    /// The faults that were done to it.
    pub faults: Vec<String>,
    /// How long the answer took, in real time.
    pub took: Duration,
    /// The path of the spec, which the lines of what is broken are lines of.
    pub spec: Arc<str>,
}

/// A line of the spec that a request broke.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Broken {
    /// The line; 0 where it is not the document that says so.
    pub line: usize,
    /// Where in the request: ``query `limit` ``, `body /lines/0/qty`.
    pub place: String,
    /// What is wrong there.
    pub message: String,
}

/// The requests that are remembered.
const REMEMBERED: usize = 10_000;

/// The last requests.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Entry>,
    last_number: u64,
}

impl Log {
    /// The entries that fit, in order.
    pub(crate) fn entries(&self, fits: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        let entries = self.entries.iter();

        entries.filter(|entry| fits(entry)).cloned().collect()
    }

    /// Forgets them; the numbers go on.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}

/// Notes a request.
pub(crate) fn note(
    world: &World,
    request: &Request,
    reply: Option<&Reply>,
    trail: Trail,
    took: Duration,
) {
    let vendor = &world.vendor;
    let quirks = quirks::met(vendor, request, reply, &trail);
    let target = target::shown(vendor, request, trail.operation);
    let mut log = lock(&world.log);
    log.last_number += 1;
    let entry = Entry {
        number: log.last_number,
        method: request.method.clone(),
        target,
        operation: trail.operation.map(|id| vendor.operation(id).1.id.clone()),
        status: reply.map_or(0, |reply| reply.status.as_u16()),
        quirks,
        broken: trail.broken,
        faults: trail.faults,
        took,
        spec: Arc::clone(&vendor.spec),
    };
    if log.entries.len() >= REMEMBERED {
        log.entries.pop_front();
    }
    let told = world.settings.observer.is_set().then(|| entry.clone());
    log.entries.push_back(entry);
    drop(log);
    if let Some(entry) = told {
        world.settings.observer.tell(&entry);
    }
}
