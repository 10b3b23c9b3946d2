//! Puts a tree together from the inside out, for both readers; duplicate keys are found here.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Entry, Kind, NodeId, Tree};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Up to so many entries comparing each with each is quicker than a set.
const FEW_ENTRIES: usize = 12;

/// How many entries merge keys may bring in, in all of a document.
const MAX_MERGED: usize = 20_000;

/// A list or mapping that is open: where its children begin among those that wait.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open(usize);

/// A tree under construction. Children of what is still open wait here, so that each ends up in one stretch of the arena.
#[derive(Debug, Default)]
pub(super) struct Builder<'s> {
    tree: Tree<'s>,
    items: Vec<NodeId>,
    entries: Vec<Entry<'s>>,
    /// How many entries merge keys have brought in.
    merged: usize,
}

impl<'s> Builder<'s> {
    pub(super) fn scalar(&mut self, kind: Kind<'s>, span: Span) -> NodeId {
        self.tree.add_scalar(kind, span)
    }

    pub(super) fn open_list(&self) -> Open {
        Open(self.items.len())
    }

    pub(super) fn item(&mut self, item: NodeId) {
        self.items.push(item);
    }

    pub(super) fn close_list(&mut self, open: Open, span: Span) -> NodeId {
        self.tree
            .add_list(self.items.drain(open.0.min(self.items.len())..), span)
    }

    pub(super) fn open_mapping(&self) -> Open {
        Open(self.entries.len())
    }

    pub(super) fn entry(&mut self, key: Cow<'s, str>, key_span: Span, value: NodeId) {
        self.entries.push(Entry {
            key,
            key_span,
            value,
        });
    }

    /// Puts what the merge keys of the open mapping name in their place; what the mapping says itself wins, then what is named first.
    pub(super) fn merge(&mut self, open: Open) {
        let start = open.0.min(self.entries.len());
        let own: Vec<Entry<'s>> = self.entries.drain(start..).collect();
        let (merges, mut kept): (Vec<_>, Vec<_>) =
            own.into_iter().partition(|entry| entry.key == "<<");
        let sources = merges
            .iter()
            .flat_map(|entry| match self.tree.kind(entry.value) {
                Kind::List => self.tree.items(entry.value).to_vec(),
                _ => vec![entry.value],
            });
        let mut known: BTreeSet<String> = kept.iter().map(|one| one.key.to_string()).collect();
        for entry in sources.flat_map(|source| self.tree.entries(source)) {
            if self.merged >= MAX_MERGED {
                break;
            }
            if known.insert(entry.key.to_string()) {
                self.merged += 1;
                kept.push(entry.clone());
            }
        }
        self.entries.extend(kept);
    }

    pub(super) fn close_mapping(
        &mut self,
        open: Open,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> NodeId {
        let start = open.0.min(self.entries.len());
        let entries = self.entries.get(start..).unwrap_or_default();
        let duplicates = duplicates(entries);
        for (first, second) in &duplicates {
            diagnostics.report(
                Diagnostic::new(
                    Code::DuplicateKey,
                    second.1,
                    format!("the key `{}` stands twice in one mapping", second.0),
                )
                .label("second time")
                .also(*first, "first time")
                .help("keep one of the two"),
            );
        }

        // The first one holds, so that whatever is reported later points to one place.
        let entries = self.entries.drain(start..);
        let entries = entries.filter(|entry| {
            !duplicates
                .iter()
                .any(|(_, second)| second.1 == entry.key_span)
        });

        self.tree.add_mapping(entries, span)
    }

    pub(super) fn finish(self) -> Tree<'s> {
        self.tree
    }
}

/// Keys that were seen before: the place of the first, and the key and the place of the other.
type Duplicate = (Span, (String, Span));

fn duplicates(entries: &[Entry<'_>]) -> Vec<Duplicate> {
    let found = |first: &Entry<'_>, second: &Entry<'_>| {
        (first.key_span, (second.key.to_string(), second.key_span))
    };
    if entries.len() <= FEW_ENTRIES {
        let earlier = |index: usize, entry: &Entry<'_>| {
            entries
                .iter()
                .take(index)
                .find(|first| first.key == entry.key)
                .cloned()
        };

        return entries
            .iter()
            .enumerate()
            .filter_map(|(index, entry)| earlier(index, entry).map(|first| found(&first, entry)))
            .collect();
    }

    let mut seen: BTreeMap<&str, &Entry<'_>> = BTreeMap::new();
    let mut duplicates = Vec::new();
    for entry in entries {
        if let Some(first) = seen.get(&*entry.key) {
            duplicates.push(found(first, entry));
        } else {
            seen.insert(&entry.key, entry);
        }
    }

    duplicates
}
