//! What is read becomes a tree: events of the parser, and what the lines of a document say without it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{Event, ScalarStyle, Tag};

use super::super::build::{Builder, Open};
use super::super::scalar;
use super::super::tree::{Kind, NodeId, Tree};
use super::super::{EMPTY_HELP, MAX_NESTING};
use super::{nesting, offset};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Strictness};
use crate::source::Span;

/// How many times larger than written a document may grow by its aliases, beyond [`FREE_NODES`].
const ALIAS_GROWTH: u64 = 8;
/// A document may grow to so many nodes in any case.
const FREE_NODES: u64 = 100_000;

/// A mapping or list that is open.
struct Frame<'s> {
    open: Open,
    start: u32,
    anchor: usize,
    /// The key that waits for its value; `None` in lists.
    key: Option<(Cow<'s, str>, Span)>,
    is_mapping: bool,
    /// Whether one of its keys merges others into it.
    merges: bool,
}

pub(super) struct Reader<'s, 'd> {
    pub(super) text: &'s str,
    builder: Builder<'s>,
    frames: Vec<Frame<'s>>,
    /// Finished nodes by the number of their anchor; `None` while the node is open.
    anchors: BTreeMap<usize, Option<NodeId>>,
    first_alias: Option<Span>,
    pub(super) documents: usize,
    root: Option<Span>,
    pub(super) diagnostics: &'d mut Diagnostics,
}

