//! What decides about values: the words on the way of each schema that a call reaches.

use std::collections::BTreeSet;

use super::Trace;
use crate::check::classify::{Class, classify};
use crate::check::context::Context;
use crate::check::members::gather_most;
use crate::check::usage::{Direction, inner};
use crate::check::uses::Use;
use crate::model::Primitive;
use crate::parse::quirk::Quirks;
use crate::parse::{Place, VOCABULARY};
use crate::source::Span;

/// A schema on the way, and what it is called.
struct Step<'a> {
    used: Use<'a>,
    label: String,
    /// Quirks of a narrower place than the schema.
    own: Option<&'a Quirks>,
}

/// Notes the words about a value and all that it holds.
pub(super) fn walk<'a>(
    context: &mut Context<'a>,
    trace: &mut Trace,
    used: &Use<'a>,
    label: &str,
    own: Option<&'a Quirks>,
    direction: Direction,
) {
    let mut passed: BTreeSet<&'a str> = BTreeSet::new();
    let mut waiting = vec![Step {
        used: used.clone(),
        label: label.to_owned(),
        own,
    }];
    while let Some(step) = waiting.pop() {
        let Some(class) = classify(context, &step.used) else {
            continue;
        };
        of_value(context, trace, &step, &class);
        let is_new = passed.insert(step.used.target.pointer.as_str());
        let mut next = match &class {
            Class::Struct | Class::Union(_) if !is_new => Vec::new(),
            Class::Struct => members(context, &step, direction),
            _ => {
                let (held, _) = inner(context, &step.used, &class);
                let label = step.label.as_str();
                let step = |used| Step {
                    used,
                    label: label.to_owned(),
                    own: None,
                };
                held.into_iter().map(step).collect()
            }
        };
        // What stands first is told first.
        next.reverse();
        waiting.extend(next);
    }
}

fn members<'a>(context: &mut Context<'a>, step: &Step<'a>, direction: Direction) -> Vec<Step<'a>> {
    let (properties, _) = gather_most(context, &step.used);
    let owner = step.used.place.name();
    let travels = |used: &Use<'_>| match direction {
        Direction::Answer => !used.any(|schema| schema.write_only),
        Direction::Request | Direction::Parts | Direction::Update => {
            !used.any(|schema| schema.read_only)
        }
    };

    properties
        .into_iter()
        .filter(|property| travels(&property.schema))
        .map(|property| Step {
            label: format!("`{owner}.{}`", property.name.value),
            used: property.schema,
            own: None,
        })
        .collect()
}

fn of_value(context: &Context<'_>, trace: &mut Trace, step: &Step<'_>, class: &Class<'_>) {
    let document = &context.spec.quirks;
    for word in VOCABULARY {
        let about_values =
            word.places.contains(&Place::Schema) || word.places.contains(&Place::Property);
        if !about_values {
            continue;
        }
        let mut written: Vec<Span> = step
            .own
            .into_iter()
            .chain(step.used.chain.iter().map(|schema| &schema.quirks))
            .filter_map(|quirks| quirks.place_of(word.name))
            .collect();
        let reaches_down = match word.name {
            "timestamp" => matches!(
                class,
                Class::Primitive(Primitive::DateTime | Primitive::Timestamp)
            ),
            "unknown-fields" => matches!(class, Class::Struct),
            _ => false,
        };
        written.extend(document.place_of(word.name).filter(|_| reaches_down));
        if word.name == "rust-name" {
            // A member's name and its type's are two names: neither wins over the other.
            for span in written {
                decide(context, trace, word.name, &step.label, &[span]);
            }
            continue;
        }
        // What a list hands down to its elements is wider than what they say themselves.
        let handed_down = match word.name {
            "view" => step.used.words.view.map(|word| word.span),
            "sends" => step.used.words.sends.map(|word| word.span),
            "timestamp" => step.used.words.timestamp.map(|word| word.span),
            _ => None,
        };
        // What is said of an object is said of its type, wherever it stands.
        let label = match (word.name, class) {
            ("unknown-fields", Class::Struct) => &format!("`{}`", step.used.place.name()),
            _ => &step.label,
        };
        if let Some(span) = handed_down.filter(|span| !written.contains(span)) {
            written.insert(0, span);
        }
        decide(context, trace, word.name, label, &written);
    }
    for schema in &step.used.chain {
        trace.note(&step.label, &schema.evidence);
    }
}

fn decide(
    context: &Context<'_>,
    trace: &mut Trace,
    word: &'static str,
    label: &str,
    written: &[Span],
) {
    if let Some((winner, losers)) = written.split_first()
        && context.had_effect(*winner)
    {
        trace.decide(word, label, *winner, losers.to_vec());
    }
}
