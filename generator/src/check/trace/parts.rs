//! What decides how a parameter or a body goes out: words of its own, of the call, the path or the document.

use super::{Trace, weigh};
use crate::check::classify::{Class, classify};
use crate::check::context::Context;
use crate::check::parameters::{Location, Planned};
use crate::check::requests::PlannedBody;
use crate::model::ParameterPlace;
use crate::parse::quirk::Quirks;
use crate::parse::{Place, VOCABULARY, Word};
use crate::source::Span;

/// Whether a word is about the parts of a request, wherever it stands.
pub(super) fn is_about(word: &Word) -> bool {
    word.places.contains(&Place::Operation)
        && word.places.contains(&Place::Parameter)
        && !word.places.contains(&Place::Property)
}

/// The words about a parameter.
pub(super) fn of_parameter<'a>(
    context: &mut Context<'a>,
    trace: &mut Trace,
    (name, parameter): (&str, &Planned<'a>),
    levels: &[&'a Quirks],
) {
    let written = parameter.written;
    let class = parameter
        .schema
        .as_ref()
        .and_then(|used| classify(context, used));
    let holds_several = matches!(class, Some(Class::List(_) | Class::Struct | Class::Map(_)));
    let says_itself = written.style.is_some() || written.explode.is_some();
    for word in VOCABULARY.iter().filter(|word| is_about(word)) {
        let is_its_own = written.quirks.place_of(word.name).is_some();
        let concerned = match (word.name, parameter.location) {
            ("path-encoding", Location::Path) => true,
            ("array-style", Location::Beside(ParameterPlace::Query)) => {
                holds_several && !says_itself
            }
            _ => is_its_own,
        };
        if concerned {
            of_part(context, trace, word, (name, &written.quirks), levels);
        }
    }
}

/// The words about a body.
pub(super) fn of_body(
    context: &Context<'_>,
    trace: &mut Trace,
    body: &PlannedBody<'_>,
    levels: &[&Quirks],
) {
    let has_fields = body.schema.is_some() && body.json().is_none();
    for word in VOCABULARY.iter().filter(|word| is_about(word)) {
        if has_fields && word.places.contains(&Place::RequestBody) {
            let own = ("the body", &body.written.quirks);
            of_part(context, trace, word, own, levels);
        }
    }
}

fn of_part(
    context: &Context<'_>,
    trace: &mut Trace,
    word: &'static Word,
    (place, own): (&str, &Quirks),
    levels: &[&Quirks],
) {
    let written: Vec<Span> = std::iter::once(&own)
        .chain(levels)
        .filter_map(|quirks| quirks.place_of(word.name))
        .collect();

    weigh(context, trace, word.name, (place, own), &written);
}
