//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::bench;

/// The project's own commands.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "The project's own commands",
    long_about = "The project's own commands.\n\n\
        The specs of the vendors stand in specs/, one file each. A crate is generated from each of them into generated/ and committed \
        beside it. After a change of a spec, a quirk or the generator: regen, look at the difference, commit both.",
    after_help = "Exit codes: 0 all is well, 1 a spec, a generated file or a test is not, 2 the command could not be done."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Writes the crates under generated/ from the specs
    #[command(
        long_about = "Reads specs/ and writes generated/: one crate for each spec.\n\n\
            Only what differs is written, and files that no spec makes any more are removed. Files whose first line carries the banner \
            are taken for generated, edits included, and so are a crate's copies of its spec and of the licenses; any other file that \
            is in the way stops the crate it stands in, untouched.\n\n\
            With --check nothing is written: every file that is missing, extra or different is named with what differs, and the \
            command fails. That is what CI runs.\n\n\
            A spec with errors stops its own crate only: the others go on.\n\n\
            Where all vendors are meant, what is made of the generator's own tables is written, too: docs/vocabulary.md, \
            docs/diagnostics.md and specs/quirks.schema.json.",
        after_long_help = "Examples:\n  \
            cargo xtask regen               all vendors; removes crates whose spec is gone\n  \
            cargo xtask regen letsjobit     one vendor\n  \
            cargo xtask regen --check       tells what a regen would change, and fails if anything; always generates\n\n\
            Cargo itself does not start while a folder under generated/ is half deleted, or while the crate is gone that the tests \
            use. Then: git restore generated"
    )]
    Regen {
        /// Vendors by the names of their specs; all if none is given
        #[arg(value_name = "VENDOR")]
        vendors: Vec<String>,

        /// Write nothing; fail if anything would change
        #[arg(long)]
        check: bool,
    },

    /// Writes the pages under docs/ from the specs
    #[command(
        long_about = "Reads specs/ and writes docs/: static pages for people, one folder for each spec, and docs/index.html above them. \
            They need no network and no script.\n\n\
            With --check nothing is written: every page that is missing, extra or different is named, and the command fails. That is \
            what CI runs. Where a spec has errors, no page is written."
    )]
    Docs {
        /// Write nothing; fail if anything would change
        #[arg(long)]
        check: bool,
    },

    /// Reports what is wrong in the specs
    #[command(
        long_about = "Reads the specs and reports what is wrong in them, with the place and a way out. Writes nothing.\n\n\
            Warnings tell what is left out or approximated; only errors make the command fail.",
        after_long_help = "Examples:\n  cargo xtask lint               all specs\n  cargo xtask lint letsjobit     one of them"
    )]
    Lint {
        /// Vendors by the names of their specs; all if none is given
        #[arg(value_name = "VENDOR")]
        vendors: Vec<String>,
    },

    /// Tells what of the vendors' documents is in the specs
    #[command(
        long_about = "Compares each spec with the list of what its vendor's document describes (tests/fixtures/acceptance/), names what is \
            missing and what is there besides, and counts the facts that the document does not state by how sure they are.",
        after_long_help = "Examples:\n  cargo xtask coverage             all vendors\n  cargo xtask coverage jobbers     one of them"
    )]
    Coverage {
        /// Vendors by the names of their specs; all if none is given
        #[arg(value_name = "VENDOR")]
        vendors: Vec<String>,
    },

    /// Writes a spec to begin with
    #[command(
        long_about = "Writes specs/VENDOR.yaml: a small API described as specs here are, which passes lint and regen as it stands. Put \
            the vendor's facts in the place of its own.",
        after_long_help = "Example:\n  cargo xtask new swift-jobs"
    )]
    New {
        /// The name of the spec and of its crate: lower-case letters, digits and hyphens
        vendor: String,
    },

    /// Makes clients of all documents of a folder, and tells what they can do
    #[command(
        long_about = "Reads every OpenAPI document of a folder as a stranger's, and makes a client of it, twice, once in a process of its own: the \
            files have to be the same. Prints for each document how many operations are supported, approximated and left out, and how long it \
            takes and how much memory where nothing else is done. Fails where a document is refused, or where a client does not compile \
            without a warning.\n\n\
            With --examples each `example`, each of `examples` and each `default` of a schema, member, parameter, body or answer is decoded by \
            a strict reader into the type that is generated for its place, and encoded again. What does not come back equal (numbers by value, \
            times by the point in time) is either not allowed by the document's own schema, which a validator tells, or lost by the client. \
            Fails where clients lose more than one of a hundred.",
        after_long_help = "Examples:\n  \
            cargo xtask corpus ../documents                      what they can do\n  \
            cargo xtask corpus ../documents --check --jobs 2     compiles each of them, too\n  \
            cargo xtask corpus ../documents --examples           and tries their examples\n  \
            cargo xtask corpus --only orchard.yaml --check       one of them\n  \
            cargo xtask corpus --json table.json                 the folder that BROGUE_CORPUS names"
    )]
    Corpus {
        /// The folder; that of the variable `BROGUE_CORPUS` if none is given
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,

        /// Only the document whose file has this name; may be given several times
        #[arg(long, value_name = "FILE")]
        only: Vec<String>,

        /// Only so many documents: of different sizes, none of them large
        #[arg(long, value_name = "COUNT")]
        sample: Option<usize>,

        /// Compile each client
        #[arg(long)]
        check: bool,

        /// Decode each example and default into the type of its place, and encode it again
        #[arg(long)]
        examples: bool,

        /// Compile and run the programs of examples/corpus/, where the folder has their documents
        #[arg(long)]
        programs: bool,

        /// How many at once
        #[arg(long, default_value_t = 2)]
        jobs: usize,

        /// Write the table for machines
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },

    /// One document of a corpus, in a process of its own: what it takes
    #[command(hide = true)]
    CorpusAlone {
        /// The document
        path: PathBuf,
        /// What reports call it
        shown: String,
    },

    /// Measures Brogue beside other generators on the same documents
    #[command(
        long_about = "Makes a client of each document with each generator that scripts/peers.sh has installed, and compiles it: CPU seconds and \
            peak memory of the generator, and of rustc for the generated crate alone, with what it stands on built before. Where \
            benchmarks/apps/ has a small program for the document and the generator: rustc for it after an edit, for both when they are \
            released, and how much larger it is than the same by hand with reqwest. Rounds are alternated, medians shown, and ratios of \
            ours to the best of the others. A generator that refuses a document, panics, or makes a crate that does not compile is told as \
            such.\n\n\
            Without documents a short list is taken from the folder that BROGUE_CORPUS names, and a made-up document in three sizes shows \
            whether cost grows straight with it. Needs python3.",
        after_long_help = "Examples:\n  \
            scripts/peers.sh ../peers                                     installs the others\n  \
            cargo xtask bench --peers-dir ../peers                        everything, once\n  \
            cargo xtask bench --peers-dir ../peers --only asana --rounds 3\n  \
            cargo xtask bench --peers-dir ../peers --peers ploidy --steps check orchard.yaml"
    )]
    Bench {
        /// OpenAPI documents
        #[arg(value_name = "DOCUMENT")]
        documents: Vec<PathBuf>,

        /// Only documents whose file's name begins so; may be given several times
        #[arg(long, value_name = "DOCUMENT")]
        only: Vec<String>,

        /// Only these of the others, with commas between; ours is always measured
        #[arg(long, value_name = "LIST", value_delimiter = ',')]
        peers: Vec<String>,

        /// The folder into which scripts/peers.sh has installed the others
        #[arg(long, value_name = "DIR", default_value = "target/peers")]
        peers_dir: PathBuf,

        /// Our own program, which is built if it is not named
        #[arg(long, value_name = "FILE")]
        brogue: Option<PathBuf>,

        /// Only these steps besides generating, with commas between
        #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = bench::STEPS.to_vec())]
        steps: Vec<String>,

        /// How often each is measured
        #[arg(long, default_value_t = 1)]
        rounds: usize,

        /// Where crates and what is built of them go; target/bench if it is not named
        #[arg(long, value_name = "DIR")]
        folder: Option<PathBuf>,

        /// Write the numbers for machines
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },

    /// Counts the instructions of fixed work, and compares them with those that are kept
    #[command(
        long_about = "Builds a program for release and runs it under valgrind's callgrind: a client generated from one of our specs and from a \
            made-up document, a page of records decoded and encoded. The instructions are held against benchmarks/instructions.json. Fails \
            where they grew by more than three of a hundred, and names the functions that did.\n\n\
            Where valgrind is not installed, or the kept numbers are of another compiler, nothing is compared.",
        after_long_help = "Examples:\n  \
            cargo xtask instructions              compares\n  \
            cargo xtask instructions --update     keeps what is counted now"
    )]
    Instructions {
        /// Keep what is counted instead
        #[arg(long)]
        update: bool,
    },

    /// Runs everything a change has to pass
    #[command(
        long_about = "Runs everything a change has to pass, the quick things first: formatting, regen --check, docs --check, clippy and rustdoc with \
            warnings as errors, then all tests (tidy, golden, wire, documentation). Stops at the first failure and names the command \
            to run again. The last lines are the test runner's own.\n\n\
            Where BROGUE_CORPUS names a folder of documents, clients of a few of them are made, compiled and tried with their examples; \
            with --full of all.\n\n\
            With --full come the slow steps, which may need a network and install what they need: the packages as they are published, the clients \
            against Prism, the simulated vendors against schemathesis."
    )]
    Ci {
        /// The slow steps, too
        #[arg(long)]
        full: bool,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Cli;

    #[test]
    fn the_commands_fit_together() {
        Cli::command().debug_assert();
    }
}
