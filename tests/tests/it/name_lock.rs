//! The name lock: written where a name is an exception, obeyed, kept while its place is there, and compared by `regen --check`.

use brogue_generator::check::NameLock;

use crate::spec::{Outcome, generate};

/// A document with one enum whose values are these.
fn document(values: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: Acme, version: \"1\"}}
servers: [{{url: https://api.example.com}}]
paths:
  /visits:
    get:
      operationId: listVisits
      tags: [Visits]
      responses:
        200:
          description: The visits.
          content:
            application/json: {{schema: {{type: array, items: {{$ref: \"#/components/schemas/Kind\"}}}}}}
components:
  schemas:
    Kind: {{type: string, enum: [{values}]}}
"
    )
}

fn made(values: &str, lock: &str) -> Outcome {
    let lock = NameLock::parse(lock).expect("a lock");
    let outcome = generate("acme.yaml", &document(values), &lock);
    assert_eq!(outcome.rendered, "");

    outcome
}

/// The names of the enum's values.
fn variants(outcome: &Outcome) -> Vec<&str> {
    let types = outcome
        .files
        .iter()
        .find(|file| file.path == "src/types/visits.rs");
    let text = &types.expect("the types of the visits").text;

    text.lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix("Self::")?
                .split_once(" => \"")
                .map(|(name, _)| name)
        })
        .collect()
}

fn lock(outcome: &Outcome) -> String {
    outcome.lock.to_text().expect("a lock is a text")
}

#[test]
fn names_by_the_rule_need_no_lock() {
    let outcome = made("call-out, job", "");

    assert_eq!(variants(&outcome), ["CallOut", "Job"]);
    assert_eq!(lock(&outcome), "");
}

#[test]
fn names_that_collide_are_recorded_and_kept_when_the_others_go() {
    let together = made("job, JOB", "");
    assert_eq!(variants(&together), ["JobPlain", "JobUpper"]);
    let written = lock(&together);
    assert_eq!(
        written,
        "# Names that are exceptions to the naming rules. `brogue generate` and `regen` keep this file.
'#/components/schemas/Kind = JOB': JobUpper
'#/components/schemas/Kind = job': JobPlain
"
    );

    let alone = made("job", &written);
    assert_eq!(variants(&alone), ["JobPlain"]);
    assert!(
        !lock(&alone).contains("JobUpper"),
        "the place is gone: {}",
        lock(&alone)
    );
    assert_eq!(lock(&made("job, JOB", &written)), written);
}

#[test]
fn an_entry_wins_over_the_rule_and_takes_no_part_in_a_collision() {
    let entry = "'#/components/schemas/Kind = job': Job\n";
    let outcome = made("JOB, job", entry);

    assert_eq!(
        variants(&outcome)
            .iter()
            .filter(|name| **name == "Job")
            .count(),
        1
    );
    assert!(lock(&outcome).contains("'#/components/schemas/Kind = job': Job\n"));
}

#[test]
fn an_entry_for_nothing_is_dropped() {
    let outcome = made("job", "GET /nowhere: list_all\ntag Ghosts: ghosts\n");

    assert_eq!(lock(&outcome), "");
}

#[test]
fn a_lock_is_read_as_it_was_written() {
    let written = lock(&made("a b, a_b, \"\", ' ', '\"', '#', \"\\n\"", ""));
    let read = NameLock::parse(&written).expect("its own text");

    assert_eq!(read.to_text().expect("a lock is a text"), written);
}

#[test]
fn what_is_no_lock_says_so() {
    for text in ["[a]", "a: [b]", "a: {b: c}", "a: b: c", "\t"] {
        let error = NameLock::parse(text).expect_err(text).to_string();
        assert!(
            error.starts_with("the name lock is not a mapping from place to name"),
            "{error}"
        );
    }
    assert_eq!(
        NameLock::parse("# nothing yet\n").expect("an empty lock"),
        NameLock::default()
    );
}
