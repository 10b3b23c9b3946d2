//! What is wrong with a request, collected: a caller learns all of it at once.

use brogue_generator::model::contract::{Contract, SchemaId};
use serde_json::Value;

use super::check::{Breach, Checks, Direction};
use super::coerce::Coerce;
use super::plan::Slot;
use super::wire::Wire;
use crate::log::Broken;
use crate::reply::{Refusal, RefusalKind};

/// What a request broke.
#[derive(Debug, Default)]
pub(super) struct Findings {
    broken: Vec<Broken>,
    /// The first of it for the caller: the sentence, and the member at fault.
    first: Option<(String, Option<String>)>,
}

impl Findings {
    /// Adds what a word of the document does not allow; `sentence` tells it without the line.
    pub(super) fn add(
        &mut self,
        line: usize,
        place: &str,
        sentence: &str,
        keyword: &str,
        field: Option<&str>,
    ) {
        let sentence = bounded(sentence);
        let broken = Broken {
            line,
            place: bounded(place),
            message: format!("{sentence} (spec line {line}: {keyword})"),
        };
        self.push(broken, &sentence, field.map(str::to_owned));
    }

    /// Adds what a value breaks that stands at this place and is called so.
    pub(super) fn breaches(&mut self, breaches: &[Breach], place: &str, whole: &str) {
        for breach in breaches {
            let broken = breach.broken(place, whole);
            self.push(broken, &breach.sentence(whole), breach.field());
        }
    }

    fn push(&mut self, broken: Broken, sentence: &str, field: Option<String>) {
        self.first
            .get_or_insert_with(|| (sentence.to_owned(), field));
        self.broken.push(broken);
    }

    /// The refusal, where there is anything to refuse.
    pub(super) fn refusal(self, kind: RefusalKind) -> Result<(), Box<Refusal>> {
        let Some((sentence, field)) = self.first else {
            return Ok(());
        };
        let mut refusal = Refusal::new(kind, sentence);
        refusal.field = field;
        refusal.broken = self.broken;

        Err(refusal)
    }
}

/// The most letters of what is told: names come from the caller, and can be anything.
const LONGEST: usize = 300;

/// A text that is safe to show: not too long, and without control characters.
pub(super) fn bounded(text: &str) -> String {
    let shown = text.chars().take(LONGEST).map(|letter| match letter {
        letter if letter.is_control() => '\u{fffd}',
        letter => letter,
    });
    let mut shown: String = shown.collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push_str("..");
    }

    shown
}

/// Turns texts into values, and holds them against the document.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) contract: &'a Contract,
    pub(super) checks: &'a Checks,
}

impl Reader<'_> {
    /// The value of a parameter, with its name, from what was read of it.
    pub(super) fn value(
        self,
        place: &str,
        slot: &Slot,
        read: Result<Wire, String>,
        findings: &mut Findings,
    ) -> Option<(String, Value)> {
        let whole = format!("`{}`", slot.name);
        let field = Some(slot.name.as_str());
        let place = format!("{place} {whole}");
        match read {
            Err(problem) => {
                let sentence = format!("{whole} {problem}");
                findings.add(slot.line, &place, &sentence, "parameters", field);
                None
            }
            Ok(Wire::Nothing) => {
                if slot.required {
                    let sentence = format!("{whole} is missing");
                    findings.add(slot.line, &place, &sentence, "required", field);
                }
                None
            }
            Ok(wire) => {
                let value = self.coerce(&slot.schemas, wire);
                for id in &slot.schemas {
                    let breaches = self.breaches(Direction::Request, *id, &value);
                    findings.parameter(&breaches, &place, &whole, &slot.name);
                }
                Some((slot.name.clone(), value))
            }
        }
    }

    /// The value of a wire text.
    pub(super) fn coerce(self, schemas: &[SchemaId], wire: Wire) -> Value {
        let coerce = Coerce {
            contract: self.contract,
            checks: self.checks,
        };

        coerce.value(schemas, wire)
    }

    /// What a value breaks.
    pub(super) fn breaches(self, direction: Direction, id: SchemaId, value: &Value) -> Vec<Breach> {
        self.checks.breaches(self.contract, direction, id, value)
    }
}

impl Findings {
    /// The same for a parameter, which is the field at fault itself.
    fn parameter(&mut self, breaches: &[Breach], place: &str, whole: &str, name: &str) {
        for breach in breaches {
            let broken = breach.broken(place, whole);
            self.push(broken, &breach.sentence(whole), Some(name.to_owned()));
        }
    }
}
