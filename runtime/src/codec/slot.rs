//! What a field must be able to do.

mod base64;
mod decimal;
mod id;
mod list;
mod option;
mod patch;
mod scalar;
mod time;
mod value;

use std::fmt;

pub use base64::Base64;
pub use decimal::{Decimal, DecimalError};
pub use id::Id;
pub(crate) use id::{decode_newtype, encode_newtype};
pub(crate) use list::EncodeList;
pub use patch::{FromNumber, FromOwnedText, IntoPatch, Patch};
pub(crate) use scalar::text;
pub(crate) use time::{Patterns, Strftime};

use super::reader::{Decoded, Reader};
use super::shape::Shape;
use super::writer::Writer;

/// A place for a value that can read itself from the wire and write itself to it.
///
/// Implemented for the types that fields of models have; generated models implement it through [`slots!`](crate::slots).
///
/// That values may go to another thread is a part of it, and so is told once a type: where a call is awaited the compiler would follow all
/// types that the answer leads to, and give up where they are many.
pub trait Slot: Send + 'static {
    /// The value before anything is read into it. It never reaches a caller: an object with unmet members is not handed out.
    #[doc(hidden)]
    fn hollow() -> Self
    where
        Self: Sized;

    /// Reads the next value.
    fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded;

    /// Writes the value.
    fn encode(&self, writer: &mut Writer, shape: &Shape);

    /// Shows the value to a person; what is sensitive is redacted.
    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Whether the value is left out where it is optional.
    fn is_absent(&self) -> bool {
        false
    }

    /// Makes the value hollow again.
    fn reset(&mut self);

    /// Whether every value is one text, number or flag: then a parameter of this type needs nothing that writes lists and objects.
    #[doc(hidden)]
    #[inline]
    fn is_single() -> bool
    where
        Self: Sized,
    {
        false
    }
}

/// A value of so many bytes or fewer is read where it stands. What is larger is a model as a rule, and is read through its slot: the compiler
/// would make the same steps anew for every model.
const SMALL: usize = 32;

/// A place for values that are read through their slots.
trait Growing {
    /// Adds a hollow value and gives its slot.
    fn grow(&mut self) -> Option<&mut dyn Slot>;

    /// Takes the last value away.
    fn shrink(&mut self);
}

/// Adds a value and reads it; it is taken away again where it does not fit.
fn decode_further(place: &mut dyn Growing, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
    let read = match place.grow() {
        Some(value) => value.decode(reader, shape),
        None => Ok(()),
    };
    if read.is_err() {
        place.shrink();
    }

    read
}

/// Shows a slot through [`fmt::Debug`].
pub(crate) struct Shown<'slot>(pub(crate) &'slot dyn Slot);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(formatter)
    }
}
