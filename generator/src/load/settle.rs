//! References settled: after this, each leads to a component of its own kind, so that no later stage looks anywhere else.
//!
//! A reference may lead to any place of the document and of the files beside it. A schema that it leads to becomes a component, under a
//! name of its own, and so is one type however often and from wherever it is referred to; everything else is put in the place of its
//! reference. All places stay those of the texts. What leads nowhere stays as it is written, for those who read it to report.

mod names;
mod parts;
mod resolve;

use std::collections::{BTreeMap, BTreeSet};

use self::names::Names;
use self::parts::{Part, Way};
use self::resolve::{Files, Found, reference};
use super::tree::{Entry, Kind, NodeId, Tree};
use super::{MAX_NESTING, way};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Span};

/// How many references may lead from one to the next.
const MAX_STEPS: usize = 32;
/// How many bytes may be put in the places of references: a document must not grow without end in memory.
const MAX_REPEATED: u32 = 32 * 1024 * 1024;
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
        "$dynamicRef" => false,
        _ => true,
    })
}

/// A schema that becomes a component.
struct Raised {
    found: Found,
    names: Names,
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
    /// Notes the schemas that have names. One that is nothing but a reference to another file is what stands there.
    fn know_components(&mut self) {
        let Some(folder) = self.schemas_folder() else {
            return;
        };
        let own: Vec<(usize, String, NodeId)> = self
            .tree
            .entries(folder)
            .iter()
            .enumerate()
            .map(|(index, entry)| (index, entry.key.to_string(), entry.value))
            .collect();
        for (index, name, node) in own {
            let target = self.elsewhere(node);
            if let Some(target) = target.filter(|target| !self.components.contains_key(target)) {
                self.tree.set_child(folder, index, target);
                self.components.insert(target, Ok(name.clone()));
            }
            self.components.entry(node).or_insert(Ok(name));
        }
    }

    fn schemas_folder(&self) -> Option<NodeId> {
        let mut node = self.tree.root();
        for key in Part::Schema.folder(self.is_swagger)? {
            let mut entries = self.tree.entries(node).iter();
            node = entries.find(|entry| entry.key == *key)?.value;
        }

        Some(node)
    }

    /// The end of the references that a schema is nothing but, where that is in another file.
    fn elsewhere(&mut self, node: NodeId) -> Option<NodeId> {
        let found = self.chased(node)?;

        found.file.is_some().then_some(found.node)
    }

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

    /// Puts what a reference leads to in its place, unless the parser finds it there by itself.
    fn put_in(
        &mut self,
        parent: NodeId,
        index: usize,
        node: NodeId,
        part: Part,
        depth: usize,
    ) -> usize {
        let Some((text, span)) = reference(self.tree, node) else {
            return 0;
        };
        let text = text.to_owned();
        let from_document = self.files.of(span).is_none();
        if from_document && self.parser_follows(&text, part) {
            return 0;
        }
        let Some(found) = self.end_of_chain(&text, span) else {
            self.report_lost(&text, span, part);
            return 0;
        };
        let Some(height) = self.visit(found.node, part, depth + 1) else {
            let message = format!("`{text}` leads back to itself");
            let report = Diagnostic::new(Code::ReferenceCycle, span, message);
            self.diagnostics
                .report(report.help("replace one of the references by what it stands for"));
            return 0;
        };
        if !self.may_repeat(found.node, span) {
            return 0;
        }
        if depth + height > MAX_NESTING {
            let message = format!("`{text}` leads too deep");
            let report = Diagnostic::new(Code::Nesting, span, message);
            self.diagnostics
                .report(report.help("refer to less, or to schemas under `components`"));
            return 0;
        }
        // A path may say more beside its reference.
        let own = self.visit(node, part, depth + 1).unwrap_or_default();
        let put = self.with_what_is_beside(node, found.node, part);
        self.tree.set_child(parent, index, put);

        height.max(own)
    }

    /// Whether the parser follows a reference of the document by itself.
    fn parser_follows(&self, text: &str, part: Part) -> bool {
        let Some(fragment) = text.strip_prefix("#/") else {
            return false;
        };
        // What 2.0 shares is read again where it is used, wherever it stands.
        if self.is_swagger && matches!(part, Part::PathItem | Part::Parameter | Part::Response) {
            return true;
        }
        let mut tokens = fragment.split('/');
        let folder = part.folder(self.is_swagger);

        folder.is_some_and(|folder| folder.iter().all(|key| tokens.next() == Some(*key)))
            && tokens.count() == 1
    }

    /// What a chain of references leads to.
    fn end_of_chain(&mut self, text: &str, span: Span) -> Option<Found> {
        let first = self.files.find(self.tree, text, span)?;
        if reference(self.tree, first.node).is_none() {
            return Some(first);
        }

        self.chased(first.node)
    }

