//! Reads JSON text token by token, knows its place, and can go back.
//!
//! The text is UTF-8 already; the reader checks the grammar as it goes. Nothing here knows models. A reader never panics and never
//! recurses: nesting is bounded by [`MAX_DEPTH`] wherever values are walked.

mod digits;
mod drift;
mod entry;
mod extents;
mod fault;
mod number;
mod room;
mod skip;
mod text;
mod untyped;

use std::borrow::Cow;

pub(crate) use entry::Entry;
use extents::Extents;
pub use fault::{Decoded, Fault, Kind};
pub(crate) use number::{double_of, integer_of, short_double, short_integer};
use room::Room;
pub(crate) use text::{has_special, next_special};
use untyped::Untyped;

use super::Strictness;
use super::finding::Noted;

/// How deep values may nest: as deep as `serde_json` takes them, so that a [`Value`](super::Value) holds what the reader passes.
pub const MAX_DEPTH: u32 = 127;

/// A place in a JSON text.
#[derive(Debug)]
pub struct Reader<'text> {
    text: &'text str,
    position: usize,
    depth: u32,
    strictness: Strictness,
    untyped: Option<Untyped>,
    findings: Vec<Noted>,
    extents: Extents,
    room: Room,
    entry: Option<Entry>,
    /// Where a value stands that no case of its union has taken.
    unlisted: Option<usize>,
}

impl<'text> Reader<'text> {
    /// A reader at the start of a text.
    pub fn new(text: &'text str, strictness: Strictness) -> Self {
        Self {
            text,
            position: 0,
            depth: 0,
            strictness,
            untyped: None,
            findings: Vec::new(),
            extents: Extents::default(),
            room: Room::of(text),
            entry: None,
            unlisted: None,
        }
    }

    /// The offset of the next byte.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Goes back to an offset that [`position`](Self::position) gave.
    pub fn rewind(&mut self, position: usize) {
        self.position = position;
    }

