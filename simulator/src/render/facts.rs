//! Numbers that an answer tells about itself, by the names of their members: how many records there are, were written, are left.

use brogue_generator::model::contract::{Contract, Kind, SchemaId};
use serde_json::{Map, Value};

use super::places::as_object;
use crate::behave::{Bulk, Page};
use crate::invent::words;

/// What is known of an answer as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facts {
    inserted: Option<usize>,
    updated: Option<usize>,
    deleted: Option<usize>,
    failed: Option<usize>,
    /// All that was done or is there.
    total: usize,
    /// What the answer holds.
    returned: usize,
    remaining: usize,
    start: usize,
    size: usize,
}

impl Facts {
    /// Those of a page.
    pub(super) fn of_page(page: &Page) -> Self {
        let returned = page.items.len();

        Self {
            total: page.total,
            returned,
            remaining: page
                .total
                .saturating_sub(page.start.saturating_add(returned)),
            start: page.start,
            size: page.size.max(1),
            ..Self::default()
        }
    }

    /// Those of one record.
    pub(super) fn of_one() -> Self {
        Self {
            total: 1,
            returned: 1,
            size: 1,
            ..Self::default()
        }
    }

    /// Those of a call over several records.
    pub(super) fn of_bulk(bulk: &Bulk) -> Self {
        let done = bulk.inserted + bulk.updated + bulk.deleted;

        Self {
            inserted: Some(bulk.inserted),
            updated: Some(bulk.updated),
            deleted: Some(bulk.deleted),
            failed: Some(bulk.failures.len()),
            total: done,
            returned: done,
            size: 1,
            ..Self::default()
        }
    }

    /// The number of the page, counted from 1.
    fn page(&self) -> usize {
        self.start / self.size.max(1) + 1
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> usize {
        self.total.div_ceil(self.size.max(1))
    }

    /// How many records follow.
    pub(super) fn remaining(&self) -> usize {
        self.remaining
    }

    /// How many there are in all.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// What a number of this name tells; nothing where the name says nothing of the kind.
    pub(super) fn told_by(&self, name: &str) -> Option<usize> {
        let words = words(name);
        let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
        let done = [
            (["inserted", "created", "added", "new"], self.inserted),
            (["updated", "modified", "changed", "edited"], self.updated),
            (["deleted", "removed", "destroyed", "erased"], self.deleted),
            (["failed", "failures", "errors", "rejected"], self.failed),
        ];
        if let Some((_, count)) = done.iter().find(|(wanted, _)| has(wanted)) {
            return *count;
        }
        let is_done = self.inserted.is_some();

        Some(match () {
            () if has(&["remaining", "left"]) => self.remaining,
            () if has(&["returned"]) => self.returned,
            () if has(&["pages"]) => self.pages(),
            () if has(&["total", "all", "affected", "processed", "succeeded"]) => self.total,
            () if has(&["count", "records", "rows", "items"]) => {
                if is_done {
                    self.total
                } else {
                    self.returned
                }
            }
            () if has(&["page"]) && !has(&["size", "per", "next", "previous", "last"]) => {
                self.page()
            }
            () if has(&["size", "limit", "per"]) => self.size,
            () if has(&["offset", "start", "skip"]) && !has(&["next"]) => self.start,
            () => return None,
        })
    }

    /// The members of an object that tell them.
    pub(super) fn members(&self, contract: &Contract, ids: &[SchemaId]) -> Map<String, Value> {
        let mut members = Map::new();
        let Some(rules) = as_object(contract, ids) else {
            return members;
        };
        for name in rules.members() {
            let schemas = rules.member(name).unwrap_or_default();
            let is_number = !schemas.is_empty()
                && super::places::readings(contract, &schemas)
                    .iter()
                    .any(|rules| {
                        rules.kinds.as_ref().is_some_and(|kinds| {
                            kinds.contains(&Kind::Integer) || kinds.contains(&Kind::Number)
                        })
                    });
            if let Some(count) = self.told_by(name).filter(|_| is_number) {
                members.insert(name.to_owned(), Value::from(count));
            }
        }

        members
    }
}
