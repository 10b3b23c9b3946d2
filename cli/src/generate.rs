//! `brogue generate`: crates for documents.

use std::path::Path;
use std::time::Instant;

use brogue_generator::check::NameLock;
use brogue_generator::diagnostic::{Severity, Strictness};
use brogue_generator::emit::{File, Target};
use brogue_generator::sync::{self, LOCK, Report};
use brogue_generator::{Options, Outcome, generate_for};

use crate::arguments::Generate;
use crate::config;
use crate::failure::Failure;
use crate::input::{self, Input};
use crate::job::{Asked, Job};
use crate::progress::Progress;
use crate::report;
use crate::tell::{self, count};

/// Generates what the command line asks for, or what a file does.
pub(crate) fn generate(arguments: &Generate) -> Result<(), Failure> {
    let progress = Progress::new(arguments.quiet);
    if let Some(job) = of_command_line(arguments)? {
        return one(&job, &progress);
    }
    let (folder, entries) = config::read(arguments.config.as_deref())?;
    let jobs: Vec<Job> = entries
        .into_iter()
        .map(|mut asked| {
            asked.strict |= arguments.strict;
            Job::of(asked, &folder)
        })
        .collect::<Result<_, _>>()?;
    let mut failed = Vec::new();
    let mut worst = None;
    for job in &jobs {
        // One that cannot be generated does not keep the others from it.
        if let Err(failure) = one(job, &progress) {
            failure.tell();
            failed.push(format!("`{}`", input::shown(&job.spec)));
            worst = worst.max(Some(failure.code()));
        }
    }

    let text = format!("not generated: {}", failed.join(", "));
    match worst {
        None => Ok(()),
        Some(2) => Err(Failure::Impossible(text)),
        Some(_) => Err(Failure::Faulty(text)),
    }
}

/// What the command line asks for; nothing where it names no document.
fn of_command_line(arguments: &Generate) -> Result<Option<Job>, Failure> {
    let Some(spec) = &arguments.spec else {
        return Ok(None);
    };
    let Some(out) = &arguments.out else {
        return Err(Failure::Impossible(
            "nothing says where the crate goes\n  help: name a folder with `--out DIR`".to_owned(),
        ));
    };
    let asked = Asked {
        spec: spec.clone(),
        out: out.clone(),
        name: arguments.name.clone(),
        runtime: arguments.runtime.clone(),
        only: arguments.only.clone(),
        strict: arguments.strict,
        report: arguments.report.clone(),
        with: arguments.with.clone(),
    };

    Job::of(asked, Path::new("")).map(Some)
}

/// Generates one crate.
fn one(job: &Job, progress: &Progress) -> Result<(), Failure> {
    let started = Instant::now();
    progress.stage(&format!("reading {}", input::shown(&job.spec)));
    let input = Input {
        source: input::document(&job.spec, &job.with)?,
        lock: input::lock(&job.out.join(LOCK))?,
    };
    progress.stage(&format!("generating {}", job.name));
    let mut outcome = outcome(job, &input)?;
    progress.done();
    let told = tell::some(&input.source, &outcome.diagnostics, |report| {
        let stops = report.severity == Severity::Error || job.strict && tell::is_lost(report);

        stops || !progress.is_quiet
    });

    let is_written = outcome.api.is_some() && !(job.strict && told.losses > 0);
    let written = if is_written {
        outcome.files.extend(lock_file(&outcome.lock));
        progress.stage(&format!("writing {}", count(outcome.files.len(), "file")));
        let written = sync::replace(&job.out, &outcome.files)
            .map_err(|error| Failure::Faulty(error.to_string()));
        progress.done();
        Some(written?)
    } else {
        None
    };
    if let Some(path) = &job.report {
        let files = if is_written {
            outcome.files.as_slice()
        } else {
            &[]
        };
        report::write(path, job, &input.source, &outcome, files)?;
    }
    match written {
        Some(report) => {
            progress.tell(&summary(job, &outcome, &report, started));
            Ok(())
        }
        None if outcome.api.is_some() => Err(Failure::Faulty(format!(
            "{} not supported, so nothing was written\n  help: without `--strict` they are approximated or left out",
            if told.losses == 1 {
                "1 thing is".to_owned()
            } else {
                format!("{} things are", told.losses)
            },
        ))),
        None => Err(Failure::Faulty(format!(
            "nothing can be generated from `{}`",
            input.source.path
        ))),
    }
}

/// The files and what there is to say.
fn outcome(job: &Job, input: &Input) -> Result<Outcome, Failure> {
    let options = Options {
        strictness: Strictness::Lenient,
        crate_name: Some(job.name.clone()),
        only: job.only.clone(),
        target: Target::Alone {
            runtime: job.runtime.clone(),
        },
    };

    generate_for(&input.source, &input.lock, &options)
        .map_err(|unknown| Failure::Impossible(unknown.to_string()))
}

/// The name lock, which stands in the crate: nothing is written beside somebody else's document.
fn lock_file(lock: &NameLock) -> Option<File> {
    let text = lock.to_text();

    (!text.is_empty()).then(|| File {
        path: LOCK.to_owned(),
        text,
    })
}

/// What was done, in a line.
fn summary(job: &Job, outcome: &Outcome, report: &Report, started: Instant) -> String {
    let operations: usize = outcome
        .api
        .iter()
        .flat_map(|api| &api.resources)
        .map(|resource| resource.operations.len())
        .sum();
    let types = outcome.api.iter().map(|api| api.types.iter().count()).sum();
    let files = match report.changes.len() {
        0 => "nothing has changed".to_owned(),
        changed => format!("{} written", count(changed, "file")),
    };

    format!(
        "{}  {}, {}, {files} in {} ({} ms)",
        job.name,
        count(operations, "operation"),
        count(types, "type"),
        input::shown(&job.out),
        started.elapsed().as_millis()
    )
}
