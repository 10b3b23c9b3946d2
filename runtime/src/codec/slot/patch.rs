//! Members of an update: keep, clear, or set.

use std::fmt;

use super::Slot;
use super::option::is_no_value;
use crate::codec::reader::{Decoded, Reader};
use crate::codec::shape::Shape;
use crate::codec::writer::Writer;

/// What an update does to a member.
///
/// What a member is made of can be given for it: a text or a number for an identifier, an array for a list.
///
/// # Examples
///
/// ```
/// use brogue_runtime::codec::{Id, Patch};
///
/// let phone: Patch<String> = "555-0100".into();
/// assert_eq!(phone, Patch::Set("555-0100".to_owned()));
/// assert_eq!(Patch::<String>::default(), Patch::Keep);
///
/// assert_eq!(Patch::<Id>::from("17"), Patch::from(17));
/// assert_eq!(Patch::<Vec<String>>::from(["oak"]), Patch::Set(vec!["oak".to_owned()]));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// Leaves it as it is: nothing is sent.
    #[default]
    Keep,
    /// Empties it: null is sent.
    Clear,
    /// Gives it this value.
    Set(T),
}

impl<T> Patch<T> {
    /// The value that is set, if one is.
    pub fn as_set(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

/// Made of a borrowed text: an update takes the text for it.
#[doc(hidden)]
pub trait FromText: for<'t> From<&'t str> {}

/// Made of an owned text.
#[doc(hidden)]
pub trait FromOwnedText: From<String> {}

/// Made of a number.
#[doc(hidden)]
pub trait FromNumber: From<i64> {}

impl FromText for String {}

impl<T: FromText> From<&str> for Patch<T> {
    fn from(text: &str) -> Self {
        Self::Set(T::from(text))
    }
}

impl<T: FromText> From<&String> for Patch<T> {
    fn from(text: &String) -> Self {
        Self::Set(T::from(text.as_str()))
    }
}

impl<T: FromOwnedText> From<String> for Patch<T> {
    fn from(text: String) -> Self {
        Self::Set(T::from(text))
    }
}

impl<T: FromNumber> From<i64> for Patch<T> {
    fn from(number: i64) -> Self {
        Self::Set(T::from(number))
    }
}

impl<T, const N: usize> From<[T; N]> for Patch<Vec<T>> {
    fn from(elements: [T; N]) -> Self {
        Self::Set(elements.into())
    }
}

impl<const N: usize> From<[&str; N]> for Patch<Vec<String>> {
    fn from(texts: [&str; N]) -> Self {
        Self::Set(texts.map(str::to_owned).into())
    }
}

impl<T: Slot> Slot for Patch<T> {
    fn hollow() -> Self {
        Self::Keep
    }

    fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        *self = Self::Keep;
        if reader.null()? || is_no_value(reader, shape)? {
            *self = Self::Clear;
            return Ok(());
        }
        let mut value = T::hollow();
        value.decode(reader, shape)?;
        *self = Self::Set(value);
        Ok(())
    }

    fn encode(&self, writer: &mut Writer, shape: &Shape) {
        match self {
            Self::Set(value) => value.encode(writer, shape),
            Self::Keep | Self::Clear => writer.null(),
        }
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keep => formatter.write_str("Keep"),
            Self::Clear => formatter.write_str("Clear"),
            Self::Set(value) => value.show(formatter),
        }
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Keep)
    }

    fn reset(&mut self) {
        *self = Self::Keep;
    }
}
