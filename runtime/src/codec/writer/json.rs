//! JSON text.

use super::number::Chunk;
use crate::codec::reader::{has_special, next_special};

/// A JSON text being written. Whether a comma is due is seen from the last byte.
#[derive(Debug)]
pub(super) struct Json {
    text: String,
}

/// Room for an object as most are, so that writing one allocates once. Much more is not as quickly had.
const ROOM: usize = 1000;

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

    /// A list of numbers, each of which `push` adds, with a comma.
    #[inline]
    pub(super) fn numbers<T: Copy>(&mut self, list: &[T], push: impl Fn(&mut Chunk, T)) {
        let mut chunk = Chunk::new();
        self.text.push('[');
        for numbers in list.chunks(Chunk::NUMBERS) {
            for number in numbers {
                push(&mut chunk, *number);
            }
            self.text.push_str(chunk.text());
            chunk.clear();
        }
        // The comma behind the last one.
        if !list.is_empty() {
            self.text.pop();
        }
        self.text.push(']');
    }

    #[inline]
    pub(super) fn text(&mut self, text: &str) {
        self.text.reserve(text.len() + 2);
        self.text.push('"');
        if has_special(text.as_bytes()) {
            self.escaped(text);
        } else {
            self.text.push_str(text);
        }
        self.text.push('"');
    }

    fn escaped(&mut self, text: &str) {
        let mut from = 0;
        while let Some(at) = next_special(text.as_bytes(), from) {
            if at > from {
                self.text.push_str(text.get(from..at).unwrap_or_default());
            }
            let byte = text.as_bytes().get(at).copied().unwrap_or_default();
            let letter = match byte {
                b'"' | b'\\' => byte,
                b'\n' => b'n',
                b'\r' => b'r',
                b'\t' => b't',
                0x08 => b'b',
                0x0C => b'f',
                _ => b'u',
            };
            self.text.push('\\');
            self.text.push(char::from(letter));
            if letter == b'u' {
                let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
                self.text.push_str("00");
                self.text.push(digit(byte >> 4));
                self.text.push(digit(byte & 15));
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

    /// A key that was written once for all objects of a model, with a comma before it.
    #[inline]
    pub(super) fn prepared_key(&mut self, key: &str) {
        self.text.push_str(key);
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
