//! `x-quirks` and `x-evidence`: mappings of words from the vocabulary, each with a typed payload.

use serde::Deserialize;

use super::input::{Input, Named};
use super::node_reader::{self, NodeError, listed};
use super::quirk::{Evidence, QuirkWords, Quirks};
use super::reader::{MapReader, mapping_entries};
use super::vocabulary::{Place, VOCABULARY, Word};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::load::Kind;
use crate::source::{Span, Spanned};

/// Reads `x-quirks` of a mapping that stands at a place.
pub(super) fn quirks(map: &mut MapReader<'_, '_>, place: Place) -> Quirks {
    let Some(named) = map.get("x-quirks") else {
        return Quirks::default();
    };
    let mut quirks = QuirkWords::default();
    let input = map.input;
    for (key, named) in mapping_entries(input, named) {
        match VOCABULARY.iter().find(|word| word.name == key.value) {
            None => unknown(input, &key, place),
            Some(word) if !word.places.contains(&place) => misplaced(input, word, key.span, place),
            Some(word) => (word.read)(Payload { input, named }, &mut quirks),
        }
    }

    quirks.into()
}

/// Reads `x-evidence` of a mapping: one fact, or a list of facts.
pub(super) fn evidence(map: &mut MapReader<'_, '_>) -> Vec<Evidence> {
    let Some(named) = map.get("x-evidence") else {
        return Vec::new();
    };
    let input = map.input;
    let facts = match input.tree.kind(named.node) {
        Kind::List => input.tree.items(named.node),
        _ => std::slice::from_ref(&named.node),
    };

    facts
        .iter()
        .filter_map(|fact| match node_reader::read(input.tree, *fact) {
            Ok(fact) => Some(fact),
            Err(error) => {
                report(input, Code::EvidenceForm, "x-evidence", error, named.place);
                None
            }
        })
        .collect()
}

/// What is written for a word.
pub(super) struct Payload<'i, 't> {
    input: &'i Input<'t>,
    named: Named<'t>,
}

impl Payload<'_, '_> {
    /// Reads the payload; `None` where it does not have its form, which is then reported.
    pub(super) fn read<'de, T: Deserialize<'de>>(&self) -> Option<Spanned<T>> {
        let tree = self.input.tree;
        match node_reader::read(tree, self.named.node) {
            Ok(value) => {
                let end = tree.span(self.named.node).end.max(self.named.place.end);
                Some(Spanned::new(
                    value,
                    Span {
                        start: self.named.place.start,
                        end,
                    },
                ))
            }
            Err(error) => {
                report(
                    self.input,
                    Code::QuirkValue,
                    self.named.name,
                    error,
                    self.named.place,
                );
                None
            }
        }
    }
}

fn report(input: &Input<'_>, code: Code, name: &str, error: NodeError, place: Span) {
    let report = Diagnostic::new(
        code,
        error.span.unwrap_or(place),
        format!("in `{name}`, {}", error.message),
    );
    let help = error
        .help
        .unwrap_or_else(|| format!("write it as in `{}`", example(name)));
    input.report(report.help(help));
}

/// How a word is written.
fn example(name: &str) -> &'static str {
    VOCABULARY
        .iter()
        .find(|word| word.name == name)
        .and_then(|word| word.example.lines().nth(1))
        .map_or(
            "x-evidence: {grade: inferred, note: the example shows it}",
            str::trim,
        )
}

fn unknown(input: &Input<'_>, key: &Spanned<String>, place: Place) {
    let report = Diagnostic::new(
        Code::UnknownQuirk,
        key.span,
        format!("there is no quirk `{}`", key.value),
    );
    let report = match did_you_mean(&key.value, VOCABULARY.iter().map(|word| word.name)) {
        Some(meant) => report.help(format!("did you mean `{meant}`?")),
        None => report,
    };
    let words: Vec<&str> = VOCABULARY
        .iter()
        .filter(|word| word.places.contains(&place))
        .map(|word| word.name)
        .collect();
    let help = match &*words {
        [] => format!("no quirk may stand at {}", place.name()),
        words => format!("the quirks of {} are {}", place.name(), listed(words)),
    };
    input.report(report.help(help));
}

fn misplaced(input: &Input<'_>, word: &Word, span: Span, place: Place) {
    let message = format!(
        "the quirk `{}` has no effect at {}",
        word.name,
        place.name()
    );
    let places: Vec<&str> = word.places.iter().map(|place| place.name()).collect();
    let help = format!("it may stand at {}", places.join(", "));
    input.report(Diagnostic::new(Code::MisplacedQuirk, span, message).help(help));
}
