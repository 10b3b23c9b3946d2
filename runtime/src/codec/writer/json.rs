//! JSON text.

use crate::codec::reader::next_special;

/// A JSON text being written. Whether a comma is due is seen from the last byte.
#[derive(Debug)]
pub(super) struct Json {
    text: String,
}

/// Room for a small object, so that writing one allocates once.
const ROOM: usize = 256;

impl Json {
    pub(super) fn new() -> Self {
        Self {
            text: String::with_capacity(ROOM),
        }
    }

    /// How many bytes are written.
    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    #[inline]
    pub(super) fn literal(&mut self, literal: &str) {
        self.text.push_str(literal);
    }

    #[inline]
    pub(super) fn text(&mut self, text: &str) {
        self.text.push('"');
        if next_special(text.as_bytes(), 0).is_none() {
            self.text.push_str(text);
        } else {
            self.escaped(text);
        }
        self.text.push('"');
    }

    fn escaped(&mut self, text: &str) {
        let mut from = 0;
        while let Some(at) = next_special(text.as_bytes(), from) {
            self.text.push_str(text.get(from..at).unwrap_or_default());
            let byte = text.as_bytes().get(at).copied().unwrap_or_default();
            match byte {
                b'"' => self.text.push_str("\\\""),
                b'\\' => self.text.push_str("\\\\"),
                b'\n' => self.text.push_str("\\n"),
                b'\r' => self.text.push_str("\\r"),
                b'\t' => self.text.push_str("\\t"),
                0x08 => self.text.push_str("\\b"),
                0x0C => self.text.push_str("\\f"),
                control => {
                    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
                    self.text.push_str("\\u00");
                    self.text.push(digit(control >> 4));
                    self.text.push(digit(control & 15));
                }
            }
            from = at + 1;
        }
        self.text.push_str(text.get(from..).unwrap_or_default());
    }

    pub(super) fn begin_object(&mut self) {
        self.text.push('{');
    }

    #[inline]
    pub(super) fn key(&mut self, name: &str) {
        if !self.text.ends_with('{') {
            self.text.push(',');
        }
        self.text(name);
        self.text.push(':');
    }

    /// A key that was written once for all objects of a model.
    #[inline]
    pub(super) fn prepared_key(&mut self, key: &str) {
        let is_first = self.text.ends_with('{');

        self.text.push_str(if is_first {
            key.get(1..).unwrap_or_default()
        } else {
            key
        });
    }

    pub(super) fn end_object(&mut self) {
        self.text.push('}');
    }

    pub(super) fn begin_list(&mut self) {
        self.text.push('[');
    }

    #[inline]
    pub(super) fn element(&mut self) {
        if !self.text.ends_with('[') {
            self.text.push(',');
        }
    }

    pub(super) fn end_list(&mut self) {
        self.text.push(']');
    }
}
