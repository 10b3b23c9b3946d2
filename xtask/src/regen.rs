//! `cargo xtask regen`: reads specs/, writes generated/, tells in a few lines what it did.

mod stamp;

use std::fs;
use std::io;
use std::path::Path;
use std::time::Instant;

use brogue_generator::sync::{ChangeKind, File, Mode, Report, SyncError, sync};
use brogue_generator::{Outcome, diagnostic, generate};

use self::stamp::Told;
use crate::examples;
use crate::failure::Failure;
use crate::licenses::licenses;
use crate::project::{self, Vendor};
use crate::say::{self, count};
use crate::tables;

/// Regenerates the crates of these vendors, or of all; with `check` only tells.
pub(crate) fn regen(names: &[String], check: bool) -> Result<(), Failure> {
    let vendors = project::vendors(names)?;
    let mode = if check { Mode::Check } else { Mode::Write };
    let mut failed: Vec<String> = Vec::new();
    let mut all_done = true;
    for vendor in &vendors {
        match one(vendor, mode) {
            Ok(true) => {}
            Ok(false) => failed.push(vendor.name.clone()),
            Err(failure) => {
                say::error(&failure.to_string());
                all_done &= matches!(failure, Failure::Found(_));
                failed.push(vendor.name.clone());
            }
        }
    }
    let mut tables_are_right = true;
    if names.is_empty() {
        failed.extend(orphans(&vendors, mode)?);
        tables_are_right = tables::tables(check)?;
    }
    if failed.is_empty() {
        let message = "what is made of the generator's own tables is not what they say";
        return tables_are_right
            .then_some(())
            .ok_or_else(|| Failure::Found(message.to_owned()));
    }
    let list = failed
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");

    Err(match mode {
        Mode::Write if all_done => Failure::Found(format!("not generated: {list}")),
        Mode::Check if all_done => {
            Failure::Found(format!("generated/ is not what specs/ say: {list}"))
        }
        Mode::Write | Mode::Check => Failure::Impossible(format!("could not be done: {list}")),
    })
}

/// Regenerates one crate; false where something is wrong, which was told.
fn one(vendor: &Vendor, mode: Mode) -> Result<bool, Failure> {
    let started = Instant::now();
    let source = vendor.source()?;
    let (lock, lock_text) = vendor.lock()?;
    let folder = project::generated().join(&vendor.name);
    if mode == Mode::Write
        && let Some(told) = stamp::known(vendor, &source, &lock_text, &folder)
    {
        say::diagnostics(&told.diagnostics);
        let time = started.elapsed().as_millis();
        say::about(&vendor.name, &format!("{} ({time} ms)", told.summary));
        return Ok(true);
    }
    let outcome = generate(&source, &lock);
    let diagnostics = diagnostic::render(&source, &outcome.diagnostics, true);
    say::diagnostics(&diagnostics);
    let Outcome {
        api: Some(api),
        mut files,
        lock,
        ..
    } = outcome
    else {
        return Ok(false);
    };

    files.extend(licenses()?);
    examples::declare(&folder, api.crate_name.as_str(), &mut files)?;
    let report = sync(&folder, &files, mode).map_err(|error| refused(&error))?;
    let lock_text_wanted = lock.to_text();
    let lock_report = sync_lock(vendor, &lock_text, &lock_text_wanted, mode)?;

    let operations: usize = api
        .resources
        .iter()
        .map(|resource| resource.operations.len())
        .sum();
    let size = format!(
        "{}, {}",
        count(operations, "operation"),
        count(api.types.iter().count(), "type")
    );
    let done = summary(&report, mode);
    let time = started.elapsed().as_millis();
    say::about(&vendor.name, &format!("{size}: {done} ({time} ms)"));
    if let Some(line) = &lock_report {
        say::line(&format!("  {line}"));
    }
    let is_right = report.changes.is_empty() && lock_report.is_none();
    if mode == Mode::Check && !is_right {
        differences(&folder, &report);
        say::line(&format!(
            "  mend it with: cargo xtask regen {}",
            vendor.name
        ));
        return Ok(false);
    }
    if mode == Mode::Write {
        let told = Told {
            summary: format!("{size}: {} unchanged", files.len()),
            diagnostics,
        };
        stamp::keep(vendor, &source, &lock_text_wanted, &folder, &told);
    }

    Ok(true)
}

