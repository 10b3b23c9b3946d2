//! One document in a process of its own: what it takes, in time and memory, and whether its crate is the same there.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use brogue_generator::check::NameLock;
use brogue_generator::diagnostic::Strictness;
use brogue_generator::emit::File;
use brogue_generator::{generate_with, load};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::say;

/// What another process has found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Alone {
    /// From the text in memory to the files in memory.
    pub(super) milliseconds: u64,
    /// The most memory that the process had, where the system tells.
    pub(super) peak_bytes: Option<u64>,
    /// What its files come to.
    pub(super) digest: u64,
}

/// Generates one document, and prints what that took: the other side of [`measure`].
pub(crate) fn generate_alone(path: &Path, shown: &str) -> Result<(), Failure> {
    let mut source =
        load::read_file(path).map_err(|error| Failure::Impossible(error.to_string()))?;
    shown.clone_into(&mut source.path);
    let began = Instant::now();
    let outcome = generate_with(&source, &NameLock::default(), Strictness::Lenient);
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let found = json!({
        "milliseconds": milliseconds,
        "peak_bytes": peak(),
        "digest": digest(&outcome.files),
    });
    say::line(&found.to_string());

    Ok(())
}

/// Generates a document in another process; nothing where that process breaks down.
pub(super) fn measure(path: &Path, shown: &str) -> Option<Alone> {
    let output = Command::new(env::current_exe().ok()?)
        .arg("corpus-alone")
        .arg(path)
        .arg(shown)
        .output()
        .ok()?;
    let found: Value = serde_json::from_slice(&output.stdout).ok()?;

    let number = |name: &str| found.get(name).and_then(Value::as_u64);

    Some(Alone {
        milliseconds: number("milliseconds")?,
        peak_bytes: number("peak_bytes"),
        digest: number("digest")?,
    })
}

/// What files come to: the same number for the same bytes, in every process.
pub(super) fn digest(files: &[File]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in files {
        (&file.path, &file.text).hash(&mut hasher);
    }

    hasher.finish()
}

/// The most memory that this process has had. Linux tells; elsewhere nobody is asked.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").trim().parse().ok()?;

    Some(kilobytes * 1024)
}
