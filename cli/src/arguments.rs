//! What can be said on the command line.

use std::net::IpAddr;
use std::path::PathBuf;

use brogue_simulator::Fault;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::simulate;

/// Rust clients from OpenAPI documents.
#[derive(Debug, Parser)]
#[command(
    name = "brogue",
    version,
    about = "Rust clients from OpenAPI documents: generates them, tells what is in a document and what is wrong with it",
    after_help = "Exit codes: 0 all is well (warnings allowed), 1 it could not be done or a document has errors, 2 the command cannot be understood.",
    max_term_width = 100
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Writes a crate for a document: a client that builds on its own
    #[command(
        long_about = "Writes a crate for a document: a client that builds on its own. What cannot be followed in the document is approximated or left \
            out, with a warning that says where and why.\n\n\
            The folder is replaced as a whole or not at all. Files in it that were not generated stay as they are. Names in Rust are kept in its \
            brogue.lock, so that they do not move when the document grows.\n\n\
            References may lead to files beside the document, in its folder. An overlay changes the document before it is read, so that quirks and \
            corrections need not stand in somebody else's file.\n\n\
            Without SPEC the entries [[generate]] of a brogue.toml are run.",
        after_long_help = "Examples:\n  \
            brogue generate openapi.yaml --out acme\n  \
            brogue generate openapi.json --out acme --only visits --only \"GET /jobs/{id}\"\n  \
            brogue generate openapi.yaml --out acme --runtime 0.1 --strict --report acme.json\n  \
            brogue generate openapi.yaml --out acme --overlay acme-quirks.yaml\n  \
            brogue generate                                  what brogue.toml says\n\n\
            Exit codes: 0 a crate was written, even with operations left out; 1 nothing was written, or something is not \
            supported under --strict; 2 the command cannot be understood."
    )]
    Generate(Box<Generate>),

    /// Tells what is wrong in documents, and writes nothing
    #[command(
        long_about = "Reads documents and tells what is wrong in them, each with its place and a way out. Writes nothing.\n\n\
            What would only be approximated or left out in a crate is a warning; with --strict it is as bad as an error.\n\n\
            A name lock beside a document, such as acme.lock beside acme.yaml, is read with it.",
        after_long_help = "Examples:\n  brogue check specs/acme.yaml\n  brogue check --strict --format sarif specs/acme.yaml"
    )]
    Check {
        /// OpenAPI documents, as YAML or JSON; `-` is standard input
        #[arg(value_name = "SPEC", required = true)]
        specs: Vec<PathBuf>,

        #[command(flatten)]
        with: With,

        /// What is not supported counts as an error
        #[arg(long)]
        strict: bool,

        /// How it is told
        #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
        format: CheckFormat,
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

        #[command(flatten)]
        with: With,

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

/// What is read beside a document.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct With {
    /// An OpenAPI Overlay that changes the document before it is read; may be given several times, in order
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) overlays: Vec<PathBuf>,

    /// The folder in which references may lead to other files; without it, that of the document
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
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

    #[command(flatten)]
    pub(crate) with: With,

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

/// What `brogue generate` is asked for.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Generate {
    /// An OpenAPI document, as YAML or JSON; `-` is standard input
    #[arg(value_name = "SPEC")]
    pub(crate) spec: Option<PathBuf>,

    /// The folder of the crate
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub(crate) out: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) with: With,

    /// The name of the crate; without it, that of the document's file
    #[arg(long, value_name = "CRATE", requires = "spec")]
    pub(crate) name: Option<String>,

    /// Where the runtime comes from: a folder, a version in the registry, or `embedded`, a copy as a module of the crate
    #[arg(long, value_name = "PATH|VERSION|embedded", requires = "spec")]
    pub(crate) runtime: Option<String>,

    /// Only these calls: a tag, an operationId, or method and path
    #[arg(long, value_name = "TAG|OPERATION", num_args = 1.., requires = "spec")]
    pub(crate) only: Vec<String>,

    /// Writes nothing where something is approximated or left out
    #[arg(long)]
    pub(crate) strict: bool,

    /// Also writes what came of each operation, as JSON
    #[arg(long, value_name = "FILE.json", requires = "spec")]
    pub(crate) report: Option<PathBuf>,

    /// The file that holds what to generate; without it, the brogue.toml of the current folder
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    pub(crate) config: Option<PathBuf>,

    /// Tells errors only; `--report` has the warnings
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// How `brogue check` tells what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people, in a terminal
    Text,
    /// For programs
    Json,
    /// For programs that know SARIF 2.1.0, such as code scanning
    Sarif,
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
