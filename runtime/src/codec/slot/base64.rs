//! Bytes that travel as base64.

use std::borrow::Cow;
use std::fmt;

use super::Slot;
use crate::codec::reader::{Decoded, Reader};
use crate::codec::shape::{Form, Shape};
use crate::codec::writer::Writer;
use crate::secret::{base64, base64_url};
use crate::webhook::from_any_base64;

/// Bytes that travel as base64 in a text.
///
/// What came is kept as it came, line breaks and all, and is decoded when it is asked for; so a text that is no base64 is not lost. It is
/// equal to what stands for the same bytes.
///
/// # Examples
///
/// ```
/// use brogue_runtime::codec::Base64;
///
/// let photo = Base64::from(b"hello");
/// assert_eq!(photo.text(), "aGVsbG8=");
/// assert_eq!(Base64::from_text("aGVsbG8").bytes().unwrap(), b"hello".as_slice());
/// assert!(Base64::from_text("none!").bytes().is_none());
/// ```
#[derive(Clone)]
pub struct Base64(Held);

#[derive(Clone)]
enum Held {
    /// As it came.
    Text(String),
    /// What a program has given.
    Bytes(Vec<u8>),
}

impl Base64 {
    /// Of a text that is base64 already, of either alphabet; it is sent as it stands.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(Held::Text(text.into()))
    }

    /// The bytes; `None` where what came is no base64.
    pub fn bytes(&self) -> Option<Cow<'_, [u8]>> {
        match &self.0 {
            Held::Bytes(bytes) => Some(Cow::Borrowed(bytes)),
            Held::Text(text) => from_any_base64(text)
                .or_else(|| {
                    // Mail breaks lines, and some put a blank at the end.
                    let solid: String = text.split_ascii_whitespace().collect();
                    from_any_base64(&solid)
                })
                .map(Cow::Owned),
        }
    }

    /// The text as it came, or base64 of the bytes that were given.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Held::Text(text) => Cow::Borrowed(text),
            Held::Bytes(bytes) => Cow::Owned(base64(bytes)),
        }
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Held::Bytes(bytes))
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        bytes.to_vec().into()
    }
}

impl<const LENGTH: usize> From<&[u8; LENGTH]> for Base64 {
    fn from(bytes: &[u8; LENGTH]) -> Self {
        bytes.to_vec().into()
    }
}

impl PartialEq for Base64 {
    fn eq(&self, other: &Self) -> bool {
        match (self.bytes(), other.bytes()) {
            (Some(ours), Some(theirs)) => ours == theirs,
            (None, None) => self.text() == other.text(),
            _ => false,
        }
    }
}

impl Eq for Base64 {}

impl fmt::Debug for Base64 {
    /// How much it is: the bytes may be many.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bytes() {
            Some(bytes) => write!(formatter, "Base64({} bytes)", bytes.len()),
            None => formatter.write_str("Base64(no base64)"),
        }
    }
}

impl Slot for Base64 {
    fn hollow() -> Self {
        Self(Held::Text(String::new()))
    }

    fn decode(&mut self, reader: &mut Reader<'_>, _shape: &Shape) -> Decoded {
        self.0 = Held::Text(reader.text()?.into_owned());
        Ok(())
    }

    fn encode(&self, writer: &mut Writer, shape: &Shape) {
        match (&self.0, shape.form()) {
            (Held::Bytes(bytes), Form::UrlSafe) => writer.text(&base64_url(bytes)),
            _ => writer.text(&self.text()),
        }
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }

    fn reset(&mut self) {
        *self = Self::hollow();
    }

    #[inline]
    fn is_single() -> bool {
        true
    }
}

crate::__serde!(Base64);
