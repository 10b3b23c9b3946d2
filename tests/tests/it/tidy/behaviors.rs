//! The tables of behaviors in `tests/README.md` name tests that there are, and all of the suites of faults and webhooks.

use std::collections::BTreeSet;

use super::none;
use crate::workspace::{files, read, root};

/// The tests of a suite, as `file::test`.
fn tests(suite: &str) -> BTreeSet<String> {
    let mut tests = BTreeSet::new();
    for path in files(suite, ".rs") {
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
    assert!(tests.len() > 20, "only {} tests in {suite}", tests.len());

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
    let (mut tests, proofs) = (tests("runtime/tests/faults"), proofs());
    tests.extend(self::tests("runtime/tests/webhooks"));
    let of_client = self::tests("runtime/tests/it");

    none(
        "proofs in tests/README.md that are no tests",
        proofs
            .iter()
            .filter(|proof| !tests.contains(*proof) && !of_client.contains(*proof)),
    );
    none(
        "tests of the fault and webhook suites that tests/README.md does not list",
        tests.difference(&proofs),
    );
}
