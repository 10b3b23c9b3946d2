//! `brogue check`: what is wrong in documents.

use std::path::PathBuf;

use brogue_generator::diagnostic::{self, Diagnostics, Severity};
use brogue_generator::read;
use brogue_generator::source::Source;

use crate::failure::Failure;
use crate::input;

const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// Tells what is wrong in each document; one that cannot be read does not keep the others from being looked at.
pub(crate) fn check(specs: &[PathBuf]) -> Result<(), Failure> {
    let mut errors = 0;
    let mut unread = Vec::new();
    for path in specs {
        match input::read(path) {
            Ok(input) => {
                let diagnostics = read(&input.source, &input.lock).diagnostics;
                errors += tell(&input.source, &diagnostics);
            }
            Err(failure) => {
                failure.tell();
                unread.push(format!("`{}`", path.display()));
            }
        }
    }

    match (errors, unread.as_slice()) {
        (_, [_, ..]) => Err(Failure::Impossible(format!(
            "could not be read: {}",
            unread.join(", ")
        ))),
        (0, []) => Ok(()),
        (errors, []) => Err(Failure::Faulty(count(errors, "error"))),
    }
}

/// Tells all reports and how many there are; how many of them are errors.
pub(crate) fn tell(source: &Source, diagnostics: &Diagnostics) -> usize {
    anstream::eprint!("{}", diagnostic::render(source, diagnostics, true));
    let reports = diagnostics.sorted();
    let errors = reports
        .iter()
        .filter(|report| report.severity == Severity::Error)
        .count();
    let warnings = reports.len() - errors;
    anstream::eprintln!(
        "{BOLD}{}{PLAIN}  {}, {}",
        source.path,
        count(errors, "error"),
        count(warnings, "warning")
    );

    errors
}

fn count(number: usize, thing: &str) -> String {
    if number == 1 {
        format!("1 {thing}")
    } else {
        format!("{number} {thing}s")
    }
}
