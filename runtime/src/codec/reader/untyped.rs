//! Texts from where there are no types: a path, a query, a form. Their strings may be numbers, flags, null and lists of one.

use super::{Decoded, Reader};
use crate::codec::Strictness;

/// What strings may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Untyped {
    /// The string that means null.
    pub(super) null: Option<&'static str>,
}

impl<'text> Reader<'text> {
    /// A strict reader of a text whose strings may be something else; this one is null.
    pub(crate) fn untyped(text: &'text str, null: Option<&'static str>) -> Self {
        Self {
            untyped: Some(Untyped { null }),
            ..Self::new(text, Strictness::Strict)
        }
    }

    /// Whether strings may be something else.
    pub(crate) fn is_untyped(&self) -> bool {
        self.untyped.is_some()
    }

    /// Passes the string that means null, if it is there.
    #[cold]
    pub(super) fn null_word(&mut self, word: &str) -> Decoded<bool> {
        let start = self.position;
        if self.byte() == Some(b'"') && self.quoted()? == word {
            return Ok(true);
        }
        self.position = start;
        Ok(false)
    }

    /// Reads true or false in quotes.
    pub(super) fn quoted_boolean(&mut self) -> Decoded<bool> {
        let start = self.position;
        match &*self.quoted()? {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => {
                self.position = start;
                Err(self.mismatch("a boolean"))
            }
        }
    }

    /// Reads a number in quotes and gives its text.
    pub(super) fn quoted_number(&mut self) -> Decoded<&'text str> {
        self.position += 1;
        let start = self.position;
        self.skip_number()?;
        let number = self.slice(start, self.position);

        self.literal("\"").map(|()| number)
    }
}
