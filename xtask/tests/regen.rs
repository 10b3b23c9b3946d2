//! `cargo xtask regen`: what has not changed is not written again.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

/// Runs a command for the project in this folder.
fn xtask(project: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .env("CARGO_MANIFEST_DIR", project.join("xtask"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
}

/// Makes all files below a folder old.
fn age(folder: &Path) {
    for path in files(folder) {
        let file = fs::File::options().append(true).open(path).unwrap();
        file.set_modified(old()).unwrap();
    }
}

/// The files below a folder that are not old.
fn written(folder: &Path) -> Vec<PathBuf> {
    let mut written = files(folder);
    written.retain(|path| fs::metadata(path).unwrap().modified().unwrap() != old());

    written
}

fn old() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path);
            }
        }
    }

    found.into_iter().collect()
}

#[test]
fn only_what_changes_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path();
    fs::create_dir_all(project.join("specs")).unwrap();
    fs::create_dir_all(project.join("docs")).unwrap();
    xtask(project, &["new", "orchard"]);
    xtask(project, &["new", "harbor"]);
    xtask(project, &["regen"]);
    let generated = project.join("generated");
    assert!(generated.join("harbor/src/lib.rs").exists());

    age(project);
    xtask(project, &["regen"]);
    assert_eq!(written(project), Vec::<PathBuf>::new(), "nothing changed");

    let spec = project.join("specs/orchard.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    let edited = text.replacen("title: ", "title: New ", 1);
    assert_ne!(text, edited);
    fs::write(&spec, edited).unwrap();
    xtask(project, &["regen"]);
    let others = written(&generated.join("harbor"));
    assert_eq!(others, Vec::<PathBuf>::new(), "only one spec changed");
    assert!(!written(&generated.join("orchard")).is_empty());
}
