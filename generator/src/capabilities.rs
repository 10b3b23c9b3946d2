//! What of a document a client can do: each operation is supported, approximated or left out, with the reports that say why.
//!
//! Read off the document's tree: a report belongs to an operation where it stands inside of it, or inside of something that it refers
//! to, however far away.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;
use crate::load::{Kind, NodeId, Tree};
use crate::model::Api;
use crate::parse::PATHS;
use crate::source::Span;

/// How much of an operation a client can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Support {
    /// All of it.
    Supported,
    /// It can be called, and something is not as the document has it.
    Approximated,
    /// It has no method.
    LeftOut,
}

impl Support {
    /// As a report writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Approximated => "approximated",
            Self::LeftOut => "left-out",
        }
    }
}

/// What a client can do of one operation.
#[derive(Clone, Debug)]
pub struct Capability {
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path as the document writes it.
    pub path: String,
    /// `operationId`
    pub id: Option<String>,
    /// How much.
    pub support: Support,
    /// The positions of the reports that say why, in [`Diagnostics::sorted`].
    pub reasons: Vec<usize>,
    /// Where the operation stands.
    pub span: Span,
}

/// The methods that a path can have.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// What a client can do of each operation, in document order.
pub fn capabilities(tree: &Tree<'_>, api: &Api, diagnostics: &Diagnostics) -> Vec<Capability> {
    let losses: Vec<(usize, Span)> = diagnostics
        .sorted()
        .iter()
        .enumerate()
        .filter(|(_, report)| report.is_loss())
        .map(|(index, report)| (index, report.span))
        .collect();
    let mut reach = Reach::new(tree, losses);
    let built: BTreeSet<u32> = api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations)
        .map(|operation| operation.place)
        .collect();

    let paths = PATHS
        .iter()
        .filter_map(|key| entry(tree, tree.root(), key))
        .flat_map(|paths| tree.entries(paths));
    let mut all = Vec::new();
    for path in paths {
        let shared = ["parameters", "servers"].into_iter();
        let shared: Vec<NodeId> = shared
            .filter_map(|key| entry(tree, path.value, key))
            .collect();
        let additional = entry(tree, path.value, "additionalOperations");
        let own = tree.entries(path.value).iter();
        let own = own.filter(|entry| METHODS.contains(&&*entry.key));
        let additional = additional.into_iter().flat_map(|node| tree.entries(node));
        for operation in own.chain(additional) {
            let mut reasons = reach.reasons(operation.value);
            for node in &shared {
                reasons.extend(reach.reasons(*node));
            }
            reasons.extend(reach.inside(operation.key_span));
            let own = METHODS
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&operation.key));
            let method = if own {
                operation.key.to_uppercase()
            } else {
                operation.key.to_string()
            };
            all.push(Capability {
                support: match (
                    built.contains(&operation.key_span.start),
                    reasons.is_empty(),
                ) {
                    (false, _) => Support::LeftOut,
                    (true, false) => Support::Approximated,
                    (true, true) => Support::Supported,
                },
                method,
                path: path.key.to_string(),
                id: entry(tree, operation.value, "operationId")
                    .and_then(|node| tree.text(node).map(str::to_owned)),
                reasons: reasons.into_iter().collect(),
                span: operation.key_span,
            });
        }
    }

    all
}

fn entry(tree: &Tree<'_>, node: NodeId, key: &str) -> Option<NodeId> {
    let mut entries = tree.entries(node).iter();

    entries
        .find(|entry| entry.key == key)
        .map(|entry| entry.value)
}

/// What nodes refer to, and the reports inside of them. What a component refers to is looked up once.
struct Reach<'t, 's> {
    tree: &'t Tree<'s>,
    /// Reports that tell of a loss, in the order of their places.
    losses: Vec<(usize, Span)>,
    /// The references and the reports of a node that something refers to.
    known: BTreeMap<NodeId, (BTreeSet<NodeId>, BTreeSet<usize>)>,
}

impl<'t, 's> Reach<'t, 's> {
    fn new(tree: &'t Tree<'s>, losses: Vec<(usize, Span)>) -> Self {
        Self {
            tree,
            losses,
            known: BTreeMap::new(),
        }
    }

    /// The reports inside a node and all that it refers to.
    fn reasons(&mut self, node: NodeId) -> BTreeSet<usize> {
        let mut reasons = BTreeSet::new();
        let mut passed = BTreeSet::from([node]);
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            if !self.known.contains_key(&node) {
                let found = (self.references(node), self.inside(self.tree.span(node)));
                self.known.insert(node, found);
            }
            let Some((references, reports)) = self.known.get(&node) else {
                continue;
            };
            reasons.extend(reports);
            waiting.extend(references.iter().filter(|next| passed.insert(**next)));
        }

        reasons
    }

    /// The reports inside a stretch of the document.
    fn inside(&self, span: Span) -> BTreeSet<usize> {
        let first = self
            .losses
            .partition_point(|(_, report)| report.start < span.start);

        self.losses
            .iter()
            .skip(first)
            .take_while(|(_, report)| report.start < span.end)
            .map(|(index, _)| *index)
            .collect()
    }

    /// The nodes that a node refers to itself.
    fn references(&self, node: NodeId) -> BTreeSet<NodeId> {
        let mut found = BTreeSet::new();
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            match self.tree.kind(node) {
                Kind::Mapping => {
                    for entry in self.tree.entries(node) {
                        let target = (entry.key == "$ref")
                            .then(|| self.tree.text(entry.value))
                            .flatten()
                            .and_then(|text| self.target(text));
                        found.extend(target);
                        waiting.push(entry.value);
                    }
                }
                Kind::List => waiting.extend(self.tree.items(node)),
                _ => {}
            }
        }

        found
    }

    /// The node behind a reference into the same document.
    fn target(&self, reference: &str) -> Option<NodeId> {
        let mut node = self.tree.root();
        for token in reference.strip_prefix("#/")?.split('/') {
            let key = token.replace("~1", "/").replace("~0", "~");
            node = match self.tree.kind(node) {
                Kind::List => *self.tree.items(node).get(key.parse::<usize>().ok()?)?,
                _ => entry(self.tree, node, &key)?,
            };
        }

        Some(node)
    }
}
