//! Tells people what there is to say about a document.

use std::collections::{BTreeMap, BTreeSet};

use brogue_generator::diagnostic::{self, Code, Diagnostic, Diagnostics, Severity};
use brogue_generator::source::Source;

const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// So many warnings are told in full where somebody wants a crate; of more, only how many there are.
const SHOWN: usize = 20;

/// How much there was to say.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    pub(crate) errors: usize,
    /// Mistakes, and what is missing in a client or done otherwise than the document says.
    pub(crate) losses: usize,
}

/// Tells all reports, and how many there are.
pub(crate) fn all(source: &Source, diagnostics: &Diagnostics) -> Told {
    anstream::eprint!("{}", diagnostic::render(source, diagnostics, true));

    sum(source, &diagnostics.sorted())
}

/// Tells all errors and the first warnings, and how many there are.
pub(crate) fn some(source: &Source, diagnostics: &Diagnostics) -> Told {
    let reports = diagnostics.sorted();
    if reports.is_empty() {
        return Told::default();
    }
    let mut ranked: Vec<(u8, usize)> = reports.iter().map(|report| rank(report)).zip(0..).collect();
    ranked.sort_unstable();
    let errors = ranked.iter().filter(|(rank, _)| *rank == 0).count();
    let told: BTreeSet<usize> = ranked
        .iter()
        .take(errors + SHOWN)
        .map(|(_, index)| *index)
        .collect();
    let of = |is_told: bool| -> Vec<&Diagnostic> {
        let those = reports
            .iter()
            .enumerate()
            .filter(|(index, _)| told.contains(index) == is_told);
        those.map(|(_, report)| *report).collect()
    };
    let (shown, rest) = (of(true), of(false));
    anstream::eprint!("{}", diagnostic::render_these(source, &shown, true));
    if !rest.is_empty() {
        let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
        for report in &rest {
            *rules.entry(report.code.name()).or_default() += 1;
        }
        let rules: Vec<String> = rules
            .iter()
            .map(|(name, number)| format!("{number} {name}"))
            .collect();
        anstream::eprintln!(
            "and {} more: {}\n  help: `brogue check` tells all of them\n",
            rest.len(),
            rules.join(", ")
        );
    }

    sum(source, &reports)
}

/// What is told first where there is much to tell: errors, what is missing, what is done otherwise, everything else.
fn rank(report: &Diagnostic) -> u8 {
    match report.code {
        _ if report.severity == Severity::Error => 0,
        Code::Approximated => 2,
        _ if report.is_loss() => 1,
        _ => 3,
    }
}

fn sum(source: &Source, reports: &[&Diagnostic]) -> Told {
    let of = |severity| {
        reports
            .iter()
            .filter(|report| report.severity == severity)
            .count()
    };
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    anstream::eprintln!(
        "{BOLD}{}{PLAIN}  {}, {}",
        source.path,
        count(errors, "error"),
        count(warnings, "warning")
    );

    Told {
        errors,
        losses: losses(reports),
    }
}

/// How many reports tell of a mistake, whatever became of it, or of something that a client lacks or does otherwise than the document
/// says.
pub(crate) fn losses(reports: &[&Diagnostic]) -> usize {
    let is_loss =
        |report: &&&Diagnostic| report.is_loss() || report.code.severity() == Severity::Error;

    reports.iter().filter(is_loss).count()
}

/// `1 file`, `2 files`
pub(crate) fn count(number: usize, thing: &str) -> String {
    if number == 1 {
        format!("1 {thing}")
    } else {
        format!("{number} {thing}s")
    }
}
