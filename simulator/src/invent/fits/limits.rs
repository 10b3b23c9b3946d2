//! Keywords with a value that only check.

use brogue_generator::model::Json;
use brogue_generator::model::contract::{Limit, Schema};
use serde_json::Value;

use super::super::forms::{is, plain, same};
use super::super::patterns;
use brogue_generator::model::contract::Kind;

/// A limit that is a count.
pub(super) fn count(schema: &Schema, keyword: &str) -> Option<usize> {
    schema.limit(keyword).and_then(number).map(whole)
}

/// Whether a value keeps to a limit. One that is of another kind keeps to it, as JSON Schema has it.
pub(super) fn holds(limit: &Limit, value: &Value) -> bool {
    match value {
        Value::Number(_) => value
            .as_f64()
            .is_none_or(|value| number_holds(limit, value)),
        Value::String(text) => text_holds(limit, text),
        Value::Array(elements) => list_holds(limit, elements),
        Value::Object(members) => {
            let length = members.len();
            match limit.keyword {
                "minProperties" => at_least(limit, length),
                "maxProperties" => at_most(limit, length),
                "dependentRequired" => {
                    let Json::Object(dependencies) = &limit.value else {
                        return true;
                    };
                    dependencies.iter().filter(|(name, _)| members.contains_key(name)).all(|(_, needed)| {
                        let Json::List(needed) = needed else { return true };
                        needed.iter().all(|name| matches!(name, Json::Text(name) if members.contains_key(name)))
                    })
                }
                _ => true,
            }
        }
        Value::Null | Value::Bool(_) => true,
    }
}

/// Whether a value has the format that a schema names, where that is one of those that are checked everywhere.
pub(super) fn has_format(schema: &Schema, value: &Value) -> bool {
    let Some(format) = &schema.format else {
        return true;
    };
    match (format.as_str(), value) {
        ("int32", value) if value.is_number() => {
            is(value, Kind::Integer)
                && value.as_f64().is_none_or(|value| {
                    value >= f64::from(i32::MIN) && value <= f64::from(i32::MAX)
                })
        }
        ("int64", value) if value.is_number() => value.is_i64(),
        ("date", Value::String(text)) if schema.time.is_none() => {
            text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
        }
        ("date-time", Value::String(text)) if schema.time.is_none() => {
            text.parse::<jiff::Timestamp>().is_ok()
        }
        ("uuid", Value::String(text)) => {
            let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
            text.len() == 36 && digits == 32
        }
        _ => true,
    }
}

fn number_holds(limit: &Limit, value: f64) -> bool {
    let Some(bound) = number(&limit.value) else {
        return true;
    };
    match limit.keyword {
        "minimum" => value >= bound,
        "exclusiveMinimum" => value > bound,
        "maximum" => value <= bound,
        "exclusiveMaximum" => value < bound,
        "multipleOf" if bound > 0.0 => {
            let quotient = value / bound;
            (quotient - quotient.round()).abs() <= 1e-9 * quotient.abs().max(1.0)
        }
        _ => true,
    }
}

fn text_holds(limit: &Limit, text: &str) -> bool {
    match limit.keyword {
        "minLength" => at_least(limit, text.chars().count()),
        "maxLength" => at_most(limit, text.chars().count()),
        "pattern" => match &limit.value {
            Json::Text(pattern) => patterns::matches(pattern, text),
            _ => true,
        },
        _ => true,
    }
}

fn list_holds(limit: &Limit, elements: &[Value]) -> bool {
    match limit.keyword {
        "minItems" => at_least(limit, elements.len()),
        "maxItems" => at_most(limit, elements.len()),
        "uniqueItems" if plain(&limit.value) == Value::Bool(true) => {
            let mut rest = elements;
            while let Some((first, others)) = rest.split_first() {
                if others.iter().any(|other| same(first, other)) {
                    return false;
                }
                rest = others;
            }
            true
        }
        _ => true,
    }
}

fn at_least(limit: &Limit, length: usize) -> bool {
    number(&limit.value).is_none_or(|least| length >= whole(least))
}

fn at_most(limit: &Limit, length: usize) -> bool {
    number(&limit.value).is_none_or(|most| length <= whole(most))
}

fn number(json: &Json) -> Option<f64> {
    match json {
        Json::Number(text) => text.parse().ok(),
        _ => None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from a float keeps to the bounds of the integer; lengths have no sign"
)]
fn whole(number: f64) -> usize {
    number as usize
}
