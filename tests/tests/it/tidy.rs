//! The invariants of ARCHITECTURE.md that no lint keeps. Each test names every offender at once.

mod behaviors;
mod dependencies;
mod imports;
mod seams;

use std::fmt::Write as _;

use crate::workspace::{files, read, root};

/// Folders of code that people write.
const WRITTEN: &[&str] = &[
    "benchmarks",
    "cli",
    "generator",
    "runtime",
    "simulator",
    "tests/tests",
    "xtask",
];

/// Fails with all offenders, one a line.
fn none<T: AsRef<str>>(what: &str, offenders: impl IntoIterator<Item = T>) {
    let mut list = String::new();
    for offender in offenders {
        let _ = write!(list, "\n  {}", offender.as_ref());
    }
    assert!(list.is_empty(), "{what}:{list}");
}

fn written_files() -> Vec<String> {
    let mut all: Vec<String> = WRITTEN
        .iter()
        .flat_map(|folder| files(folder, ".rs"))
        .collect();
    all.extend(
        files("generated", ".rs")
            .into_iter()
            .filter(|path| is_example(path)),
    );
    assert!(
        all.len() > 40,
        "only {} files found: the suite looks in the wrong place",
        all.len()
    );

    all.into_iter()
        .filter(|path| !path.contains("/fixtures/") && !path.contains("/trybuild/"))
        .collect()
}

/// Whether a file under generated/ is one that people write.
fn is_example(path: &str) -> bool {
    path.split('/').nth(2) == Some("examples")
}

#[test]
fn a_file_tells_one_story() {
    let long = written_files().into_iter().filter_map(|path| {
        let lines = read(&root().join(&path)).lines().count();

        (lines > 400).then(|| format!("{path}: {lines} lines; 400 at most: look for the seam"))
    });
    none("files that are too long", long);
}

#[test]
fn a_module_opens_with_what_it_is() {
    let silent = written_files().into_iter().filter(|path| {
        let text = read(&root().join(path));
        let is_part = text.starts_with("// ") && path.contains("/benches/");

        !text.starts_with("//!") && !is_part
    });
    none("files that do not open with `//!`", silent);
}

#[test]
fn modules_are_named_after_themselves() {
    let misnamed = written_files()
        .into_iter()
        .filter(|path| path.ends_with("/mod.rs"));
    none("files called mod.rs", misnamed);
}

#[test]
fn no_vendor_is_named_in_the_machinery() {
    let vendors = ["nicejob", "jobbers", "geonext", "letsjobit"];
    let sources = ["cli/src", "generator/src", "runtime/src", "simulator"]
        .iter()
        .flat_map(|folder| files(folder, ".rs"));
    let named = sources.flat_map(|path| {
        let text = read(&root().join(&path)).to_lowercase();
        vendors
            .iter()
            .filter(move |vendor| text.contains(**vendor))
            .map(move |vendor| format!("{path} names {vendor}"))
    });
    none("what is special about a vendor belongs in its spec", named);
}

#[test]
fn nothing_is_left_unfinished() {
    let marks = [
        "todo!(",
        "unimplemented!(",
        "#[ignore",
        "should_panic",
        "dbg!(",
    ]
    .map(str::to_owned);
    let unfinished = written_files()
        .into_iter()
        .filter(|path| !path.ends_with("it/tidy.rs"))
        .flat_map(|path| {
            let text = read(&root().join(&path));
            marks
                .clone()
                .into_iter()
                .filter(move |mark| text.contains(mark.as_str()))
                .map(move |mark| format!("{path} holds {mark}"))
        });
    none("marks of unfinished work", unfinished);
}

#[test]
fn lines_end_clean() {
    let folders = [
        "cli",
        "generator",
        "runtime",
        "simulator",
        "xtask",
        "tests",
        "benchmarks",
        "generated",
        "specs",
    ];
    let all = folders
        .iter()
        .flat_map(|folder| files(folder, ""))
        .filter(|path| {
            [".rs", ".toml", ".yaml", ".md"]
                .iter()
                .any(|ending| path.ends_with(ending))
                && !path.contains("/fixtures/")
        });
    let unclean = all.filter_map(|path| {
        let text = read(&root().join(&path));
        let line = text
            .lines()
            .position(|line| line.ends_with([' ', '\t']) || line.contains('\r'));
        match line {
            Some(line) => Some(format!(
                "{path}:{}: blanks at the end of the line",
                line + 1
            )),
            None if !text.ends_with('\n') => Some(format!("{path}: no newline at the end")),
            None => None,
        }
    });
    none("unclean lines", unclean);
}

#[test]
fn every_generated_file_says_so() {
    let silent = files("generated", "").into_iter().filter(|path| {
        // But for copies of specs and licenses, of which the drift suite knows that they are nothing else.
        let copies = ["LICENSE-APACHE", "LICENSE-MIT", "spec.yaml"];
        if is_example(path)
            || copies
                .iter()
                .any(|copy| path.split('/').skip(2).eq([*copy]))
        {
            return false;
        }
        let first = read(&root().join(path))
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned();

        !first.contains("@generated by `cargo xtask regen") && !path.ends_with("Cargo.lock")
    });
    none("files under generated/ without the banner", silent);
}