/// Why a folder stays as it is.
pub(crate) fn refused(error: &SyncError) -> Failure {
    let text = project::shortened(&error.to_string());

    match error {
        SyncError::System { .. } => Failure::Impossible(text),
        _ => Failure::Found(text),
    }
}

/// How many files are as they should be, and how many are not.
pub(crate) fn summary(report: &Report, mode: Mode) -> String {
    let created = report.count(|kind| matches!(kind, ChangeKind::Create));
    let updated = report.count(|kind| matches!(kind, ChangeKind::Update { .. }));
    let removed = report.count(|kind| matches!(kind, ChangeKind::Remove));
    let words = match mode {
        Mode::Write => ["new", "changed", "removed"],
        Mode::Check => ["missing", "different", "extra"],
    };
    let mut parts: Vec<String> = [created, updated, removed]
        .into_iter()
        .zip(words)
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{} {word}", count(number, "file")))
        .collect();
    parts.push(format!("{} unchanged", report.unchanged));

    parts.join(", ")
}

/// Names every file that is not as it should be, with the first differences.
pub(crate) fn differences(folder: &Path, report: &Report) {
    for change in &report.changes {
        let path = project::in_project(&folder.join(&change.path));
        match &change.kind {
            ChangeKind::Create => say::line(&format!("  missing    {path}")),
            ChangeKind::Remove => say::line(&format!("  extra      {path}")),
            ChangeKind::Update { diff } => {
                say::line(&format!("  different  {path}"));
                for line in diff.lines() {
                    say::line(&format!("    {line}"));
                }
            }
        }
    }
}

/// Brings the name lock to where it should be; says what had to change, or would have to.
fn sync_lock(
    vendor: &Vendor,
    text: &str,
    wanted: &str,
    mode: Mode,
) -> Result<Option<String>, Failure> {
    if text == wanted {
        return Ok(None);
    }
    let path = vendor.lock_path();
    let shown = project::in_project(&path);
    if mode == Mode::Check {
        return Ok(Some(format!(
            "different  {shown}{}",
            entries_that_differ(text, wanted)
        )));
    }
    let done = if wanted.is_empty() {
        fs::remove_file(&path)
    } else {
        fs::write(&path, wanted)
    };
    done.map_err(|error| Failure::Impossible(format!("cannot write `{shown}`: {error}")))?;

    Ok(Some(format!("wrote {shown}")))
}

/// The entries of the name lock that would go, and those that would come.
fn entries_that_differ(text: &str, wanted: &str) -> String {
    let only = |one: &str, other: &str, sign: &str| -> String {
        let there: Vec<&str> = other.lines().collect();
        let lines = one
            .lines()
            .filter(|line| !line.starts_with('#') && !there.contains(line));

        lines.flat_map(|line| ["\n    ", sign, line]).collect()
    };

    only(text, wanted, "-") + &only(wanted, text, "+")
}

/// Crates whose spec is gone: what carries the banner is removed.
fn orphans(vendors: &[Vendor], mode: Mode) -> Result<Vec<String>, Failure> {
    let mut failed = Vec::new();
    let unreadable =
        |error: io::Error| Failure::Impossible(format!("cannot read `generated`: {error}"));
    let entries = match fs::read_dir(project::generated()) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(failed),
        Err(error) => return Err(unreadable(error)),
    };
    let mut names: Vec<String> = Vec::new();
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    for name in names {
        let folder = project::generated().join(&name);
        if !folder.is_dir() || vendors.iter().any(|vendor| vendor.name == name) {
            continue;
        }
        let nothing: &[File] = &[];
        match sync(&folder, nothing, mode) {
            Ok(report) => {
                say::about(
                    &name,
                    &format!("no spec makes this crate: {}", summary(&report, mode)),
                );
                if mode == Mode::Check {
                    say::line(&format!(
                        "  mend it: bring back specs/{name}.yaml, or run cargo xtask regen"
                    ));
                    failed.push(name);
                }
            }
            Err(error) => {
                let error = project::shortened(&error.to_string());
                say::error(&format!(
                    "no spec makes `generated/{name}`, and it holds files that are not generated\n{error}"
                ));
                failed.push(name);
            }
        }
    }

    Ok(failed)
}
