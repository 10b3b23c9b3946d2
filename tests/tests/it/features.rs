//! Crates in parts: none of their resources, and each one alone, compiled and documented without a warning.

use std::path::Path;
use std::process::Command;

use brogue_generator::check::NameLock;
use brogue_generator::sync::{Mode, sync};

use crate::expected::Faults;
use crate::spec::generate;
use crate::workspace::{fixture, read, root};

/// The resources that are features, as the manifest of a crate lists them.
fn resources(manifest: &str) -> Vec<String> {
    let (_, list) = manifest
        .split_once("\nall = [\n")
        .expect("the crate has features");
    let (list, _) = list.split_once("\n]").expect("the list ends");
    let name = |line: &str| line.trim_matches([' ', '"', ',']).to_owned();

    list.lines().map(name).collect()
}

/// Runs cargo on a crate with these features only; what it says beyond success.
fn complaint(folder: &Path, command: &[&str], features: &str) -> Option<String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("the target directory");
    let output = Command::new(env!("CARGO"))
        .args(command)
        .args([
            "--offline",
            "--quiet",
            "--no-default-features",
            "--features",
        ])
        .arg(features)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .expect("cargo runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();

    (!output.status.success() || told.contains("warning")).then_some(told)
}

fn compile_in_parts(folder: &Path) {
    let mut faults = Faults::default();
    let resources = resources(&read(&folder.join("Cargo.toml")));
    assert!(resources.len() > 4, "{resources:?}");
    let none = String::new();
    for features in [&none].into_iter().chain(&resources) {
        if let Some(told) = complaint(folder, &["check"], features) {
            faults.add(&format!("{} {features:?}", folder.display()), &told);
        }
    }
    for features in [&none, &resources[0]] {
        if let Some(told) = complaint(folder, &["doc", "--no-deps"], features) {
            faults.add(&format!("{} {features:?}", folder.display()), &told);
        }
    }
    faults.settle();
}

/// Its types hold each other, its resources are called as features are anyway, and it has webhooks.
#[test]
fn a_crate_whose_types_hold_each_other() {
    let text = read(&fixture("golden/features.yaml"));
    let outcome = generate("specs/features.yaml", &text, &NameLock::default());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("features");
    let workspace = read(&root().join("Cargo.toml"));
    let project = root().display().to_string().replace('\\', "/");
    let members = workspace
        .lines()
        .find(|line| line.starts_with("members = "))
        .expect("the workspace has members");
    sync(&folder.join("part"), &outcome.files, Mode::Write)
        .expect("the target directory is writable");
    let manifest = workspace
        .replace(members, "members = [\"part\"]")
        .replace("path = \"", &format!("path = \"{project}/"));
    for (name, text) in [
        ("Cargo.toml", manifest),
        ("Cargo.lock", read(&root().join("Cargo.lock"))),
    ] {
        std::fs::write(folder.join(name), text).expect("the target directory is writable");
    }

    compile_in_parts(&folder.join("part"));
}

#[test]
fn the_crates_of_vendors_that_are_large_enough() {
    for vendor in ["jobbers", "nicejob"] {
        compile_in_parts(&root().join("generated").join(vendor));
    }
}
