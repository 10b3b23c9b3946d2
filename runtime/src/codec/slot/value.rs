//! Any JSON.

use std::fmt;

use serde_json::{Map, Number, Value};

use super::Slot;
use crate::codec::reader::{Decoded, Fault, Kind, Reader, double_of};
use crate::codec::shape::Shape;
use crate::codec::writer::Writer;

impl Slot for Value {
    fn hollow() -> Self {
        Self::Null
    }

    fn decode(&mut self, reader: &mut Reader<'_>, _shape: &Shape) -> Decoded {
        *self = read(reader)?;
        Ok(())
    }

    fn encode(&self, writer: &mut Writer, _shape: &Shape) {
        match self {
            Self::Null => writer.null(),
            Self::Bool(value) => writer.boolean(*value),
            Self::Number(number) => writer.number(&number.to_string()),
            Self::String(text) => writer.text(text),
            Self::Array(_) | Self::Object(_) if writer.is_too_deep() => {}
            Self::Array(elements) => {
                writer.begin_list();
                for element in elements {
                    writer.element();
                    element.encode(writer, &Shape::PLAIN);
                }
                writer.end_list();
            }
            Self::Object(members) => {
                writer.begin_object();
                for (name, value) in members {
                    writer.key(name);
                    value.encode(writer, &Shape::PLAIN);
                }
                writer.end_object();
            }
        }
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }

    fn reset(&mut self) {
        *self = Self::Null;
    }
}

/// Reads any value, exact to the last digit of a double. The reader's bound on depth bounds the recursion.
fn read(reader: &mut Reader<'_>) -> Decoded<Value> {
    let mut first = true;
    Ok(match reader.kind()? {
        Kind::Null => {
            reader.null()?;
            Value::Null
        }
        Kind::Boolean => Value::Bool(reader.boolean()?),
        Kind::Number => {
            let start = reader.position();
            let text = reader.number_text()?;
            number(text)
                .map(Value::Number)
                .ok_or_else(|| Fault::unfit(start, "JSON with numbers in the range of a double"))?
        }
        Kind::Text => Value::String(reader.text()?.into_owned()),
        Kind::List => {
            let mut elements = Vec::new();
            reader.begin_list()?;
            while reader.element(&mut first)? {
                elements.push(read(reader)?);
            }
            Value::Array(elements)
        }
        Kind::Object => {
            let mut members = Map::new();
            let start = reader.position();
            reader.begin_object()?;
            while let Some(name) = reader.key(&mut first)? {
                let value = read(reader)?;
                if members.contains_key(&*name) {
                    reader.note(Fault::duplicate(start, &name))?;
                }
                members.insert(name.into_owned(), value);
            }
            Value::Object(members)
        }
    })
}

/// A number as `serde_json` tells them apart: an integer where it fits 64 bits, but for the zero with a sign.
fn number(text: &str) -> Option<Number> {
    if let Ok(whole) = text.parse::<u64>() {
        return Some(whole.into());
    }
    match text.parse::<i64>() {
        Ok(whole) if whole != 0 => Some(whole.into()),
        _ => double_of(text).and_then(Number::from_f64),
    }
}

impl Slot for () {
    fn hollow() -> Self {}

    /// Takes anything: where a call yields nothing, what the vendor sends all the same is no drift.
    fn decode(&mut self, reader: &mut Reader<'_>, _shape: &Shape) -> Decoded {
        reader.skip()
    }

    fn encode(&self, writer: &mut Writer, _shape: &Shape) {
        writer.null();
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("()")
    }

    fn reset(&mut self) {}
}
