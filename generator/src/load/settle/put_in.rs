//! What is no schema stands in the place of its reference.

use super::parts::Part;
use super::resolve::{Found, reference};
use super::{BESIDE, MAX_NESTING, Settler, way};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::tree::{Entry, Kind, NodeId};
use crate::source::Span;

/// How many bytes may be put in the places of references: a document must not grow without end in memory.
const MAX_REPEATED: u32 = 32 * 1024 * 1024;

impl Settler<'_, '_> {
    /// Puts what a reference leads to in its place, unless the parser finds it there by itself.
    pub(super) fn put_in(
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
        let found = self.end_of_chain(&text, span);
        let Some(found) = found.filter(|found| may_be(found, part)) else {
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
    pub(super) fn parser_follows(&self, text: &str, part: Part) -> bool {
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
}

/// Whether what stands at a place may be such a part: a component of another kind is none.
fn may_be(found: &Found, part: Part) -> bool {
    match found.tokens.as_slice() {
        [first, kind, _] if first == "components" => Part::Components
            .under(kind)
            .is_none_or(|(_, stored)| stored == part),
        _ => true,
    }
}
