//! Values held against the schemas of the document, with the line of each word that they break.
//!
//! A validator is built the first time that a schema is asked for, and kept. What a request need not hold is not the same as what an
//! answer need not hold (`readOnly`, `writeOnly`), and an update clears members with null (`update`), so there are three for a schema.
//! Where the document has a word that no validator takes (a pattern that is no regular expression), that word checks nothing, and all
//! others do.

mod explain;
mod export;

use std::sync::OnceLock;

use brogue_generator::model::contract::{Contract, SchemaId};
use jsonschema::Validator;
use serde_json::Value;

use super::findings::bounded;

use crate::log::Broken;
#[cfg(test)]
use crate::vendor::Vendor;

/// Who holds a value against a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// The vendor reads it: nobody has to send what the vendor makes.
    Request,
    /// The vendor reads it, and changes only what is sent: null clears a member that does not have to be there.
    Update,
    /// The vendor sends it: nothing has to be there that is only ever sent to it.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "what the vendor sends is checked by tests")
    )]
    Answer,
}

/// What is wrong with a value, before it is said where the value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Breach {
    /// Where in the value.
    pub(super) pointer: Vec<String>,
    /// The line that says so.
    pub(super) line: usize,
    /// The word of the line.
    pub(super) keyword: String,
    /// What is wrong: ``is a text, and a number is due``.
    pub(super) problem: String,
}

/// The validators of a document.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    validators: Vec<[OnceLock<Option<Validator>>; 3]>,
    has_read_only: bool,
}

impl Checks {
    /// Room for the validators of a document; none is built yet.
    pub(crate) fn of(contract: &Contract) -> Self {
        Self {
            validators: contract.schemas().map(|_| <[_; 3]>::default()).collect(),
            has_read_only: contract.schemas().any(|(_, schema)| schema.read_only),
        }
    }

    /// Whether there is anything at all that no request holds.
    pub(super) fn has_read_only(&self) -> bool {
        self.has_read_only
    }

    fn validator(
        &self,
        contract: &Contract,
        direction: Direction,
        id: SchemaId,
    ) -> Option<&Validator> {
        let [request, update, answer] = self.validators.get(id.number())?;
        let slot = match direction {
            Direction::Request => request,
            Direction::Update => update,
            Direction::Answer => answer,
        };

        slot.get_or_init(|| export::validator(contract, direction, id))
            .as_ref()
    }

    /// Whether a schema has a validator.
    #[cfg(test)]
    pub(super) fn is_built(&self, contract: &Contract, direction: Direction, id: SchemaId) -> bool {
        self.validator(contract, direction, id).is_some()
    }

    /// Whether a value is what a request may hold.
    pub(super) fn takes(&self, contract: &Contract, id: SchemaId, value: &Value) -> bool {
        self.validator(contract, Direction::Request, id)
            .is_none_or(|validator| validator.is_valid(value))
    }

    /// What a value breaks.
    pub(super) fn breaches(
        &self,
        contract: &Contract,
        direction: Direction,
        id: SchemaId,
        value: &Value,
    ) -> Vec<Breach> {
        let Some(validator) = self.validator(contract, direction, id) else {
            return Vec::new();
        };
        if validator.is_valid(value) {
            return Vec::new();
        }
        let mut breaches = Vec::new();
        if is_larger(value, &mut { LARGEST_EXPLAINED }) {
            if let Err(error) = validator.validate(value) {
                explain::explain(contract, id, &error, &mut breaches);
            }
            return breaches;
        }
        for error in validator.iter_errors(value) {
            explain::explain(contract, id, &error, &mut breaches);
        }
        // The order of keywords is the validator's own affair.
        breaches.sort_by(|one, other| one.pointer.cmp(&other.pointer));

        breaches
    }
}

/// The most values in a body all of whose errors are told; of a larger one it is the first.
const LARGEST_EXPLAINED: usize = 20_000;

/// Whether a value holds more values than are left.
fn is_larger(value: &Value, left: &mut usize) -> bool {
    let Some(fewer) = left.checked_sub(1) else {
        return true;
    };
    *left = fewer;

    match value {
        Value::Array(elements) => elements.iter().any(|element| is_larger(element, left)),
        Value::Object(members) => members.values().any(|member| is_larger(member, left)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// What an answer of the vendor breaks; the places begin with `body`.
#[cfg(test)]
pub(crate) fn check(vendor: &Vendor, id: SchemaId, value: &Value) -> Vec<Broken> {
    let breaches = vendor
        .checks
        .breaches(&vendor.contract, Direction::Answer, id, value);

    breaches
        .into_iter()
        .map(|breach| breach.broken("body", "the body"))
        .collect()
}

impl Breach {
    /// The entry for the log, for a value that stands at a place and is called so.
    pub(super) fn broken(&self, place: &str, whole: &str) -> Broken {
        let mut pointer = String::new();
        for token in &self.pointer {
            pointer.push('/');
            pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
        }
        let place = if pointer.is_empty() {
            place.to_owned()
        } else {
            format!("{place} {pointer}")
        };

        Broken {
            line: self.line,
            place: bounded(&place),
            message: format!(
                "{} (spec line {}: {})",
                self.sentence(whole),
                self.line,
                self.keyword
            ),
        }
    }

    /// What is wrong, as a sentence without a full stop.
    pub(super) fn sentence(&self, whole: &str) -> String {
        bounded(&format!("{} {}", self.subject(whole), self.problem))
    }

    fn subject(&self, whole: &str) -> String {
        let is_index = |token: &String| token.bytes().all(|byte| byte.is_ascii_digit());
        let named = self.pointer.iter().rposition(|token| !is_index(token));
        let behind = self.pointer.get(named.map_or(0, |at| at + 1)..);
        let behind = behind.unwrap_or_default().join("/");

        match (named.and_then(|at| self.pointer.get(at)), &*behind) {
            (None, "") => whole.to_owned(),
            (None, place) => format!("element {place} of {whole}"),
            (Some(name), "") => format!("`{name}`"),
            (Some(name), place) => format!("element {place} of `{name}`"),
        }
    }

    /// The member that is at fault; nothing where it is the value itself.
    pub(super) fn field(&self) -> Option<String> {
        (!self.pointer.is_empty()).then(|| self.pointer.join("."))
    }
}
