//! The command `brogue` from outside: what is typed in, what is printed, and the exit code.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use std::fs;
use std::path::Path;
use std::process::Command;

const RIGHT: &str = "\
openapi: 3.1.0
info: {title: Things, version: '1'}
servers: [{url: https://things.example.com}]
paths:
  /things:
    get: {operationId: listThings, responses: {'204': {description: Done.}}}
  /things/{id}:
    delete:
      operationId: deleteThing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      x-quirks: {retry: never}
      responses: {'204': {description: Done.}}
";

/// What came of a command: exit code, standard output, standard error.
struct Ran {
    code: Option<i32>,
    out: String,
    told: String,
}

/// Runs the command in a folder with a right and a wrong document.
fn run(arguments: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
    write("things.yaml", RIGHT.as_bytes());
    write("wrong.yaml", RIGHT.replace("never", "sometimes").as_bytes());
    write("warned.yaml", RIGHT.replace("never", "safe").as_bytes());
    write("binary.yaml", b"openapi: \xff\xfe");
    write("locked.yaml", RIGHT.as_bytes());
    write("locked.lock", b"no lock: [");

    in_folder(folder.path(), arguments)
}

fn in_folder(folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_brogue"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();

    Ran {
        code: output.status.code(),
        out: text(output.stdout),
        told: text(output.stderr),
    }
}

#[test]
fn check_ends_with_the_worst_that_was_found() {
    for (arguments, code, told) in [
        (&["check", "things.yaml"][..], 0, "0 errors, 0 warnings"),
        (&["check", "warned.yaml"], 0, "warning[unused-quirk]"),
        (&["check", "wrong.yaml"], 0, "warning[quirk-value]"),
        (
            &["check", "wrong.yaml", "--strict"],
            1,
            "error[quirk-value]",
        ),
        (
            &["check", "--strict", "things.yaml", "wrong.yaml"],
            1,
            "wrong.yaml  1 error, 0 warnings",
        ),
        (
            &["check", "nothing.yaml"],
            1,
            "`nothing.yaml` does not exist",
        ),
        (&["check", "."], 1, "`.` is a folder, not a document"),
        (&["check", "binary.yaml"], 1, "is not UTF-8"),
        (&["check", "locked.yaml"], 1, "`locked.lock`"),
        (
            &["check", "--strict", "nothing.yaml", "wrong.yaml"],
            1,
            "error[quirk-value]",
        ),
        (&["check"], 2, "<SPEC>"),
        (&["chek", "things.yaml"], 2, "check"),
        (&[], 2, "explain"),
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.told);
        assert!(ran.told.contains(told), "{arguments:?}: {}", ran.told);
        assert!(
            !ran.told.contains('\u{1b}'),
            "colors where there is no terminal"
        );
    }
}

#[test]
fn explain_tells_of_calls_rules_and_quirks() {
    for (arguments, out) in [
        (
            &["explain", "things.yaml", "listThings"][..],
            "GET https://things.example.com/things\n",
        ),
        (
            &["explain", "things.yaml", "DELETE /things/{id}"],
            "holds      line 11: x-quirks",
        ),
        (
            &["explain", "things.yaml", "things.delete"],
            "client.things().delete(id)",
        ),
        (
            &["explain", "things.yaml"],
            "deleteThing                DELETE /things/{id}",
        ),
        (
            &["explain", "./things.yaml", "--format", "json"],
            "\"operation\": \"listThings\"",
        ),
        (
            &["explain", "things.yaml", "listThings", "--format=json"],
            "\"http\": \"GET /things\"",
        ),
        (&["explain", "bad-pointer"], "bad-pointer (error)"),
        (&["explain", "envelope"], "what may be written"),
        (
            &["explain", "envelope", "--format", "json"],
            "\"kind\": \"quirk\"",
        ),
        (&["explain"], "rules of the diagnostics"),
        (
            &["explain", "--format", "json"],
            "\"name\": \"bad-pointer\"",
        ),
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.told);
        assert!(ran.out.contains(out), "{arguments:?}: {}", ran.out);
        assert!(
            !ran.out.contains('\u{1b}'),
            "colors where there is no terminal"
        );
    }
}

#[test]
fn what_cannot_be_explained_is_told_with_a_way_out() {
    for (arguments, code, told) in [
        (
            &["explain", "things.yaml", "listThing"][..],
            2,
            "did you mean `listThings`?",
        ),
        (&["explain", "things.yaml", "zzz"], 2, "deleteThing"),
        (
            &["explain", "wrong.yaml", "listThings"],
            1,
            "error[quirk-value]",
        ),
        (
            &["explain", "nothing.yaml", "listThings"],
            1,
            "does not exist",
        ),
        (&["explain", "nothing.yaml"], 1, "does not exist"),
        (&["explain", "envelop"], 2, "did you mean `envelope`?"),
        (
            &["explain", "nothing-like-it"],
            2,
            "`brogue explain` lists all of them",
        ),
        (&["explain", "a", "b", "c"], 2, "unexpected"),
        (&["explain", "--format", "xml"], 2, "json"),
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.told);
        assert!(ran.told.contains(told), "{arguments:?}: {}", ran.told);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
}

#[test]
fn nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("things.yaml"), RIGHT).unwrap();
    for arguments in [
        &["check", "things.yaml"][..],
        &["explain", "things.yaml", "listThings"],
    ] {
        in_folder(folder.path(), arguments);
    }

    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
