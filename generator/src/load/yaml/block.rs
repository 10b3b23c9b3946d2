//! Documents as nearly everybody writes them, read line by line: mappings and lists by how deep they are indented, keys and short values
//! as they stand there.
//!
//! The lines are read only as far as there is no doubt. A value that is more than a line, has escapes or stands in brackets is handed to the
//! parser by itself; at anything else (anchors, tags, tabs, a second document, whatever is no YAML) the lines are given up, and the parser
//! reads the whole text. Both ways come to the same tree.

use std::borrow::Cow;

use memchr::memchr;

use super::super::scalar;
use super::super::tree::Kind;
use super::reader::Reader;
use super::seen::{is_simple, pair};
use super::{block_scalar, offset, read_part};
use crate::source::Span;

/// The longest key, less a margin: YAML knows an end.
const LONGEST_KEY: usize = 1000;

/// Reads the text of a reader to its end; `None` where the parser has to.
pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<()> {
    let text = reader.text;
    if !is_simple(text) {
        return None;
    }
    reader.document(Span::default())?;
    let mut block = Block {
        text,
        reader,
        levels: Vec::new(),
        missing: None,
    };
    let (first, column) = next_line(text, 0)?;
    let has_mark = column == 0 && text.get(first..)?.starts_with("---\n");
    let mut at = if has_mark { first + 4 } else { 0 };
    while let Some((start, column)) = next_line(text, at) {
        at = block.line(start, column)?;
    }

    block.finish()
}

/// The first line from an offset on that has more than blanks and a comment: where that begins, and in which column.
fn next_line(text: &str, at: usize) -> Option<(usize, usize)> {
    let mut lines = written_lines(text, at);

    lines.find(|(start, _)| text.as_bytes().get(*start) != Some(&b'#'))
}

/// The lines from an offset on that are not blank: where what is written begins, and in which column.
pub(super) fn written_lines(text: &str, at: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut at = at;
    let mut last = None;

    std::iter::from_fn(move || {
        if let Some(last) = last.take() {
            at = line_end(text, last) + 1;
        }
        loop {
            let rest = text.as_bytes().get(at..).filter(|rest| !rest.is_empty())?;
            let column = rest.iter().take_while(|byte| **byte == b' ').count();
            let start = at + column;
            match rest.get(column) {
                Some(b'\n') => at = start + 1,
                Some(_) => {
                    last = Some(start);
                    return Some((start, column));
                }
                None => return None,
            }
        }
    })
}

/// Where the line ends that an offset stands in.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();

    memchr(b'\n', rest).map_or(text.len(), |length| at + length)
}

/// A mapping or a list that is open.
#[derive(Clone, Copy)]
struct Level {
    column: usize,
    is_mapping: bool,
}

struct Block<'s, 'r, 'd> {
    text: &'s str,
    reader: &'r mut Reader<'s, 'd>,
    levels: Vec<Level>,
    /// Where a value is missing if the next line does not say it.
    missing: Option<usize>,
}

impl<'s> Block<'s, '_, '_> {
    /// Takes the line where something is written at this offset; gives the offset behind what was read.
    fn line(&mut self, start: usize, column: usize) -> Option<usize> {
        let is_item = self.is_item(start);
        let is_mark = |mark: &str| {
            self.text
                .get(start..)
                .is_some_and(|rest| rest.starts_with(mark))
        };
        if column == 0 && (is_mark("---") || is_mark("...")) {
            return None;
        }
        let Some(top) = self.levels.last().copied() else {
            // A document is a mapping or a list.
            let is_structure = is_item || self.key(start).is_some();
            return is_structure.then(|| self.node(start, column)).flatten();
        };
        if let Some(missing) = self.missing.take() {
            // A list may stand as deep as the key that it is the value of.
            if column > top.column {
                return self.node(start, column);
            }
            if column == top.column && top.is_mapping && is_item {
                // The parser has such a list begin with its first element.
                let beside = self.past_blanks(start + 1);
                let is_there = !matches!(self.byte(beside), Some(b'\n') | None);
                if !is_there && next_line(self.text, beside)?.1 > column {
                    return None;
                }
                self.open(beside, column, false)?;
                return self.item(start, column);
            }
            self.reader.value(Kind::Null, span(missing, missing));
        }
        while let Some(top) = self.levels.last() {
            let is_over = column == top.column && !top.is_mapping && !is_item;
            if column >= top.column && !is_over {
                break;
            }
            self.close(start);
        }
        let top = self.levels.last()?;
        if top.column != column || top.is_mapping == is_item {
            return None;
        }

        if is_item {
            self.item(start, column)
        } else {
            self.entry(start)
        }
    }

