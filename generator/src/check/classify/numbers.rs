//! The types of integers.

use super::has_format;
use crate::load::Value;
use crate::model::Primitive;
use crate::parse::ast::Schema;

/// Integers by their formats; 64 bits with sign where nothing is said.
const FORMATS: &[(&str, Primitive)] = &[
    ("int8", Primitive::Integer32),
    ("int16", Primitive::Integer32),
    ("int32", Primitive::Integer32),
    ("int64", Primitive::Integer64),
    ("uint8", Primitive::Unsigned32),
    ("uint16", Primitive::Unsigned32),
    ("uint32", Primitive::Unsigned32),
    ("uint64", Primitive::Unsigned64),
];

/// Behind the last of 64 bits with sign, and without.
const SIGNED_END: f64 = 9_223_372_036_854_775_808.0;
const UNSIGNED_END: f64 = 18_446_744_073_709_551_616.0;

/// The type of an integer, by its format, or else by how far it goes: what 64 bits do not hold keeps its digits.
pub(super) fn integer(schema: &Schema) -> Primitive {
    let known = FORMATS
        .iter()
        .find(|(format, _)| has_format(schema, format));
    if let Some((_, primitive)) = known {
        return *primitive;
    }
    let limit = |words: [&str; 2]| {
        let found = schema
            .limits
            .iter()
            .find(|(word, _)| words.contains(word))?;
        whole(&found.1.value)
    };
    let least = limit(["minimum", "exclusiveMinimum"]);
    let most = limit(["maximum", "exclusiveMaximum"]);
    let fits = |least_held: f64, most_held: f64| {
        least.is_none_or(|least| least >= least_held) && most.is_none_or(|most| most <= most_held)
    };
    if fits(-SIGNED_END, SIGNED_END) {
        Primitive::Integer64
    } else if least.is_some_and(|least| least >= 0.0) && fits(0.0, UNSIGNED_END) {
        Primitive::Unsigned64
    } else {
        Primitive::Decimal
    }
}

/// A limit that is a whole number. As a double, since programs that write documents round the ends of 64 bits to doubles.
fn whole(value: &Value) -> Option<f64> {
    let Value::Number(text) = value else {
        return None;
    };
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());

    text.parse().ok().filter(|_| is_whole)
}
