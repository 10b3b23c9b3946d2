//! `cargo xtask ci`: everything a change has to pass, the quick things first.

mod steps;

use std::env;
use std::ffi::OsString;
use std::process::Command;

use crate::corpus;
use crate::coverage;
use crate::docs;
use crate::failure::Failure;
use crate::instructions;
use crate::project;
use crate::regen;
use crate::say;

/// A program that has to end with success.
struct Step {
    /// What it is for.
    purpose: &'static str,
    /// `cargo`, or the path of a script of the project, such as `scripts/check.sh`.
    program: &'static str,
    arguments: &'static [&'static str],
    /// A variable of the environment that it needs.
    variable: Option<(&'static str, &'static str)>,
}

/// Runs all steps, with `full` also the slow ones; stops at the first that fails.
pub(crate) fn ci(full: bool) -> Result<(), Failure> {
    steps::FORMAT.run()?;

    say::step("generated crates: cargo xtask regen --check");
    regen::regen(&[], true)?;

    say::step("the vendors' documents: cargo xtask coverage");
    coverage::coverage(&[])?;

    say::step("pages: cargo xtask docs --check");
    docs::docs(true)?;

    steps::STEPS.iter().try_for_each(Step::run)?;
    if env::var_os(corpus::VARIABLE).is_some() {
        documents(full)?;
    }
    if full {
        say::step("instructions of fixed work: cargo xtask instructions");
        instructions::instructions(false)?;
    }
    let slow = if full { steps::SLOW } else { &[] };

    slow.iter().chain([&steps::TESTS]).try_for_each(Step::run)
}

/// Clients of documents that nobody here has written: all of them with `full`, else a few small ones.
fn documents(full: bool) -> Result<(), Failure> {
    let asked = corpus::Options {
        folder: None,
        only: &[],
        sample: (!full).then_some(SAMPLE),
        check: true,
        examples: true,
        programs: full,
        jobs: std::thread::available_parallelism().map_or(2, usize::from),
        json: None,
    };
    let shown = asked
        .sample
        .map_or(String::new(), |count| format!(" --sample {count}"));
    let more = if full { " --programs" } else { "" };
    say::step(&format!(
        "documents of other people: cargo xtask corpus{shown} --check --examples{more}"
    ));

    corpus::corpus(&asked)
}

/// As many documents are generated, compiled and tried where not everything is asked for: about two minutes.
const SAMPLE: usize = 3;

impl Step {
    /// A command of cargo.
    const fn cargo(purpose: &'static str, arguments: &'static [&'static str]) -> Self {
        Self {
            purpose,
            program: CARGO,
            arguments,
            variable: None,
        }
    }

    fn run(&self) -> Result<(), Failure> {
        let shown = self.shown();
        say::step(&format!("{}: {shown}", self.purpose));
        let status = Command::new(self.found())
            .args(self.arguments)
            .envs(self.variable)
            .current_dir(project::root())
            .status()
            .map_err(|error| Failure::Impossible(format!("cannot run `{shown}`: {error}")))?;

        if status.success() {
            Ok(())
        } else {
            Err(Failure::Found(format!("failed: {shown}")))
        }
    }

    /// Where the program is: the cargo that runs this, or a file of the project.
    fn found(&self) -> OsString {
        if self.program == CARGO {
            env::var_os("CARGO").unwrap_or_else(|| CARGO.into())
        } else {
            project::root().join(self.program).into()
        }
    }

    /// The command as a person types it.
    fn shown(&self) -> String {
        let variable = self
            .variable
            .map(|(name, value)| format!("{name}=\"{value}\" "))
            .unwrap_or_default();
        let words: Vec<&str> = [self.program]
            .iter()
            .chain(self.arguments)
            .copied()
            .collect();

        format!("{variable}{}", words.join(" "))
    }
}

const CARGO: &str = "cargo";
