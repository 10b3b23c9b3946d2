//! `cargo xtask docs`: the specs as pages for people, under docs/.

use std::fs;
use std::io;
use std::time::Instant;

use brogue_generator::emit;
use brogue_generator::model::Api;
use brogue_generator::sync::{File, Mode, sync};
use brogue_generator::{diagnostic, generate};

use crate::failure::Failure;
use crate::project::{self, Vendor};
use crate::regen;
use crate::say::{self, count};

/// Writes the pages of all specs; with `check` only tells. Where one spec has errors, nothing is written.
pub(crate) fn docs(check: bool) -> Result<(), Failure> {
    let started = Instant::now();
    let mode = if check { Mode::Check } else { Mode::Write };
    let mut apis: Vec<Api> = Vec::new();
    for vendor in project::vendors(&[])? {
        apis.push(api(&vendor)?);
    }
    let mut files = emit::front(&apis.iter().collect::<Vec<_>>());
    for api in &apis {
        files.extend(emit::pages(api).into_iter().map(|file| File {
            path: format!("{}/{}", api.crate_name, file.path),
            text: file.text,
        }));
    }
    files.extend(others()?);

    let folder = project::docs();
    let report = sync(&folder, &files, mode).map_err(|error| regen::refused(&error))?;
    let summary = format!(
        "{}: {} ({} ms)",
        count(apis.len(), "API"),
        regen::summary(&report, mode),
        started.elapsed().as_millis()
    );
    say::about("docs", &summary);
    if mode == Mode::Check && !report.changes.is_empty() {
        regen::differences(&folder, &report);
        say::line("  mend it with: cargo xtask docs");
        return Err(Failure::Found("docs/ is not what specs/ say".to_owned()));
    }

    Ok(())
}

fn api(vendor: &Vendor) -> Result<Api, Failure> {
    let source = vendor.source()?;
    let (lock, _) = vendor.lock()?;
    let outcome = generate(&source, &lock);
    outcome.api.ok_or_else(|| {
        say::diagnostics(&diagnostic::render(&source, &outcome.diagnostics, true));
        Failure::Found(format!("`{}` has errors, no page was written", source.path))
    })
}

/// Files of the folder that are no pages: they stay as they are.
fn others() -> Result<Vec<File>, Failure> {
    let unreadable = |error: io::Error| Failure::Impossible(format!("cannot read `docs`: {error}"));
    let entries = match fs::read_dir(project::docs()) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        let path = entry.file_name().to_string_lossy().into_owned();
        if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "md")
        {
            let text = fs::read_to_string(entry.path()).map_err(unreadable)?;
            files.push(File { path, text });
        }
    }

    Ok(files)
}
