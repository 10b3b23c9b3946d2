//! What a reference leads to: a place in one of the files, whatever way it is said.

use std::collections::BTreeMap;

use super::super::tree::{Kind, NodeId, Tree};
use super::super::way::{halves, is_remote, way};
use super::super::{percent_decoded, split_pointer};
use crate::source::{Source, Span};

/// How many references may stand on the way to a place.
const MAX_DETOURS: usize = 8;

/// The files that references lead into.
pub(super) struct Files<'s> {
    source: &'s Source,
    /// The outermost node of the document.
    root: NodeId,
    /// The name of the document's own file.
    own_name: &'s str,
    /// The address of the document, where it says one.
    own_address: Option<String>,
    /// The outermost nodes of the files beside it.
    roots: BTreeMap<&'s str, NodeId>,
    /// Nodes that have a name or an address of their own; found when the first is asked for.
    anchors: Option<Anchors>,
}

/// Nodes by the address that they say they have, and by the file and their name in it.
#[derive(Default)]
struct Anchors {
    by_address: BTreeMap<String, NodeId>,
    by_name: BTreeMap<(Option<String>, String), NodeId>,
}

/// A place that a reference leads to.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) node: NodeId,
    /// What holds it, and as which of its children; nothing where that is not known or a whole file.
    pub(super) parent: Option<(NodeId, usize)>,
    /// The key it stands under.
    pub(super) place: Span,
    /// The way to the file, where it is not the document.
    pub(super) file: Option<String>,
    /// The keys from the outermost node of the file.
    pub(super) tokens: Vec<String>,
}

impl<'s> Files<'s> {
    pub(super) fn new(
        source: &'s Source,
        tree: &Tree<'_>,
        roots: BTreeMap<&'s str, NodeId>,
    ) -> Self {
        let root = tree.root();
        let own_address = tree
            .entries(root)
            .iter()
            .find(|entry| entry.key == "$self")
            .and_then(|entry| tree.text(entry.value))
            .map(|address| halves(address).0.to_owned());

        Self {
            source,
            root,
            own_name: source.path.rsplit('/').next().unwrap_or_default(),
            own_address,
            roots,
            anchors: None,
        }
    }