impl<'s, 'd> Reader<'s, 'd> {
    /// For a text of which nothing is read yet.
    pub(super) fn new(text: &'s str, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            text,
            builder: Builder::default(),
            frames: Vec::new(),
            anchors: BTreeMap::new(),
            first_alias: None,
            documents: 0,
            root: None,
            diagnostics,
        }
    }

    /// Takes one event; `None` where reading on makes no sense.
    pub(super) fn event(&mut self, event: Event<'s>, place: Span, tag_place: Span) -> Option<()> {
        match event {
            Event::DocumentStart(..) => self.document(place),
            Event::Scalar(text, style, anchor, tag) => {
                if self.waits_for_key() {
                    // What is wrong with a tag is told in any case.
                    if tag.is_some() {
                        self.scalar(text.clone(), style, tag.as_deref(), tag_place);
                    }
                    self.key(text, place);
                    return Some(());
                }
                let kind = self.scalar(text, style, tag.as_deref(), tag_place);
                let node = self.builder.scalar(kind, place);
                self.anchored(anchor, Some(node));
                self.place_node(node, place);
                Some(())
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.start(false, anchor, tag.as_deref(), place, tag_place)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.start(true, anchor, tag.as_deref(), place, tag_place)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.end(place);
                Some(())
            }
            Event::Alias(anchor) => self.alias(anchor, place),
            // The stream's own start and end, the ends of documents, and events that are not asked for.
            _ => Some(()),
        }
    }

    pub(super) fn document(&mut self, place: Span) -> Option<()> {
        self.documents += 1;
        if self.documents == 1 {
            return Some(());
        }
        self.diagnostics.report(
            Diagnostic::new(
                Code::SeveralDocuments,
                place,
                "a second document begins in the same file",
            )
            .help("keep one document in a file, without `---` between its parts"),
        );

        // The first one is whole.
        self.is_lenient().then_some(())
    }

    fn scalar(
        &mut self,
        text: Cow<'s, str>,
        style: ScalarStyle,
        tag: Option<&Tag>,
        place: Span,
    ) -> Kind<'s> {
        let core = tag.and_then(Tag::core_suffix);
        match tag {
            Some(tag) if core.is_none() && tag.original() != "!" => {
                self.unknown_tag(&tag.original(), place);
            }
            Some(tag) if matches!(core, Some("map" | "seq")) => {
                self.unknown_tag(&tag.original(), place);
            }
            Some(_) if core.is_none() || core == Some("str") => return Kind::Text(text),
            Some(_) => return scalar::resolve(text),
            None => {}
        }

        if style == ScalarStyle::Plain {
            scalar::resolve(text)
        } else {
            Kind::Text(text)
        }
    }

    pub(super) fn start(
        &mut self,
        is_mapping: bool,
        anchor: usize,
        tag: Option<&Tag>,
        place: Span,
        tag_place: Span,
    ) -> Option<()> {
        if self.frames.len() == MAX_NESTING {
            self.diagnostics.report(nesting(place));
            return None;
        }
        if self.waits_for_key() {
            let message = "a key is a mapping or a list";
            self.diagnostics.report(
                Diagnostic::new(Code::WrongType, place, message)
                    .label("a text is expected")
                    .help("put a text that begins with `{` or `[` in quotes"),
            );
            return None;
        }
        let expected = if is_mapping { "map" } else { "seq" };
        if let Some(tag) = tag.filter(|tag| tag.core_suffix() != Some(expected)) {
            self.unknown_tag(&tag.original(), tag_place);
        }
        self.anchored(anchor, None);
        let open = if is_mapping {
            self.builder.open_mapping()
        } else {
            self.builder.open_list()
        };
        self.frames.push(Frame {
            open,
            start: place.start,
            anchor,
            key: None,
            is_mapping,
            merges: false,
        });

        Some(())
    }

    pub(super) fn end(&mut self, place: Span) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        // A block ends where the parser has seen that it does: blanks and comments after its last line are not part of it.
        let end = self.written_end(frame.start, place.end);
        let span = Span {
            start: frame.start.min(end),
            end,
        };
        if frame.merges && self.is_lenient() {
            self.builder.merge(frame.open);
        }
        let node = if frame.is_mapping {
            self.builder
                .close_mapping(frame.open, span, self.diagnostics)
        } else {
            self.builder.close_list(frame.open, span)
        };
        self.anchored(frame.anchor, Some(node));
        self.place_node(node, span);
    }

    fn alias(&mut self, anchor: usize, place: Span) -> Option<()> {
        let Some(Some(node)) = self.anchors.get(&anchor).copied() else {
            let message = "an alias stands for a key or for a node it is part of";
            let help = "let a schema refer to itself with `$ref`";
            self.diagnostics
                .report(Diagnostic::new(Code::Alias, place, message).help(help));
            return None;
        };
        if self.waits_for_key() {
            let message = "an alias stands as a key";
            self.diagnostics
                .report(Diagnostic::new(Code::Alias, place, message).help("write the key itself"));
            return None;
        }
        self.first_alias.get_or_insert(place);
        self.place_node(node, place);

        Some(())
    }

    /// Takes a scalar that is no key.
    pub(super) fn value(&mut self, kind: Kind<'s>, place: Span) {
        let node = self.builder.scalar(kind, place);
        self.place_node(node, place);
    }

    fn is_lenient(&self) -> bool {
        self.diagnostics.strictness() == Strictness::Lenient
    }

    fn waits_for_key(&self) -> bool {
        self.frames
            .last()
            .is_some_and(|frame| frame.is_mapping && frame.key.is_none())
    }

    pub(super) fn key(&mut self, text: Cow<'s, str>, place: Span) {
        if text == "<<" && self.text.get(place.range()) == Some("<<") {
            self.diagnostics.report(
                Diagnostic::new(Code::MergeKey, place, "merge keys are no part of YAML 1.2")
                    .help("write the entries out, or share a schema with `$ref` and `allOf`")
                    .mended(),
            );
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.merges |= text == "<<";
            frame.key = Some((text, place));
        }
    }

    fn place_node(&mut self, node: NodeId, place: Span) {
        match self.frames.last_mut() {
            None => self.root = Some(place),
            Some(frame) => match frame.key.take() {
                Some((key, key_span)) => self.builder.entry(key, key_span, node),
                None => self.builder.item(node),
            },
        }
    }

    fn anchored(&mut self, anchor: usize, node: Option<NodeId>) {
        // The parser counts anchors from 1; 0 is a node without one.
        if anchor > 0 {
            self.anchors.insert(anchor, node);
        }
    }

    fn unknown_tag(&mut self, tag: &str, place: Span) {
        let message = format!("the tag `{tag}` is not read");
        self.diagnostics.report(
            Diagnostic::new(Code::Tag, place, message).help("write the value without a tag"),
        );
    }

    /// The end of what is written before an offset, trailing blanks and comment lines left out.
    fn written_end(&self, start: u32, end: u32) -> u32 {
        let mut written = self
            .text
            .get(start as usize..end as usize)
            .unwrap_or_default()
            .trim_end();
        while let Some(newline) = memchr::memrchr(b'\n', written.as_bytes()) {
            let (before, last) = written.split_at(newline);
            if !last.trim_start().starts_with('#') {
                break;
            }
            written = before.trim_end();
        }

        start.saturating_add(offset(written.len()))
    }

    pub(super) fn finish(self) -> Option<Tree<'s>> {
        let tree = self.builder.finish();
        let is_empty = match self.root {
            None => true,
            Some(span) => span.start == span.end && tree.len() == 1,
        };
        if is_empty {
            let message = "the document is empty";
            self.diagnostics.report(
                Diagnostic::new(Code::EmptyDocument, Span::default(), message).help(EMPTY_HELP),
            );
            return None;
        }
        if let Some(alias) = self.first_alias {
            let (nodes, depth) = tree.expanded();
            let limit = FREE_NODES.max(ALIAS_GROWTH.saturating_mul(tree.len() as u64));
            if nodes > limit || depth > MAX_NESTING + 1 {
                let message = "the aliases of the document grow it beyond all measure";
                let help = "share schemas with `$ref`";
                self.diagnostics.report(
                    Diagnostic::new(Code::Alias, alias, message)
                        .label("the first of them")
                        .help(help),
                );
                return None;
            }
        }

        Some(tree)
    }
}
