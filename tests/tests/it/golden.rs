//! Small documents in, Rust files out, one feature each; and every crate compiles.
//!
//! `fixtures/golden/<feature>.yaml` names in its first line the files worth reading, `# golden: src/types/things.rs ..`; they stand in
//! `fixtures/golden/<feature>/` and are reviewed like code. A document whose second line is `# read leniently` is one of a stranger. All files of all crates are compiled, linted, formatted and documented.

mod compiled;

use std::collections::BTreeSet;

use crate::expected::Faults;
use crate::spec::{Outcome, generate, generate_leniently, is_of_a_stranger, lock_beside};
use crate::workspace::{ends, files, fixture, read, root};

const FOLDER: &str = "tests/fixtures/golden";

/// A document that shows a feature.
struct Case {
    /// The feature: the name of the file.
    feature: String,
    /// The document.
    text: String,
    /// What became of it.
    outcome: Outcome,
}

impl Case {
    /// The files that are compared.
    fn golden(&self) -> Vec<String> {
        let first = self.text.lines().next().unwrap_or_default();
        let listed = first
            .strip_prefix("# golden: ")
            .unwrap_or_else(|| panic!("{}: the first line is not `# golden: ..`", self.feature));

        listed.split_whitespace().map(str::to_owned).collect()
    }
}

fn cases() -> Vec<Case> {
    let specs = files(FOLDER, ".yaml");
    assert!(specs.len() >= 20, "only {} documents found", specs.len());

    specs
        .iter()
        .map(|path| {
            let path = root().join(path);
            let feature = path
                .file_stem()
                .expect("a file")
                .to_string_lossy()
                .into_owned();
            let text = read(&path);

            Case {
                outcome: if is_of_a_stranger(&text) {
                    generate_leniently(&format!("specs/{feature}.yaml"), &text)
                } else {
                    generate(&format!("specs/{feature}.yaml"), &text, &lock_beside(&path))
                },
                feature,
                text,
            }
        })
        .collect()
}

#[test]
fn every_document_makes_the_files_beside_it() {
    let mut faults = Faults::default();
    let mut known = BTreeSet::new();
    for case in cases() {
        if !case.outcome.rendered.is_empty() {
            faults.add(&case.feature, &case.outcome.rendered);
        }
        for path in case.golden() {
            let name = format!("{}/{path}", case.feature);
            known.insert(format!("{FOLDER}/{name}"));
            match case.outcome.files.iter().find(|file| file.path == path) {
                Some(file) => faults.compare(&name, &fixture("golden").join(&name), &file.text),
                None => faults.add(&name, &format!("the crate has only {:?}", paths(&case))),
            }
        }
    }
    for path in files(FOLDER, "") {
        if !ends(&path, &[".yaml", ".lock"]) && !known.contains(&path) {
            faults.add(&path, "no document names it in its first line");
        }
    }
    faults.settle();
}

fn paths(case: &Case) -> Vec<&str> {
    case.outcome
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect()
}

#[test]
fn goldens_can_be_read_at_a_sitting() {
    let mut faults = Faults::default();
    for path in files(FOLDER, ".rs") {
        let lines = read(&root().join(&path)).lines().count();
        if lines > 350 {
            faults.add(
                &path,
                &format!("{lines} lines: show the feature with fewer members"),
            );
        }
    }
    faults.settle();
}
