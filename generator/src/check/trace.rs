//! What decides about one call: for each word in force the place that wins and those it wins over, and what is not certain.
//!
//! Nothing is decided here: winners are what the stage has used, read off what it noted on its way.

mod parts;
mod values;

use super::answers::{Value, levels};
use super::context::Context;
use super::docs;
use super::operations::Plan;
use super::usage::Direction;
use crate::parse::quirk::{Evidence, Quirks};
use crate::parse::{Place, VOCABULARY};
use crate::source::Span;

/// What decides about a call.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The words in force, those about the call first.
    pub decisions: Vec<Decision>,
    /// What is not certain about it.
    pub facts: Vec<Fact>,
}

/// A word in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The word.
    pub word: &'static str,
    /// What it decides about: `the call`, `parameter page`, `Visit.closed`.
    pub places: Vec<String>,
    /// Where the word stands that holds.
    pub winner: Span,
    /// Where wider ones stand that do not, the narrowest first.
    pub losers: Vec<Span>,
}

/// Something that is not certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub place: String,
    /// How sure it is.
    pub grade: &'static str,
    /// What is said of it.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

impl Trace {
    /// Adds a word in force; what the same lines decide is told together.
    fn decide(&mut self, word: &'static str, place: &str, winner: Span, losers: Vec<Span>) {
        let same = |known: &&mut Decision| {
            known.word == word && known.winner == winner && known.losers == losers
        };
        match self.decisions.iter_mut().find(same) {
            Some(known) if known.places.iter().any(|one| one == place) => {}
            Some(known) => known.places.push(place.to_owned()),
            None => self.decisions.push(Decision {
                word,
                places: vec![place.to_owned()],
                winner,
                losers,
            }),
        }
    }

    fn note(&mut self, place: &str, evidence: &[Evidence]) {
        for one in evidence {
            if self.facts.iter().all(|known| known.span != one.span) {
                self.facts.push(Fact {
                    place: place.to_owned(),
                    grade: docs::grade(one.grade),
                    text: docs::evidence_text(one),
                    span: one.span,
                });
            }
        }
    }
}

/// Notes what decides about the call that is looked at, if it is among these.
pub(super) fn note<'a>(context: &mut Context<'a>, trace: &mut Trace, plans: &[Plan<'a>]) {
    for plan in plans {
        if context.is_watched(plan.call.found.key.span) {
            of_call(context, trace, plan);
        }
    }
}

fn of_call<'a>(context: &mut Context<'a>, trace: &mut Trace, plan: &Plan<'a>) {
    let levels = levels(context, &plan.call);
    let [own, _, document] = levels;
    for word in VOCABULARY {
        if word.name == "rate-limit" {
            // The one word of which all places hold together.
            for (place, quirks) in [("all calls", document), ("the call", own)] {
                if let Some(span) = quirks
                    .place_of(word.name)
                    .filter(|span| context.had_effect(*span))
                {
                    trace.decide(word.name, place, span, Vec::new());
                }
            }
            continue;
        }
        let is_about_calls =
            word.places.contains(&Place::Operation) || word.places.contains(&Place::PathItem);
        if is_about_calls && !parts::is_about(word) {
            let written: Vec<Span> = levels
                .iter()
                .filter_map(|quirks| quirks.place_of(word.name))
                .collect();
            weigh(context, trace, word.name, ("the call", own), &written);
        }
    }

    of_credentials(context, trace, plan);
    of_parameters(context, trace, plan, &levels);
    of_answer(context, trace, plan);
    trace.note("all calls", &context.spec.evidence);
}

/// The words about the credentials that let the call in.
fn of_credentials(context: &Context<'_>, trace: &mut Trace, plan: &Plan<'_>) {
    let spec = context.spec;
    let own = plan.call.found.operation.security.as_ref();
    let asked = own.or(spec.security.as_ref());
    for (name, scheme) in &spec.components.security_schemes {
        let is_asked = asked.is_none_or(|sets| {
            let mut schemes = sets.iter().flat_map(|set| &set.schemes);
            schemes.any(|(asked, _)| asked.value == name.value)
        });
        if !is_asked {
            continue;
        }
        let place = format!("credential `{}`", name.value);
        for (word, span) in scheme.quirks.written() {
            if context.had_effect(span) {
                trace.decide(word, &place, span, Vec::new());
            }
        }
        trace.note(&place, &scheme.evidence);
    }
}

/// Adds a word if the narrowest place of it holds. What stands at the place itself may have done its work before the call was settled.
fn weigh(
    context: &Context<'_>,
    trace: &mut Trace,
    word: &'static str,
    (place, own): (&str, &Quirks),
    written: &[Span],
) {
    let Some((winner, losers)) = written.split_first() else {
        return;
    };
    let holds = context.had_effect_in_watched(*winner)
        || (own.place_of(word) == Some(*winner) && context.had_effect(*winner));
    if holds {
        trace.decide(word, place, *winner, losers.to_vec());
    }
}

fn of_parameters<'a>(
    context: &mut Context<'a>,
    trace: &mut Trace,
    plan: &Plan<'a>,
    levels: &[&'a Quirks],
) {
    let found = &plan.call.found;
    let place = found.place();
    trace.note(&place, &found.item.evidence);
    trace.note(&place, &found.operation.evidence);
    for parameter in &plan.parameters {
        let name = format!("parameter `{}`", parameter.wire.value);
        parts::of_parameter(context, trace, (&name, parameter), levels);
        trace.note(&name, &parameter.written.evidence);
        if let Some(used) = &parameter.schema {
            let own = Some(&parameter.written.quirks);
            values::walk(context, trace, used, &name, own, Direction::Request);
        }
    }
    if let Some(body) = &plan.body {
        parts::of_body(context, trace, body, levels);
        trace.note("the body", &body.written.evidence);
        let direction = plan.body_direction();
        if let Some(used) = &body.schema {
            values::walk(context, trace, used, "the body", None, direction);
        }
    }
}

fn of_answer<'a>(context: &mut Context<'a>, trace: &mut Trace, plan: &Plan<'a>) {
    let found = &plan.call.found;
    let place = found.place();
    for (_, response) in &found.operation.responses {
        trace.note(&place, &response.evidence);
        let shared = response.reference.as_ref().and_then(|reference| {
            let name = reference.value.rsplit('/').next();
            let mut responses = context.spec.components.responses.iter();

            responses.find(|(known, _)| name == Some(&known.value))
        });
        if let Some((_, shared)) = shared {
            trace.note(&place, &shared.evidence);
        }
    }
    match &plan.answer.value {
        Value::Nothing | Value::Text(_) | Value::Bytes(_) => {}
        Value::Several(cases) => {
            for used in cases.iter().filter_map(|case| case.body.as_ref()) {
                values::walk(context, trace, used, "the answer", None, Direction::Answer);
            }
        }
        Value::One(used) | Value::Page(used) => {
            values::walk(context, trace, used, "the answer", None, Direction::Answer);
        }
        Value::Events(events, _) => {
            if let Some(used) = &events.item {
                values::walk(context, trace, used, "the answer", None, Direction::Answer);
            }
        }
    }
}