    fn report_lost(&mut self, text: &str, span: Span, part: Part) {
        // The others are reported by those who look for what they need.
        let is_read_later = part.folder(self.is_swagger).is_some()
            || self.is_swagger && matches!(part, Part::Parameter | Part::Response);
        if is_read_later {
            return;
        }
        let report = way::out_of_reach(self.source, text, span).unwrap_or_else(|| {
            let message = format!("`{text}` does not exist");
            Diagnostic::new(Code::DanglingReference, span, message)
                .help("write the place of what is meant, from the document on: `#/components/..`")
        });
        self.diagnostics.report(if part.only_explains() {
            Diagnostic {
                code: Code::UnknownKey,
                severity: Code::UnknownKey.severity(),
                ..report
            }
        } else {
            report
        });
    }

    /// Whether a node may be read once more, in the place of a reference; where there were too many of these, the first is reported.
    fn may_repeat(&mut self, node: NodeId, reference: Span) -> bool {
        let span = self.tree.span(node);
        let before = self.repeated;
        self.repeated = before.saturating_add(span.end.saturating_sub(span.start));
        if self.repeated > MAX_REPEATED && before <= MAX_REPEATED {
            let message = "references repeat too much of the document";
            let report = Diagnostic::new(Code::Unsupported, reference, message);
            self.diagnostics.report(
                report
                    .label("left out from here on")
                    .help("refer to schemas instead of to what holds them"),
            );
        }

        self.repeated <= MAX_REPEATED
    }

    /// What a reference leads to, with what stands beside the reference: all keys of a path, and words for people.
    fn with_what_is_beside(&mut self, node: NodeId, target: NodeId, part: Part) -> NodeId {
        let wins = |entry: &&Entry<'_>| {
            entry.key != "$ref" && (part == Part::PathItem || BESIDE.contains(&&*entry.key))
        };
        let mut entries: Vec<Entry<'_>> = self
            .tree
            .entries(node)
            .iter()
            .filter(wins)
            .cloned()
            .collect();
        if entries.is_empty() || *self.tree.kind(target) != Kind::Mapping {
            return target;
        }
        let further = self.tree.entries(target).iter();
        let further: Vec<Entry<'_>> = further
            .filter(|entry| entries.iter().all(|known| known.key != entry.key))
            .cloned()
            .collect();
        entries.extend(further);
        let span = self.tree.span(target);

