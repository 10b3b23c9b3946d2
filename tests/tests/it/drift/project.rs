//! A small project in a folder of its own, and the command that runs on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;

use super::SPEC;
use crate::workspace::root;

/// The command, built.
static XTASK: LazyLock<PathBuf> = LazyLock::new(|| {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("the target directory");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline", "--package", "xtask"])
        .current_dir(root())
        .env("CARGO_TARGET_DIR", target)
        .status()
        .expect("cargo runs");
    assert!(status.success(), "xtask is not built");

    target
        .join("debug")
        .join(format!("xtask{}", std::env::consts::EXE_SUFFIX))
});

/// A small project in a folder of its own.
pub(super) struct Project {
    folder: TempDir,
}

impl Project {
    /// With one spec, and its crate generated.
    pub(super) fn generated() -> Self {
        let project = Self::empty();
        project.write("specs/acme.yaml", SPEC);
        let (code, told) = project.run(&["regen"]);
        assert_eq!(code, Some(0), "{told}");

        project
    }

    pub(super) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder for the test"),
        }
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(super) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is writable");
        fs::write(path, text).expect("the folder is writable");
    }

    pub(super) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} holds no {from:?}");
        self.write(path, text.replacen(from, to, 1));
    }

    pub(super) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Runs the command; its exit code, and all it says, without the times it took.
    pub(super) fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        run(self.folder.path(), arguments)
    }

    /// Every file with its text, but for the specs.
    pub(super) fn snapshot(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut all = Vec::new();
        let mut folders = vec![self.path("generated")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)
                .expect("the folder is readable")
                .flatten()
            {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    all.push((entry.path(), fs::read(entry.path()).expect("readable")));
                }
            }
        }
        all.sort();

        all
    }
}

/// Runs the command on a project; its exit code, and all it says, without the times it took.
pub(super) fn run(project: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(&*XTASK)
        .args(arguments)
        .current_dir(project)
        .env("CARGO_MANIFEST_DIR", project.join("xtask"))
        .env("NO_COLOR", "1")
        .output()
        .expect("the command runs");
    let told = [output.stderr, output.stdout].concat();
    let told = String::from_utf8(told).expect("the command says UTF-8");

    (output.status.code(), timeless(&told))
}

/// `(12 ms)` is `(.. ms)`.
fn timeless(text: &str) -> String {
    text.lines()
        .map(|line| match (line.rfind(" ("), line.ends_with(" ms)")) {
            (Some(at), true) => format!("{} (.. ms)\n", &line[..at]),
            _ => format!("{line}\n"),
        })
        .collect()
}
