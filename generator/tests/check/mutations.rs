//! Damaged documents: whatever is missing, a model is there exactly when nothing was reported as an error.

use brogue_generator::check::{NameLock, check};
use brogue_generator::diagnostic::Diagnostics;
use brogue_generator::source::Source;
use brogue_generator::{load, parse};

/// Every how many lines one is damaged: all of them would take long, and a prime number finds every indent.
const STRIDE: usize = 7;

#[test]
fn our_own_specs_are_without_faults() {
    for source in specs() {
        let (complete, errors, reports) = outcome(&source);
        assert!(
            complete && !errors && reports == 0,
            "{} has reports",
            source.path
        );
    }
}

#[test]
fn a_damaged_document_is_a_model_or_a_report() {
    for source in specs() {
        let lines: Vec<&str> = source.text.lines().collect();
        for index in (0..lines.len()).step_by(STRIDE) {
            let line = lines[index];
            let (indent, content) = line.split_at(line.len() - line.trim_start().len());
            for damaged in [
                String::new(),
                format!("{indent}unheard-of: {content:?}"),
                line.replace(
                    "$ref: '#/components/schemas/",
                    "$ref: '#/components/schemas/X",
                ),
                line.replace(": string", ": [string, integer]"),
                line.replace(": object", ": array")
                    .replace(": true", ": {}"),
            ] {
                if damaged == line {
                    continue;
                }
                let mut text = lines.clone();
                text[index] = &damaged;
                let damaged = Source::new(source.path.clone(), text.join("\n"));
                let (complete, errors, _) = outcome(&damaged);
                assert_eq!(
                    complete,
                    !errors,
                    "line {} of {}: {}",
                    index + 1,
                    source.path,
                    text[index]
                );
            }
        }
    }
}

/// Whether there is a model, whether there are errors, how many reports.
fn outcome(source: &Source) -> (bool, bool, usize) {
    let mut diagnostics = Diagnostics::default();
    let checked = load::load(source, &mut diagnostics).and_then(|tree| {
        let spec = parse::parse(&tree, &mut diagnostics);
        check(&spec, source, &NameLock::default(), &mut diagnostics)
    });

    (
        checked.is_some(),
        diagnostics.has_errors(),
        diagnostics.sorted().len(),
    )
}

fn specs() -> Vec<Source> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs");
    let paths = load::list_specs(folder.as_ref()).expect("the workspace has specs");

    paths
        .iter()
        .map(|path| load::read_file(path).expect("a spec can be read"))
        .collect()
}
