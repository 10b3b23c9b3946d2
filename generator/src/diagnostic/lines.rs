//! The lines of a text, found once, so that many reports on a large document stay cheap.

use std::ops::Range;

use memchr::memchr_iter;

use crate::source::Position;

/// The lines of one text.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text.
    pub fn new(text: &'t str) -> Self {
        let after_newlines = memchr_iter(b'\n', text.as_bytes()).map(|index| index + 1);
        let mut starts = Vec::with_capacity(after_newlines.clone().count() + 1);
        starts.push(0);
        starts.extend(after_newlines);

        Self { text, starts }
    }

    /// The line an offset stands in, without its end.
    pub(super) fn around(&self, offset: usize) -> Range<usize> {
        let index = self.index(offset);
        let start = self.starts.get(index).copied().unwrap_or_default();
        let next = self
            .starts
            .get(index + 1)
            .copied()
            .unwrap_or(self.text.len());
        let line = self.text.get(start..next).unwrap_or_default();

        start..start + line.trim_end_matches(['\n', '\r']).len()
    }

    /// Line and column of an offset, from 1; columns count characters.
    pub fn position(&self, offset: u32) -> Position {
        let offset = self.boundary(offset as usize);
        let index = self.index(offset);
        let start = self.starts.get(index).copied().unwrap_or_default();

        Position {
            line: index + 1,
            column: self.text(start..offset).chars().count() + 1,
        }
    }

    /// The line of an offset, from 1. Cheaper than its position where a whole document stands on one line.
    pub fn line(&self, offset: u32) -> usize {
        self.index(offset as usize) + 1
    }

    /// The start of the character an offset stands in; the end of the text where it stands behind.
    pub(super) fn boundary(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }

        offset
    }

    pub(super) fn text(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    fn index(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }
}
