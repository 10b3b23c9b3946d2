//! Booleans, numbers and texts.

use std::borrow::Cow;
use std::fmt;

use super::Slot;
use crate::codec::reader::{Decoded, Fault, Kind, Reader, integer_of};
use crate::codec::shape::{Form, Shape, View};
use crate::codec::writer::Writer;

impl Slot for bool {
    fn hollow() -> Self {
        false
    }

    fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        *self = if shape.reads(View::Flag) {
            flag(reader)?
        } else {
            reader.boolean()?
        };
        Ok(())
    }

    fn encode(&self, writer: &mut Writer, shape: &Shape) {
        match shape.form() {
            Form::Integer => writer.integer(i64::from(*self)),
            Form::NumericText => writer.text(if *self { "1" } else { "0" }),
            Form::Text => writer.text(if *self { "true" } else { "false" }),
            Form::Plain | Form::Boolean | Form::CommaList | Form::UrlSafe => writer.boolean(*self),
        }
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }

    fn reset(&mut self) {
        *self = false;
    }

    #[inline]
    fn is_single() -> bool {
        true
    }
}

fn flag(reader: &mut Reader<'_>) -> Decoded<bool> {
    const EXPECTED: &str = "a flag (true, false, 0, 1, \"0\" or \"1\")";

    let kind = reader.kind()?;
    let start = reader.position();
    let known = match kind {
        Kind::Boolean => return reader.boolean(),
        Kind::Number => match reader.number_text()? {
            "0" => Some(false),
            "1" => Some(true),
            _ => None,
        },
        Kind::Text => match &*reader.text()? {
            "0" | "false" => Some(false),
            "1" | "true" => Some(true),
            _ => None,
        },
        Kind::Null | Kind::List | Kind::Object => return Err(reader.mismatch(EXPECTED)),
    };

    known.ok_or_else(|| Fault::unfit(start, EXPECTED))
}

/// Integers read through `i64`, which holds what the smaller ones hold.
macro_rules! integers {
    ($($integer:ty: $expected:literal;)*) => {$(
        impl Slot for $integer {
            fn hollow() -> Self {
                0
            }

            fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
                reader.next_byte();
                let start = reader.position();
                let value = integer(reader, shape)?;
                *self = value.try_into().map_err(|_| Fault::unfit(start, $expected))?;
                Ok(())
            }

            fn encode(&self, writer: &mut Writer, shape: &Shape) {
                let value = i64::from(*self);
                match shape.form() {
                    Form::Text | Form::NumericText => writer.text(itoa::Buffer::new().format(value)),
                    Form::Plain | Form::Integer | Form::Boolean | Form::CommaList | Form::UrlSafe => writer.integer(value),
                }
            }

            fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self, formatter)
            }

            fn reset(&mut self) {
                *self = 0;
            }

            #[inline]
            fn is_single() -> bool {
                true
            }
        }
    )*};
}

integers! {
    i64: "an integer of 64 bits";
    i32: "an integer of 32 bits";
    u32: "an integer of 32 bits, not negative";
}

fn integer(reader: &mut Reader<'_>, shape: &Shape) -> Decoded<i64> {
    if reader.next_byte() == Some(b'"') && (shape.reads(View::Integer) || shape.reads(View::Number))
    {
        let start = reader.position();
        let text = reader.text()?;
        return numeric(&text)
            .and_then(integer_of)
            .ok_or_else(|| Fault::unfit(start, "an integer"));
    }
    reader.integer()
}

/// A text that is a number by JSON's grammar.
pub(super) fn numeric(text: &str) -> Option<&str> {
    let mut reader = Reader::new(text.trim(), crate::codec::Strictness::Tolerant);
    let number = reader.number_text().ok()?;

    reader.end().ok().map(|()| number)
}

/// Beyond `i64` an integer is read from its digits.
impl Slot for u64 {
    fn hollow() -> Self {
        0
    }

    fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        let is_text = reader.next_byte() == Some(b'"');
        let start = reader.position();
        let unfit = || Fault::unfit(start, "an integer of 64 bits, not negative");
        let digits = if is_text && (shape.reads(View::Integer) || shape.reads(View::Number)) {
            let text = reader.text()?;
            numeric(&text).map(str::to_owned).ok_or_else(unfit)?
        } else {
            reader.number_text()?.to_owned()
        };
        let whole = || integer_of(&digits)?.try_into().ok();
        *self = digits.parse().ok().or_else(whole).ok_or_else(unfit)?;
        Ok(())
    }

    fn encode(&self, writer: &mut Writer, shape: &Shape) {
        let mut buffer = itoa::Buffer::new();
        match shape.form() {
            Form::Text | Form::NumericText => writer.text(buffer.format(*self)),
            Form::Plain | Form::Integer | Form::Boolean | Form::CommaList | Form::UrlSafe => {
                writer.number(buffer.format(*self));
            }
        }
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }

    fn reset(&mut self) {
        *self = 0;
    }

    #[inline]
    fn is_single() -> bool {
        true
    }
}

impl Slot for f64 {
    fn hollow() -> Self {
        0.0
    }

    fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        if reader.next_byte() == Some(b'"') && shape.reads(View::Number) {
            let start = reader.position();
            let text = reader.text()?;
            *self = numeric(&text)
                .and_then(crate::codec::reader::double_of)
                .ok_or_else(|| Fault::unfit(start, "a number"))?;
            return Ok(());
        }
        *self = reader.double()?;
        Ok(())
    }

    fn encode(&self, writer: &mut Writer, shape: &Shape) {
        match shape.form() {
            Form::Text | Form::NumericText => writer.double_as_text(*self),
            Form::Plain | Form::Integer | Form::Boolean | Form::CommaList | Form::UrlSafe => {
                writer.double(*self);
            }
        }
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As it is written: formatting by the standard library brings tables of its own.
        formatter.write_str(zmij::Buffer::new().format(*self))
    }

    fn reset(&mut self) {
        *self = 0.0;
    }

    #[inline]
    fn is_single() -> bool {
        true
    }
}

impl Slot for String {
    fn hollow() -> Self {
        Self::new()
    }

    fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        *self = text(reader, shape)?.into_owned();
        Ok(())
    }

    fn encode(&self, writer: &mut Writer, shape: &Shape) {
        encode_text(self, writer, shape);
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }

    fn reset(&mut self) {
        self.clear();
    }

    #[inline]
    fn is_single() -> bool {
        true
    }
}

/// Reads a text, or the text of a number where the shape says so.
pub(crate) fn text<'text>(reader: &mut Reader<'text>, shape: &Shape) -> Decoded<Cow<'text, str>> {
    let takes_numbers = shape.reads(View::Text) || shape.reads(View::Id);
    if takes_numbers && matches!(reader.next_byte(), Some(b'-' | b'0'..=b'9')) {
        return reader.number_text().map(Cow::Borrowed);
    }
    reader.text()
}

/// Writes a text; as a number where the shape says so and the text is a whole number as JSON writes it.
pub(super) fn encode_text(text: &str, writer: &mut Writer, shape: &Shape) {
    let is_number = shape.form() == Form::Integer
        && text
            .parse::<i64>()
            .is_ok_and(|number| itoa::Buffer::new().format(number) == text);
    if is_number {
        writer.number(text);
    } else {
        writer.text(text);
    }
}
