//! Texts of the documents, and places in them.
//!
//! Everything the author wrote is remembered with a [`Span`], so that a diagnostic can show the line that has to change. This
//! module knows neither YAML nor OpenAPI.

use std::collections::BTreeMap;
use std::ops::Range;

/// A stretch of bytes in the texts of a [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The same stretch of a text that begins further behind.
    #[must_use]
    pub fn shifted(self, by: u32) -> Self {
        Self {
            start: self.start.saturating_add(by),
            end: self.end.saturating_add(by),
        }
    }

    /// The bytes as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value with the place it was written at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Turns the value, keeps the place.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: turn(self.value),
            span: self.span,
        }
    }
}

/// What is read: a document, and what belongs to it.
///
/// A place is an offset into all of its texts, one after the other: most documents are one file, and for these it is the offset in
/// that file.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The path of the document as the user gave it, with forward slashes.
    pub path: String,
    /// The whole text of the document.
    pub text: String,
    /// Files that the document refers to, and overlays that change it.
    pub others: Vec<Other>,
    /// Files that it refers to and that were not read, by where they stand beside it, with the reason.
    pub unread: BTreeMap<String, Unread>,
}

/// A further text that belongs to a document.
#[derive(Clone, Debug)]
pub struct Other {
    /// The path as shown to people.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Why it is there.
    pub role: Role,
}

/// Why a further text belongs to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// References lead to it, by this way from the folder of the document.
    Beside(String),
    /// It changes the document.
    Overlay,
}

/// Why a file that is referred to was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// There is no such file.
    Missing,
    /// It is not inside the folder that may be read.
    Outside,
    /// It is no document by its name, or no plain file.
    NoDocument,
    /// All files together would be larger than a document may be, or too many.
    TooMuch,
    /// The system refuses, or it is no text.
    Unreadable,
}

/// One of the texts of a [`Source`].
#[derive(Clone, Copy, Debug)]
pub struct Part<'s> {
    /// The path as shown to people.
    pub path: &'s str,
    /// The text.
    pub text: &'s str,
    /// Where it begins among all texts.
    pub start: u32,
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Source {
    /// A document in one file.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            ..Self::default()
        }
    }

    /// The document as an overlay changes it; several apply in the order in which they are added.
    #[must_use]
    pub fn with_overlay(mut self, overlay: Self) -> Self {
        self.others.push(Other {
            path: overlay.path,
            text: overlay.text,
            role: Role::Overlay,
        });
        self
    }

    /// Whether the document is one file that nothing changes.
    pub fn is_alone(&self) -> bool {
        self.others.is_empty()
    }

    /// All texts, the document first.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let own = (self.path.as_str(), self.text.as_str());
        let others = self.others.iter();
        let others = others.map(|other| (other.path.as_str(), other.text.as_str()));
        let mut start = 0_usize;

        std::iter::once(own).chain(others).map(move |(path, text)| {
            let part = Part {
                path,
                text,
                start: u32::try_from(start).unwrap_or(u32::MAX),
            };
            // One more, so that the end of a text is not the start of the next.
            start = start.saturating_add(text.len()).saturating_add(1);
            part
        })
    }

    /// How many bytes all texts have.
    pub fn size(&self) -> usize {
        let others = self.others.iter().map(|other| other.text.len() + 1);

        self.text.len() + others.sum::<usize>()
    }

    /// The text that an offset stands in.
    pub fn part(&self, offset: u32) -> Part<'_> {
        let own = Part {
            path: &self.path,
            text: &self.text,
            start: 0,
        };

        self.parts()
            .take_while(|part| part.start <= offset)
            .last()
            .unwrap_or(own)
    }

    /// The way from the folder of the document to the file that an offset stands in; nothing for the document itself, whose folder an
    /// overlay speaks of, too.
    pub fn beside(&self, offset: u32) -> Option<&str> {
        if offset as usize <= self.text.len() {
            return None;
        }
        let index = self.parts().take_while(|part| part.start <= offset).count();
        match &self.others.get(index.checked_sub(2)?)?.role {
            Role::Beside(way) => Some(way),
            Role::Overlay => None,
        }
    }

    /// The line and column of a byte offset in its text. An offset past the end is the end.
    pub fn position(&self, offset: u32) -> Position {
        let part = self.part(offset);
        let mut end = ((offset - part.start) as usize).min(part.text.len());
        while !part.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = part.text.get(..end).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);

        Position {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }
}
