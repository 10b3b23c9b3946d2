//! The lines that decide: quirks in force with what they win over, and what is not certain.

use super::{Item, Line, Role, Section};
use crate::check::{Decision, Fact, Trace};
use crate::model::{Api, Operation};
use crate::parse::VOCABULARY;
use crate::source::{Source, Span};

/// How much of a line is shown.
const SHOWN: usize = 66;
/// How many places are named that one line decides about.
const PLACES: usize = 4;

/// Quirks and evidence.
pub(super) fn sections(
    source: &Source,
    api: &Api,
    operation: &Operation,
    trace: &Trace,
) -> Vec<Section> {
    let place = format!(
        "{} {}",
        operation.http_method.as_str(),
        operation.path_text()
    );
    let quirks = trace
        .decisions
        .iter()
        .map(|decision| of_decision(source, api, &place, decision));
    let evidence = trace.facts.iter().map(|fact| of_fact(source, fact));

    vec![
        Section {
            key: "quirks",
            title: "quirks in force",
            items: quirks.collect(),
        },
        Section {
            key: "evidence",
            title: "not certain",
            items: evidence.collect(),
        },
    ]
}

fn of_decision(source: &Source, api: &Api, call: &str, decision: &Decision) -> Item {
    let holds = line(source, decision.winner, Role::Holds);
    let loses = decision
        .losers
        .iter()
        .map(|span| line(source, *span, Role::Loses));

    Item {
        name: decision.word.to_owned(),
        text: text(api, call, decision),
        block: Vec::new(),
        lines: std::iter::once(holds).chain(loses).collect(),
    }
}

/// What a word means here: as the README tells it, else where it holds.
fn text(api: &Api, call: &str, decision: &Decision) -> String {
    let told = |place: &str| -> String {
        let notes = api.quirks.iter();
        let meanings: Vec<&str> = notes
            .filter(|note| note.word == decision.word && note.place == place)
            .map(|note| note.meaning.as_str())
            .collect();

        meanings.join(" ")
    };
    let first = match decision.places.as_slice() {
        [place] if place == "the call" => [call, "all calls"]
            .into_iter()
            .map(told)
            .find(|text| !text.is_empty()),
        [place] if place == "all calls" => Some(told(place)),
        [place] if place.starts_with("credential `") => {
            let scheme = place
                .trim_start_matches("credential `")
                .trim_end_matches('`');
            Some(format!("{place}: {}", told(scheme)))
        }
        several => Some(places(several)),
    };

    first.unwrap_or_else(|| meaning(decision.word).to_owned())
}

/// What a word says by itself.
fn meaning(name: &str) -> &'static str {
    VOCABULARY
        .iter()
        .find(|word| word.name == name)
        .map_or("", |word| word.meaning)
}

fn places(places: &[String]) -> String {
    let shown = places.iter().take(PLACES).cloned().collect::<Vec<_>>();
    let shown = shown.join(", ");

    match places.len().saturating_sub(PLACES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn of_fact(source: &Source, fact: &Fact) -> Item {
    Item {
        name: fact.grade.to_owned(),
        text: format!("{}: {}", fact.place, fact.text),
        block: Vec::new(),
        lines: vec![line(source, fact.span, Role::Says)],
    }
}

fn line(source: &Source, span: Span, role: Role) -> Line {
    let line = source.position(span.start).line;
    let text = source.text.lines().nth(line - 1).unwrap_or_default().trim();
    let shown: String = text.chars().take(SHOWN).collect();

    Line {
        role,
        line,
        text: if shown.len() < text.len() {
            format!("{shown}..")
        } else {
            shown
        },
    }
}
