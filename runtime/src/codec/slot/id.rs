//! Opaque identifiers.

use std::borrow::Borrow;

use super::scalar::{encode_text, text};
use crate::codec::reader::{Decoded, Reader};
use crate::codec::shape::{Shape, View};
use crate::codec::writer::Writer;

/// An identifier whose inside means nothing to the caller. Numbers and strings on the wire are the same here: their text.
///
/// # Examples
///
/// ```
/// use brogue_runtime::codec::Id;
///
/// assert_eq!(Id::from(30101308), Id::from("30101308"));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(String);

crate::newtypes!(Id);

/// Reads the text of an identifier.
pub(crate) fn decode_newtype(reader: &mut Reader<'_>, shape: &Shape) -> Decoded<String> {
    Ok(text(reader, &shape.view(View::Id))?.into_owned())
}

/// Writes the text of an identifier.
pub(crate) fn encode_newtype(value: &str, writer: &mut Writer, shape: &Shape) {
    encode_text(value, writer, shape);
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}
