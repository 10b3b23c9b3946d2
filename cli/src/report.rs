//! What came of a document, as JSON for programs: each operation with what it lacks, all reports, the files.

mod operations;

use std::fs;
use std::path::Path;

use brogue_generator::diagnostic::{Diagnostic, Diagnostics, Places, Severity};
use brogue_generator::emit::File;
use brogue_generator::load::{Pointers, Value};
use brogue_generator::model::CensusPlace;
use brogue_generator::source::{Source, Span};
use brogue_generator::{Outcome, Support};

use self::operations::operations;
use crate::failure::Failure;
use crate::input;
use crate::job::Job;

/// Writes the report of a run.
pub(crate) fn write(
    path: &Path,
    job: &Job,
    source: &Source,
    outcome: &Outcome,
    files: &[File],
) -> Result<(), Failure> {
    let text = of(job, source, outcome, files).to_pretty_json();

    fs::write(path, text)
        .map_err(|error| Failure::Faulty(format!("cannot write `{}`: {error}", input::shown(path))))
}

fn of(job: &Job, source: &Source, outcome: &Outcome, files: &[File]) -> Value {
    let sheet = Sheet::new(source);
    let reports = outcome.diagnostics.sorted();
    let found = operations(source, outcome, &job.only);
    let of = |support| {
        let number = found.iter().filter(|one| one.support == support).count();
        Value::Number(number.to_string())
    };
    let counts = object([
        ("operations", Value::Number(found.len().to_string())),
        ("supported", of(Support::Supported)),
        ("approximated", of(Support::Approximated)),
        ("left-out", of(Support::LeftOut)),
    ]);
    let listed = found.iter().map(|one| {
        let reasons = one.reasons.iter().filter_map(|index| reports.get(*index));
        let reasons = reasons.map(|report| reason(&sheet, report));
        object([
            ("method", text(&one.method)),
            ("path", text(&one.path)),
            ("id", one.id.as_deref().map_or(Value::Null, text)),
            ("status", text(one.support.as_str())),
            ("reasons", Value::List(reasons.collect())),
        ])
    });

    object([
        ("tool", tool()),
        ("document", text(&source.path)),
        ("crate", text(job.name.as_str())),
        ("counts", counts),
        ("operations", Value::List(listed.collect())),
        ("values", values(outcome)),
        ("diagnostics", diagnostics(source, &outcome.diagnostics)),
        (
            "files",
            Value::List(files.iter().map(|file| text(&file.path)).collect()),
        ),
    ])
}

/// What became of the places where values stand: how many have a type, and which have none although the document says one.
fn values(outcome: &Outcome) -> Value {
    let Some(api) = &outcome.api else {
        return Value::Null;
    };
    let number = |number: usize| Value::Number(number.to_string());
    let places = |places: &[CensusPlace]| {
        let place = |place: &CensusPlace| {
            object([
                ("pointer", text(&place.pointer)),
                ("line", number(place.line)),
            ])
        };
        Value::List(places.iter().map(place).collect())
    };
    let census = &api.census;

    object([
        ("typed", number(census.typed)),
        ("untyped", number(census.untyped)),
        ("raw", places(&census.raw)),
        ("undecided", places(&census.undecided)),
    ])
}

/// The program that speaks.
pub(crate) fn tool() -> Value {
    object([
        ("name", text(env!("CARGO_PKG_NAME"))),
        ("version", text(env!("CARGO_PKG_VERSION"))),
    ])
}

/// All reports of a document.
pub(crate) fn diagnostics(source: &Source, diagnostics: &Diagnostics) -> Value {
    let sheet = Sheet::new(source);
    let all = diagnostics.sorted().into_iter().map(|report| {
        let Value::Object(mut members) = reason(&sheet, report) else {
            return Value::Null;
        };
        members.insert(1, ("severity".to_owned(), text(severity(report))));
        members.push(("help".to_owned(), texts(&report.help)));
        Value::Object(members)
    });

    Value::List(all.collect())
}

/// The texts of a document, for those who tell where something stands in them.
pub(crate) struct Sheet<'s> {
    pub(crate) places: Places<'s>,
    pub(crate) pointers: Pointers<'s>,
}

impl<'s> Sheet<'s> {
    pub(crate) fn new(source: &'s Source) -> Self {
        Self {
            places: Places::new(source),
            pointers: Pointers::new(source),
        }
    }
}

/// One report: its rule, what it says, and where.
fn reason(sheet: &Sheet<'_>, report: &Diagnostic) -> Value {
    let Span { start, end } = report.span;
    let file = sheet.places.file(start);
    let (start, end) = (file.position(start), file.position(end));
    let number = |number: usize| Value::Number(number.to_string());
    let pointer = sheet.pointers.of(report.span);

    object([
        ("code", text(report.code.name())),
        ("message", text(&report.message)),
        ("file", text(file.path)),
        ("line", number(start.line)),
        ("column", number(start.column)),
        ("endLine", number(end.line)),
        ("endColumn", number(end.column)),
        ("pointer", pointer.as_deref().map_or(Value::Null, text)),
    ])
}

pub(crate) fn severity(report: &Diagnostic) -> &'static str {
    match report.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// An object, its members in this order.
pub(crate) fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let members = members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));

    Value::Object(members.collect())
}

/// A text.
pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A list of texts.
pub(crate) fn texts(texts: &[String]) -> Value {
    Value::List(texts.iter().map(|one| text(one)).collect())
}
