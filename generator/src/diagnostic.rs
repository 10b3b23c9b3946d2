//! Reports to the author: what is wrong, where, and the way out.
//!
//! Stages never stop at the first mistake: they report into [`Diagnostics`] and go on. Rendering is apart, in [`render`].

mod code;
mod lines;
mod places;
mod render;
mod similar;

pub use code::Code;
pub use lines::Lines;
pub use places::{File, Places};
pub use render::{render, render_these};
pub use similar::did_you_mean;

use crate::source::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated from a document with errors.
    Error,
    /// Something is approximated or left out.
    Warning,
}

/// A further place that explains the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What stands there.
    pub text: String,
}

/// One report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// The fact, lower case, no full stop, names in backticks.
    pub message: String,
    /// The place to mend.
    pub span: Span,
    /// What stands at the place to mend; may be empty.
    pub label: String,
    /// Further places.
    pub others: Vec<Label>,
    /// What to write instead.
    pub help: Vec<String>,
    /// Whether a lenient reader knows what was meant, and so loses nothing.
    pub is_mended: bool,
}

impl Diagnostic {
    /// A report with its place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            span,
            label: String::new(),
            others: Vec::new(),
            help: Vec::new(),
            is_mended: false,
        }
    }

    /// Says that what was meant is plain: a client that is generated all the same lacks nothing.
    #[must_use]
    pub fn mended(mut self) -> Self {
        self.is_mended = true;
        self
    }

    /// Whether a client that is generated all the same is not all that the document describes.
    pub fn is_loss(&self) -> bool {
        self.code.is_loss() && !self.is_mended
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Points to a further place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.others.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Says what to write.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }
}

/// What becomes of a document with mistakes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// Nothing is generated from it. For documents that somebody here looks after.
    #[default]
    Strict,
    /// What is wrong is approximated or left out, with a warning, and everything else is generated. For documents of strangers.
    Lenient,
}

/// Collects reports.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    reports: Vec<Diagnostic>,
    strictness: Strictness,
}

impl Diagnostics {
    /// An empty collection.
    pub fn new(strictness: Strictness) -> Self {
        Self {
            reports: Vec::new(),
            strictness,
        }
    }

    /// What becomes of a document with mistakes.
    pub fn strictness(&self) -> Strictness {
        self.strictness
    }

    /// Adds a report. For a lenient reader only what leaves nothing to read is an error.
    pub fn report(&mut self, mut diagnostic: Diagnostic) {
        if self.strictness == Strictness::Lenient && !diagnostic.code.is_fatal() {
            diagnostic.severity = Severity::Warning;
        }
        self.reports.push(diagnostic);
    }

    /// How many reports there are.
    pub fn count(&self) -> usize {
        self.reports.len()
    }

    /// Adds the reports of another collection.
    pub fn append(&mut self, other: Self) {
        self.reports.extend(other.reports);
    }

    /// Adds the reports about a text that begins at `start` among all texts, and was read alone; a lenient reader may go on without it
    /// where it is only `beside`.
    pub(crate) fn append_shifted(&mut self, other: Self, start: u32, beside: bool) {
        for mut report in other.reports {
            report.span = report.span.shifted(start);
            for label in &mut report.others {
                label.span = label.span.shifted(start);
            }
            if beside && self.strictness == Strictness::Lenient {
                report.severity = Severity::Warning;
                self.reports.push(report);
            } else {
                self.report(report);
            }
        }
    }

    /// Drops the reports about these stretches of the document, which nobody asked for.
    pub fn forget(&mut self, places: &[Span]) {
        self.reports.retain(|report| {
            let is_inside =
                |place: &Span| place.start <= report.span.start && report.span.end <= place.end;
            !places.iter().any(is_inside)
        });
    }

    /// Whether anything stops generation.
    pub fn has_errors(&self) -> bool {
        self.reports
            .iter()
            .any(|report| report.severity == Severity::Error)
    }

    /// All reports in the order of their places, each once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.reports.iter().collect();
        sorted.sort_by_key(|report| (report.span.start, report.span.end, report.code));
        sorted.dedup();
        sorted
    }
}
