//! Whether two values are the same: numbers by value, points in time by the point.

use jiff::Timestamp;
use serde_json::{Number, Value};

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Same {
    /// They are equal.
    Equal,
    /// They are, once times that are written in two ways are taken for what they mean.
    InTime,
    /// They are not.
    Not,
}

/// Compares what was written by the document with what a type wrote.
pub(super) fn same(one: &Value, other: &Value) -> Same {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => number(one, other),
        (Value::String(one), Value::String(other)) => text(one, other),
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other).map(|(one, other)| same(one, other));

            pairs.max().unwrap_or(Same::Equal)
        }
        (Value::Object(one), Value::Object(other)) if one.len() == other.len() => {
            let pairs = one.iter().map(|(name, value)| {
                other
                    .get(name)
                    .map_or(Same::Not, |other| same(value, other))
            });

            pairs.max().unwrap_or(Same::Equal)
        }
        _ if one == other => Same::Equal,
        _ => Same::Not,
    }
}

fn number(one: &Number, other: &Number) -> Same {
    // Two integers are compared as such: a float has not room for all of them.
    let is_equal = match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => one == other,
        _ => one.as_f64() == other.as_f64(),
    };

    if is_equal { Same::Equal } else { Same::Not }
}

fn text(one: &str, other: &str) -> Same {
    if one == other {
        return Same::Equal;
    }
    let point = |text: &str| text.parse::<Timestamp>().ok();
    match (point(one), point(other)) {
        (Some(one), Some(other)) if one == other => Same::InTime,
        _ => Same::Not,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{Same, same};

    #[test]
    fn values_are_compared_by_what_they_mean() {
        let rows = [
            ("1.0", "1", Same::Equal),
            ("9007199254740993", "9007199254740992", Same::Not),
            (r#"{"a":1,"b":null}"#, r#"{"b":null,"a":1.0}"#, Same::Equal),
            (r#"{"a":1,"b":null}"#, r#"{"a":1}"#, Same::Not),
            ("[1,2]", "[2,1]", Same::Not),
            (
                r#"["2026-11-22T10:00:00.000+02:00"]"#,
                r#"["2026-11-22T08:00:00Z"]"#,
                Same::InTime,
            ),
            (
                r#""2026-11-22T10:00:00Z""#,
                r#""2026-11-22T10:00:01Z""#,
                Same::Not,
            ),
            ("null", "false", Same::Not),
        ];
        for (one, other, expected) in rows {
            let value = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
            assert_eq!(same(&value(one), &value(other)), expected, "{one} {other}");
        }
    }
}
