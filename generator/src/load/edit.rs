//! Changes of a tree that is read: texts replaced, entries put in and taken out, another tree added to it.
//!
//! Children stand in one stretch of the arena, so a list of children that grows is written anew behind all others; what it was stays
//! where it is, and nobody looks at it any more.

use std::borrow::Cow;

use super::tree::{Entry, Kind, NodeId, Tree, length, range};
use crate::source::Span;

impl<'s> Tree<'s> {
    /// All nodes, in no order that means anything.
    pub(super) fn all(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..length(&self.nodes)).map(NodeId)
    }

    /// Adds the nodes of another tree, whose text begins at `start` among all texts; yields its outermost node.
    pub(super) fn adopt(&mut self, other: Tree<'s>, start: u32) -> NodeId {
        let (nodes, items) = (length(&self.nodes), length(&self.items));
        let entries = length(&self.entries);
        let moved = |node: NodeId| NodeId(node.0.saturating_add(nodes));
        self.items.extend(other.items.into_iter().map(moved));
        self.entries
            .extend(other.entries.into_iter().map(|entry| Entry {
                key_span: entry.key_span.shifted(start),
                value: moved(entry.value),
                ..entry
            }));
        self.nodes.extend(other.nodes.into_iter().map(|mut node| {
            let by = match node.kind {
                Kind::List => items,
                Kind::Mapping => entries,
                _ => 0,
            };
            node.span = node.span.shifted(start);
            node.children =
                node.children.start.saturating_add(by)..node.children.end.saturating_add(by);
            node
        }));

        moved(other.root)
    }

    /// Makes another node the outermost one.
    pub(super) fn set_root(&mut self, root: NodeId) {
        self.root = root;
    }

    /// Makes a node say a text.
    pub(super) fn set_text(&mut self, node: NodeId, text: String) {
        if let Some(node) = self.nodes.get_mut(node.0 as usize) {
            node.kind = Kind::Text(Cow::Owned(text));
        }
    }

    /// Puts another node in the place of a child.
    pub(super) fn set_child(&mut self, parent: NodeId, index: usize, child: NodeId) {
        let Some(node) = self.nodes.get(parent.0 as usize) else {
            return;
        };
        let at = node.children.start as usize + index;
        match node.kind {
            Kind::List => {
                if let Some(item) = self.items.get_mut(at) {
                    *item = child;
                }
            }
            Kind::Mapping => {
                if let Some(entry) = self.entries.get_mut(at) {
                    entry.value = child;
                }
            }
            _ => {}
        }
    }

    /// Gives an entry of a mapping another key.
    pub(super) fn set_key(&mut self, mapping: NodeId, index: usize, key: &'static str) {
        let children = self
            .nodes
            .get(mapping.0 as usize)
            .map(|node| range(&node.children));
        let entry = children.and_then(|children| self.entries.get_mut(children.start + index));
        if let Some(entry) = entry {
            entry.key = Cow::Borrowed(key);
        }
    }

    /// Gives a mapping other entries.
    pub(super) fn set_entries(&mut self, mapping: NodeId, entries: Vec<Entry<'s>>) {
        let start = length(&self.entries);
        self.entries.extend(entries);
        let end = length(&self.entries);
        if let Some(node) = self.nodes.get_mut(mapping.0 as usize) {
            node.kind = Kind::Mapping;
            node.children = start..end;
        }
    }

    /// Gives a list other elements.
    pub(super) fn set_items(&mut self, list: NodeId, items: Vec<NodeId>) {
        let start = length(&self.items);
        self.items.extend(items);
        let end = length(&self.items);
        if let Some(node) = self.nodes.get_mut(list.0 as usize) {
            node.kind = Kind::List;
            node.children = start..end;
        }
    }

    /// Adds a mapping.
    pub(super) fn new_mapping(&mut self, entries: Vec<Entry<'s>>, span: Span) -> NodeId {
        let root = self.root;
        let added = self.add_mapping(entries.into_iter(), span);
        self.root = root;

        added
    }

    /// Adds a text.
    pub(super) fn new_text(&mut self, text: String, span: Span) -> NodeId {
        let root = self.root;
        let added = self.add_scalar(Kind::Text(Cow::Owned(text)), span);
        self.root = root;

        added
    }

    /// A copy of a node and all that it holds, so that a change of the one is none of the other.
    pub(super) fn copy(&mut self, node: NodeId) -> NodeId {
        let root = self.root;
        let span = self.span(node);
        let copied = match self.kind(node).clone() {
            Kind::List => {
                let items = self.items(node).to_vec();
                let items: Vec<NodeId> = items.into_iter().map(|item| self.copy(item)).collect();
                self.add_list(items.into_iter(), span)
            }
            Kind::Mapping => {
                let mut entries = self.entries(node).to_vec();
                for entry in &mut entries {
                    entry.value = self.copy(entry.value);
                }
                self.add_mapping(entries.into_iter(), span)
            }
            scalar => self.add_scalar(scalar, span),
        };
        self.root = root;

        copied
    }
}
