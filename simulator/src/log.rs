//! What was asked and answered: one entry a request, for tests and for the terminal.

use std::fmt;
use std::time::Duration;

use crate::handle::Trail;
use crate::reply::Request;
use crate::world::{World, lock};

/// One request and what became of it. Holds no credential.
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

impl fmt::Display for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} {} {} {}",
            self.number, self.method, self.target, self.status
        )
    }
}

/// The requests that are remembered.
const REMEMBERED: usize = 10_000;

/// Notes a request.
pub(crate) fn note(world: &World, request: &Request, trail: Trail, status: u16, took: Duration) {
    let mut log = lock(&world.log);
    let number = log.last().map_or(1, |last| last.number + 1);
    if log.len() >= REMEMBERED {
        log.remove(0);
    }
    log.push(Entry {
        number,
        method: request.method.clone(),
        target: request.path.clone(),
        operation: trail
            .operation
            .map(|id| world.vendor.operation(id).1.id.clone()),
        status,
        quirks: trail.quirks,
        broken: trail.broken,
        faults: trail.faults,
        took,
    });
}