    pub(super) fn bytes(&self) -> &'text [u8] {
        self.text.as_bytes()
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'text str {
        self.text.get(start..end).unwrap_or_default()
    }

    #[inline]
    pub(super) fn byte(&self) -> Option<u8> {
        self.bytes().get(self.position).copied()
    }

    /// Passes white space and looks at the next byte.
    #[inline]
    pub(crate) fn next_byte(&mut self) -> Option<u8> {
        let bytes = self.bytes();
        while let Some(byte) = bytes.get(self.position) {
            // What is above a space is none, which is one question for most bytes.
            if *byte > b' ' || !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(*byte);
            }
            self.position += 1;
        }
        None
    }

    /// The kind of the next value, by its first byte.
    pub fn kind(&mut self) -> Decoded<Kind> {
        match self.next_byte() {
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::List),
            Some(b'"') => Ok(Kind::Text),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'n') => Ok(Kind::Null),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            _ => Err(self.syntax("a value")),
        }
    }

    /// Passes a null if there is one.
    #[inline]
    pub fn null(&mut self) -> Decoded<bool> {
        if self.next_byte() != Some(b'n') {
            return match self.untyped.and_then(|untyped| untyped.null) {
                Some(null) => self.null_word(null),
                None => Ok(false),
            };
        }
        self.literal("null")?;
        Ok(true)
    }

    /// Reads true or false.
    pub fn boolean(&mut self) -> Decoded<bool> {
        match self.next_byte() {
            Some(b't') => self.literal("true").map(|()| true),
            Some(b'f') => self.literal("false").map(|()| false),
            Some(b'"') if self.is_untyped() => self.quoted_boolean(),
            _ => Err(self.mismatch("a boolean")),
        }
    }

    fn literal(&mut self, literal: &'static str) -> Decoded {
        if !self
            .bytes()
            .get(self.position..)
            .is_some_and(|rest| rest.starts_with(literal.as_bytes()))
        {
            return Err(self.syntax(literal));
        }
        self.position += literal.len();
        Ok(())
    }

    /// Reads a string; borrowed where nothing in it is escaped.
    #[inline]
    pub fn text(&mut self) -> Decoded<Cow<'text, str>> {
        if self.next_byte() != Some(b'"') {
            return Err(self.mismatch("a string"));
        }
        self.quoted()
    }

    /// Reads a number and gives its text.
    pub fn number_text(&mut self) -> Decoded<&'text str> {
        match self.next_byte() {
            Some(b'-' | b'0'..=b'9') => {
                let start = self.position;
                self.skip_number()?;
                Ok(self.slice(start, self.position))
            }
            Some(b'"') if self.is_untyped() => self.quoted_number(),
            _ => Err(self.mismatch("a number")),
        }
    }

    /// Enters an object. Pair with [`key`](Self::key) until it gives `None`.
    pub fn begin_object(&mut self) -> Decoded {
        if self.next_byte() != Some(b'{') {
            return Err(self.mismatch("an object"));
        }
        self.enter()
    }

    /// The next key of the object, past its colon; `None` behind the closing brace. `first` is true before the first key.
    #[inline]
    pub fn key(&mut self, first: &mut bool) -> Decoded<Option<Cow<'text, str>>> {
        match self.next_byte() {
            Some(b'}') => {
                self.leave();
                return Ok(None);
            }
            Some(b',') if !*first => {
                self.position += 1;
                if self.next_byte() != Some(b'"') {
                    return Err(self.syntax("a member name"));
                }
            }
            Some(b'"') if *first => {}
            _ => {
                return Err(self.syntax(if *first {
                    "a member name or `}`"
                } else {
                    "`,` or `}`"
                }));
            }
        }
        *first = false;
        let key = self.quoted()?;
        if self.next_byte() != Some(b':') {
            return Err(self.syntax("`:`"));
        }
        self.position += 1;

        Ok(Some(key))
    }

    /// Passes a key that is given as JSON writes it, with a comma before it, which the first member goes without, and a colon behind it. Any
    /// other is left where it stands.
    #[inline]
    pub(crate) fn pass_key(&mut self, key: &str, first: &mut bool) -> bool {
        let key = key.as_bytes().get(usize::from(*first)..);
        let rest = self.bytes().get(self.position..);
        let (Some(key), Some(rest)) = (key, rest) else {
            return false;
        };
        // Where no colon is in its place, that tells without a look at the name.
        let passes = rest.get(key.len().wrapping_sub(1)) == Some(&b':') && rest.starts_with(key);
        if passes {
            self.position += key.len();
            *first = false;
        }
        passes
    }

    /// Enters a list. Pair with [`element`](Self::element) until it gives false.
    pub fn begin_list(&mut self) -> Decoded {
        if self.next_byte() != Some(b'[') {
            return Err(self.mismatch("a list"));
        }
        self.enter()
    }

    /// Moves to the next element of the list; false behind the closing bracket. `first` is true before the first element.
    #[inline]
    pub fn element(&mut self, first: &mut bool) -> Decoded<bool> {
        match self.next_byte() {
            Some(b']') => {
                self.leave();
                return Ok(false);
            }
            Some(b',') if !*first => {
                self.position += 1;
                if self.next_byte() == Some(b']') {
                    return Err(self.syntax("a value"));
                }
            }
            Some(_) if *first => {}
            _ => return Err(self.syntax("`,` or `]`")),
        }
        *first = false;
        Ok(true)
    }

    /// Makes sure that only white space is left.
    pub fn end(&mut self) -> Decoded {
        match self.next_byte() {
            None => Ok(()),
            Some(_) => Err(self.syntax("the end of the text")),
        }
    }

    #[inline]
    fn enter(&mut self) -> Decoded {
        if self.depth >= MAX_DEPTH {
            return Err(Fault::too_deep(self.position));
        }
        self.depth += 1;
        self.position += 1;
        Ok(())
    }

    #[inline]
    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.position += 1;
    }

    /// From now on the ends of objects and lists that are skipped are remembered, so that they are not scanned again.
    pub(crate) fn remember_extents(&mut self) {
        self.extents.record();
    }

    /// The current depth, to come back to with [`restore_depth`](Self::restore_depth) after a rewind.
    pub(crate) fn depth(&self) -> u32 {
        self.depth
    }

    /// Sets the depth after going back out of a value that failed inside.
    pub(crate) fn restore_depth(&mut self, depth: u32) {
        self.depth = depth;
    }

    /// The next value is of another kind than expected, or the text is no JSON at all here.
    #[cold]
    pub fn mismatch(&mut self, expected: &'static str) -> Fault {
        match self.kind() {
            Ok(seen) => Fault::mismatch(self.position, expected, seen),
            Err(fault) => fault,
        }
    }

    #[cold]
    pub(super) fn syntax(&self, expected: &'static str) -> Fault {
        Fault::syntax(self.position, expected)
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_DEPTH, Reader};
    use crate::codec::Strictness;

    fn skips(text: &str) -> bool {
        let mut reader = Reader::new(text, Strictness::Tolerant);

        reader.skip().is_ok() && reader.end().is_ok()
    }

    #[test]
    fn what_serde_json_takes_is_taken_and_nothing_else() {
        let texts = [
            "null",
            "true",
            "false",
            "0",
            "-0",
            "1.5e+3",
            "\"a\\u00e9\\n\"",
            "[]",
            "[1,[2,{}]]",
            "{\"a\":{\"b\":[null]}}",
            " 1 ",
            "",
            " ",
            "nul",
            "tru",
            "01",
            "1.",
            ".5",
            "-",
            "1e",
            "+1",
            "\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\n\"",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "{\"a\":1,}",
            "[1",
            "{\"a\":1",
            "1 2",
            "]",
            "}",
            "[}",
            "{]",
            "\"\\u12\"",
            "\u{feff}1",
            "\"\\ud83d\\ude00\"",
            "\"\\ude00\"",
            "\"\\ud83dx\"",
            "1E5",
            "-1.0E-2",
            "[[]",
            "{\"a\":1}}",
        ];

        for text in texts {
            assert_eq!(
                skips(text),
                serde_json::from_str::<serde_json::Value>(text).is_ok(),
                "{text:?}"
            );
        }
    }

    #[test]
    fn nesting_is_bounded_and_skipping_does_not_recurse() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));

        assert!(skips(&nested(MAX_DEPTH as usize)));
        assert!(!skips(&nested(MAX_DEPTH as usize + 1)));
        assert!(!skips(&"[".repeat(1_000_000)));
        assert!(!skips(&"{\"a\":".repeat(1_000_000)));
    }
}
