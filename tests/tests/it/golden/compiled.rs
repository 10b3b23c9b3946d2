//! The crates of all fixtures as one workspace of their own, under the target directory.

mod examples;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use brogue_generator::sync::{Mode, sync};

use super::{Case, cases};
use crate::workspace::{files, read, root};

/// The workspace: the project's own manifest, with the crates as its members.
static WORKSPACE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    let crates = folder.join("crates");
    let cases = cases();
    remove_others(&crates, &cases);
    for case in &cases {
        assert!(!case.outcome.files.is_empty(), "{}", case.outcome.rendered);
        sync(
            &crates.join(&case.feature),
            &case.outcome.files,
            Mode::Write,
        )
        .unwrap_or_else(|error| panic!("{}: {error}", case.feature));
    }

    write_calls(&crates.join(CALLS));

    examples::write_crate(&crates, &cases);

    let root = root().display().to_string().replace('\\', "/");
    let manifest = read(&Path::new(&root).join("Cargo.toml"));
    let members = manifest
        .lines()
        .find(|line| line.starts_with("members = "))
        .expect("the workspace has members");
    let manifest = manifest
        .replace(members, "members = [\"crates/*\"]")
        .replace("path = \"", &format!("path = \"{root}/"));
    write(&folder.join("Cargo.toml"), &manifest);
    // The versions that the project has; Cargo drops what nobody takes here, so the copy it was made of is kept, too.
    let lock = read(&Path::new(&root).join("Cargo.lock"));
    let copied = folder.join("Cargo.lock.copied");
    if fs::read_to_string(&copied).is_ok_and(|there| there == lock) {
        return folder;
    }
    write(&folder.join("Cargo.lock"), &lock);
    write(&copied, &lock);

    folder
});

fn remove_others(crates: &Path, cases: &[Case]) {
    let Ok(entries) = fs::read_dir(crates) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_calls = name == CALLS || name == examples::CRATE;
        if !is_calls && !cases.iter().any(|case| name == case.feature.as_str()) {
            fs::remove_dir_all(entry.path()).expect("the target directory is writable");
        }
    }
}

/// The crate that calls the others.
const CALLS: &str = "golden-calls";

/// Writes the crate whose tests call the others: `fixtures/calls/NAME.rs` calls the crate of `fixtures/golden/NAME.yaml`.
fn write_calls(folder: &Path) {
    let mut manifest = format!(
        "[package]\nname = \"{CALLS}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dev-dependencies]\n\
         brogue-runtime.workspace = true\nserde_json.workspace = true\ntokio = {{ workspace = true, features = [\"macros\", \"rt\"] }}\n"
    );
    for path in files("tests/fixtures/calls", ".rs") {
        let text = read(&root().join(&path));
        let name = path.rsplit('/').next().unwrap_or_default();
        write(&folder.join("tests/calls").join(name), &text);
        let called = name.trim_end_matches(".rs").replace('_', "-");
        if called != "main" {
            manifest.extend([&called, " = { path = \"../", &called, "\" }\n"]);
        }
    }
    write(&folder.join("Cargo.toml"), &manifest);
    write(
        &folder.join("src/lib.rs"),
        "//! Calls of the golden crates, in its tests.\n",
    );
}

fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("the target directory is writable");
    fs::write(path, text).expect("the target directory is writable");
}

/// Whether the toolchain has this command; a minimal one lacks some.
fn has(command: &str) -> bool {
    let output = Command::new(env!("CARGO"))
        .args([command, "--version"])
        .output();

    output.is_ok_and(|output| output.status.success())
}

/// Runs a command of cargo in the workspace, with the project's target directory.
fn cargo(arguments: &[&str], variables: &[(&str, &str)]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("the target directory");
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(&*WORKSPACE)
        .env("CARGO_TARGET_DIR", target)
        .envs(variables.iter().copied())
        .output()
        .expect("cargo runs");
    let told = String::from_utf8_lossy(&output.stderr);
    let printed = String::from_utf8_lossy(&output.stdout);

    assert!(
        output.status.success(),
        "cargo {arguments:?} in {}:\n{told}{printed}",
        WORKSPACE.display()
    );
}

#[test]
fn every_crate_compiles_without_a_warning_of_any_lint() {
    let mut arguments = vec!["check", "--workspace", "--offline", "--quiet"];
    if has("clippy") {
        arguments = vec![
            "clippy",
            "--workspace",
            "--offline",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ];
    }
    cargo(&arguments, &[]);
}

#[test]
fn calls_go_out_as_the_documents_say() {
    let arguments = ["test", "--package", CALLS, "--offline", "--quiet"];
    cargo(&arguments, &[("RUST_BACKTRACE", "0")]);
}

#[test]
fn examples_of_pages_go_out_as_their_commands_say() {
    let arguments = ["test", "--package", examples::CRATE, "--offline", "--quiet"];
    cargo(&arguments, &[("RUST_BACKTRACE", "0")]);
}

#[test]
fn every_crate_compiles_without_its_features() {
    cargo(
        &[
            "check",
            "--workspace",
            "--offline",
            "--quiet",
            "--no-default-features",
        ],
        &[],
    );
}

#[test]
fn every_crate_is_formatted() {
    if has("fmt") {
        cargo(&["fmt", "--all", "--check"], &[]);
    }
}

#[test]
fn every_crate_is_documented_without_a_warning() {
    let arguments = [
        "doc",
        "--workspace",
        "--features=spec",
        "--offline",
        "--quiet",
        "--no-deps",
    ];
    cargo(&arguments, &[("RUSTDOCFLAGS", "-D warnings")]);
}

#[test]
fn the_examples_of_crates_with_credentials_or_webhooks_run() {
    let mut arguments = vec!["test", "--doc", "--offline", "--quiet"];
    for member in [
        "security",
        "security-oauth",
        "security-sets",
        "webhooks-header",
        "webhooks-member",
        "webhooks-unsigned",
    ] {
        arguments.extend(["--package", member]);
    }
    cargo(&arguments, &[]);
}
