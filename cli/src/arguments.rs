//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// OpenAPI documents with quirks: what is in them, and what is wrong with them.
#[derive(Debug, Parser)]
#[command(
    name = "brogue",
    version,
    about = "OpenAPI documents with quirks: what is in them, and what is wrong with them",
    after_help = "Exit codes: 0 all is well (warnings allowed), 1 a document has errors, 2 the command cannot be understood or a file cannot be read.",
    max_term_width = 100
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Tells what is wrong in documents, and writes nothing
    #[command(
        long_about = "Reads documents and tells what is wrong in them, each with its place and a way out. Writes nothing.\n\n\
            A name lock beside a document, such as acme.lock beside acme.yaml, is read with it.",
        after_long_help = "Example:\n  brogue check specs/acme.yaml"
    )]
    Check {
        /// OpenAPI documents, as YAML or JSON
        #[arg(value_name = "SPEC", required = true)]
        specs: Vec<PathBuf>,
    },

    /// Tells what a call does, what a rule means, or what a quirk says
    #[command(
        long_about = "Tells of a call: the exact request, what lets it in, retry, quota and pages, what it yields, what counts as a failure, the \
            quirks in force with the lines that decide them and those they win over, and what is not certain.\n\n\
            Tells of a rule of the diagnostics or a word of the vocabulary: its manual. Without a name it lists them.",
        after_long_help = "Examples:\n  \
            brogue explain specs/acme.yaml listVisits      a call by its operationId\n  \
            brogue explain specs/acme.yaml \"GET /visits\"   by method and path\n  \
            brogue explain specs/acme.yaml visits.list     by its name in Rust\n  \
            brogue explain specs/acme.yaml                 all calls of a document\n  \
            brogue explain bad-pointer                     a rule\n  \
            brogue explain envelope                        a quirk\n  \
            brogue explain                                 all rules and quirks"
    )]
    Explain {
        /// SPEC and CALL, or a rule, or a quirk
        #[arg(value_name = "SPEC CALL | RULE | QUIRK", num_args = 0..=2)]
        names: Vec<String>,

        /// How it is told
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
}

/// How something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, in a terminal
    Text,
    /// For programs
    Json,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Arguments;

    #[test]
    fn the_commands_fit_together() {
        Arguments::command().debug_assert();
    }
}
