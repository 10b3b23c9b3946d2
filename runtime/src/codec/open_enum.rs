//! Texts out of a list that may grow.

use super::reader::{Decoded, Reader};
use super::shape::Shape;

/// An enum of texts that keeps values nobody has listed yet.
///
/// Implemented by [`open_enums!`](crate::open_enums) for types with `as_str` and `From<String>`.
pub trait OpenEnum: From<String> {
    /// The text on the wire.
    fn as_str(&self) -> &str;
}

/// Reads a text into an open enum. Numbers are read where the shape says so.
pub fn decode_open_enum<T: OpenEnum>(reader: &mut Reader<'_>, shape: &Shape) -> Decoded<T> {
    super::slot::text(reader, shape).map(|text| T::from(text.into_owned()))
}