    /// The file that something stands in, where it is not the document.
    pub(super) fn of(&self, span: Span) -> Option<&'s str> {
        self.source.beside(span.start)
    }

    /// The place a reference leads to; nothing where there is none among what was read.
    pub(super) fn find(
        &mut self,
        tree: &Tree<'_>,
        reference: &str,
        written: Span,
    ) -> Option<Found> {
        self.find_past(tree, reference, written, MAX_DETOURS)
    }

    fn find_past(
        &mut self,
        tree: &Tree<'_>,
        reference: &str,
        written: Span,
        detours: usize,
    ) -> Option<Found> {
        let (address, fragment) = halves(reference);
        let from = self.source.beside(written.start);
        let fragment = percent_decoded(fragment);
        let file = if address.is_empty() {
            from.map(str::to_owned)
        } else {
            match self.file(from, address) {
                Some(file) => file,
                None => return self.at_address(tree, address, &fragment),
            }
        };
        let root = match &file {
            None => self.root,
            Some(way) => *self.roots.get(way.as_str())?,
        };
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return self.anchored(tree, file, &fragment);
        }

        self.descend(tree, root, file, split_pointer(&fragment), detours)
    }

    /// The file an address means: `Some(None)` is the document itself.
    #[expect(
        clippy::option_option,
        reason = "the outer one says that it is a file that was read"
    )]
    fn file(&self, from: Option<&str>, address: &str) -> Option<Option<String>> {
        let beside = match &self.own_address {
            Some(own) if own == address => return Some(None),
            // An address in the folder of the document's own is a file beside it.
            Some(own) if is_remote(address) => {
                let folder = own.rsplit_once('/').map(|(folder, _)| folder)?;
                way(None, address.strip_prefix(folder)?.strip_prefix('/')?)?
            }
            _ => way(from, address)?,
        };
        if beside == self.own_name {
            return Some(None);
        }

        self.roots
            .contains_key(beside.as_str())
            .then_some(Some(beside))
    }

    fn descend(
        &mut self,
        tree: &Tree<'_>,
        root: NodeId,
        file: Option<String>,
        tokens: Vec<String>,
        detours: usize,
    ) -> Option<Found> {
        let mut found = Found {
            node: root,
            parent: None,
            place: tree.span(root),
            file,
            tokens: Vec::new(),
        };
        let mut rest = tokens.into_iter();
        while let Some(token) = rest.next() {
            let node = found.node;
            let next = if *tree.kind(node) == Kind::List {
                let index = token.parse::<usize>().ok()?;
                let item = *tree.items(node).get(index)?;
                Some((index, item, tree.span(item)))
            } else {
                let mut entries = tree.entries(node).iter().enumerate();
                entries
                    .find(|(_, entry)| entry.key == token)
                    .map(|(index, entry)| (index, entry.value, entry.key_span))
            };
            if let Some((index, child, place)) = next {
                found.parent = Some((node, index));
                found.node = child;
                found.place = place;
                found.tokens.push(token);
                continue;
            }
            // What stands here is somewhere else: on from there.
            let (reference, span) = reference(tree, node)?;
            let reference = reference.to_owned();
            let elsewhere = self.find_past(tree, &reference, span, detours.checked_sub(1)?)?;
            let mut tokens = elsewhere.tokens.clone();
            tokens.push(token);
            tokens.extend(rest);
            let root = match &elsewhere.file {
                None => self.root,
                Some(way) => *self.roots.get(way.as_str())?,
            };

            return self.descend(tree, root, elsewhere.file, tokens, detours.checked_sub(1)?);
        }

        Some(found)
    }

    fn anchored(&mut self, tree: &Tree<'_>, file: Option<String>, name: &str) -> Option<Found> {
        let source = self.source;
        let anchors = self
            .anchors
            .get_or_insert_with(|| Anchors::of(tree, source));
        let node = *anchors.by_name.get(&(file.clone(), name.to_owned()))?;

        Some(alone(tree, node, file, name))
    }

    fn at_address(&mut self, tree: &Tree<'_>, address: &str, fragment: &str) -> Option<Found> {
        let source = self.source;
        let anchors = self
            .anchors
            .get_or_insert_with(|| Anchors::of(tree, source));
        let node = *anchors.by_address.get(address)?;
        let file = source.beside(tree.span(node).start).map(str::to_owned);
        let name = address.rsplit('/').next().unwrap_or(address);
        let name = name.split('.').next().unwrap_or(name);
        if fragment.is_empty() {
            return Some(alone(tree, node, file, name));
        }
        let mut found = alone(tree, node, file, name);
        for token in split_pointer(fragment) {
            let mut entries = tree.entries(found.node).iter().enumerate();
            let (index, entry) = entries.find(|(_, entry)| entry.key == token)?;
            found.parent = Some((found.node, index));
            found.node = entry.value;
            found.place = entry.key_span;
            found.tokens.push(token);
        }

        Some(found)
    }
}

/// A node that is known by a name alone.
fn alone(tree: &Tree<'_>, node: NodeId, file: Option<String>, name: &str) -> Found {
    Found {
        node,
        parent: None,
        place: tree.span(node),
        file,
        tokens: vec![name.to_owned()],
    }
}

impl Anchors {
    fn of(tree: &Tree<'_>, source: &Source) -> Self {
        let mut anchors = Self::default();
        for node in tree.all() {
            for entry in tree.entries(node) {
                let Some(text) = tree.text(entry.value) else {
                    continue;
                };
                match &*entry.key {
                    "$anchor" | "$dynamicAnchor" => {
                        let file = source.beside(entry.key_span.start).map(str::to_owned);
                        anchors
                            .by_name
                            .entry((file, text.to_owned()))
                            .or_insert(node);
                    }
                    "$id" => {
                        anchors
                            .by_address
                            .entry(halves(text).0.to_owned())
                            .or_insert(node);
                    }
                    _ => {}
                }
            }
        }

        anchors
    }
}

/// The reference that stands in a node, and where.
pub(super) fn reference<'t>(tree: &'t Tree<'_>, node: NodeId) -> Option<(&'t str, Span)> {
    let mut entries = tree.entries(node).iter();
    let entry = entries.find(|entry| entry.key == "$ref")?;

    Some((tree.text(entry.value)?, tree.span(entry.value)))
}
