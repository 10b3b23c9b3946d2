//! Doc comments: lines that stay comments whatever the text holds, wrapped as a person wraps them.

use crate::model::Doc;

use super::markdown;
use super::text::plain;

/// Columns of a doc comment's text at the deepest indentation and in a list.
const WIDTH: usize = 90;

/// The lines of a doc comment; each is empty or starts with the space behind `///`.
#[derive(Default)]
pub(super) struct DocLines(Vec<String>);

impl DocLines {
    /// Lines of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut lines = Self::default();
        lines.paragraph(text);

        lines
    }

    /// Summary, and after blank lines the details and how sure they are.
    pub(super) fn of_doc(doc: &Doc) -> Self {
        let mut lines = Self::of(&doc.summary);
        lines.paragraph(&doc.details);
        for evidence in &doc.evidence {
            lines.paragraph(evidence);
        }

        lines
    }

    /// Adds paragraphs after a blank line.
    pub(super) fn paragraph(&mut self, text: &str) {
        let text = text.trim_matches('\n');
        if text.trim().is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        self.lines_of(text);
    }

    /// Adds lines to the paragraph before.
    pub(super) fn lines_of(&mut self, text: &str) {
        for line in markdown::with_code_marked(text).lines() {
            for wrapped in markdown::wrap(plain(line).trim_end(), WIDTH) {
                self.0.push(if wrapped.is_empty() {
                    String::new()
                } else {
                    [" ", wrapped].concat()
                });
            }
        }
    }

    /// Adds an item to the list that the paragraph before opens or is.
    pub(super) fn item(&mut self, text: &str) {
        let mut item = Self::default();
        item.lines_of(text);
        for (index, line) in item.0.iter().enumerate() {
            let mark = if index == 0 { " -" } else { "  " };
            self.0.push(format!("{mark}{line}"));
        }
    }

    /// The lines.
    pub(super) fn lines(&self) -> &[String] {
        &self.0
    }

    /// Whether there is nothing to say.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
