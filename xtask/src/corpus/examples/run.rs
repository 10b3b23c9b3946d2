//! Compiles the programs that try examples, all in one workspace, and runs them.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use brogue_generator::emit::File;

use super::Document;
use super::gather::Example;
use super::program;
use crate::corpus::compile;
use crate::failure::Failure;
use crate::say;

/// What was compiled.
pub(super) struct Built {
    /// Where the programs are.
    folder: PathBuf,
    packages: Vec<String>,
}

/// What a program says of an example.
pub(super) struct Said {
    /// Why a strict reader does not take it.
    pub(super) fault: Option<String>,
    /// What the type writes; nothing where even a tolerant reader does not take it.
    pub(super) written: Option<String>,
}

/// Compiles one program for each document. What the compiler says is shown; a program that is not there says so when it is run.
pub(super) fn build(documents: &[(&Document, &[File])], jobs: usize) -> Result<Built, Failure> {
    let built = Built {
        folder: compile::target().join("debug"),
        packages: documents
            .iter()
            .map(|(document, _)| document.package.clone())
            .collect(),
    };
    built.clear();
    let folder = compile::target().join("corpus-examples");
    write(&folder, documents).map_err(|error| {
        Failure::Impossible(format!("cannot write {}: {error}", folder.display()))
    })?;
    let output = compile::cargo(&folder)
        .args(["build", "--offline", "--keep-going", "--workspace"])
        .args(["--jobs", &jobs.to_string(), "--message-format", "short"])
        // Nothing of it is compiled a second time.
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .map_err(|error| Failure::Impossible(format!("cannot run cargo build: {error}")))?;
    if !output.status.success() {
        say::diagnostics(&String::from_utf8_lossy(&output.stderr));
    }

    Ok(built)
}

fn write(folder: &Path, documents: &[(&Document, &[File])]) -> io::Result<()> {
    compile::write_workspace(folder)?;
    for (document, files) in documents {
        let package = folder.join(&document.package);
        fs::create_dir_all(package.join("src/types"))?;
        fs::write(
            package.join("Cargo.toml"),
            program::manifest(&document.package),
        )?;
        fs::write(
            package.join("src/main.rs"),
            program::main_file(&document.api, &document.placed),
        )?;
        for file in program::types(files) {
            fs::write(package.join(&file.path), &file.text)?;
        }
    }

    Ok(())
}

impl Built {
    /// What a program says of each example.
    pub(super) fn run(&self, package: &str, examples: &[Example]) -> Result<Vec<Said>, String> {
        let program = self.folder.join(package);
        let mut child = Command::new(&program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot run {}: {error}", program.display()))?;
        let input: String = examples
            .iter()
            .map(|example| format!("{}\t{}\n", example.place, example.json))
            .collect();
        let writer = child.stdin.take().map(|mut stdin| {
            // In a thread, so that neither side waits for the other. A program that breaks down is told of below.
            std::thread::spawn(move || stdin.write_all(input.as_bytes()).is_ok())
        });
        let output = child
            .wait_with_output()
            .map_err(|error| error.to_string())?;
        let whole = writer.is_none_or(|writer| writer.join().unwrap_or(false));
        let said: Vec<Said> = String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(Said::read)
            .collect();
        if !whole || !output.status.success() || said.len() != examples.len() {
            let at = examples.get(said.len()).map(|example| &*example.pointer);
            let told = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{} at {}", told.trim(), at.unwrap_or("the end")));
        }

        Ok(said)
    }

    /// Removes the programs: together they take more room than anything else here.
    pub(super) fn clear(&self) {
        for package in &self.packages {
            let stem = package.replace('-', "_");
            let entries = fs::read_dir(self.folder.join("deps"));
            let old = entries.into_iter().flatten().flatten().filter(|entry| {
                let name = entry.file_name();
                name.to_string_lossy().starts_with(&format!("{stem}-"))
            });
            let of_build = old.map(|entry| entry.path());
            for path in of_build.chain([self.folder.join(package)]) {
                // What is not there need not be removed.
                let _ = fs::remove_file(path);
            }
        }
    }
}

impl Said {
    fn read(line: &str) -> Self {
        let (fault, written) = line.split_once('\t').unwrap_or((line, ""));
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());

        Self {
            fault: said(fault),
            written: said(written),
        }
    }
}
