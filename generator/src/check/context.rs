//! What every concern of the stage shares: the document, the reports, and what has been used so far.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::is_alike;
use super::lock::NameLock;
use super::place::Place;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Strictness};
use crate::model::{CrateName, EvidenceNote, Origin};
use crate::parse::ast::{Schema, Spec, Text};
use crate::source::{Source, Span, Spanned};

/// The desk the stage works at.
pub(super) struct Context<'a> {
    /// What the author wrote.
    pub(super) spec: &'a Spec,
    /// The names that are recorded already.
    pub(super) lock: &'a NameLock,
    /// The names that shall be recorded.
    pub(super) next_lock: NameLock,
    /// The name of the crate, where somebody has chosen one.
    pub(super) crate_name: Option<&'a CrateName>,
    schemas: BTreeMap<&'a str, (&'a Text, &'a Schema)>,
    source: &'a Source,
    line_ends: Vec<usize>,
    diagnostics: &'a mut Diagnostics,
    effects: BTreeSet<Span>,
    /// The call that is looked at closely, by the key of its method, and what had an effect in it.
    watched: Option<Span>,
    watching: bool,
    effects_in_watched: BTreeSet<Span>,
    evidence: Vec<EvidenceNote>,
    /// Bodies of answers that were written in place, each with the place that was first.
    in_place: BTreeMap<String, Vec<(&'a Schema, Place)>>,
}

impl<'a> Context<'a> {
    /// Opens the stage.
    pub(super) fn new(
        spec: &'a Spec,
        source: &'a Source,
        lock: &'a NameLock,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            spec,
            lock,
            next_lock: NameLock::default(),
            crate_name: None,
            schemas: spec
                .components
                .schemas
                .iter()
                .map(|(name, schema)| (name.value.as_str(), (name, schema)))
                .collect(),
            source,
            line_ends: source
                .text
                .match_indices('\n')
                .map(|(end, _)| end)
                .collect(),
            diagnostics,
            effects: BTreeSet::new(),
            watched: None,
            watching: false,
            effects_in_watched: BTreeSet::new(),
            evidence: Vec::new(),
            in_place: BTreeMap::new(),
        }
    }

    /// Adds a report.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    /// Whether what is wrong is approximated or left out.
    pub(super) fn is_lenient(&self) -> bool {
        self.diagnostics.strictness() == Strictness::Lenient
    }

    /// Makes sure that something that is missing is also reported.
    pub(super) fn missing(&mut self, span: Span, what: &str) {
        if self.is_lenient() {
            let report = Diagnostic::new(Code::NotGenerated, span, format!("{what} is left out"));
            self.report(report.help("other reports about it tell why"));
        } else if !self.has_errors() {
            let message = format!("{what} cannot be generated");
            let report = Diagnostic::new(Code::Unsupported, span, message);
            self.report(
                report.help("this is a fault of the generator: please report it with the document"),
            );
        }
    }

    /// Whether anything stops generation.
    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }

    /// The schema that `components` holds under a name.
    pub(super) fn schema(&self, name: &str) -> Option<(&'a Text, &'a Schema)> {
        self.schemas.get(name).copied()
    }

    /// The first of the answers' bodies that say the same as this one: what an API repeats at each of its calls is one type.
    pub(super) fn first_alike(&mut self, body: &'a Schema, place: Place) -> (&'a Schema, Place) {
        if body.reference.is_some() {
            return (body, place);
        }
        let mut names: Vec<&str> = body
            .properties
            .iter()
            .map(|(name, _)| name.value.as_str())
            .collect();
        names.sort_unstable();
        let known = self.in_place.entry(names.join(" ")).or_default();
        if let Some(first) = known.iter().find(|(first, _)| is_alike(first, body)) {
            return first.clone();
        }
        known.push((body, place.clone()));

        (body, place)
    }

    /// Notes that a quirk word did something, and hands its payload over.
    pub(super) fn effect<'w, T>(&mut self, word: &'w Spanned<T>) -> &'w T {
        self.effects.insert(word.span);
        if self.watching {
            self.effects_in_watched.insert(word.span);
        }

        &word.value
    }

    /// Looks closely at one call: what has an effect while it is settled is remembered.
    pub(super) fn watch(&mut self, call: Option<Span>) {
        self.watched = call;
    }

    /// Says which call is being settled.
    pub(super) fn at_call(&mut self, call: Span) {
        self.watching = self.watched == Some(call);
    }

    /// Says that no call is being settled any more.
    pub(super) fn past_calls(&mut self) {
        self.watching = false;
    }

    /// Whether a call is the one that is looked at.
    pub(super) fn is_watched(&self, call: Span) -> bool {
        self.watched == Some(call)
    }

    /// Whether a quirk word did something in the call that is looked at.
    pub(super) fn had_effect_in_watched(&self, word: Span) -> bool {
        self.effects_in_watched.contains(&word)
    }

    /// Whether a quirk word did something.
    pub(super) fn had_effect(&self, word: Span) -> bool {
        self.effects.contains(&word)
    }

    /// Notes what is not certain; what several types share is noted once.
    pub(super) fn uncertain(&mut self, notes: Vec<EvidenceNote>) {
        for note in notes {
            if !self.evidence.contains(&note) {
                self.evidence.push(note);
            }
        }
    }

    /// What is not certain, as far as it was noted.
    pub(super) fn take_uncertain(&mut self) -> Vec<EvidenceNote> {
        std::mem::take(&mut self.evidence)
    }

    /// The document's path as shown to people.
    pub(super) fn path(&self) -> &'a str {
        &self.source.path
    }

    /// The line that something stands in.
    pub(super) fn line(&self, span: Span) -> usize {
        self.line_ends
            .partition_point(|end| *end < span.start as usize)
            + 1
    }

    /// Where something comes from.
    pub(super) fn origin(&self, span: Span, docs_url: Option<&Spanned<String>>) -> Origin {
        Origin {
            line: self.line(span),
            docs_url: docs_url.map(|url| url.value.clone()),
        }
    }
}
