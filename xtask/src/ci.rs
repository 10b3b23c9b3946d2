//! `cargo xtask ci`: everything a change has to pass, the quick things first.

use std::env;
use std::process::Command;

use crate::coverage;
use crate::docs;
use crate::failure::Failure;
use crate::project;
use crate::regen;
use crate::say;

/// A command of cargo.
struct Step {
    /// What it is for.
    purpose: &'static str,
    arguments: &'static [&'static str],
    /// A variable of the environment that it needs.
    variable: Option<(&'static str, &'static str)>,
}

/// The steps, but for the checks of what is generated, which come after the first.
const STEPS: &[Step] = &[
    Step {
        purpose: "clippy, warnings as errors",
        arguments: &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
        variable: None,
    },
    Step {
        purpose: "the runtime with its default features only",
        arguments: &[
            "clippy",
            "--package",
            "brogue-runtime",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
        variable: None,
    },
    Step {
        purpose: "the generator without what prints",
        arguments: &[
            "clippy",
            "--package",
            "brogue-generator",
            "--no-default-features",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
        variable: None,
    },
    Step {
        purpose: "documentation, warnings as errors",
        arguments: &["doc", "--workspace", "--no-deps", "--locked"],
        variable: Some(("RUSTDOCFLAGS", "-D warnings")),
    },
    Step {
        purpose: "all tests",
        arguments: &["test", "--workspace", "--locked"],
        variable: None,
    },
];

const FORMAT: Step = Step {
    purpose: "formatting",
    arguments: &["fmt", "--all", "--check"],
    variable: None,
};

/// Runs all steps; stops at the first that fails.
pub(crate) fn ci() -> Result<(), Failure> {
    FORMAT.run()?;

    say::step("generated crates: cargo xtask regen --check");
    regen::regen(&[], true)?;

    say::step("the vendors' documents: cargo xtask coverage");
    coverage::coverage(&[])?;

    say::step("pages: cargo xtask docs --check");
    docs::docs(true)?;

    STEPS.iter().try_for_each(Step::run)
}

impl Step {
    fn run(&self) -> Result<(), Failure> {
        let shown = self.shown();
        say::step(&format!("{}: {shown}", self.purpose));
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo)
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

    /// The command as a person types it.
    fn shown(&self) -> String {
        let variable = self
            .variable
            .map(|(name, value)| format!("{name}=\"{value}\" "))
            .unwrap_or_default();

        format!("{variable}cargo {}", self.arguments.join(" "))
    }
}
