//! Documents as strangers write them: in several files, changed by overlays, with mistakes. What is said about each, and what is made of
//! it, stands in a text beside it. `UPDATE=1 cargo test -p brogue-generator --test documents` writes these texts anew.
//!
//! A case is a file in `documents/<group>/`, or a folder there with an `openapi.yaml` (or `.json`) in it; overlays in the folder apply in
//! the order of their names.

#![expect(
    clippy::expect_used,
    reason = "helpers of tests stop the test where what they need is not there"
)]

#[path = "documents/bounds.rs"]
mod bounds;
#[path = "documents/hostile.rs"]
mod hostile;
#[path = "documents/outside.rs"]
mod outside;
#[path = "documents/recursion.rs"]
mod recursion;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use brogue_generator::check::NameLock;
use brogue_generator::diagnostic::{Places, Severity, render};
use brogue_generator::load::{self, Pointers};
use brogue_generator::source::Source;
use brogue_generator::{Options, Outcome, capabilities, generate_for};

#[test]
fn documents_of_strangers_become_what_is_written_beside_them() {
    let mut wrong = String::new();
    let mut cases = 0;
    for group in ["files", "mistakes", "overlays", "references"] {
        for case in cases_of(group) {
            cases += 1;
            let (text, written) = (told(&case), case.with_file_name(expected_name(&case)));
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&written, &text).expect("the texts can be written");
            }
            let known = fs::read_to_string(&written).unwrap_or_default();
            if known != text {
                let _ = write!(wrong, "--- {}\n{text}\n", case.display());
            }
        }
    }
    assert!(cases > 0);
    assert_eq!(wrong, "");
}

/// The documents of a group, by name.
fn cases_of(group: &str) -> Vec<PathBuf> {
    let folder = Path::new("tests/documents").join(group);
    let mut cases: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the group has a folder")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_none_or(|extension| extension != "txt"))
        .map(|path| {
            let inside = ["openapi.yaml", "openapi.json"].map(|name| path.join(name));
            inside
                .into_iter()
                .find(|inside| inside.exists())
                .unwrap_or(path)
        })
        .collect();
    cases.sort();

    cases
}

fn expected_name(case: &Path) -> String {
    let stem = case
        .file_stem()
        .expect("a case has a name")
        .to_string_lossy();

    format!("{stem}.txt")
}

/// Reads a case with its overlays.
fn source_of(case: &Path) -> Source {
    let folder = case.parent().expect("a case stands in a folder");
    let mut overlays: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("overlay") && !case.ends_with(&*name)
        })
        .collect();
    overlays.sort();
    if case.file_stem().is_none_or(|stem| stem != "openapi") {
        overlays.clear();
    }

    load::read_files(case, &overlays, None).expect("the case can be read")
}

/// Generates a crate as for a stranger; all Rust in it can be parsed.
fn generated(source: &Source) -> Outcome {
    let outcome = generate_for(source, &NameLock::default(), &Options::lenient())
        .expect("nothing is asked for by name");
    for file in &outcome.files {
        if Path::new(&file.path)
            .extension()
            .is_some_and(|extension| extension == "rs")
        {
            let parsed = syn::parse_file(&file.text);
            assert!(parsed.is_ok(), "{}: {}", source.path, file.path);
        }
    }

    outcome
}

/// Whether a crate came out, and what is said about the document, as in a terminal.
fn reports(source: &Source) -> (bool, String) {
    let outcome = generated(source);

    (
        outcome.api.is_some(),
        render(source, &outcome.diagnostics, false),
    )
}

/// What is said about a document, and what came of it.
fn told(case: &Path) -> String {
    let source = source_of(case);
    let outcome = generated(&source);
    let (places, pointers) = (Places::new(&source), Pointers::new(&source));
    let folder = case.parent().map(|folder| format!("{}/", folder.display()));
    let mut text = String::new();
    for report in outcome.diagnostics.sorted() {
        let file = places.file(report.span.start);
        let at = file.position(report.span.start);
        let name = file
            .path
            .strip_prefix(folder.as_deref().unwrap_or_default());
        let severity = match report.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let _ = writeln!(
            text,
            "{severity}[{}] {}:{}:{} {}\n  {}",
            report.code.name(),
            name.unwrap_or(file.path),
            at.line,
            at.column,
            pointers.of(report.span).unwrap_or_default(),
            report.message
        );
        for help in &report.help {
            let _ = writeln!(text, "  help: {help}");
        }
    }
    let Some(api) = &outcome.api else {
        return text + "nothing is generated\n";
    };
    let tree = load::load(&source, &mut outcome.diagnostics.clone()).expect("it was read before");
    for call in capabilities(&tree, api, &outcome.diagnostics) {
        let _ = writeln!(
            text,
            "{} {} {}",
            call.method,
            call.path,
            call.support.as_str()
        );
    }
    for (_, definition) in api.types.iter() {
        let _ = writeln!(text, "type {}", definition.name);
    }

    text
}
