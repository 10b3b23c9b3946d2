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
    outcome.lock.to_text()
}

const HEAD: &str =
    "# Names that have to stay as they are. `brogue generate` and `regen` keep this file.\n";

#[test]
fn what_is_spelled_as_its_name_needs_no_entry() {
    let outcome = made("call_out, job", "");
    assert_eq!(variants(&outcome), ["CallOut", "Job"]);
    assert_eq!(lock(&outcome), "");

    let outcome = made("call-out, job", "");
    assert_eq!(variants(&outcome), ["CallOut", "Job"]);
    assert_eq!(
        lock(&outcome),
        format!("{HEAD}'#/components/schemas/Kind = call-out': CallOut\n")
    );
}

#[test]
fn who_is_there_keeps_his_name_whoever_comes() {
    let written = lock(&made("JOB, Job-, -job", ""));

    for rivals in ["job", "job, Call", "JoB, job"] {
        let grown = made(&format!("{rivals}, -job, JOB, Job-"), &written);
        let added = lock(&grown);
        assert!(
            written.lines().all(|line| added.contains(line)),
            "{written}{added}"
        );
    }
}

#[test]
fn names_that_collide_are_recorded_and_kept_when_the_others_go() {
    let together = made("JOB, -job", "");
    assert_eq!(variants(&together), ["JobUpper", "JobHyphen"]);
    let written = lock(&together);
    assert_eq!(
        written,
        format!(
            "{HEAD}'#/components/schemas/Kind = -job': JobHyphen\n'#/components/schemas/Kind = JOB': JobUpper\n"
        )
    );

    let alone = made("JOB", &written);
    assert_eq!(variants(&alone), ["JobUpper"]);
    assert!(
        !lock(&alone).contains("JobHyphen"),
        "the place is gone: {}",
        lock(&alone)
    );
    assert_eq!(lock(&made("JOB, -job", &written)), written);
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

    assert_eq!(read.to_text(), written);
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
