//! Values that may be absent.

use std::fmt;

use super::Slot;
use crate::codec::reader::{Decoded, Reader};
use crate::codec::shape::{Shape, TimeFormat, View};
use crate::codec::writer::Writer;

impl<T: Slot> Slot for Option<T> {
    fn hollow() -> Self {
        None
    }

    fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        *self = None;
        if is_no_value(reader, shape)? {
            return Ok(());
        }
        let read = self.insert(T::hollow()).decode(reader, shape);
        if read.is_err() {
            self.reset();
        }
        read
    }

    fn encode(&self, writer: &mut Writer, shape: &Shape) {
        match self {
            Some(value) => value.encode(writer, shape),
            None => writer.null(),
        }
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(value) => value.show(formatter),
            None => formatter.write_str("None"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    // What drops the value stands here, and is in a program once a type.
    #[inline(never)]
    fn reset(&mut self) {
        *self = None;
    }

    #[inline]
    fn is_single() -> bool {
        T::is_single()
    }
}

/// Passes a null, and an empty text or a zero date where the shape takes it for no value.
pub(super) fn is_no_value(reader: &mut Reader<'_>, shape: &Shape) -> Decoded<bool> {
    if reader.null()? {
        return Ok(true);
    }
    let zero_dates = shape.time_format().is_some_and(TimeFormat::takes_empty);
    if !(zero_dates || shape.reads(View::EmptyIsNone)) || reader.next_byte() != Some(b'"') {
        return Ok(false);
    }
    let start = reader.position();
    let text = reader.text()?;
    let empty = text.is_empty() || zero_dates && is_zero_date(&text);
    if !empty {
        reader.rewind(start);
    }

    Ok(empty)
}

/// Whether all digits of a text are zeros, and enough of them for a date: `0000-00-00 00:00:00`, `00/00/0000`.
fn is_zero_date(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit);

    digits.clone().count() >= 6 && digits.into_iter().all(|digit| digit == b'0')
}
