//! The command `brogue`: clients from OpenAPI documents, and what is in a document and wrong with it.
//!
//! It ends with 0 where all is well, warnings allowed, with 1 where something cannot be done or a document has errors, and with 2 where
//! the command cannot be understood.

mod arguments;
mod check;
mod config;
mod explain;
mod failure;
mod generate;
mod input;
mod job;
mod progress;
mod report;
mod sarif;
mod simulate;
mod tell;

use std::process::ExitCode;

use clap::Parser as _;
use mimalloc::MiMalloc;

use crate::arguments::{Arguments, Command};

/// A fifth of all work is to give memory and to take it back: texts, nearly all of them short.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Command::Generate(arguments) => generate::generate(arguments),
        Command::Check {
            specs,
            with,
            strict,
            format,
        } => check::check(specs, with, *strict, *format),
        Command::Explain {
            names,
            with,
            format,
        } => explain::explain(names, with, *format),
        Command::Simulate(options) => simulate::simulate(options),
    };

    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.tell();
            ExitCode::from(failure.code())
        }
    }
}
