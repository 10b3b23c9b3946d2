//! Compiles the clients of a corpus: one workspace under the target folder, so that what they all stand on is compiled once.

use std::env;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use super::Row;
use crate::failure::Failure;
use crate::project;
use crate::say;

/// What the compiler says of a client.
pub(super) struct Outcome {
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

/// Writes all clients and compiles one after the other.
pub(super) fn compile_all(rows: &mut [Row], jobs: usize) -> Result<(), Failure> {
    let folder = project::target().join("corpus");
    write(&folder, rows).map_err(|error| {
        Failure::Impossible(format!("cannot write {}: {error}", folder.display()))
    })?;
    for row in rows {
        let Some(name) = row.crate_name.clone() else {
            continue;
        };
        say::step(&format!("cargo check: {}", row.document));
        row.compiled = Some(check(&folder, &package(&row.document, &name), jobs)?);
    }

    Ok(())
}

/// The name of the package: two documents may ask for the same one.
pub(super) fn package(document: &str, name: &str) -> String {
    let tail: String = document
        .chars()
        .map(|letter| match letter {
            'a'..='z' | '0'..='9' => letter,
            'A'..='Z' => letter.to_ascii_lowercase(),
            _ => '-',
        })
        .collect();

    format!("{name}-of-{tail}")
}

fn write(folder: &Path, rows: &[Row]) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let packages: Vec<String> = rows
        .iter()
        .filter_map(|row| Some(package(&row.document, row.crate_name.as_ref()?)))
        .collect();
    let packages: Vec<&str> = packages.iter().map(String::as_str).collect();
    write_workspace(folder, &packages)?;
    for row in rows {
        let Some(name) = &row.crate_name else {
            continue;
        };
        let package = package(&row.document, name);
        for file in &row.files {
            let path = folder.join(&package).join(&file.path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            let text = if file.path == "Cargo.toml" {
                file.text.replacen(
                    &format!("name = \"{name}\""),
                    &format!("name = \"{package}\""),
                    1,
                )
            } else {
                file.text.clone()
            };
            fs::write(path, text)?;
        }
    }

    Ok(())
}

/// A workspace that has the project's own versions, of these packages.
pub(super) fn write_workspace(folder: &Path, packages: &[&str]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let manifest = fs::read_to_string(project::root().join("Cargo.toml"))?;
    write_changed(&folder.join("Cargo.toml"), &workspace(&manifest, packages))?;
    fs::copy(
        project::root().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )?;

    Ok(())
}

/// Writes a file, unless it is as it shall be: then nothing is compiled again because of it.
pub(super) fn write_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }

    fs::write(path, text)
}

/// The cargo that runs this, in such a folder.
pub(super) fn cargo(folder: &Path) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", project::target());

    command
}

/// The project's own manifest, with other members: so the clients have the same lints and versions.
fn workspace(manifest: &str, packages: &[&str]) -> String {
    let root = project::root().display().to_string();
    let mut text = String::new();
    for line in manifest.lines() {
        let line = if line.starts_with("members = ") {
            format!("members = {packages:?}")
        } else if line.starts_with("exclude = ") {
            continue;
        } else {
            line.replace("path = \"", &format!("path = \"{root}/"))
        };
        text.push_str(&line);
        text.push('\n');
    }

    text
}

fn check(folder: &Path, package: &str, jobs: usize) -> Result<Outcome, Failure> {
    let output = cargo(folder)
        .args(["check", "--offline", "--message-format", "short"])
        .args(["--jobs", &jobs.to_string(), "--package", package])
        .output()
        .map_err(|error| Failure::Impossible(format!("cannot run cargo check: {error}")))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let count = |mark: &str| {
        let lines = said.lines().filter(|line| line.contains(".rs:"));
        lines.filter(|line| line.contains(mark)).count()
    };
    let mut outcome = Outcome {
        errors: count(": error"),
        warnings: count(": warning"),
    };
    if !output.status.success() && outcome.errors == 0 {
        say::diagnostics(&said);
        outcome.errors = 1;
    }

    Ok(outcome)
}
