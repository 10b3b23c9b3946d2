//! The manuals of words and rules, for a terminal.

use std::fmt::Write as _;

use super::diagnostics::severity;
use super::lines::{hang, wrap};
use super::parts_of;
use super::payload::told;
use crate::diagnostic::Code;
use crate::parse::Word;

/// A topic in a list: its name, and beside it what it is.
pub fn listed(name: &str, summary: &str) -> String {
    const WIDEST: usize = 25;

    hang(name, summary, WIDEST)
}

/// The manual of a rule.
pub fn of_code(code: Code) -> String {
    let (meaning, wrong, right) = parts_of(code.manual());
    let mut text = format!("{} ({})\n\n", code.name(), severity(code).to_lowercase());
    text.push_str(&wrap(meaning, 0));
    for (kind, example) in [("wrong", wrong), ("right", right)] {
        if let Some(example) = example {
            let _ = write!(text, "\n{kind}\n");
            text.push_str(&wrap(example, 2));
        }
    }

    text
}

/// The manual of a word.
pub fn of_word(word: &Word) -> String {
    let places: Vec<&str> = word.places.iter().map(|place| place.name()).collect();
    let mut text = format!("{} (quirk)\n\n", word.name);
    text.push_str(&wrap(word.meaning, 0));
    let _ = write!(text, "\nstands at\n{}", wrap(&places.join(", "), 2));
    let _ = write!(text, "\nmanual\n{}", wrap(word.manual, 2));
    text.push_str("\nwhat may be written\n");
    for line in told(&word.payload) {
        text.push_str(&wrap(&line.text, 2 + 2 * line.depth));
    }
    text.push_str("\nexample\n");
    for line in word.example.lines() {
        let _ = writeln!(text, "  {line}");
    }

    text
}
