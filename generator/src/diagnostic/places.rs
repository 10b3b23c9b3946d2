//! The lines of all texts of a document, found once: which file a place stands in, and where there.

use super::lines::Lines;
use crate::source::{Position, Source, Span};

/// The texts of a document with their lines.
#[derive(Debug)]
pub struct Places<'s> {
    own: File<'s>,
    others: Vec<File<'s>>,
}

/// One text with its lines.
#[derive(Debug)]
pub struct File<'s> {
    /// The path as shown to people.
    pub path: &'s str,
    pub(super) lines: Lines<'s>,
    /// Where it begins among all texts.
    pub(super) start: u32,
}

impl<'s> Places<'s> {
    /// Finds the lines of all texts.
    pub fn new(source: &'s Source) -> Self {
        let mut files = source.parts().skip(1).map(|part| File {
            path: part.path,
            lines: Lines::new(part.text),
            start: part.start,
        });

        Self {
            own: File {
                path: &source.path,
                lines: Lines::new(&source.text),
                start: 0,
            },
            others: files.by_ref().collect(),
        }
    }

    /// The text that an offset stands in.
    pub fn file(&self, offset: u32) -> &File<'s> {
        let after = self.others.partition_point(|file| file.start <= offset);
        let found = after
            .checked_sub(1)
            .and_then(|index| self.others.get(index));

        found.unwrap_or(&self.own)
    }

    /// Line and column of an offset in its text.
    pub fn position(&self, offset: u32) -> Position {
        self.file(offset).position(offset)
    }

    /// The line of an offset in its text.
    pub fn line(&self, offset: u32) -> usize {
        let file = self.file(offset);

        file.lines.line(offset.saturating_sub(file.start))
    }
}

impl File<'_> {
    /// Line and column of a place that stands in this text.
    pub fn position(&self, offset: u32) -> Position {
        self.lines.position(offset.saturating_sub(self.start))
    }

    /// A place as offsets in this text alone.
    pub(super) fn own(&self, span: Span) -> Span {
        Span {
            start: span.start.saturating_sub(self.start),
            end: span.end.saturating_sub(self.start),
        }
    }
}