        self.tree.new_mapping(entries, span)
    }

    /// Settles the references of one schema, not of those inside of it.
    fn settle_schema(&mut self, node: NodeId) {
        let entries = self.tree.entries(node).iter().enumerate();
        let of_schema: Vec<(usize, bool, NodeId)> = entries
            .filter(|(_, entry)| matches!(&*entry.key, "$ref" | "$dynamicRef" | "discriminator"))
            .map(|(index, entry)| (index, entry.key == "discriminator", entry.value))
            .collect();
        let has_reference = reference(self.tree, node).is_some();
        for (index, is_discriminator, value) in of_schema {
            if is_discriminator {
                for target in self.mapped(value) {
                    self.settle_text(target);
                }
            } else if self.settle_text(value) && !has_reference {
                // The word of JSON Schema for what may be overridden elsewhere; nearly always it is not.
                self.tree.set_key(node, index, "$ref");
            }
        }
    }

    /// The texts in `mapping` of a discriminator that are references.
    fn mapped(&self, discriminator: NodeId) -> Vec<NodeId> {
        let mut entries = self.tree.entries(discriminator).iter();
        let Some(mapping) = entries.find(|entry| entry.key == "mapping") else {
            return Vec::new();
        };
        let targets = self.tree.entries(mapping.value).iter();

        targets
            .map(|entry| entry.value)
            .filter(|target| {
                self.tree.text(*target).is_some_and(|text| {
                    text.contains(['/', '#']) || text.ends_with(".yaml") || text.ends_with(".json")
                })
            })
            .collect()
    }

    /// Settles a reference to a schema; whether it leads anywhere.
    fn settle_text(&mut self, value: NodeId) -> bool {
        let Some(text) = self.tree.text(value).map(str::to_owned) else {
            return false;
        };
        let span = self.tree.span(value);
        if self.files.of(span).is_none() && self.parser_follows(&text, Part::Schema) {
            return true;
        }
        let Some(first) = self.files.find(self.tree, &text, span) else {
            return false;
        };
        if first.file.is_none() && self.is_inside_component(&first) {
            // The parser walks on inside of components by itself.
            let written = pointer(&first.tokens);
            if written != text {
                self.tree.set_text(value, written);
            }
            return true;
        }
        let found = match self.components.contains_key(&first.node) {
            true => first,
            false => self.chased(first.node).unwrap_or(first),
        };
        let known = self.components.get(&found.node).cloned();
        match known {
            Some(Ok(name)) => self.set_component(value, &name),
            Some(Err(raised)) => self.asked.push((value, raised)),
            None if self.holds_components(&found) => return false,
            None => {
                let raised = self.raised.len();
                self.components.insert(found.node, Err(raised));
                self.asked.push((value, raised));
                self.waiting.push(found.node);
                self.raised.push(Raised {
                    names: Names::of(&found),
                    found,
                });
            }
        }

        true
    }

    /// Whether a place is a component, or one inside of it that the parser walks to.
    fn is_inside_component(&self, found: &Found) -> bool {
        let Some(folder) = Part::Schema.folder(self.is_swagger) else {
            return false;
        };
        let starts = found.tokens.len() > folder.len()
            && found
                .tokens
                .iter()
                .zip(folder)
                .all(|(token, key)| token == key);
        let mut rest = found.tokens.iter().skip(folder.len() + 1);
        while let Some(token) = rest.next() {
            let goes_on = match token.as_str() {
                "properties" => rest.next().is_some(),
                "items" | "additionalProperties" => true,
                "allOf" | "oneOf" | "anyOf" => rest
                    .next()
                    .is_some_and(|index| index.parse::<usize>().is_ok()),
                _ => false,
            };
            if !goes_on {
                return false;
            }
        }

        starts
    }

    /// Whether a place of the document holds the components, so that it cannot become one of them.
    fn holds_components(&self, found: &Found) -> bool {
        let folder = Part::Schema.folder(self.is_swagger).unwrap_or_default();

        found.file.is_none()
            && found.tokens.len() <= folder.len()
            && found
                .tokens
                .iter()
                .zip(folder)
                .all(|(token, key)| token == key)
    }

    fn set_component(&mut self, value: NodeId, name: &str) {
        let folder = Part::Schema.folder(self.is_swagger).unwrap_or_default();
        let tokens: Vec<String> = folder
            .iter()
            .map(|key| (*key).to_owned())
            .chain([name.to_owned()])
            .collect();
        self.tree.set_text(value, pointer(&tokens));
    }

    /// Gives the raised schemas their names and their place, and the references to them their texts.
    fn finish(mut self) {
        if self.raised.is_empty() {
            return;
        }
        let taken: BTreeSet<String> = self
            .schemas_folder()
            .map(|folder| self.tree.entries(folder))
            .unwrap_or_default()
            .iter()
            .map(|entry| entry.key.to_string())
            .collect();
        let raised = std::mem::take(&mut self.raised);
        let (found, asked): (Vec<Found>, Vec<Names>) = raised
            .into_iter()
            .map(|raised| (raised.found, raised.names))
            .unzip();
        let names = names::assign(&asked, taken);
        for (value, index) in std::mem::take(&mut self.asked) {
            if let Some(name) = names.get(index) {
                self.set_component(value, name);
            }
        }
        let mut added = Vec::new();
        for (found, name) in found.into_iter().zip(&names) {
            // Where it stood there is a reference now, so that it is one schema and not two alike.
            if let Some((parent, index)) = found.parent.filter(|_| found.file.is_none()) {
                let text = self.tree.new_text(String::new(), found.place);
                self.set_component(text, name);
                let entry = Entry {
                    key: "$ref".into(),
                    key_span: found.place,
                    value: text,
                };
                let stand_in = self.tree.new_mapping(vec![entry], found.place);
                self.tree.set_child(parent, index, stand_in);
            }
            added.push(Entry {
                key: name.clone().into(),
                key_span: found.place,
                value: found.node,
            });
        }
        self.add_components(added);
    }

    fn add_components(&mut self, added: Vec<Entry<'_>>) {
        let mut node = self.tree.root();
        for key in Part::Schema.folder(self.is_swagger).unwrap_or_default() {
            let known = self
                .tree
                .entries(node)
                .iter()
                .find(|entry| entry.key == *key);
            node = if let Some(entry) = known {
                entry.value
            } else {
                let span = self.tree.span(node);
                let empty = self.tree.new_mapping(Vec::new(), span);
                let mut entries = self.tree.entries(node).to_vec();
                entries.push(Entry {
                    key: (*key).into(),
                    key_span: Span {
                        end: span.start,
                        ..span
                    },
                    value: empty,
                });
                self.tree.set_entries(node, entries);
                empty
            };
        }
        let mut entries = self.tree.entries(node).to_vec();
        entries.extend(added.into_iter().map(|entry| Entry {
            key: entry.key.into_owned().into(),
            ..entry
        }));
        self.tree.set_entries(node, entries);
    }
}

/// A JSON Pointer of the document, as a reference writes it.
fn pointer(tokens: &[String]) -> String {
    let mut written = "#".to_owned();
    for token in tokens {
        written.push('/');
        written.push_str(&token.replace('~', "~0").replace('/', "~1"));
    }

    written.replace('%', "%25")
}
