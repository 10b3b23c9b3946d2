//! References settled: after this, each leads to a component of its own kind, so that no later stage looks anywhere else.
//!
//! A reference may lead to any place of the document and of the files beside it. A schema that it leads to becomes a component, under a
//! name of its own, and so is one type however often and from wherever it is referred to; everything else is put in the place of its
//! reference. All places stay those of the texts. What leads nowhere stays as it is written, for those who read it to report.

mod names;
mod parts;
mod put_in;
mod recursion;
mod resolve;
mod schemas;

use std::collections::BTreeMap;

use self::parts::{Part, Way};
use self::resolve::{Files, Found, reference};
use self::schemas::Raised;
use super::tree::{Kind, NodeId, Tree};
use super::{MAX_NESTING, way};
use crate::diagnostic::Diagnostics;
use crate::source::Source;

/// How many references may lead from one to the next.
const MAX_STEPS: usize = 32;
/// What may stand beside a reference and wins over what it leads to.
const BESIDE: &[&str] = &["summary", "description"];

/// Settles the references of a document; `roots` are the outermost nodes of the files beside it, by the ways to them.
pub(super) fn settle<'s>(
    source: &'s Source,
    tree: &mut Tree<'s>,
    roots: BTreeMap<&'s str, NodeId>,
    diagnostics: &mut Diagnostics,
) {
    let is_swagger = tree
        .entries(tree.root())
        .iter()
        .any(|entry| entry.key == "swagger");
    if roots.is_empty() && is_plain(tree, is_swagger) {
        return;
    }
    let root = tree.root();
    let mut settler = Settler {
        files: Files::new(source, tree, roots),
        source,
        tree,
        diagnostics,
        is_swagger,
        components: BTreeMap::new(),
        heights: BTreeMap::new(),
        raised: Vec::new(),
        asked: Vec::new(),
        waiting: Vec::new(),
        repeated: 0,
    };
    settler.know_components();
    settler.name_recursion();
    settler.visit(root, Part::Document, 0);
    while let Some(node) = settler.waiting.pop() {
        settler.visit(node, Part::Schema, 0);
    }
    settler.finish();
}

/// Whether all references are such that the parser follows them by itself, as in most documents.
fn is_plain(tree: &Tree<'_>, is_swagger: bool) -> bool {
    const FOLDERS: &[&str] = &[
        "#/components/schemas/",
        "#/components/parameters/",
        "#/components/requestBodies/",
        "#/components/responses/",
        "#/components/headers/",
    ];
    const SWAGGER: &[&str] = &["#/definitions/", "#/parameters/", "#/responses/"];

    let folders = if is_swagger { SWAGGER } else { FOLDERS };
    let is_plain = |text: &str| {
        folders.iter().any(|folder| {
            text.strip_prefix(folder)
                .is_some_and(|name| !name.contains(['/', '%', '#']))
        })
    };

    tree.every_entry().iter().all(|entry| match &*entry.key {
        "$ref" => tree.text(entry.value).is_none_or(is_plain),
        "$dynamicRef" | "$recursiveRef" => false,
        _ => true,
    })
}

struct Settler<'a, 's> {
    files: Files<'s>,
    source: &'s Source,
    tree: &'a mut Tree<'s>,
    diagnostics: &'a mut Diagnostics,
    is_swagger: bool,
    /// Schemas that have a name: one that the author gave, or a position among those that are raised.
    components: BTreeMap<NodeId, Result<String, usize>>,
    /// How deep what was visited nests; nothing while it is being visited.
    heights: BTreeMap<(NodeId, Part), Option<usize>>,
    raised: Vec<Raised>,
    /// Texts of references, and which of the raised schemas each leads to.
    asked: Vec<(NodeId, usize)>,
    /// Raised schemas that nobody has visited yet.
    waiting: Vec<NodeId>,
    repeated: u32,
}

impl Settler<'_, '_> {
    /// The end of a chain of nodes that are nothing but references; nothing where it has none or no end.
    fn chased(&mut self, node: NodeId) -> Option<Found> {
        let mut found: Option<Found> = None;
        for _ in 0..MAX_STEPS {
            let at = found.as_ref().map_or(node, |found| found.node);
            let entries = self.tree.entries(at);
            let is_bare = entries
                .iter()
                .all(|entry| entry.key == "$ref" || BESIDE.contains(&&*entry.key));
            match reference(self.tree, at) {
                Some((text, span)) if is_bare => {
                    let text = text.to_owned();
                    found = Some(self.files.find(self.tree, &text, span)?);
                }
                _ => return found,
            }
        }

        None
    }

    /// Settles what stands in a node; yields how deep it nests, or nothing where it holds itself.
    fn visit(&mut self, node: NodeId, part: Part, depth: usize) -> Option<usize> {
        if let Some(height) = self.heights.get(&(node, part)) {
            return *height;
        }
        self.heights.insert((node, part), None);
        let mut height = 0;
        if part == Part::Schema {
            self.settle_schema(node);
        }
        for index in 0..self.tree.entries(node).len() {
            let Some(entry) = self.tree.entries(node).get(index) else {
                break;
            };
            let Some((way, under)) = part.under(&entry.key) else {
                continue;
            };
            let child = entry.value;
            let is_list = *self.tree.kind(child) == Kind::List;
            let inner = match way {
                Way::One => self.child(node, index, under, depth),
                Way::Either if !is_list => self.child(node, index, under, depth),
                Way::Either | Way::List | Way::Map => self.children(child, under, depth),
            };
            height = height.max(inner);
        }
        self.heights.insert((node, part), Some(height + 1));

        Some(height + 1)
    }

    fn children(&mut self, node: NodeId, part: Part, depth: usize) -> usize {
        let count = match self.tree.kind(node) {
            Kind::List => self.tree.items(node).len(),
            _ => self.tree.entries(node).len(),
        };
        let mut height = 0;
        for index in 0..count {
            height = height.max(self.child(node, index, part, depth + 1));
        }

        height + 1
    }

    /// Settles one child of a node, and what stands in its place where it is a reference.
    fn child(&mut self, parent: NodeId, index: usize, part: Part, depth: usize) -> usize {
        let entry = self.tree.entries(parent).get(index);
        let item = || self.tree.items(parent).get(index).copied();
        let Some(node) = entry.map(|entry| entry.value).or_else(item) else {
            return 0;
        };
        if part != Part::Schema && reference(self.tree, node).is_some() {
            return self.put_in(parent, index, node, part, depth);
        }

        self.visit(node, part, depth + 1).unwrap_or_default()
    }
}
