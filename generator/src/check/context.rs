//! What every concern of the stage shares: the document, the reports, and what has been used so far.

use std::collections::BTreeSet;

use super::lock::NameLock;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Origin;
use crate::parse::ast::Spec;
use crate::source::{Source, Span, Spanned};

/// The desk the stage works at.
pub(super) struct Context<'a> {
    /// What the author wrote.
    pub(super) spec: &'a Spec,
    /// The names that are recorded already.
    pub(super) lock: &'a NameLock,
    /// The names that shall be recorded.
    pub(super) next_lock: NameLock,
    source: &'a Source,
    diagnostics: &'a mut Diagnostics,
    effects: BTreeSet<Span>,
}

impl<'a> Context<'a> {
    /// Opens the stage.
    pub(super) fn new(
        spec: &'a Spec,
        source: &'a Source,
        lock: &'a NameLock,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let (next_lock, effects) = (NameLock::default(), BTreeSet::new());

        Self { spec, lock, next_lock, source, diagnostics, effects }
    }

    /// Adds a report.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    /// Whether anything stops generation.
    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }

    /// Notes that a quirk word did something, and hands its payload over.
    pub(super) fn effect<'w, T>(&mut self, word: &'w Spanned<T>) -> &'w T {
        self.effects.insert(word.span);

        &word.value
    }

    /// Whether a quirk word did something.
    pub(super) fn had_effect(&self, word: Span) -> bool {
        self.effects.contains(&word)
    }

    /// The document's path as shown to people.
    pub(super) fn path(&self) -> &'a str {
        &self.source.path
    }

    /// Where something comes from.
    pub(super) fn origin(&self, span: Span, docs_url: Option<&Spanned<String>>) -> Origin {
        Origin {
            line: self.source.position(span.start).line,
            docs_url: docs_url.map(|url| url.value.clone()),
        }
    }
}
