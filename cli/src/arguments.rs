//! What can be said on the command line.

use std::net::IpAddr;
use std::path::PathBuf;

use brogue_simulator::Fault;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::simulate;

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

    /// Serves a simulated vendor from a document
    #[command(
        long_about = "Serves a simulated vendor from a document: it keeps what it is told in memory, takes made-up credentials, is strict about \
            requests, and logs each of them with the quirks it met and the lines of the document it broke. Ctrl-C ends it.\n\n\
            A fault is written NAME[=ARGUMENT][@OPERATION][:WHEN]. The operation is its id, its method and path, or a path; when is a share \
            (0.2 or 20%), a number of times (3x), or the first request that is struck (5..).",
        after_long_help = simulate::examples()
    )]
    Simulate(Options),
}

/// How a vendor is simulated.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// An OpenAPI document, as YAML or JSON
    #[arg(value_name = "SPEC")]
    pub(crate) spec: PathBuf,

    /// The port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,

    /// The address to listen on; others than loopback let other machines in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,

    /// What all made-up values and chances come from
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,

    /// How many records there are at the beginning in what no call can add to
    #[arg(long, value_name = "NUMBER")]
    pub(crate) records: Option<usize>,

    /// Something that goes wrong on purpose; may be given several times
    #[arg(long = "fault", value_name = "FAULT")]
    pub(crate) faults: Vec<Fault>,

    /// Takes as many requests as come
    #[arg(long)]
    pub(crate) no_quotas: bool,

    /// Simulates what can be understood of a document with mistakes
    #[arg(long)]
    pub(crate) lenient: bool,

    /// Logs no request
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Ends with 1 where a request broke the document
    #[arg(long)]
    pub(crate) strict_exit: bool,
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
