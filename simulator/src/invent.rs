//! Values that nobody sent: plausible, and the same from the same seed.

use brogue_generator::model::contract::{Contract, SchemaId};
use serde_json::Value;

/// Where made-up values come from.
#[derive(Debug)]
pub(crate) struct Invention {
    random: fastrand::Rng,
}

impl Invention {
    /// Begins from a seed and the place that the values are for, so that they do not depend on what was asked before.
    pub(crate) fn at(seed: u64, place: &str) -> Self {
        // FNV-1a: short, and the same on every machine.
        let hash = place.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });

        Self {
            random: fastrand::Rng::with_seed(seed ^ hash),
        }
    }
}

/// A value that fits a schema.
pub(crate) fn value(_contract: &Contract, _schema: SchemaId, invention: &mut Invention) -> Value {
    Value::from(invention.random.u32(..))
}

/// Adds to a value what the schema wants and what a vendor would tell: members that are not there. What is there stays.
pub(crate) fn complete(
    contract: &Contract,
    schema: SchemaId,
    partial: &mut Value,
    invention: &mut Invention,
) {
    if partial.is_null() {
        *partial = value(contract, schema, invention);
    }
}
