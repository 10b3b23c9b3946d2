//! One crate for one document.

use std::fs;

use crate::folder::{Folder, THINGS};

/// What a crate has that carries its runtime.
const EMBEDDED: [&str; 5] = [
    "Cargo.toml",
    "README.md",
    "src/lib.rs",
    "src/runtime.rs",
    "src/runtime/LICENSE-MIT",
];

#[test]
fn a_crate_is_written_that_needs_nothing_of_ours() {
    let folder = Folder::new();
    let ran = folder.run(&["generate", "things.yaml", "--out", "client"]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert!(ran.told.contains("things  3 operations"), "{}", ran.told);
    assert_eq!(ran.out, "");
    for path in EMBEDDED {
        assert!(folder.has(&format!("client/{path}")), "{path}");
    }
    let manifest = folder.read("client/Cargo.toml");
    assert!(manifest.contains("name = \"things\"") && manifest.contains("[workspace]"));
    for (path, text) in folder.files("client") {
        assert!(!text.contains("brogue_runtime"), "{path}");
        assert!(
            !text.contains("cargo xtask") && !text.contains("workspace = true"),
            "{path}"
        );
    }
}

/// Calls whose paths have a value that nobody declares.
fn undeclared(calls: usize) -> String {
    let paths: Vec<String> = (0..calls)
        .map(|call| {
            format!("  /things{call}/{{id}}: {{get: {{responses: {{'204': {{description: Done.}}}}}}}}\n")
        })
        .collect();
    let paths = paths.concat();

    format!(
        "openapi: 3.1.0\ninfo: {{title: Careless, version: '1'}}\nservers: [{{url: 'https://things.example.com'}}]\npaths:\n{paths}"
    )
}

#[test]
fn of_many_warnings_of_one_rule_some_are_told_and_none_quietly() {
    let folder = Folder::new();
    folder.write("careless.yaml", &undeclared(5));
    let generate = ["generate", "careless.yaml", "--out", "client"];
    let ran = folder.run(&generate);
    let warnings = |told: &str| told.matches("warning[undeclared-path-parameter]").count();
    assert_eq!(
        (ran.code, warnings(&ran.told)),
        (Some(0), 3),
        "{}",
        ran.told
    );
    assert!(
        ran.told
            .contains("… and 2 more like it (`brogue check` shows all)")
            && ran.told.contains("0 errors, 5 warnings"),
        "{}",
        ran.told
    );

    let ran = folder.run(&[&generate[..], &["-q", "--report", "report.json"]].concat());
    assert_eq!((ran.code, &*ran.told), (Some(0), ""));
    assert!(
        folder
            .read("report.json")
            .contains("undeclared-path-parameter")
    );

    let ran = folder.run(&[&generate[..], &["--quiet", "--strict"]].concat());
    assert_eq!(
        (ran.code, warnings(&ran.told)),
        (Some(1), 3),
        "{}",
        ran.told
    );
}

#[test]
fn the_same_document_makes_the_same_bytes_wherever_it_stands() {
    let (one, other) = (Folder::new(), Folder::new());
    one.run(&["generate", "things.yaml", "--out", "client"]);
    other.write("deep/things.yaml", THINGS);
    other.run(&["generate", "deep/things.yaml", "--out", "deep/er"]);

    assert_eq!(one.files("client"), other.files("deep/er"));
}

#[test]
fn the_runtime_comes_from_where_it_is_asked_for() {
    let runtime = std::path::absolute("../runtime").unwrap();
    let runtime = runtime.to_str().unwrap();
    for (asked, manifest, is_embedded) in [
        (
            "0.1",
            "brogue-runtime = { version = \"0.1\", default-features = false",
            false,
        ),
        (
            runtime,
            "runtime\", default-features = false, features = [\"client\"] }",
            false,
        ),
        ("embedded", "reqwest = {", true),
    ] {
        let folder = Folder::new();
        let ran = folder.run(&[
            "generate",
            "things.yaml",
            "--out",
            "client",
            "--runtime",
            asked,
        ]);
        assert_eq!(ran.code, Some(0), "{asked}: {}", ran.told);
        assert!(
            folder.read("client/Cargo.toml").contains(manifest),
            "{asked}"
        );
        assert_eq!(folder.has("client/src/runtime.rs"), is_embedded, "{asked}");
    }
}

#[test]
fn what_cannot_be_done_is_told_and_nothing_is_written() {
    for (arguments, code, told) in [
        (&["things.yaml"][..], 2, "`--out DIR`"),
        (&["--out", "client"], 2, "SPEC"),
        (
            &["nothing.yaml", "--out", "client"],
            1,
            "`nothing.yaml` does not exist",
        ),
        (&[".", "--out", "client"], 1, "is a folder, not a document"),
        (&["binary.yaml", "--out", "client"], 1, "is not UTF-8"),
        (&["broken.yaml", "--out", "client"], 1, "error[yaml-syntax]"),
        (
            &["things.yaml", "--out", "client", "--name", "My Client"],
            2,
            "name it `my-client`",
        ),
        (
            &["things.yaml", "--out", "client", "--name", "serde"],
            2,
            "name it `serde-client`",
        ),
        (
            &["things.yaml", "--out", "client", "--name", "../up"],
            2,
            "cannot be the name of a crate",
        ),
        (
            &["things.yaml", "--out", "client", "--runtime", "nowhere"],
            2,
            "is no version",
        ),
        (
            &["things.yaml", "--out", "client", "--only", "thingz"],
            2,
            "did you mean `things`?",
        ),
        (
            &["things.yaml", "--out", "client", "--only", "GET /thing"],
            2,
            "did you mean `GET /things`?",
        ),
        (
            &["doubtful.yaml", "--out", "client", "--strict"],
            1,
            "1 thing is not supported, so nothing was written",
        ),
        (&["things.yaml", "--out", "things.yaml"], 1, "is no folder"),
        (&["things.yaml", "--out", "full"], 1, "`full` is not empty"),
    ] {
        let folder = Folder::new();
        folder.write("full/notes.txt", "mine");
        let before = folder.files(".");
        let arguments: Vec<&str> = ["generate"].iter().chain(arguments).copied().collect();
        let ran = folder.run(&arguments);
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.told);
        assert!(ran.told.contains(told), "{arguments:?}: {}", ran.told);
        assert!(
            !ran.told.contains('\u{1b}'),
            "colors where there is no terminal"
        );
        assert_eq!(folder.files("."), before, "{arguments:?}");
    }
}

