//! The tables of behaviors in `tests/README.md` name tests that there are, and all of the suites that are only behaviors.

use std::collections::BTreeSet;

use super::none;
use crate::workspace::{files, read, root};

/// Suites whose every test is the proof of a behavior.
const LISTED: [&str; 3] = [
    "runtime/tests/faults",
    "runtime/tests/it/credentials",
    "runtime/tests/webhooks",
];

/// The tests in these folders, as `file::test`.
fn tests(folders: &[&str]) -> BTreeSet<String> {
    let mut tests = BTreeSet::new();
    for path in folders.iter().flat_map(|folder| files(folder, ".rs")) {
        let text = read(&root().join(&path));
        let module = path.rsplit('/').next().unwrap().trim_end_matches(".rs");
        let mut is_test = false;
        for line in text.lines().map(str::trim) {
            let name = line
                .split_once("fn ")
                .and_then(|(_, rest)| rest.split_once('('));
            match name {
                Some((name, _)) if is_test => {
                    tests.insert(format!("{module}::{name}"));
                    is_test = false;
                }
                _ => is_test |= line == "#[test]" || line.starts_with("#[tokio::test"),
            }
        }
    }
    assert!(
        tests.len() > 40,
        "only {} tests in {folders:?}",
        tests.len()
    );

    tests
}

/// The names in the last column of the tables.
fn proofs() -> BTreeSet<String> {
    read(&root().join("tests/README.md"))
        .lines()
        .filter_map(|line| line.strip_suffix(" |")?.rsplit_once(" | "))
        .flat_map(|(_, proofs)| proofs.split(", ").map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|proof| Some(proof.strip_prefix('`')?.strip_suffix('`')?.to_owned()))
        .filter(|proof| proof.contains("::"))
        .collect()
}

#[test]
fn every_behavior_is_proved_and_every_proof_is_listed() {
    let proofs = proofs();
    let all = tests(&[
        "runtime/tests",
        "runtime/src",
        "cli/tests",
        "generator/tests",
        "simulator/tests",
        "tests/tests",
    ]);

    none(
        "proofs in tests/README.md that are no tests",
        proofs.difference(&all),
    );
    none(
        "tests of behaviors that tests/README.md does not list",
        tests(&LISTED).difference(&proofs),
    );
}
