//! One page, and where the next one starts.

use std::fmt;

use http::{HeaderMap, StatusCode};

use super::next::next;
use super::token::PageToken;
use crate::answer::{Answer, Output};
use crate::codec::{Finding, Slot, Strictness};
use crate::error::Error;
use crate::sifted::BadElement;

/// One page of a list.
#[derive(Clone)]
#[non_exhaustive]
pub struct Page<T> {
    /// Its items.
    pub items: Vec<T>,
    /// Where the list goes on; `None` where it ends.
    pub next: Option<PageToken>,
    /// How many items come after this page, if the vendor says so.
    pub remaining: Option<u64>,
    /// How many items there are in all, if the vendor says so.
    pub total: Option<u64>,
    /// Items that do not fit their type, where they are set apart as [`PagedCall::sift`](crate::PagedCall::sift) says. There are none
    /// otherwise: then one that does not fit is an error.
    pub bad: Vec<BadElement>,
    /// Where the answer differs from the spec and was taken all the same.
    pub findings: Vec<Finding>,
    status: StatusCode,
    headers: HeaderMap,
    /// What the items read, to know the page again.
    pub(super) fingerprint: u64,
}

impl<T> Page<T> {
    /// Drops what comes after so many items.
    pub(super) fn truncate(&mut self, items: usize) {
        if items >= self.items.len() {
            return;
        }
        self.items.truncate(items);
        let mut before = 0..;
        self.bad.retain(|bad| {
            before
                .next()
                .is_some_and(|others| bad.index() - others < items)
        });
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

impl<T: Slot> Output for Page<T> {
    fn read(answer: &mut Answer, findings: &mut Vec<Finding>) -> Result<Self, Error> {
        let contents = answer.settled()?.clone();
        let mut items: Vec<T> = Vec::new();
        // Null for "no items" is taken as such, unless drift is an error.
        let are_none = contents.items_are_null && answer.strictness == Strictness::Tolerant;
        let shape = answer.operation.shape;
        let mut bad = Vec::new();
        if let Some(offset) = contents.items.filter(|_| answer.sifts && !are_none) {
            let sifted = answer.read_list_at(offset, &shape, findings)?;
            (items, bad) = (sifted.good, sifted.bad);
        } else if !are_none {
            let pointer = answer.asked.pagination.items.unwrap_or(answer.data_pointer);
            answer.read_at(contents.items, pointer, &mut items, &shape, findings)?;
        }
        let (facts, count) = (contents.facts, (items.len() + bad.len()) as u64);

        Ok(Self {
            next: next(&answer.asked, &facts, &answer.headers, count),
            items,
            bad,
            remaining: facts.remaining,
            total: facts.total,
            findings: findings.clone(),
            status: answer.status,
            headers: answer.headers.clone(),
            fingerprint: facts.fingerprint,
        })
    }
}

/// The headers are left out: they may hold what the items' own `Debug` redacts.
impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Page")
            .field("items", &self.items)
            .field("next", &self.next)
            .field("remaining", &self.remaining)
            .field("total", &self.total)
            .field("findings", &self.findings)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