#[test]
fn losses_are_warnings_unless_they_are_forbidden() {
    let folder = Folder::new();
    let ran = folder.run(&["generate", "doubtful.yaml", "--out", "client"]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert!(
        ran.told.contains("warning[dangling-reference]"),
        "{}",
        ran.told
    );

    let ran = folder.run(&["generate", "things.yaml", "--out", "strict", "--strict"]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
}

#[test]
fn only_what_is_asked_for_is_generated_and_what_it_needs() {
    for (only, paths, absent) in [
        (
            &["things"][..],
            &["src/things.rs", "src/types.rs"][..],
            "src/jobs.rs",
        ),
        (&["listJobs"], &["src/jobs.rs"], "src/types.rs"),
        (&["get /jobs"], &["src/jobs.rs"], "src/things.rs"),
        (
            &["listJobs", "listThings"],
            &["src/jobs.rs", "src/things.rs"],
            "src/none.rs",
        ),
    ] {
        let folder = Folder::new();
        let mut arguments = vec!["generate", "things.yaml", "--out", "client", "--only"];
        arguments.extend(only);
        let ran = folder.run(&arguments);
        assert_eq!(ran.code, Some(0), "{only:?}: {}", ran.told);
        for path in paths {
            assert!(folder.has(&format!("client/{path}")), "{only:?}: {path}");
        }
        assert!(
            !folder.has(&format!("client/{absent}")),
            "{only:?}: {absent}"
        );
    }
}

#[test]
fn a_document_is_read_from_standard_input() {
    let folder = Folder::new();
    let ran = folder.feed(
        &["generate", "-", "--out", "client", "--name", "fed"],
        THINGS,
    );
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert!(folder.read("client/Cargo.toml").contains("name = \"fed\""));
    assert_eq!(folder.read("client/spec.yaml"), THINGS);
}

#[test]
fn names_stay_where_they_were_when_the_document_grows() {
    // Two schemas come to one name: the one that is spelled so keeps it, and that is written down of the other.
    let two = THINGS.replace("    Thing:", "    thing:\n      type: object\n      properties: {size: {type: integer}}\n    Thing:")
        .replace("items: {$ref: '#/components/schemas/Thing'}", "items: {anyOf: [{$ref: '#/components/schemas/Thing'}, {$ref: '#/components/schemas/thing'}]}");
    let folder = Folder::new();
    folder.write("things.yaml", &two);
    let ran = folder.run(&["generate", "things.yaml", "--out", "client"]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    let lock = folder.read("client/brogue.lock");
    assert!(
        lock.contains("'#/components/schemas/thing': Thing2"),
        "{lock}"
    );

    let kept = lock.replace("Thing2", "Small");
    folder.write("client/brogue.lock", &kept);
    folder.run(&["generate", "things.yaml", "--out", "client"]);
    assert!(
        folder
            .files("client")
            .iter()
            .any(|(_, text)| text.contains("pub struct Small"))
    );
    assert_eq!(folder.read("client/brogue.lock"), kept);
    let wrong = Folder::new();
    wrong.write("client/brogue.lock", "no lock: [");
    let ran = wrong.run(&["generate", "things.yaml", "--out", "client"]);
    assert_eq!(ran.code, Some(1), "{}", ran.told);
    assert!(ran.told.contains("client/brogue.lock"), "{}", ran.told);
}

#[test]
fn nothing_is_said_where_quiet_is_asked_for() {
    let folder = Folder::new();
    let ran = folder.run(&["generate", "things.yaml", "--out", "client", "--quiet"]);
    assert_eq!((ran.code, ran.told.as_str()), (Some(0), ""));
}

#[test]
fn the_report_tells_of_each_operation() {
    let folder = Folder::new();
    let ran = folder.run(&[
        "generate",
        "doubtful.yaml",
        "--out",
        "client",
        "--report",
        "report.json",
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    let report = folder.json("report.json");
    assert_eq!(report["tool"]["name"], "brogue");
    assert_eq!(report["document"], "doubtful.yaml");
    assert_eq!(report["counts"]["operations"], 3);
    assert_eq!(report["counts"]["approximated"], 1);
    let operations = report["operations"].as_array().unwrap();
    let doubtful: Vec<_> = operations
        .iter()
        .filter(|one| one["status"] == "approximated")
        .collect();
    assert_eq!(doubtful[0]["path"], "/things");
    assert_eq!(doubtful[0]["reasons"][0]["code"], "dangling-reference");
    assert!(doubtful[0]["reasons"][0]["line"].as_u64() > Some(1));
    let files = report["files"].as_array().unwrap();
    assert!(files.iter().any(|file| file == "src/lib.rs"));

    // Also where nothing was written.
    let arguments = [
        "generate",
        "doubtful.yaml",
        "--out",
        "none",
        "--strict",
        "--report",
        "report.json",
    ];
    assert_eq!(folder.run(&arguments).code, Some(1));
    assert_eq!(
        folder.json("report.json")["files"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let folder = Folder::new();
    fs::create_dir(folder.path().join("shut")).unwrap();
    let mut rights = fs::metadata(folder.path().join("shut"))
        .unwrap()
        .permissions();
    rights.set_readonly(true);
    fs::set_permissions(folder.path().join("shut"), rights).unwrap();
    // Whoever runs the tests may be allowed everything.
    if fs::write(folder.path().join("shut/probe"), "").is_ok() {
        return;
    }
    let ran = folder.run(&["generate", "things.yaml", "--out", "shut/client"]);
    assert_eq!(ran.code, Some(1), "{}", ran.told);
    assert!(ran.told.contains("shut"), "{}", ran.told);
}
