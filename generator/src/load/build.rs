//! Puts a tree together from the inside out, for both readers; duplicate keys are found here.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::tree::{Entry, Kind, NodeId, Tree};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Strictness};
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

        let entries: Vec<Entry<'s>> = entries.collect();
        let merged = if diagnostics.strictness() == Strictness::Lenient {
            self.merged(&entries)
        } else {
            Vec::new()
        };

        self.tree
            .add_mapping(entries.into_iter().chain(merged), span)
    }

    /// What the merge keys among entries bring in: the entries of other mappings under keys that are not there. It was reported.
    fn merged(&mut self, entries: &[Entry<'s>]) -> Vec<Entry<'s>> {
        let mut added: Vec<Entry<'s>> = Vec::new();
        for merge in entries.iter().filter(|entry| entry.key == "<<") {
            let sources = match self.tree.kind(merge.value) {
                Kind::List => self.tree.items(merge.value),
                _ => std::slice::from_ref(&merge.value),
            };
            for entry in sources.iter().flat_map(|source| self.tree.entries(*source)) {
                let is_there = |known: &Entry<'_>| known.key == entry.key;
                if entries.iter().any(is_there) || added.iter().any(is_there) {
                    continue;
                }
                // Each costs little, but many of them are an attack.
                self.merged += 1;
                if self.merged > MAX_MERGED {
                    return added;
                }
                added.push(entry.clone());
            }
        }

        added
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
