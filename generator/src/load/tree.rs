//! The tree of a document: nodes in one arena, each with its place, texts borrowed from the document where they stand there as is.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::Span;

/// An index that a [`Tree`] handed out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind<'s> {
    /// No value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer, as JSON writes it, of any size.
    Integer(Cow<'s, str>),
    /// A number with a fraction or an exponent, as JSON writes it.
    Number(Cow<'s, str>),
    /// A text.
    Text(Cow<'s, str>),
    /// A list; its elements are [`Tree::items`].
    List,
    /// A mapping; its entries are [`Tree::entries`].
    Mapping,
}

impl Kind<'_> {
    /// What to call it in a message.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Null => "no value",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List => "a list",
            Self::Mapping => "a mapping",
        }
    }
}

/// One entry of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'s> {
    /// The key; a number or another plain scalar is its text.
    pub key: Cow<'s, str>,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: NodeId,
}

#[derive(Clone, Debug)]
pub(super) struct Node<'s> {
    pub(super) kind: Kind<'s>,
    pub(super) span: Span,
    pub(super) children: Range<u32>,
}

/// A whole document. As it is read, a child's index is smaller than its parent's; what is put in later stands anywhere, and no node is
/// ever put into itself.
#[derive(Clone, Debug, Default)]
pub struct Tree<'s> {
    pub(super) root: NodeId,
    pub(super) nodes: Vec<Node<'s>>,
    pub(super) items: Vec<NodeId>,
    pub(super) entries: Vec<Entry<'s>>,
}

impl<'s> Tree<'s> {
    /// The outermost node.
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// What a node is.
    pub fn kind(&self, id: NodeId) -> &Kind<'s> {
        &self.node(id).kind
    }

    /// Where a node stands, from its first byte to its last.
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The elements of a list; none where it is no list.
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        let node = self.node(id);

        match node.kind {
            Kind::List => self.items.get(range(&node.children)).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The entries of a mapping in document order; none where it is no mapping.
    pub fn entries(&self, id: NodeId) -> &[Entry<'s>] {
        let node = self.node(id);

        match node.kind {
            Kind::Mapping => self.entries.get(range(&node.children)).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The entries of all mappings, in no order that means anything.
    pub(super) fn every_entry(&self) -> &[Entry<'s>] {
        &self.entries
    }

    /// The text of a node, where it is a text.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match self.kind(id) {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of nodes that are written, aliases not followed.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// How many nodes there are and how deep they nest, aliases followed.
    pub(super) fn expanded(&self) -> (u64, usize) {
        let mut sizes: Vec<(u64, usize)> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let (mut size, mut depth) = (1_u64, 0);
            let mut count = |child: NodeId| {
                let (child_size, child_depth) =
                    sizes.get(child.0 as usize).copied().unwrap_or_default();
                size = size.saturating_add(child_size);
                depth = depth.max(child_depth);
            };
            match node.kind {
                Kind::List => self
                    .items
                    .get(range(&node.children))
                    .unwrap_or_default()
                    .iter()
                    .for_each(|item| count(*item)),
                Kind::Mapping => {
                    self.entries
                        .get(range(&node.children))
                        .unwrap_or_default()
                        .iter()
                        .for_each(|entry| count(entry.value));
                }
                _ => {}
            }
            sizes.push((size, depth.saturating_add(1)));
        }

        sizes.last().copied().unwrap_or_default()
    }

    pub(super) fn add_scalar(&mut self, kind: Kind<'s>, span: Span) -> NodeId {
        self.add(kind, span, 0..0)
    }

    pub(super) fn add_list(&mut self, items: impl Iterator<Item = NodeId>, span: Span) -> NodeId {
        let start = length(&self.items);
        self.items.extend(items);

        self.add(Kind::List, span, start..length(&self.items))
    }

    pub(super) fn add_mapping(
        &mut self,
        entries: impl Iterator<Item = Entry<'s>>,
        span: Span,
    ) -> NodeId {
        let start = length(&self.entries);
        self.entries.extend(entries);

        self.add(Kind::Mapping, span, start..length(&self.entries))
    }

    fn add(&mut self, kind: Kind<'s>, span: Span, children: Range<u32>) -> NodeId {
        let id = NodeId(length(&self.nodes));
        self.nodes.push(Node {
            kind,
            span,
            children,
        });
        // The outermost node is closed last.
        self.root = id;

        id
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "an index is only ever handed out by `add` of the same tree"
    )]
    fn node(&self, id: NodeId) -> &Node<'s> {
        &self.nodes[id.0 as usize]
    }
}

/// A length as an index. A document is at most 4 GiB and no node takes less than one byte, so nothing is lost.
pub(super) fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

pub(super) fn range(children: &Range<u32>) -> Range<usize> {
    children.start as usize..children.end as usize
}
