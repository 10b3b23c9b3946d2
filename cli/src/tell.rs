//! Tells people what there is to say about a document.

use std::collections::BTreeMap;

use brogue_generator::diagnostic::{self, Code, Diagnostic, Diagnostics, Severity};
use brogue_generator::source::Source;

const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// So many warnings of one rule are told where somebody wants a crate; of more, only how many there are.
const SHOWN: usize = 3;

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

/// Tells what is wanted: all errors, and of each rule the first warnings. How much there was to say counts everything.
pub(crate) fn some(
    source: &Source,
    diagnostics: &Diagnostics,
    is_wanted: impl Fn(&Diagnostic) -> bool,
) -> Told {
    let reports = diagnostics.sorted();
    let mut by_rule: BTreeMap<(u8, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for report in reports.iter().filter(|report| is_wanted(report)) {
        let rule = (rank(report), report.code.name());
        by_rule.entry(rule).or_default().push(report);
    }
    if by_rule.is_empty() {
        return told(&reports);
    }
    for reports in by_rule.values() {
        let shown = |(index, report): &(usize, &&Diagnostic)| {
            *index < SHOWN || report.severity == Severity::Error
        };
        let shown = reports.iter().enumerate().filter(shown);
        let shown: Vec<&Diagnostic> = shown.map(|(_, report)| *report).collect();
        anstream::eprint!("{}", diagnostic::render_these(source, &shown, true));
        if shown.len() < reports.len() {
            anstream::eprintln!(
                "… and {} more like it (`brogue check` shows all)\n",
                reports.len() - shown.len()
            );
        }
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
    let told = told(reports);
    anstream::eprintln!(
        "{BOLD}{}{PLAIN}  {}, {}",
        source.path,
        count(told.errors, "error"),
        count(reports.len() - told.errors, "warning")
    );

    told
}

fn told(reports: &[&Diagnostic]) -> Told {
    let is_error = |report: &&&Diagnostic| report.severity == Severity::Error;

    Told {
        errors: reports.iter().filter(is_error).count(),
        losses: losses(reports),
    }
}

/// How many reports tell of a mistake, whatever became of it, or of something that a client lacks or does otherwise than the document
/// says.
pub(crate) fn losses(reports: &[&Diagnostic]) -> usize {
    reports.iter().filter(|report| is_lost(report)).count()
}

/// Whether a report tells of such a thing.
pub(crate) fn is_lost(report: &Diagnostic) -> bool {
    report.is_loss() || report.code.severity() == Severity::Error
}

/// `1 file`, `2 files`
pub(crate) fn count(number: usize, thing: &str) -> String {
    if number == 1 {
        format!("1 {thing}")
    } else {
        format!("{number} {thing}s")
    }
}
