//! What every concern of the stage shares: the document, the reports, and what has been used so far.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::is_alike;
use super::census::Counted;
use super::lock::NameLock;
use super::namespaces::short_names;
use super::place::Place;
use super::placed::Passed;
use super::settle::Settled;
use super::uses::Use;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Places, Strictness};
use crate::model::{CrateName, EvidenceNote, Origin};
use crate::parse::ast::{Made, Schema, Spec, Text};
use crate::source::{Source, Span, Spanned};

/// The desk the stage works at.
pub(super) struct Context<'a> {
    /// What the author wrote.
    pub(super) spec: &'a Spec,
    /// The names that are recorded already.
    pub(super) lock: &'a NameLock,
    /// The names that shall be recorded.
    pub(super) next_lock: NameLock,
    /// All names, where somebody wants to know them.
    pub(super) all_names: Option<NameLock>,
    /// All names of the whole document, where this is a part of it.
    pub(super) whole: Option<&'a NameLock>,
    /// The name of the crate, where somebody has chosen one.
    pub(super) crate_name: Option<&'a CrateName>,
    /// The schemas that were reached, where somebody asks.
    pub(super) passed: Passed<'a>,
    /// What schemas were settled to.
    pub(super) settled: Settled<'a>,
    /// The end of the chain of schemas that were made.
    made: &'a Made,
    /// What became of the places where values stand.
    pub(super) counted: Counted<'a>,
    schemas: BTreeMap<&'a str, (&'a Text, &'a Schema)>,
    /// What components are called whose names have namespaces.
    short_names: BTreeMap<&'a str, String>,
    source: &'a Source,
    places: Places<'a>,
    diagnostics: &'a mut Diagnostics,
    effects: BTreeSet<Span>,
    /// The call that is looked at closely, by the key of its method, and what had an effect in it.
    watched: Option<Span>,
    watching: bool,
    effects_in_watched: BTreeSet<Span>,
    evidence: Vec<EvidenceNote>,
    /// Bodies of answers that were written in place, each with the place that was first.
    in_place: BTreeMap<String, Vec<(&'a Schema, Place)>>,
    /// The places of the others, by that of the first.
    twins: BTreeMap<&'a str, Vec<(&'a str, Place)>>,
}

impl<'a> Context<'a> {
    /// Opens the stage.
    pub(super) fn new(
        spec: &'a Spec,
        source: &'a Source,
        lock: &'a NameLock,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let components = spec.components.schemas.iter();
        let short_names = match diagnostics.strictness() {
            Strictness::Lenient => short_names(components.map(|(name, _)| name.value.as_str())),
            Strictness::Strict => BTreeMap::new(),
        };
        Self {
            spec,
            lock,
            next_lock: NameLock::default(),
            all_names: None,
            whole: None,
            crate_name: None,
            passed: Passed::default(),
            settled: Settled::of(spec),
            made: &spec.made,
            counted: Counted::default(),
            schemas: spec
                .components
                .schemas
                .iter()
                .map(|(name, schema)| (name.value.as_str(), (name, schema)))
                .collect(),
            short_names,
            source,
            places: Places::new(source),
            diagnostics,
            effects: BTreeSet::new(),
            watched: None,
            watching: false,
            effects_in_watched: BTreeSet::new(),
            evidence: Vec::new(),
            in_place: BTreeMap::new(),
            twins: BTreeMap::new(),
        }
    }

    /// Keeps a schema that was made of others.
    pub(super) fn make(&mut self, schema: Schema) -> &'a Schema {
        let (schema, end) = self.made.keep(schema);
        self.made = end;

        schema
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

    /// What a component is called for short.
    pub(super) fn short_name(&self, component: &str) -> Option<&str> {
        self.short_names.get(component).map(String::as_str)
    }

    /// The name that a place has already: in the whole of which this is a part, or recorded. What is said at several places has the name of
    /// any.
    pub(super) fn known_name(&self, place: &str) -> Option<&'a str> {
        if self.lock.is_empty() && self.whole.is_none_or(NameLock::is_empty) {
            return None;
        }
        let known = |place: &str| {
            let of_whole = self.whole.and_then(|names| names.get(place));

            of_whole.or_else(|| self.lock.get(place))
        };

        known(place).or_else(|| self.twins_of(place).iter().find_map(|twin| known(twin)))
    }

    /// Notes the name of a place.
    pub(super) fn note_name(&mut self, place: &str, name: &str) {
        let twins = if self.all_names.is_some() {
            self.twins_of(place)
        } else {
            Vec::new()
        };
        if let Some(names) = &mut self.all_names {
            names.set(place, name);
            for twin in twins {
                names.set(twin, name);
            }
        }
    }

    /// The other places that say what is said at this one.
    fn twins_of(&self, place: &str) -> Vec<String> {
        if self.twins.is_empty() {
            return Vec::new();
        }
        let ends = place.match_indices(['/', ' ']).map(|(end, _)| end);
        let parts = ends
            .chain([place.len()])
            .filter_map(|end| place.split_at_checked(end));
        let twins = parts.filter_map(|(first, rest)| Some((self.twins.get(first)?, rest)));

        twins
            .flat_map(|(twins, rest)| twins.iter().map(move |(twin, _)| format!("{twin}{rest}")))
            .collect()
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
            let twins = self.twins.entry(&first.0.pointer).or_default();
            twins.push((&body.pointer, place));
            return first.clone();
        }
        known.push((body, place.clone()));

        (body, place)
    }

    /// The place that what is said there is called after: of all that say the same, the one with the shortest name.
    pub(super) fn naming_place<'p>(&'p self, used: &'p Use<'_>) -> &'p Place {
        let Some(twins) = self.twins.get(used.target.pointer.as_str()) else {
            return &used.place;
        };
        let others = twins.iter().map(|(_, place)| place);
        let all = others.chain([&used.place]).map(|place| {
            let name = place.name();
            (name.len(), name, place)
        });

        all.min_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)))
            .map_or(&used.place, |(.., place)| place)
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
        self.places.line(span.start)
    }

    /// The document and what belongs to it.
    pub(super) fn source(&self) -> &'a Source {
        self.source
    }

    /// Where something comes from.
    pub(super) fn origin(&self, span: Span, docs_url: Option<&Spanned<String>>) -> Origin {
        Origin {
            line: self.line(span),
            docs_url: docs_url.map(|url| url.value.clone()),
        }
    }
}
