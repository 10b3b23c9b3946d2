//! JSON, read strictly: a member that is written twice is refused, since readers differ in which of both they take.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The value of a JSON text, or what is wrong with it. It nests 127 deep at most.
pub(super) fn parse(text: &[u8]) -> Result<Value, String> {
    if std::str::from_utf8(text).is_err() {
        return Err("it is not in UTF-8".to_owned());
    }
    let mut reader = serde_json::Deserializer::from_slice(text);
    let parsed = Strict.deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });

    parsed.map_err(|error| error.to_string())
}

/// Builds a value.
struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(Self)? {
            list.push(element);
        }

        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(Self)?;
            if object.contains_key(&name) {
                return Err(A::Error::custom(format_args!(
                    "`{name}` is written twice in one object"
                )));
            }
            object.insert(name, value);
        }

        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn what_is_no_json_is_refused_in_words() {
        let deep = "[".repeat(10_000);
        let cases: &[(&[u8], &str)] = &[
            (
                b"{\"a\": 1, \"a\": 1}",
                "`a` is written twice in one object",
            ),
            (b"[{\"b\": {\"a\": 1, \"a\": 2}}]", "`a` is written twice"),
            (b"[NaN]", "expected value"),
            (b"[1e999]", "number out of range"),
            (b"[1] 2", "trailing characters"),
            (b"{\"a\": ", "EOF while parsing"),
            (b"\"\xff\"", "not in UTF-8"),
            (b"", "EOF while parsing"),
            (br#""\ud800""#, "hex escape"),
            (deep.as_bytes(), "recursion limit exceeded"),
        ];
        for (text, expected) in cases {
            let shown = String::from_utf8_lossy(text);
            let shown: String = shown.chars().take(40).collect();
            let problem = parse(text).expect_err(&shown);
            assert!(problem.contains(expected), "{shown}: {problem}");
        }
    }

    #[test]
    fn what_is_json_comes_out_as_it_is() {
        let text = r#"{"a":[null,true,-1,18446744073709551615,0.5,"\u0000é"],"b":{"a":{}}}"#;
        let value = parse(text.as_bytes()).expect("JSON");

        assert_eq!(
            value,
            serde_json::from_str::<serde_json::Value>(text).expect("JSON")
        );
    }
}
