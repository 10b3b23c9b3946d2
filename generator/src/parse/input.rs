//! What every reader of this stage is handed: the tree, the version, and the place for reports.

use std::cell::RefCell;
use std::fmt;

use super::dialect::Dialect;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::{Kind, NodeId, Tree};
use crate::source::Span;

/// The document that is being read.
pub(super) struct Input<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) dialect: Dialect,
    // Shared, because a mapping reader reports while its caller holds another.
    diagnostics: RefCell<&'t mut Diagnostics>,
}

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
        }
    }

    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().report(diagnostic);
    }

    /// Reports a node that is of another kind than its place asks for.
    pub(super) fn wrong_type(&self, node: NodeId, name: &str, expected: &str) {
        let kind = self.tree.kind(node);
        let message = format!("`{name}` is {}, not {expected}", kind.name());
        let report = Diagnostic::new(Code::WrongType, self.tree.span(node), message)
            .label(format!("{expected} is expected"));
        let help = match (kind, expected) {
            (Kind::Integer(written) | Kind::Number(written), "a text") => {
                Some(format!("put it in quotes: `\"{written}\"`"))
            }
            (Kind::Text(written), "a boolean")
                if written.eq_ignore_ascii_case("true") || written.eq_ignore_ascii_case("yes") =>
            {
                Some("write `true`".to_owned())
            }
            (Kind::Text(written), "a boolean")
                if written.eq_ignore_ascii_case("false") || written.eq_ignore_ascii_case("no") =>
            {
                Some("write `false`".to_owned())
            }
            _ => None,
        };
        self.report(match help {
            Some(help) => report.help(help),
            None => report,
        });
    }
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
}

impl<'p> Pointer<'p> {
    pub(super) fn root(segment: &'p str) -> Self {
        Self {
            parent: None,
            segment,
        }
    }

    pub(super) fn child(&'p self, segment: &'p str) -> Pointer<'p> {
        Pointer {
            parent: Some(self),
            segment,
        }
    }
}

impl fmt::Display for Pointer<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parent {
            None => formatter.write_str("#")?,
            Some(parent) => parent.fmt(formatter)?,
        }
        formatter.write_str("/")?;
        for (index, piece) in self.segment.split('~').enumerate() {
            if index > 0 {
                formatter.write_str("~0")?;
            }
            formatter.write_str(&piece.replace('/', "~1"))?;
        }

        Ok(())
    }
}
