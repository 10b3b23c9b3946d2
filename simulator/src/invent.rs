//! Values that nobody sent: plausible, and the same from the same seed.
//!
//! What a schema says is followed in this order: a constant or an enumeration, a declared form of time, a pattern, a format, the member's name (`city`, `email`,
//! `lat`; the tables in `words` and `figures`), an example, and words that mean nothing. All values of one record go together: first
//! name and e-mail address are of one person, town and postal code of one place. What is made is held against the schema (`fits`) and
//! made again, otherwise, where it does not fit; so keywords that only check (`not`, `if`, `oneOf`) are met as well.
//!
//! Everything here ends: the depth, the number of values and the attempts are bounded. A schema that nothing can fit gets what came
//! closest.

mod complete;
mod figures;
mod fits;
mod forms;
mod lists;
mod maker;
mod objects;
mod patterns;
mod persons;
mod rules;
#[cfg(test)]
mod tests;
mod texts;
mod times;
mod words;

use std::time::{Duration, SystemTime};

use brogue_generator::model::contract::{Contract, SchemaId};
use serde_json::Value;

use self::maker::Maker;
use self::persons::Persona;
use self::words::{Meaning, meaning};

pub(crate) use self::forms::plain;
pub(crate) use self::rules::Rules;
pub(crate) use self::words::words;

/// The day that made-up times are near to where no other is said: 2030-05-14, 9 o'clock.
const USUAL_TIME: Duration = Duration::from_secs(1_904_979_600);

/// Where made-up values come from.
#[derive(Clone, Debug)]
pub(crate) struct Invention {
    seed: u64,
    /// Who or what the values are about: the same for all members of a record.
    persona: u64,
    random: fastrand::Rng,
    time: SystemTime,
}

impl Invention {
    /// Begins from a seed and the place that the values are for, so that they do not depend on what was asked before.
    pub(crate) fn at(seed: u64, place: &str) -> Self {
        let seed = hashed(seed, place.as_bytes());

        Self {
            seed,
            persona: seed,
            random: fastrand::Rng::with_seed(seed),
            time: SystemTime::UNIX_EPOCH + USUAL_TIME,
        }
    }

    /// The same with times near to this one.
    pub(crate) fn near(mut self, time: SystemTime) -> Self {
        self.time = time;
        self
    }

    /// What a member's value comes from: it depends on no other member.
    fn member(&self, name: &str) -> Self {
        let seed = hashed(self.seed, name.as_bytes());

        Self {
            seed,
            random: fastrand::Rng::with_seed(seed),
            ..self.clone()
        }
    }

    /// What an element of a list comes from: it is about somebody else.
    pub(crate) fn element(&self, index: usize) -> Self {
        let seed = hashed(self.seed, &index.to_le_bytes());

        Self {
            seed,
            persona: seed,
            random: fastrand::Rng::with_seed(seed),
            ..self.clone()
        }
    }
}

/// A value that fits a schema.
pub(crate) fn value(contract: &Contract, schema: SchemaId, invention: &mut Invention) -> Value {
    Maker::new(contract).make(&[schema], "", invention)
}

/// Makes a value fit a schema and adds what a vendor would tell: members that are not there.
///
/// What is there stays, in the form that the schema has for it: `"1"` becomes `1` where a flag is a number. Only what fits in no form is
/// made anew. Inside of members that are there, only what is required is added.
pub(crate) fn complete(
    contract: &Contract,
    schema: SchemaId,
    partial: &mut Value,
    invention: &mut Invention,
) {
    complete::complete(&mut Maker::new(contract), &[schema], partial, invention);
}

/// The same without adding anything that need not be there.
pub(crate) fn require(
    contract: &Contract,
    schema: SchemaId,
    partial: &mut Value,
    invention: &mut Invention,
) {
    complete::require(&mut Maker::new(contract), &[schema], partial, invention);
}

/// Whether a value fits a schema, as an answer: members that no answer holds are not asked for.
pub(crate) fn fits(contract: &Contract, schema: SchemaId, value: &Value) -> bool {
    fits::fits(contract, schema, value)
}

/// FNV-1a: short, and the same on every machine.
fn hashed(seed: u64, bytes: &[u8]) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ seed.rotate_left(32);
    let hash = bytes.iter().fold(start, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });

    // Its low bits alone tell short texts badly apart.
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}