    /// Takes a mapping, a list or a scalar that begins here.
    fn node(&mut self, start: usize, column: usize) -> Option<usize> {
        let is_item = self.is_item(start);
        if !is_item && self.key(start).is_none() {
            return self.value(start);
        }
        self.open(start, column, !is_item)?;

        if is_item {
            self.item(start, column)
        } else {
            self.entry(start)
        }
    }

    /// Takes an element, from its hyphen on.
    fn item(&mut self, start: usize, column: usize) -> Option<usize> {
        let value = self.past_blanks(start + 1);
        match self.byte(value) {
            Some(b'\n') | None if value == start + 1 => {
                self.missing = Some(value);
                Some(value + 1)
            }
            Some(b'\n' | b'#') | None => None,
            Some(_) => self.node(value, column + (value - start)),
        }
    }

    /// Takes an entry, from its key on.
    fn entry(&mut self, start: usize) -> Option<usize> {
        let (key, place) = self.key(start)?;
        self.reader.key(Cow::Borrowed(key), place);
        let colon = place.range().end;
        let value = self.past_blanks(colon + 1);
        match self.byte(value) {
            Some(b'\n' | b'#') | None => {
                self.missing = Some(colon);
                Some(line_end(self.text, value) + 1)
            }
            // A list or another mapping cannot begin here.
            Some(b'-') if self.is_item(value) => None,
            Some(_) => self.value(value),
        }
    }

