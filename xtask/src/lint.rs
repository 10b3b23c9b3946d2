//! `cargo xtask lint`: what is wrong in the specs.

use brogue_generator::diagnostic::{self, Severity};
use brogue_generator::generate;

use crate::failure::Failure;
use crate::project::{self, Vendor};
use crate::say::{self, count};

/// Reports on the specs of these vendors, or of all.
pub(crate) fn lint(names: &[String]) -> Result<(), Failure> {
    let mut errors_in_all = 0;
    let mut unread: Vec<String> = Vec::new();
    for vendor in project::vendors(names)? {
        match one(&vendor) {
            Ok(errors) => errors_in_all += errors,
            Err(failure) => {
                say::error(&failure.to_string());
                unread.push(format!("`{}`", vendor.name));
            }
        }
    }
    if !unread.is_empty() {
        let message = format!("could not be read: {}", unread.join(", "));
        return Err(Failure::Impossible(message));
    }

    match errors_in_all {
        0 => Ok(()),
        errors => Err(Failure::Found(format!(
            "{} in the specs",
            count(errors, "error")
        ))),
    }
}

/// Reports on one spec; how many errors it has.
fn one(vendor: &Vendor) -> Result<usize, Failure> {
    let source = vendor.source()?;
    let (lock, _) = vendor.lock()?;
    let diagnostics = generate(&source, &lock).diagnostics;
    say::diagnostics(&diagnostic::render(&source, &diagnostics, true));

    let reports = diagnostics.sorted();
    let errors = reports
        .iter()
        .filter(|report| report.severity == Severity::Error)
        .count();
    let warnings = reports.len() - errors;
    say::about(
        &source.path,
        &format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    );

    Ok(errors)
}
