//! `cargo xtask lint`: what is wrong in the specs.

use brogue_generator::diagnostic::{self, Severity};
use brogue_generator::generate;

use crate::failure::Failure;
use crate::project;
use crate::say::{self, count};

/// Reports on the specs of these vendors, or of all.
pub(crate) fn lint(names: &[String]) -> Result<(), Failure> {
    let mut errors_in_all = 0;
    for vendor in project::vendors(names)? {
        let source = vendor.source()?;
        let (lock, _) = vendor.lock()?;
        let diagnostics = generate(&source, &lock).diagnostics;
        say::diagnostics(&diagnostic::render(&source, &diagnostics, true));

        let errors = diagnostics
            .sorted()
            .iter()
            .filter(|report| report.severity == Severity::Error)
            .count();
        let warnings = diagnostics.sorted().len() - errors;
        errors_in_all += errors;
        say::about(
            &source.path,
            &format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
        );
    }

    match errors_in_all {
        0 => Ok(()),
        errors => Err(Failure::Found(format!(
            "{} in the specs",
            count(errors, "error")
        ))),
    }
}
