//! What decides about one call: for each word in force the place that wins and those it wins over, and what is not certain.
//!
//! Nothing is decided here: winners are what the stage has used, read off what it noted on its way.

mod values;

use super::answers::{Value, levels};
use super::context::Context;
use super::notes;
use super::operations::Plan;
use super::usage::Direction;
use crate::model::EvidenceNote;
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
    /// What it is about, how sure it is, and what is said of it.
    pub note: EvidenceNote,
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
        for (note, one) in notes::of_evidence(place, evidence)
            .into_iter()
            .zip(evidence)
        {
            let fact = Fact {
                note,
                span: one.span,
            };
            if !self.facts.iter().any(|known| known.span == fact.span) {
                self.facts.push(fact);
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
    for word in VOCABULARY {
        let about_calls = word.places.contains(&Place::Operation)
            || word.places.contains(&Place::PathItem)
            || word.name == "rate-limit";
        if !about_calls {
            continue;
        }
        let written: Vec<Span> = levels
            .iter()
            .filter_map(|quirks| quirks.place_of(word.name))
            .collect();
        if word.name == "rate-limit" {
            // The one word of which all places hold together.
            for span in written {
                if context.had_effect(span) {
                    trace.decide(word.name, "the call", span, Vec::new());
                }
            }
            continue;
        }
        let [own, ..] = levels;
        weigh(context, trace, word.name, ("the call", own), &written);
    }

    of_parameters(context, trace, plan, &levels);
    of_answer(context, trace, plan);
    trace.note("all calls", &context.spec.evidence);
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
        of_part(context, trace, &name, &parameter.written.quirks, levels);
        trace.note(&name, &parameter.written.evidence);
        if let Some(used) = &parameter.schema {
            let own = Some(&parameter.written.quirks);
            values::walk(context, trace, used, &name, own, Direction::Request);
        }
    }
    if let Some(body) = &plan.body {
        of_part(context, trace, "the body", &body.written.quirks, levels);
        trace.note("the body", &body.written.evidence);
        let direction = plan.body_direction();
        if let Some(used) = &body.schema {
            values::walk(context, trace, used, "the body", None, direction);
        }
    }
}

/// The words about calls that a parameter or a body has of its own.
fn of_part(
    context: &Context<'_>,
    trace: &mut Trace,
    place: &str,
    own: &Quirks,
    levels: &[&Quirks],
) {
    for word in VOCABULARY {
        let (Some(span), true) = (
            own.place_of(word.name),
            is_about_calls_and_parts(word.places),
        ) else {
            continue;
        };
        let wider = levels
            .iter()
            .filter_map(|quirks| quirks.place_of(word.name));
        let written: Vec<Span> = std::iter::once(span).chain(wider).collect();
        weigh(context, trace, word.name, (place, own), &written);
    }
}

fn is_about_calls_and_parts(places: &[Place]) -> bool {
    places.contains(&Place::Operation) && !places.contains(&Place::Property)
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
