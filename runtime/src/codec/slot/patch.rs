//! Members of an update: keep, clear, or set.

use std::fmt;

use super::Slot;
use super::option::is_no_value;
use crate::codec::reader::{Decoded, Reader};
use crate::codec::shape::Shape;
use crate::codec::writer::Writer;

/// What an update does to a member.
///
/// # Examples
///
/// ```
/// use brogue_runtime::codec::Patch;
///
/// let phone: Patch<String> = "555-0100".into();
/// assert_eq!(phone, Patch::Set("555-0100".to_owned()));
/// assert_eq!(Patch::<String>::default(), Patch::Keep);
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

impl From<&str> for Patch<String> {
    fn from(value: &str) -> Self {
        Self::Set(value.to_owned())
    }
}

/// What the setters of an update take: a value, a [`Patch`] of it, or what the value is made of: a text or a number for an identifier, an
/// array for a list.
///
/// # Examples
///
/// ```
/// use brogue_runtime::codec::{Id, IntoPatch, Patch};
///
/// fn driver(value: impl IntoPatch<Id>) -> Patch<Id> {
///     value.into_patch()
/// }
///
/// assert_eq!(driver("d-1"), driver(Id::from("d-1")));
/// assert_eq!(driver(17), driver("17".to_owned()));
/// assert_eq!(driver(Patch::Clear), Patch::Clear);
/// ```
pub trait IntoPatch<T> {
    /// The patch.
    fn into_patch(self) -> Patch<T>;
}

impl<T: Slot> IntoPatch<T> for T {
    fn into_patch(self) -> Patch<T> {
        Patch::Set(self)
    }
}

/// What is large is held in a box; a caller need not know.
impl<T: Slot> IntoPatch<Box<T>> for T {
    fn into_patch(self) -> Patch<Box<T>> {
        Patch::Set(Box::new(self))
    }
}

impl<T: Slot> IntoPatch<T> for Patch<T> {
    fn into_patch(self) -> Patch<T> {
        self
    }
}

impl<'text, T: Slot + From<&'text str>> IntoPatch<T> for &'text str {
    fn into_patch(self) -> Patch<T> {
        Patch::Set(T::from(self))
    }
}

impl<'text, T: Slot + From<&'text String>> IntoPatch<T> for &'text String {
    fn into_patch(self) -> Patch<T> {
        Patch::Set(T::from(self))
    }
}

impl<T: Slot + FromOwnedText> IntoPatch<T> for String {
    fn into_patch(self) -> Patch<T> {
        Patch::Set(T::from(self))
    }
}

impl<T: Slot + FromNumber> IntoPatch<T> for i64 {
    fn into_patch(self) -> Patch<T> {
        Patch::Set(T::from(self))
    }
}

impl<T: Slot, const COUNT: usize> IntoPatch<Vec<T>> for [T; COUNT] {
    fn into_patch(self) -> Patch<Vec<T>> {
        Patch::Set(self.into())
    }
}

impl<const COUNT: usize> IntoPatch<Vec<String>> for [&str; COUNT] {
    fn into_patch(self) -> Patch<Vec<String>> {
        Patch::Set(self.map(str::to_owned).into())
    }
}

/// Made of an owned text, and no text itself.
#[doc(hidden)]
pub trait FromOwnedText: From<String> {}

/// Made of a number, and no number itself.
#[doc(hidden)]
pub trait FromNumber: From<i64> {}

impl<T: Slot> Slot for Patch<T> {
    fn hollow() -> Self {
        Self::Keep
    }

    fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        *self = Self::Keep;
        if is_no_value(reader, shape)? {
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

    #[inline]
    fn is_single() -> bool {
        T::is_single()
    }
}
