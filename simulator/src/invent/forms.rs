//! One value in several forms: as the model has it, as the wire has it, and as another schema has it.

use brogue_generator::model::Json;
use brogue_generator::model::contract::Kind;
use serde_json::{Number, Value};

/// A value of a document as one that goes over the wire.
pub(crate) fn plain(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Boolean(value) => Value::Bool(*value),
        Json::Number(text) => number(text),
        Json::Text(text) => Value::String(text.clone()),
        Json::List(elements) => elements.iter().map(plain).collect(),
        Json::Object(members) => {
            let members = members.iter();
            members
                .map(|(name, value)| (name.clone(), plain(value)))
                .collect()
        }
    }
}

/// The number that a text is; null where it is none.
pub(super) fn number(text: &str) -> Value {
    let read = serde_json::from_str::<Number>(text.trim());

    read.map_or(Value::Null, Value::Number)
}

/// Whether two values are the same to JSON Schema: `1` is `1.0`.
pub(super) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (Value::Array(ones), Value::Array(others)) => {
            ones.len() == others.len()
                && ones.iter().zip(others).all(|(one, other)| same(one, other))
        }
        (Value::Object(ones), Value::Object(others)) => {
            let equal = |(name, one): (&String, &Value)| {
                others.get(name).is_some_and(|other| same(one, other))
            };
            ones.len() == others.len() && ones.iter().all(equal)
        }
        _ => left == right,
    }
}

/// Whether a value is of a kind.
pub(super) fn is(value: &Value, kind: Kind) -> bool {
    match kind {
        Kind::Null => value.is_null(),
        Kind::Boolean => value.is_boolean(),
        Kind::Integer => {
            value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|it| it.fract() == 0.0)
        }
        Kind::Number => value.is_number(),
        Kind::Text => value.is_string(),
        Kind::List => value.is_array(),
        Kind::Object => value.is_object(),
    }
}

/// Forms of a kind that say the same as a value, the likeliest first.
pub(super) fn others(value: &Value, kind: Kind) -> Vec<Value> {
    match (value, kind) {
        (Value::Array(elements), kind) if kind != Kind::List => {
            let [only] = elements.as_slice() else {
                return Vec::new();
            };
            let mut forms = others(only, kind);
            forms.extend(is(only, kind).then(|| only.clone()));
            forms
        }
        (Value::String(text), Kind::Integer | Kind::Number) => match text.as_str() {
            "true" => vec![Value::from(1)],
            "false" => vec![Value::from(0)],
            _ => Some(number(text))
                .filter(|value| !value.is_null())
                .into_iter()
                .collect(),
        },
        (Value::String(text), Kind::Boolean) => truth(text).map(Value::Bool).into_iter().collect(),
        (Value::String(text), Kind::Null) if text.is_empty() => vec![Value::Null],
        (Value::Number(number), Kind::Boolean) => truth(&number.to_string())
            .map(Value::Bool)
            .into_iter()
            .collect(),
        (Value::Number(number), Kind::Text) => vec![Value::String(number.to_string())],
        (Value::Number(number), Kind::Integer) => whole(number).into_iter().collect(),
        (Value::Bool(flag), Kind::Integer | Kind::Number) => vec![Value::from(u8::from(*flag))],
        (Value::Bool(flag), Kind::Text) => {
            vec![
                Value::from(if *flag { "1" } else { "0" }),
                Value::from(flag.to_string()),
            ]
        }
        (Value::Null, Kind::Text) => vec![Value::from("")],
        (Value::Null, Kind::List) => vec![Value::Array(Vec::new())],
        (_, Kind::List) if !value.is_array() => vec![Value::Array(vec![value.clone()])],
        _ => Vec::new(),
    }
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "1" | "1.0" | "true" => Some(true),
        "0" | "0.0" | "false" => Some(false),
        _ => None,
    }
}

/// A number with a fraction of nothing as one without.
fn whole(number: &Number) -> Option<Value> {
    let text = number.to_string();
    let digits = text.strip_suffix(".0")?;

    Some(self::number(digits)).filter(|value| !value.is_null())
}
