//! What every reader of this stage is handed: the tree, the version, and the place for reports.

use std::cell::{Cell, RefCell};
use std::fmt;

use super::dialect::Dialect;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Strictness};
use crate::load::{Kind, NodeId, Tree};
use crate::source::Span;

/// The document that is being read.
pub(super) struct Input<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) dialect: Dialect,
    // Shared, because a mapping reader reports while its caller holds another.
    diagnostics: RefCell<&'t mut Diagnostics>,
    /// How many bytes were read again where references lead to them.
    repeated: Cell<u32>,
}

/// How many bytes may be read again: a document must not grow without end in memory.
const MAX_REPEATED: u32 = 32 * 1024 * 1024;

impl<'t> Input<'t> {
    pub(super) fn new(
        tree: &'t Tree<'_>,
        dialect: Dialect,
        diagnostics: &'t mut Diagnostics,
    ) -> Self {
        Self {
            tree,
            dialect,
            diagnostics: RefCell::new(diagnostics),
            repeated: Cell::new(0),
        }
    }

    /// Whether what is wrong is approximated or left out.
    pub(super) fn is_lenient(&self) -> bool {
        self.diagnostics.borrow().strictness() == Strictness::Lenient
    }

    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().report(diagnostic);
    }

    /// From where a node stands to its end.
    pub(super) fn extent(&self, named: Named<'_>) -> Span {
        Span {
            start: named.place.start,
            end: self.tree.span(named.node).end.max(named.place.end),
        }
    }

    /// Whether a node may be read once more, at a reference to it; where there were too many of these, the first is reported.
    pub(super) fn may_repeat(&self, node: NodeId, reference: Span) -> bool {
        let span = self.tree.span(node);
        let before = self.repeated.get();
        let repeated = before.saturating_add(span.end.saturating_sub(span.start));
        self.repeated.set(repeated);
        if repeated > MAX_REPEATED && before <= MAX_REPEATED {
            let message = "references repeat too much of the document";
            let report = Diagnostic::new(Code::Unsupported, reference, message);
            self.report(
                report
                    .label("left out from here on")
                    .help("refer to schemas under `definitions` instead of to what holds them"),
            );
        }

        repeated <= MAX_REPEATED
    }

    /// Reports a node that is of another kind than its place asks for, though what is meant is plain; whether it may be taken for that.
    pub(super) fn mended(&self, node: NodeId, name: &str, expected: &str) -> bool {
        self.report(self.other_kind(node, name, expected).mended());

        self.is_lenient()
    }

    /// Reports a list where one schema is due; whether it may be taken for a tuple.
    pub(super) fn mended_tuple(&self, named: Named<'_>) -> bool {
        if !self.is_lenient() {
            return false;
        }

        self.mended(named.node, named.name, "a mapping")
    }

    /// Reports a node that is of another kind than its place asks for.
    pub(super) fn wrong_type(&self, node: NodeId, name: &str, expected: &str) {
        self.report(self.other_kind(node, name, expected));
    }

    fn other_kind(&self, node: NodeId, name: &str, expected: &str) -> Diagnostic {
        let kind = self.tree.kind(node);
        let message = match kind {
            Kind::Null => format!("`{name}` has no value"),
            _ => format!("`{name}` is {}, not {expected}", kind.name()),
        };
        let report = Diagnostic::new(Code::WrongType, self.tree.span(node), message)
            .label(format!("{expected} is expected"));

        match way_out(kind, name, expected) {
            Some(help) => report.help(help),
            None => report,
        }
    }
}

