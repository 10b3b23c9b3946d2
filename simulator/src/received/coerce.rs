//! Texts of the wire become values of the kinds that a schema lists.
//!
//! Total: what fits no kind stays a text, and it is for `check` to say what was due instead. Where a text can be several kinds, the first one
//! in the document's list is taken that the schema takes as a whole: `1` of `type: [boolean, integer, string]` is a number. An empty text
//! is null where null may be and no text may.

use brogue_generator::model::contract::{Contract, Kind, SchemaId};
use serde_json::{Number, Value};

use super::check::Checks;
use super::look;
use super::wire::Wire;

/// What is needed to tell the kinds of values.
#[derive(Clone, Copy)]
pub(super) struct Coerce<'a> {
    pub(super) contract: &'a Contract,
    pub(super) checks: &'a Checks,
}

impl Coerce<'_> {
    /// The value of a wire text, for any of these schemas.
    pub(super) fn value(self, schemas: &[SchemaId], wire: Wire) -> Value {
        match wire {
            Wire::Nothing => Value::Null,
            Wire::Json(value) => value,
            Wire::Text(text) => self.text(schemas, text),
            Wire::List(elements) => {
                let elements = elements.into_iter().enumerate();
                let values = elements.map(|(index, element)| {
                    self.value(&look::element(self.contract, schemas, index), element)
                });
                values.collect()
            }
            Wire::Object(members) => {
                let members = members.into_iter().map(|(name, member)| {
                    let schemas = look::member(self.contract, schemas, &name);
                    (name, self.value(&schemas, member))
                });
                Value::Object(members.collect())
            }
            Wire::Either(readings) => {
                let values = readings.into_iter();
                let values = values.map(|reading| self.value(schemas, reading));
                self.likeliest(schemas, values.collect())
                    .unwrap_or_default()
            }
        }
    }

    fn text(self, schemas: &[SchemaId], text: String) -> Value {
        let mut kinds: Vec<Kind> = Vec::new();
        for id in schemas {
            let of_schema = look::kinds(self.contract, *id);
            let any = of_schema.is_empty().then_some(Kind::Text);
            kinds.extend(of_schema.into_iter().chain(any));
        }
        let mut values: Vec<Value> = Vec::new();
        for kind in kinds {
            let value = match kind {
                Kind::List => {
                    let element = look::element(self.contract, schemas, 0);
                    // A list of lists has no form as one text.
                    let is_plain = element
                        .iter()
                        .all(|id| !look::kinds(self.contract, *id).contains(&Kind::List));
                    is_plain.then(|| Value::Array(vec![self.text(&element, text.clone())]))
                }
                kind => scalar(kind, &text),
            };
            values.extend(value.filter(|value| !values.contains(value)));
        }

        self.likeliest(schemas, values)
            .unwrap_or(Value::String(text))
    }

    /// The first value that a schema takes, or else the first.
    fn likeliest(self, schemas: &[SchemaId], values: Vec<Value>) -> Option<Value> {
        let takes = |value: &Value| {
            let mut schemas = schemas.iter();
            schemas.any(|id| self.checks.takes(self.contract, *id, value))
        };
        if values.len() > 1
            && let Some(taken) = values.iter().find(|value| takes(value))
        {
            return Some(taken.clone());
        }

        values.into_iter().next()
    }
}

/// The value of a text as one kind.
fn scalar(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::Null => text.is_empty().then_some(Value::Null),
        Kind::Boolean => text.parse().ok().map(Value::Bool),
        Kind::Integer => whole(text),
        Kind::Number => number(text).map(Value::Number),
        Kind::Text => Some(Value::String(text.to_owned())),
        Kind::List | Kind::Object => None,
    }
}

/// A number as JSON writes it.
fn number(text: &str) -> Option<Number> {
    let begins = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());

    serde_json::from_str(text).ok().filter(|_| begins)
}

/// A number without a fraction; `1.0` and `1e2` are such.
fn whole(text: &str) -> Option<Value> {
    let number = number(text)?;
    if number.is_f64() {
        let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
        // Where an integer has the same digits it stands for the same number.
        let digits = format!("{float:.0}");
        let small = digits.parse::<i64>().ok();
        return Some(small.map_or(Value::Number(number), Value::from));
    }

    Some(Value::Number(number))
}
