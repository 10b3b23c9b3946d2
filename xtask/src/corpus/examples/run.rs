//! Compiles the programs that try examples, all in one workspace, and runs them. What is as it was is not compiled again.

use std::fmt::Write as _;
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
use crate::project;
use crate::say;

/// What was compiled.
pub(super) struct Built {
    /// Where the programs are.
    folder: PathBuf,
    /// What the compiler said, where something did not compile.
    told: String,
}

/// What a program says of an example.
pub(super) struct Said {
    /// Why a strict reader does not take it.
    pub(super) fault: Option<String>,
    /// Its end, from where no case of a union takes a part of it.
    pub(super) unlisted: Option<String>,
    /// What the type writes; nothing where even a tolerant reader does not take it.
    pub(super) written: Option<String>,
}

/// Compiles one program for each document. What the compiler says is shown; a program that is not there says so when it is run.
pub(super) fn build(documents: &[(&Document, &[File])], jobs: usize) -> Result<Built, Failure> {
    let folder = project::target().join("corpus-examples");
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
    let told = if output.status.success() {
        String::new()
    } else {
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    say::diagnostics(&told);

    Ok(Built {
        folder: project::target().join("debug"),
        told,
    })
}

fn write(folder: &Path, documents: &[(&Document, &[File])]) -> io::Result<()> {
    let packages = documents
        .iter()
        .map(|(document, _)| document.package.as_str());
    compile::write_workspace(folder, &packages.collect::<Vec<_>>())?;
    for (document, files) in documents {
        let package = folder.join(&document.package);
        fs::create_dir_all(package.join("src/types"))?;
        let manifest = program::manifest(&document.package, files);
        compile::write_changed(&package.join("Cargo.toml"), &manifest)?;
        let main_file = program::main_file(&document.api, &document.placed);
        compile::write_changed(&package.join("src/main.rs"), &main_file)?;
        for file in program::types(files) {
            compile::write_changed(&package.join(&file.path), &file.text)?;
        }
    }

    Ok(())
}

impl Built {
    /// What a program says of each example.
    pub(super) fn run(&self, package: &str, examples: &[Example]) -> Result<Vec<Said>, String> {
        // What is there may be of an earlier time.
        if self.told.contains(&format!("`{package}`")) {
            return Err("its types do not compile".to_owned());
        }
        let program = self.folder.join(package);
        let mut child = Command::new(&program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot run {}: {error}", program.display()))?;
        let mut input = String::new();
        for example in examples {
            let _ = writeln!(input, "{}\t{}", example.place, example.json);
        }
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
}

impl Said {
    fn read(line: &str) -> Self {
        let mut parts = line
            .split('\t')
            .map(|text| (!text.is_empty()).then(|| text.to_owned()));
        let mut said = || parts.next().flatten();

        Self {
            fault: said(),
            unlisted: said(),
            written: said(),
        }
    }
}
