//! `brogue check`: what is wrong in documents.

use std::path::PathBuf;

use brogue_generator::check::crate_name_of;
use brogue_generator::diagnostic::{Diagnostics, Severity, Strictness};
use brogue_generator::load::Value;
use brogue_generator::source::Source;
use brogue_generator::{Options, read_for};

use crate::arguments::{CheckFormat, With};
use crate::failure::Failure;
use crate::input;
use crate::report;
use crate::sarif;
use crate::tell::{self, Told, count};

/// Tells what is wrong in each document; one that cannot be read does not keep the others from being looked at.
pub(crate) fn check(
    specs: &[PathBuf],
    with: &With,
    strict: bool,
    format: CheckFormat,
) -> Result<(), Failure> {
    let mut faults = 0;
    let mut unread = Vec::new();
    let mut found: Vec<(Source, Diagnostics)> = Vec::new();
    for path in specs {
        match input::read(path, with) {
            Ok(input) => {
                let options = Options {
                    strictness: if strict {
                        Strictness::Strict
                    } else {
                        Strictness::Lenient
                    },
                    crate_name: crate_name_of(&input.source.path),
                    ..Options::default()
                };
                let reading = read_for(&input.source, &input.lock, &options)
                    .map_err(|unknown| Failure::Impossible(unknown.to_string()))?;
                let told = match format {
                    CheckFormat::Text => tell::all(&input.source, &reading.diagnostics),
                    CheckFormat::Json | CheckFormat::Sarif => silently(&reading.diagnostics),
                };
                faults += if strict {
                    told.errors.max(told.losses)
                } else {
                    told.errors
                };
                found.push((input.source, reading.diagnostics));
            }
            Err(failure) => {
                failure.tell();
                unread.push(format!("`{}`", path.display()));
            }
        }
    }
    match format {
        CheckFormat::Text => {}
        CheckFormat::Json => anstream::print!("{}", json(&found).to_pretty_json()),
        CheckFormat::Sarif => anstream::print!("{}", sarif::log(&found).to_pretty_json()),
    }

    match (faults, unread.as_slice()) {
        (_, [_, ..]) => Err(Failure::Faulty(format!(
            "could not be read: {}",
            unread.join(", ")
        ))),
        (0, []) => Ok(()),
        (faults, []) if strict => Err(Failure::Faulty(
            count(faults, "thing") + " wrong or not supported",
        )),
        (errors, []) => Err(Failure::Faulty(count(errors, "error"))),
    }
}

/// How much there is to say, where it is told in another way.
fn silently(diagnostics: &Diagnostics) -> Told {
    let reports = diagnostics.sorted();

    Told {
        errors: reports
            .iter()
            .filter(|report| report.severity == Severity::Error)
            .count(),
        losses: tell::losses(&reports),
    }
}

/// All reports of all documents.
fn json(found: &[(Source, Diagnostics)]) -> Value {
    let documents = found
        .iter()
        .map(|(source, diagnostics)| {
            report::object([
                ("document", report::text(&source.path)),
                ("diagnostics", report::diagnostics(source, diagnostics)),
            ])
        })
        .collect();

    report::object([
        ("tool", report::tool()),
        ("documents", Value::List(documents)),
    ])
}
