//! What is generated is what is committed; and where it is not, the command says so and how to mend it.
//!
//! The command itself runs, on the project or on a small one in a folder of its own. `fixtures/drift/<case>.txt` holds what it says.

mod project;

use std::fs;

use self::project::{Project, run};
use crate::expected::Faults;
use crate::workspace::{fixture, read, root};

const SPEC: &str = "openapi: 3.1.0
info: {title: Acme, version: \"1\"}
servers: [{url: https://api.example.com}]
paths:
  /visits:
    get:
      operationId: listVisits
      tags: [Visits]
      summary: Lists visits.
      responses:
        200:
          description: The visits.
          content:
            application/json: {schema: {type: array, items: {$ref: \"#/components/schemas/Visit\"}}}
components:
  schemas:
    Visit: {type: object, description: A visit., properties: {id: {type: string}}}
";

const SPEC_AS_JSON: &str = r#"{"openapi": "3.1.0", "info": {"title": "Acme", "version": "1"},
"servers": [{"url": "https://api.example.com"}],
"paths": {"/visits": {"get": {"operationId": "listVisits", "tags": ["Visits"], "responses": {"200": {"description": "All."}}}}}}"#;

#[test]
fn the_generated_crates_are_what_the_specs_say() {
    let (code, told) = run(&root(), &["regen", "--check"]);

    assert_eq!(code, Some(0), "{told}");
}

#[test]
fn every_crate_hands_out_its_spec() {
    for (path, text) in [
        ("specs/geonext.yaml", geonext::SPEC),
        ("specs/jobbers.yaml", jobbers::SPEC),
        ("specs/letsjobit.yaml", letsjobit::SPEC),
        ("specs/nicejob.yaml", nicejob::SPEC),
    ] {
        assert!(text == read(&root().join(path)), "not the text of {path}");
    }
}

#[test]
fn the_pages_are_what_the_specs_say() {
    let (code, told) = run(&root(), &["docs", "--check"]);

    assert_eq!(code, Some(0), "{told}");
}

/// What was done to the project before the command runs on it.
type Change = fn(&Project);

/// Case, what was done, arguments, exit code.
const CASES: &[(&str, Change, &[&str], i32)] = &[
    ("clean", |_| {}, &["regen", "--check"], 0),
    ("changed-file", edit_generated, &["regen", "--check"], 1),
    ("changed-file-mended", edit_generated, &["regen"], 0),
    (
        "changed-spec",
        |project| project.edit("specs/acme.yaml", "A visit.", "An appointment."),
        &["regen", "--check"],
        1,
    ),
    (
        "missing-file",
        |project| project.remove("generated/acme/src/visits.rs"),
        &["regen", "--check"],
        1,
    ),
    (
        "changed-table",
        |project| project.write("docs/vocabulary.md", "Mine.\n"),
        &["regen", "--check"],
        1,
    ),
    (
        "missing-table-mended",
        |project| project.remove("specs/quirks.schema.json"),
        &["regen"],
        0,
    ),
    ("changed-copy", edit_copy, &["regen", "--check"], 1),
    ("changed-copy-mended", edit_copy, &["regen"], 0),
    ("licenses-missing", give_license, &["regen", "--check"], 1),
    ("licenses-written", give_license, &["regen"], 0),
    ("examples", add_example, &["regen", "--check"], 1),
    ("examples-mended", add_example, &["regen"], 0),
    ("examples-orphaned", orphan_example, &["regen"], 1),
    ("spec-as-json", turn_to_json, &["regen", "--check"], 1),
    ("spec-as-json-mended", turn_to_json, &["regen"], 0),
    ("extra-file", add_extra, &["regen", "--check"], 1),
    ("extra-file-mended", add_extra, &["regen"], 0),
    (
        "foreign-file",
        |project| project.write("generated/acme/notes.md", "Mine.\n"),
        &["regen", "--check"],
        1,
    ),
    (
        "foreign-file-kept",
        |project| project.write("generated/acme/notes.md", "Mine.\n"),
        &["regen"],
        1,
    ),
    ("foreign-in-the-way", take_over, &["regen"], 1),
    (
        "gone-spec",
        |project| project.write("specs/other.yaml", SPEC),
        &["regen", "--check", "acme", "othr"],
        2,
    ),
    ("orphan", orphan, &["regen", "--check"], 1),
    ("orphan-mended", orphan, &["regen"], 0),
    (
        "spec-with-errors",
        |project| project.edit("specs/acme.yaml", "schemas/Visit\"", "schemas/Vist\""),
        &["regen"],
        1,
    ),
    (
        "lint",
        |project| project.edit("specs/acme.yaml", "schemas/Visit\"", "schemas/Vist\""),
        &["lint"],
        1,
    ),
    ("lint-clean", |_| {}, &["lint", "acme"], 0),
    ("lock-missing", collide, &["regen", "--check"], 1),
    ("lock-written", collide, &["regen"], 0),
    (
        "lock-stale",
        |project| project.write("specs/acme.lock", "GET /gone: gone\n"),
        &["regen", "--check"],
        1,
    ),
    (
        "lock-broken",
        |project| project.write("specs/acme.lock", "[visits]\n"),
        &["regen", "--check"],
        2,
    ),
    (
        "no-utf-8",
        |project| project.write("specs/acme.yaml", b"openapi: 3.1.0\ninfo: \xff"),
        &["lint"],
        2,
    ),
    ("spec-name", rename, &["regen"], 1),
    (
        "two-specs-of-one-name",
        |project| project.write("specs/acme.json", "{}"),
        &["regen"],
        2,
    ),
    ("unreadable-spec", unreadable, &["regen"], 2),
    ("pages-missing", |_| {}, &["docs", "--check"], 1),
    ("pages-written", foreign_page, &["docs"], 0),
    ("pages-changed", change_page, &["docs", "--check"], 1),
    ("pages-foreign", take_over_page, &["docs"], 1),
    (
        "pages-spec-with-errors",
        |project| project.edit("specs/acme.yaml", "schemas/Visit\"", "schemas/Vist\""),
        &["docs"],
        1,
    ),
];

/// A text of the project's own beside the pages, which stays.
fn foreign_page(project: &Project) {
    project.write("docs/notes.md", "# Words\n");
}

fn change_page(project: &Project) {
    let (code, told) = project.run(&["docs"]);
    assert_eq!(code, Some(0), "{told}");
    project.edit("docs/acme/visits.html", "Lists visits.", "Lists all.");
    project.remove("docs/acme/types.html");
    let page = project.read("docs/acme/index.html");
    project.write("docs/gone/index.html", page);
}

fn take_over_page(project: &Project) {
    project.write("docs/acme/index.html", "<p>Mine.</p>\n");
}

fn edit_generated(project: &Project) {
    project.edit(
        "generated/acme/src/visits.rs",
        "Lists visits.",
        "Lists all visits.",
    );
}

fn edit_copy(project: &Project) {
    project.edit("generated/acme/spec.yaml", "A visit.", "An appointment.");
}

/// A project that has chosen its license.
fn give_license(project: &Project) {
    project.write("LICENSE-MIT", "Permission is hereby granted.\n");
}

/// The same vendor, described in JSON from now on.
fn turn_to_json(project: &Project) {
    project.remove("specs/acme.yaml");
    project.write("specs/acme.json", SPEC_AS_JSON);
}

fn add_extra(project: &Project) {
    let first = project.read("generated/acme/src/visits.rs");
    project.write("generated/acme/src/jobs/old.rs", first);
}

/// What a person has written beside what is generated.
fn add_example(project: &Project) {
    project.write("generated/acme/examples/begin.rs", "fn main() {}\n");
}

fn orphan_example(project: &Project) {
    add_example(project);
    orphan(project);
}

fn take_over(project: &Project) {
    project.write("generated/acme/src/visits.rs", "// Written by hand.\n");
}

fn collide(project: &Project) {
    project.edit(
        "specs/acme.yaml",
        "{id: {type: string}}",
        "{id: {type: string}, kind: {type: string, enum: [job, JOB]}}",
    );
}

/// Names that come close to that of a crate, and one that is that of another.
fn rename(project: &Project) {
    for name in [
        "Acme.yaml",
        "acme.v2.yml",
        "acme jobs.YAML",
        "brogue-runtime.json",
    ] {
        project.write(&format!("specs/{name}"), SPEC_AS_JSON);
    }
}

/// A spec that is no text, and one after it that is well.
fn unreadable(project: &Project) {
    project.write("specs/beech.yaml", b"openapi: \xff");
    project.write("specs/zebra.yaml", SPEC);
}

fn orphan(project: &Project) {
    fs::rename(
        project.path("specs/acme.yaml"),
        project.path("specs/other.yaml"),
    )
    .expect("it moves");
}

#[test]
fn the_command_says_what_is_wrong_and_how_to_mend_it() {
    let mut faults = Faults::default();
    for (case, change, arguments, code) in CASES {
        let project = Project::generated();
        change(&project);
        let before = project.snapshot();
        let (ended, told) = project.run(arguments);
        if ended != Some(*code) {
            faults.add(case, &format!("ended with {ended:?}, not {code}\n{told}"));
        }
        if arguments.contains(&"--check") && project.snapshot() != before {
            faults.add(case, "--check wrote something");
        }
        if ended == Some(0) && !arguments.contains(&"--check") {
            let (again, told) = project.run(&["regen", "--check"]);
            if again != Some(0) {
                faults.add(case, &format!("is not mended:\n{told}"));
            }
        }
        let expected = fixture("drift").join(format!("{case}.txt"));
        faults.compare(
            case,
            &expected,
            &format!("cargo xtask {}\n{told}", arguments.join(" ")),
        );
    }
    faults.settle();
}

#[test]
fn a_foreign_file_stops_the_crate_it_stands_in_untouched() {
    let project = Project::generated();
    edit_generated(&project);
    project.write("generated/acme/notes.md", "Mine.\n");
    let before = project.snapshot();
    let (code, _) = project.run(&["regen"]);

    assert_eq!(code, Some(1));
    assert_eq!(project.snapshot(), before);
}

#[test]
fn without_specs_the_command_says_so() {
    let mut faults = Faults::default();
    let cases: &[(&str, Change)] = &[
        ("no-folder", |_| {}),
        ("empty-folder", |project| {
            project.write("specs/notes.txt", "");
        }),
        ("no-folder-but-a-file", |project| project.write("specs", "")),
    ];
    for (case, change) in cases {
        let project = Project::empty();
        change(&project);
        let (code, told) = project.run(&["regen"]);
        if code != Some(2) {
            faults.add(case, &format!("ended with {code:?}"));
        }
        let expected = fixture("drift").join(format!("{case}.txt"));
        faults.compare(case, &expected, &format!("cargo xtask regen\n{told}"));
    }
    faults.settle();
}

#[test]
fn one_wrong_spec_does_not_stop_the_others() {
    let project = Project::generated();
    project.write("specs/zebra.yaml", SPEC);
    project.edit("specs/acme.yaml", "openapi: 3.1.0", "openapi: 9");
    let (code, told) = project.run(&["regen"]);

    assert_eq!(code, Some(1), "{told}");
    assert!(
        project.path("generated/zebra/Cargo.toml").exists(),
        "{told}"
    );
}

#[test]
fn a_new_vendor_passes_lint_and_regen_as_it_stands() {
    let project = Project::generated();
    let (code, told) = project.run(&["new", "swift-jobs"]);
    assert_eq!(code, Some(0), "{told}");
    for arguments in [
        &["lint", "swift-jobs"][..],
        &["regen"],
        &["regen", "--check"],
    ] {
        let (code, told) = project.run(arguments);
        assert_eq!(code, Some(0), "{told}");
        assert!(!told.contains("warning["), "{told}");
    }
    let before = project.snapshot();
    for name in ["swift-jobs", "Swift_Jobs", "../swift", "std", ""] {
        let (code, told) = project.run(&["new", name]);
        assert_eq!(code, Some(2), "{name}: {told}");
    }
    assert_eq!(project.snapshot(), before);
}
