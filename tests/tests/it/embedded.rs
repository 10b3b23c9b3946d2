//! A crate that carries its runtime, outside of every workspace: compiled, documented and tested without a warning, with any features.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use brogue_generator::check::NameLock;
use brogue_generator::emit::{Runtime, Target};
use brogue_generator::source::Source;
use brogue_generator::sync::replace;
use brogue_generator::{Options, generate_for};

use crate::workspace::{read, root};

/// Its document has resources that are called as modules and macros of the runtime are.
static CRATE: LazyLock<PathBuf> = LazyLock::new(|| {
    let source = Source::new(
        "embedded.yaml",
        read(&crate::workspace::fixture("embedded.yaml")),
    );
    let options = Options {
        target: Target::Alone {
            runtime: Runtime::Embedded,
        },
        ..Options::lenient()
    };
    let outcome = generate_for(&source, &NameLock::default(), &options).expect("all calls");
    assert!(!outcome.files.is_empty(), "nothing came of it");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("embedded");
    replace(&folder, &outcome.files).unwrap_or_else(|error| panic!("{error}"));
    // The versions that the project has; cargo drops what nobody takes here.
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))
        .expect("the target directory is writable");

    folder
});

/// Runs cargo on the crate, with the project's target directory; it must succeed, and warn of nothing.
fn cargo(arguments: &[&str]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("the target directory");
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet"])
        .current_dir(&*CRATE)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo runs");
    let told = String::from_utf8_lossy(&output.stderr);

    assert!(
        output.status.success() && !told.contains("warning"),
        "cargo {arguments:?}:\n{told}{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

#[test]
fn it_compiles_with_any_features() {
    for features in [
        &[][..],
        &["--no-default-features"],
        &["--no-default-features", "--features=blocking,serde"],
        &["--features=blocking,tracing,spec"],
    ] {
        let arguments: Vec<&str> = ["check"].iter().chain(features).copied().collect();
        cargo(&arguments);
    }
}

#[test]
fn it_is_documented() {
    cargo(&["doc", "--no-deps"]);
}

#[test]
fn its_own_examples_compile() {
    cargo(&["test"]);
}
