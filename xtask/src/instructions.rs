//! `cargo xtask instructions`: how many instructions fixed work takes, held against what is kept in benchmarks/instructions.json.
//!
//! Time depends on who else uses the machine; instructions do not. They are counted by callgrind, and the same compiler gives the same
//! number again up to some thousandths. Where callgrind is missing, or the compiler is another one than the kept numbers are of, nothing
//! is compared, and that is said.

mod callgrind;
mod kept;

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use self::callgrind::Counted;
use self::kept::{Entry, Kept};
use crate::failure::Failure;
use crate::project;
use crate::say;

/// Work whose instructions are counted.
struct Work {
    /// What the kept file calls it.
    name: &'static str,
    /// What the program is told.
    arguments: Vec<String>,
    /// What the work reads besides the program: where that is another text, numbers do not compare.
    document: Option<PathBuf>,
}

/// Counts, and compares; with `update` keeps what was counted instead.
pub(crate) fn instructions(update: bool) -> Result<(), Failure> {
    if !callgrind::is_there() {
        say::line("instructions: not counted, valgrind is not installed");
        return Ok(());
    }
    let here = kept::toolchain()?;
    let path = project::root().join("benchmarks/instructions.json");
    let known = if update { None } else { Kept::read(&path)? };
    if let Some(known) = &known
        && known.toolchain != here
    {
        say::line(&format!(
            "instructions: not compared, the kept ones are of {} and this is {here}\n  keep those of this compiler: cargo xtask instructions --update",
            known.toolchain
        ));
        return Ok(());
    }

    let program = build()?;
    let mut found = Kept::of(here);
    for work in works()? {
        say::step(&format!("instructions of {}", work.name));
        let counted = callgrind::count(&program, &work.arguments)?;
        found
            .entries
            .insert(work.name.to_owned(), entry(&work, counted)?);
    }
    let Some(known) = known else {
        found.write(&path)?;
        say::line(&found.told());
        return Ok(());
    };
    let faults = known.compare(&found);
    if faults.is_empty() {
        return Ok(());
    }

    Err(Failure::Found(format!(
        "{}\n  find out why; if it has to be so: cargo xtask instructions --update",
        faults.join("\n")
    )))
}

/// What is counted: a spec of ours, a made-up document of a stranger, and a page of records both ways.
fn works() -> Result<Vec<Work>, Failure> {
    let generate = |name, strictness: &str, document: PathBuf| Work {
        name,
        arguments: vec![
            "generate".to_owned(),
            strictness.to_owned(),
            document.display().to_string(),
        ],
        document: Some(document),
    };
    let mut works = vec![generate(
        "generate-jobbers",
        "strict",
        project::root().join("specs/jobbers.yaml"),
    )];
    match synthetic(1)? {
        Some(document) => works.push(generate("generate-synthetic", "lenient", document)),
        None => say::line("generate-synthetic: not counted, python3 is not installed"),
    }
    for name in ["decode", "encode"] {
        works.push(Work {
            name,
            arguments: vec![name.to_owned()],
            document: None,
        });
    }

    Ok(works)
}

/// A made-up document of this scale, the same one each time; none where there is no Python.
pub(crate) fn synthetic(scale: u32) -> Result<Option<PathBuf>, Failure> {
    let script = project::root().join("benchmarks/synthetic.py");
    let Ok(output) = Command::new("python3")
        .arg(script)
        .arg(scale.to_string())
        .output()
    else {
        return Ok(None);
    };
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::Impossible(format!(
            "benchmarks/synthetic.py failed: {said}"
        )));
    }
    let path = env::temp_dir().join(format!("brogue-synthetic-{scale}.json"));
    fs::write(&path, output.stdout).map_err(|error| unwritable(&path, &error))?;

    Ok(Some(path))
}

/// Builds the program that does the work, as it is released.
fn build() -> Result<PathBuf, Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--release", "--package=brogue-instructions"])
        .args(["--locked", "--message-format=json-render-diagnostics"])
        .current_dir(project::root())
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| Failure::Impossible(format!("cannot run `cargo build`: {error}")))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let program = said.lines().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        Some(PathBuf::from(message.get("executable")?.as_str()?))
    });

    program.ok_or_else(|| {
        Failure::Found("failed: cargo build --release --package brogue-instructions".to_owned())
    })
}

fn entry(work: &Work, counted: Counted) -> Result<Entry, Failure> {
    let mut hasher = DefaultHasher::new();
    if let Some(path) = &work.document {
        let text = fs::read(path).map_err(|error| {
            Failure::Impossible(format!("cannot read `{}`: {error}", path.display()))
        })?;
        text.hash(&mut hasher);
    }

    Ok(Entry {
        input: format!("{:016x}", hasher.finish()),
        instructions: counted.total,
        functions: counted.heaviest(FUNCTIONS),
    })
}

/// How many functions are kept with each number, to tell which of them grew.
const FUNCTIONS: usize = 30;

/// Why a file could not be written.
fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Impossible(format!("cannot write `{}`: {error}", path.display()))
}
