//! Any JSON.

use std::fmt;

use serde_json::Value;

use super::Slot;
use crate::codec::reader::{Decoded, Fault, Reader};
use crate::codec::shape::Shape;
use crate::codec::writer::Writer;

impl Slot for Value {
    fn hollow() -> Self {
        Self::Null
    }

    fn decode(&mut self, reader: &mut Reader<'_>, _shape: &Shape) -> Decoded {
        reader.next_byte();
        let start = reader.position();
        let raw = reader.raw()?;
        // What the reader passes, serde_json takes, but for numbers beyond the range of a double.
        *self = serde_json::from_str(raw)
            .map_err(|_| Fault::unfit(start, "JSON with numbers in the range of a double"))?;
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
