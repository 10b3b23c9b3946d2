//! `cargo xtask corpus --programs`: the programs of `examples/corpus/`, written by hand against clients of documents that are not ours, so
//! that nothing generated of these stands in the project.
//!
//! `examples/corpus/orchard.rs` stands on the crate `orchard`, made of `orchard.yaml`, or else of the first document whose name begins
//! with `orchard-`. It runs against a simulated vendor.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use brogue_generator::check::NameLock;
use brogue_generator::emit::File;
use brogue_generator::model::CrateName;
use brogue_generator::{Options, generate_for, load};

use super::compile;
use crate::examples;
use crate::failure::Failure;
use crate::project;
use crate::say;

/// Generates, compiles and runs each program whose document is there; tells what does not end well.
pub(super) fn run_all(documents: &[PathBuf], jobs: usize) -> Result<Vec<String>, Failure> {
    let mut faults = Vec::new();
    for program in programs()? {
        let name = stem(&program);
        let Some(document) = document_of(name, documents) else {
            continue;
        };
        say::step(&format!("examples/corpus/{name}.rs"));
        let files = generate(document, name)?;
        let folder = project::target().join("corpus-programs");
        let written = write(&folder, name, &files, &program);
        written.map_err(|error| {
            Failure::Impossible(format!("cannot write {}: {error}", folder.display()))
        })?;
        let output = compile::cargo(&folder)
            .args(["run", "--offline", "--quiet", "--jobs", &jobs.to_string()])
            .args(["--package", name, "--example", name])
            .output()
            .map_err(|error| Failure::Impossible(format!("cannot run cargo: {error}")))?;
        if output.status.success() {
            say::line(String::from_utf8_lossy(&output.stdout).trim_end());
        } else {
            say::diagnostics(&String::from_utf8_lossy(&output.stderr));
            faults.push(format!("examples/corpus/{name}.rs fails"));
        }
    }

    Ok(faults)
}

fn programs() -> Result<Vec<PathBuf>, Failure> {
    let folder = project::root().join("examples/corpus");
    let entries = fs::read_dir(&folder)
        .map_err(|error| Failure::Impossible(format!("{}: {error}", folder.display())))?;
    let mut programs: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension() == Some(OsStr::new("rs")))
        .collect();
    programs.sort();

    Ok(programs)
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(OsStr::to_str).unwrap_or_default()
}

fn document_of<'a>(name: &str, documents: &'a [PathBuf]) -> Option<&'a Path> {
    let own = documents.iter().find(|path| stem(path) == name);
    let longer = documents
        .iter()
        .find(|path| stem(path).starts_with(&format!("{name}-")));

    own.or(longer).map(PathBuf::as_path)
}

fn generate(document: &Path, name: &str) -> Result<Vec<File>, Failure> {
    let source =
        load::read_file(document).map_err(|error| Failure::Impossible(error.to_string()))?;
    let options = Options {
        crate_name: CrateName::parse(name),
        ..Options::lenient()
    };
    let outcome = generate_for(&source, &NameLock::default(), &options)
        .map_err(|_| Failure::Found(format!("{name} has calls that nobody asked for")))?;

    Ok(outcome.files)
}

fn write(folder: &Path, name: &str, files: &[File], program: &Path) -> io::Result<()> {
    compile::write_workspace(folder, &[name])?;
    let package = folder.join(name);
    for file in files {
        let path = package.join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut text = file.text.clone();
        if file.path == "Cargo.toml" {
            text.push_str(&examples::dependencies(name));
        }
        compile::write_changed(&path, &text)?;
    }
    let folder = package.join("examples");
    fs::create_dir_all(&folder)?;

    compile::write_changed(
        &folder.join(format!("{name}.rs")),
        &fs::read_to_string(program)?,
    )
}
