//! `docs/diagnostics.md`: every rule that an author can break, on one page.

use std::fmt::Write as _;

use super::{BANNER, parts_of};
use crate::diagnostic::{Code, Severity};

const INTRODUCTION: &str = "\
# Diagnostics

What `cargo xtask lint`, `cargo xtask regen` and `brogue check` say of a document. Each report names its rule in brackets; `brogue explain RULE` shows
the same text as this page. An error stops generation, a warning tells what is left out, approximated or written for nothing.
";

/// The page, made of the table of rules.
pub fn page() -> String {
    let mut page = format!("{BANNER}\n\n{INTRODUCTION}");
    for code in Code::ALL {
        let (meaning, wrong, right) = parts_of(code.manual());
        let _ = write!(
            page,
            "\n## {}\n\n{}. {meaning}\n",
            code.name(),
            severity(*code)
        );
        let examples = [("Wrong", wrong), ("Right", right)];
        let mut given = examples
            .into_iter()
            .filter_map(|(kind, text)| Some((kind, text?)))
            .peekable();
        if given.peek().is_some() {
            page.push('\n');
        }
        for (kind, text) in given {
            let _ = writeln!(page, "- {kind}: {text}");
        }
    }

    page
}

/// How bad it is, as a word that begins a sentence.
pub(super) fn severity(code: Code) -> &'static str {
    match code.severity() {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
    }
}