    /// A key, if one begins here, and its place with its quotes.
    fn key(&self, start: usize) -> Option<(&'s str, Span)> {
        let rest = self.text.get(start..)?;
        let bytes = rest.as_bytes();
        let (key, length) = match bytes.first()? {
            quote @ (b'"' | b'\'') => {
                let inner = short_quoted(rest, *quote)?;
                (inner, inner.len() + 2)
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'$' | b'/' | b'.' => {
                let ends = |(at, byte): (usize, &u8)| match byte {
                    b':' => matches!(bytes.get(at + 1), Some(b' ' | b'\n') | None),
                    byte => matches!(byte, b'\n' | b'\t'),
                };
                let length = bytes.iter().enumerate().position(ends)?;
                let key = rest.get(..length)?;
                if key.ends_with(' ') || pair(key, " #").is_some() {
                    return None;
                }
                (key, length)
            }
            _ => return None,
        };
        let is_key = bytes.get(length) == Some(&b':')
            && matches!(bytes.get(length + 1), Some(b' ' | b'\n') | None)
            && length <= LONGEST_KEY;

        is_key.then(|| (key, span(start, start + length)))
    }

    /// Takes a scalar or what stands in brackets: a value of the innermost level.
    fn value(&mut self, start: usize) -> Option<usize> {
        let outer = self.levels.last()?.column;
        let end = line_end(self.text, start);
        let rest = self.text.get(start..end)?;
        match rest.bytes().next()? {
            b'|' | b'>' => {
                let Some(found) = block_scalar::read(self.text, start, outer) else {
                    // How deep it is indented, where that is said, is counted from what is around it.
                    let is_said = rest.bytes().any(|byte| byte.is_ascii_digit());
                    return (!is_said).then(|| self.part(start, outer)).flatten();
                };
                let text = Kind::Text(Cow::Owned(found.text));
                self.reader.value(text, span(found.start, found.end));
                Some(found.next)
            }
            quote @ (b'"' | b'\'') => {
                let Some(inner) = short_quoted(rest, quote) else {
                    return self.part(start, outer);
                };
                let length = inner.len() + 2;
                let behind = rest.get(length..)?.trim_start_matches(' ');
                let is_last = behind.is_empty()
                    || behind.starts_with('#') && behind.len() + length < rest.len();
                let text = Kind::Text(Cow::Borrowed(inner));
                self.reader.value(text, span(start, start + length));
                is_last.then_some(end + 1)
            }
            b'[' | b'{' => self.part(start, outer),
            first if begins_plain(first) || first == b'-' && !self.is_item(start) => {
                self.plain(start, end, outer)
            }
            _ => None,
        }
    }

    /// Takes a scalar without quotes.
    fn plain(&mut self, start: usize, end: usize, outer: usize) -> Option<usize> {
        let line = self.text.get(start..end)?;
        let comment = pair(line, " #");
        let written = line.get(..comment.unwrap_or(line.len()))?;
        let written = written.trim_end_matches(' ');
        if pair(written, ": ").is_some() || written.ends_with(':') {
            return None;
        }
        if memchr(b'\t', line.as_bytes()).is_some() {
            return self.part(start, outer);
        }
        let next = written_lines(self.text, end + 1).next();
        if next.is_some_and(|(at, column)| column > outer && self.byte(at) != Some(b'#')) {
            return match comment {
                None => self.part(start, outer),
                Some(_) => None,
            };
        }
        let kind = scalar::resolve(Cow::Borrowed(written));
        self.reader.value(kind, span(start, start + written.len()));

        Some(end + 1)
    }

    /// Has the parser take a value that may reach over lines that are indented deeper than what it is in.
    fn part(&mut self, start: usize, outer: usize) -> Option<usize> {
        let is_flow = matches!(self.byte(start), Some(b'[' | b'{'));
        let mut lines = written_lines(self.text, line_end(self.text, start) + 1);
        // A bracket may close as deep as the key that it belongs to.
        let closes = |at| is_flow && matches!(self.byte(at), Some(b']' | b'}'));
        let is_next =
            |(at, column): &(usize, usize)| *column < outer || *column == outer && !closes(*at);
        let next = lines.find(is_next);
        let (end, column) = next.unwrap_or((self.text.len(), 0));
        read_part(self.reader, start, end)?;

        Some(end - column)
    }

    fn open(&mut self, at: usize, column: usize, is_mapping: bool) -> Option<()> {
        self.levels.push(Level { column, is_mapping });

        self.reader
            .start(is_mapping, 0, None, span(at, at), span(at, at))
    }

    fn close(&mut self, at: usize) {
        self.levels.pop();
        self.reader.end(span(at, at));
    }

    fn finish(mut self) -> Option<()> {
        if self.levels.is_empty() {
            return None;
        }
        if let Some(missing) = self.missing {
            self.reader.value(Kind::Null, span(missing, missing));
        }
        while !self.levels.is_empty() {
            self.close(self.text.len());
        }

        Some(())
    }

    fn is_item(&self, start: usize) -> bool {
        self.byte(start) == Some(b'-') && matches!(self.byte(start + 1), Some(b' ' | b'\n') | None)
    }

    fn past_blanks(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();

        at + rest.iter().take_while(|byte| **byte == b' ').count()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }
}

/// What stands between a quote and the next one on the line, where nothing in it is written in another way.
fn short_quoted(text: &str, quote: u8) -> Option<&str> {
    let inner = text.get(1..)?;
    let ends = |byte: u8| byte == quote || byte == b'\n' || byte == b'\\' && quote == b'"';
    let length = inner.bytes().position(ends)?;
    let bytes = inner.as_bytes();
    let is_doubled = quote == b'\'' && bytes.get(length + 1) == Some(&quote);

    (bytes.get(length) == Some(&quote) && !is_doubled)
        .then(|| inner.get(..length))
        .flatten()
}

/// Whether a byte begins a scalar without quotes whatever is behind it.
fn begins_plain(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !b"-?:,[]{}#&*!|>'\"%@`".contains(&byte)
}

fn span(start: usize, end: usize) -> Span {
    Span {
        start: offset(start),
        end: offset(end),
    }
}
