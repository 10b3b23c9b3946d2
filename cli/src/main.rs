//! The command `brogue`: what is in a spec, and what is wrong with it.
//!
//! It ends with 0 where all is well, warnings allowed, with 1 where a document has errors, and with 2 where the command cannot be
//! understood or a file cannot be read.

mod arguments;
mod check;
mod explain;
mod failure;
mod input;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Command::Check { specs } => check::check(specs),
        Command::Explain { names, format } => explain::explain(names, *format),
    };

    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.tell();
            ExitCode::from(failure.code())
        }
    }
}
