//! The project's own commands: `cargo xtask regen`, `cargo xtask docs`, `cargo xtask lint`, `cargo xtask ci`.
//!
//! They end with 0 where all is well, with 1 where a spec, a generated file or a test is not, and with 2 where the command itself
//! could not be understood or done.

mod bench;
mod ci;
mod cli;
mod corpus;
mod coverage;
mod docs;
mod examples;
mod failure;
mod instructions;
mod licenses;
mod lint;
mod new_vendor;
mod project;
mod regen;
mod runtime_source;
mod say;
mod tables;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        Command::Regen { vendors, check } => regen::regen(vendors, *check),
        Command::Docs { check } => docs::docs(*check),
        Command::Lint { vendors } => lint::lint(vendors),
        Command::Coverage { vendors } => coverage::coverage(vendors),
        Command::New { vendor } => new_vendor::new_vendor(vendor),
        Command::Corpus {
            folder,
            only,
            sample,
            check,
            examples,
            programs,
            jobs,
            json,
        } => corpus::corpus(&corpus::Options {
            folder: folder.as_deref(),
            only,
            sample: *sample,
            check: *check,
            examples: *examples,
            programs: *programs,
            jobs: *jobs,
            json: json.as_deref(),
        }),
        Command::CorpusAlone { path, shown } => corpus::generate_alone(path, shown),
        Command::Bench {
            documents,
            only,
            peers,
            peers_dir,
            brogue,
            steps,
            rounds,
            folder,
            json,
        } => bench::bench(&bench::Options {
            documents,
            only,
            peers,
            peers_folder: peers_dir,
            brogue: brogue.as_deref(),
            steps,
            rounds: *rounds,
            folder: folder.as_deref(),
            json: json.as_deref(),
        }),
        Command::Instructions { update } => instructions::instructions(*update),
        Command::Ci { full } => ci::ci(*full),
    };

    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say::error(&failure.to_string());
            ExitCode::from(failure.code())
        }
    }
}
