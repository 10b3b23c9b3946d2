//! Wrong documents in, rendered reports out.
//!
//! `fixtures/diagnostics/<code>/<case>.yaml` (or `.json`) breaks the rule `<code>`, and `<case>.txt` beside it holds what its author
//! reads. `<case>.lock`, where there is one, is the name lock of the document, `<case>.overlay.yaml` an overlay. A rule without a document that breaks it fails the suite.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use brogue_generator::check::NameLock;
use brogue_generator::diagnostic::{Code, Diagnostic, Severity};
use brogue_generator::source::Source;

use crate::expected::Faults;
use crate::spec::{Outcome, generate, generate_from, lock_beside};
use crate::workspace::{ends, files, fixture, read, root};

const FOLDER: &str = "tests/fixtures/diagnostics";

/// A document that breaks a rule.
struct Case {
    /// The folder: the name of the rule.
    code: String,
    /// The file's name, as reports show it.
    file: String,
    /// What became of it.
    outcome: Outcome,
}

impl Case {
    fn name(&self) -> String {
        format!("{}/{}", self.code, self.file)
    }
}

/// All documents, those that are written down and the one that no file should hold.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut cases: Vec<Case> = files(FOLDER, "")
        .into_iter()
        .filter(|path| !ends(path, &[".txt", ".lock", ".overlay.yaml"]))
        .map(|path| {
            let path = root().join(path);
            let name = |part: Option<&Path>| {
                let name = part.and_then(Path::file_name).expect("a file in a folder");
                name.to_string_lossy().into_owned()
            };
            let file = name(Some(&path));
            let bytes = fs::read(&path).expect("fixtures are readable");
            let text = String::from_utf8(bytes).expect("fixtures are UTF-8");

            let mut source = Source::new(file.clone(), text);
            if let Ok(overlay) = fs::read_to_string(path.with_extension("overlay.yaml")) {
                let file = Path::new(&file).with_extension("overlay.yaml");
                source = source.with_overlay(Source::new(file.to_string_lossy(), overlay));
            }

            Case {
                code: name(path.parent()),
                outcome: generate_from(&source, &lock_beside(&path)),
                file,
            }
        })
        .collect();
    let large = "# nothing\n".repeat(7 * 1024 * 1024);
    cases.push(Case {
        code: Code::DocumentSize.name().to_owned(),
        file: "large.yaml".to_owned(),
        outcome: generate("large.yaml", &large, &NameLock::default()),
    });

    cases
});

#[test]
fn every_rule_is_broken_by_a_document_and_says_so() {
    let mut faults = Faults::default();
    let mut by_code: BTreeMap<String, usize> = BTreeMap::new();
    for case in CASES.iter() {
        *by_code.entry(case.code.clone()).or_default() += 1;
        let codes: Vec<&str> = case
            .outcome
            .diagnostics
            .sorted()
            .iter()
            .map(|report| report.code.name())
            .collect();
        if !codes.contains(&case.code.as_str()) {
            let fault = format!(
                "breaks {codes:?}, not the rule it stands under\n{}",
                case.outcome.rendered
            );
            faults.add(&case.name(), &fault);
        }
        let stem = Path::new(&case.file).with_extension("txt");
        let expected = fixture("diagnostics").join(&case.code).join(stem);
        faults.compare(&case.name(), &expected, &case.outcome.rendered);
    }
    for code in Code::ALL {
        if by_code.remove(code.name()).is_none() {
            faults.add(
                code.name(),
                "no document breaks this rule; write one, however small",
            );
        }
    }
    for folder in by_code.keys() {
        faults.add(folder, "there is no such rule");
    }
    faults.settle();
}

#[test]
fn every_expected_text_belongs_to_a_document() {
    let mut faults = Faults::default();
    let all: Vec<String> = CASES
        .iter()
        .map(|case| {
            Path::new(&case.name())
                .with_extension("")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    for path in files(FOLDER, ".txt") {
        let case = path
            .trim_start_matches(FOLDER)
            .trim_matches('/')
            .trim_end_matches(".txt");
        match all.iter().filter(|name| *name == case).count() {
            0 => faults.add(&path, "no document stands beside it"),
            1 => {}
            _ => faults.add(&path, "two documents would share it: rename one of them"),
        }
    }
    faults.settle();
}

#[test]
fn every_error_stops_and_every_warning_does_not() {
    let mut faults = Faults::default();
    for case in CASES.iter() {
        if case.outcome.api.is_some() == case.outcome.diagnostics.has_errors() {
            faults.add(
                &case.name(),
                "a model comes exactly where no error is reported",
            );
        }
    }
    faults.settle();
}

#[test]
fn reports_are_written_alike() {
    let mut faults = Faults::default();
    for case in CASES.iter() {
        for report in case.outcome.diagnostics.sorted() {
            if let Some(fault) = fault_of_style(report) {
                faults.add(&case.name(), &format!("{fault}: {}", report.message));
            }
        }
    }
    faults.settle();
}

/// What is wrong with the wording of a report.
fn fault_of_style(report: &Diagnostic) -> Option<&'static str> {
    let texts = std::iter::once(&report.message)
        .chain(std::iter::once(&report.label))
        .chain(report.others.iter().map(|label| &label.text))
        .chain(&report.help);
    for text in texts {
        // Names keep their capitals.
        let name = ["OpenAPI", "YAML", "JSON", "Swagger"]
            .iter()
            .any(|name| text.starts_with(name));
        if text.starts_with(char::is_uppercase) && !name {
            return Some("begins with a capital");
        }
        if text.ends_with('.') && !text.ends_with("..") || text.ends_with('!') {
            return Some("ends like a sentence");
        }
        if text.contains('\n') {
            return Some("has several lines");
        }
        if text.matches('`').count() % 2 == 1 {
            return Some("leaves a backtick open");
        }
    }
    if report.message.is_empty() {
        return Some("says nothing");
    }
    // An error without a way out leaves its reader alone; the label may tell what is expected.
    if report.severity == Severity::Error && report.help.is_empty() && report.label.is_empty() {
        return Some("does not say what to write");
    }
    None
}

#[test]
fn one_run_reports_all_mistakes() {
    let text = read(&fixture(
        "diagnostics/dangling-reference/many-mistakes.yaml",
    ));
    let outcome = generate("many-mistakes.yaml", &text, &NameLock::default());
    let mut codes: Vec<&str> = outcome
        .diagnostics
        .sorted()
        .iter()
        .filter(|report| report.severity == Severity::Error)
        .map(|report| report.code.name())
        .collect();
    codes.sort_unstable();
    codes.dedup();

    assert!(
        codes.len() >= 8,
        "only {codes:?} in one run:\n{}",
        outcome.rendered
    );
}