/// What to write instead of a value of another kind; nothing where that is plain or cannot be known.
fn way_out(kind: &Kind<'_>, name: &str, expected: &str) -> Option<String> {
    /// What says something of a schema, and so lands among its members when it is indented too little.
    const OF_SCHEMA: &[&str] = &[
        "type",
        "format",
        "description",
        "title",
        "pattern",
        "example",
        "default",
        "$ref",
    ];

    let is =
        |text: &str, words: [&str; 2]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    Some(match (kind, expected) {
        (Kind::Integer(written) | Kind::Number(written), "a text") => {
            format!("put it in quotes: `\"{written}\"`")
        }
        (Kind::Bool(written), "a text") => format!("put it in quotes: `\"{written}\"`"),
        (Kind::Null, "a text") if name == "$ref" => {
            "a `#` after a blank begins a comment: put the reference in quotes, as in `$ref: \"#/..\"`".to_owned()
        }
        (Kind::Null, "a text") => "write it behind the colon, or leave the key out".to_owned(),
        (Kind::Null, _) => {
            "indent what belongs to it deeper than the key, or leave the key out".to_owned()
        }
        (Kind::Text(written), "a boolean") if is(written, ["true", "yes"]) => "write `true`".to_owned(),
        (Kind::Text(written), "a boolean") if is(written, ["false", "no"]) => "write `false`".to_owned(),
        (Kind::Text(written), "a list") if name == "security" && is_short(written) => {
            format!("write `[{{{written}: []}}]`")
        }
        (Kind::Text(written), "a list") if name == "servers" && is_short(written) => {
            format!("write `[{{url: {written}}}]`")
        }
        (Kind::Text(written), "a list") if is_short(written) => format!("put it in brackets: `[{written}]`"),
        (Kind::Mapping, "a list") => {
            "put it in brackets, or write `- ` before it and indent its lines as deep".to_owned()
        }
        (Kind::List, "a mapping") if name == "items" => "write one schema for all elements".to_owned(),
        (Kind::List, "a mapping") => "write entries, `name: ..`, and no hyphens or brackets".to_owned(),
        (Kind::Text(written), "a mapping") if OF_SCHEMA.contains(&name) && is_short(written) => format!(
            "indent it below the key it belongs to, or, where `{name}` is the name of a member, write `{name}: {{type: string}}`"
        ),
        (Kind::Text(written), "a mapping") if is_type(written) => format!("write `{{type: {written}}}`"),
        _ => return None,
    })
}

/// Whether a text can be shown in a line of help.
fn is_short(text: &str) -> bool {
    text.len() <= 60 && !text.contains(['`', '\n'])
}

fn is_type(word: &str) -> bool {
    matches!(
        word,
        "string" | "number" | "integer" | "boolean" | "array" | "object"
    )
}

/// A node that has a name: its key, or what holds it in a list.
#[derive(Clone, Copy)]
pub(super) struct Named<'t> {
    /// What to call it in a message.
    pub(super) name: &'t str,
    pub(super) node: NodeId,
    /// Where to point: the key where there is one.
    pub(super) place: Span,
}

/// The way from the document's root to a node, as a JSON Pointer. It lives on the stack of the readers, so that nothing is
/// put together where nobody asks.
#[derive(Clone, Copy)]
pub(super) struct Pointer<'p> {
    parent: Option<&'p Pointer<'p>>,
    segment: &'p str,
    is_written: bool,
}

impl<'p> Pointer<'p> {
    pub(super) fn root(segment: &'p str) -> Self {
        Self {
            parent: None,
            segment,
            is_written: false,
        }
    }

    /// A pointer that is written already.
    pub(super) fn written(pointer: &'p str) -> Self {
        Self {
            parent: None,
            segment: pointer,
            is_written: true,
        }
    }

    pub(super) fn child(&'p self, segment: &'p str) -> Pointer<'p> {
        Pointer {
            parent: Some(self),
            segment,
            is_written: false,
        }
    }
}

impl Pointer<'_> {
    /// The pointer as it is written.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.write(0, &mut text);

        text
    }

    /// Writes it, with room for so much behind it.
    fn write(&self, room: usize, text: &mut String) {
        let room = room + 1 + self.segment.len();
        if let Some(parent) = self.parent {
            parent.write(room, text);
        } else {
            text.reserve_exact(room + 1);
            if self.is_written {
                return text.push_str(self.segment);
            }
            text.push('#');
        }
        text.push('/');
        if !self.segment.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
            return text.push_str(self.segment);
        }
        for letter in self.segment.chars() {
            match letter {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                letter => text.push(letter),
            }
        }
    }
}

impl fmt::Display for Pointer<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}
