//! `cargo xtask bench`: Brogue beside other generators on the same documents: what it costs to generate a client, and to compile it.
//!
//! CPU seconds, not time: the machine may be busy. Rounds are alternated, so that what slows one slows all, and medians are shown. What
//! is shown as a ratio is ours to the best of the others on the same document in the same run.

mod app;
mod compile;
mod generate;
mod linear;
mod measure;
mod peer;
mod table;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use self::measure::Cost;
use self::peer::Peer;
use crate::corpus;
use crate::failure::Failure;
use crate::project;

/// How it is asked for.
pub(crate) struct Options<'a> {
    /// The documents; those of [`DOCUMENTS`] in the folder of the variable where none is named.
    pub(crate) documents: &'a [PathBuf],
    /// Only documents whose file's name begins so.
    pub(crate) only: &'a [String],
    /// Who is measured; all who are installed where none is named.
    pub(crate) peers: &'a [String],
    /// Where scripts/peers.sh put them.
    pub(crate) peers_folder: &'a Path,
    /// Our own program; built where none is named.
    pub(crate) brogue: Option<&'a Path>,
    /// What is measured, of [`STEPS`].
    pub(crate) steps: &'a [String],
    /// How often.
    pub(crate) rounds: usize,
    /// Where crates and what is built of them go.
    pub(crate) folder: Option<&'a Path>,
    /// Where the table goes for machines.
    pub(crate) json: Option<&'a Path>,
}

/// What is measured where nothing else is said: from small to large, of different people.
const DOCUMENTS: &[&str] = &[
    "petstore3.yaml",
    "xero-payroll-nz.yaml",
    "twilio-messaging-v1.yaml",
    "asana.yaml",
    "openai.yaml",
    "sentry-derefed.json",
    "plaid.yaml",
    "stripe-2023-09.yaml",
];

/// What can be measured of a document.
pub(crate) const STEPS: &[&str] = &["generate", "check", "dev", "release"];

/// One generator on one document.
struct Row {
    document: String,
    peer: &'static str,
    /// One for each of the steps that were asked for.
    outcomes: Vec<(&'static str, Outcome)>,
}

/// What came of a step.
#[derive(Clone, Debug)]
enum Outcome {
    Cost(Cost),
    /// Bytes of a program without symbols, and of one without a client.
    Size {
        whole: u64,
        bare: u64,
    },
    /// What is wrong, in a few words.
    Fault(String),
}

impl Row {
    /// Whether nothing is wrong with the crate so far.
    fn is_whole(&self) -> bool {
        self.outcomes
            .iter()
            .filter(|(step, _)| STEPS.contains(step))
            .all(|(_, outcome)| !matches!(outcome, Outcome::Fault(_)))
    }
}

/// Measures everything, and prints a table.
pub(crate) fn bench(options: &Options<'_>) -> Result<(), Failure> {
    let folder = options
        .folder
        .map_or_else(|| project::target().join("bench"), Path::to_path_buf);
    fs::create_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
    let folder = fs::canonicalize(&folder).map_err(|error| unwritable(&folder, &error))?;
    let peers = peer::installed(options)?;
    let wanted = |step: &str| options.steps.is_empty() || options.steps.iter().any(|it| it == step);

    let mut rows = Vec::new();
    for document in documents(options)? {
        let measured = rows.len();
        rows.extend(generate::generate(
            &document,
            &peers,
            &folder,
            options.rounds,
        )?);
        keep(&rows, options.json)?;
        for step in STEPS.iter().skip(1).filter(|step| wanted(step)) {
            let of_document = rows.get_mut(measured..).unwrap_or_default();
            compile::compile(step, of_document, &peers, &folder, options.rounds)?;
            keep(&rows, options.json)?;
        }
        table::print_document(rows.get(measured..).unwrap_or_default());
    }
    if options.documents.is_empty() && options.only.is_empty() {
        linear::linear(&peers, &folder, options.rounds)?;
    }

    Ok(())
}

/// Writes what is found so far, so that a run that is cut off keeps it.
fn keep(rows: &[Row], path: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    let text = format!("{:#}\n", table::to_json(rows));

    fs::write(path, text).map_err(|error| unwritable(path, &error))
}

fn documents(options: &Options<'_>) -> Result<Vec<PathBuf>, Failure> {
    let named = options.documents.to_vec();
    let mut all = if named.is_empty() {
        let folder = env::var_os(corpus::VARIABLE).map(PathBuf::from);
        let folder = folder.ok_or_else(|| {
            let message = format!(
                "name documents, or set {} to a folder that has them: {}",
                corpus::VARIABLE,
                DOCUMENTS.join(", ")
            );
            Failure::Impossible(message)
        })?;
        DOCUMENTS
            .iter()
            .map(|name| folder.join(name))
            .filter(|path| path.exists())
            .collect()
    } else {
        named
    };
    all.retain(|path| {
        let name = stem(path);
        options.only.is_empty() || options.only.iter().any(|only| name.starts_with(only))
    });
    if all.is_empty() {
        let message = "there is no such document";
        return Err(Failure::Impossible(message.to_owned()));
    }
    for path in &mut all {
        *path = fs::canonicalize(&*path).map_err(|error| {
            Failure::Impossible(format!("cannot read `{}`: {error}", path.display()))
        })?;
    }

    Ok(all)
}

/// The name of a document: of its file, without the ending.
fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();

    stem.to_string_lossy().into_owned()
}

/// Where the crate stands that one makes of a document.
fn crate_folder(folder: &Path, document: &str, peer: &Peer) -> PathBuf {
    folder.join(document).join(peer.name)
}

/// Why a file could not be written.
fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Impossible(format!("cannot write `{}`: {error}", path.display()))
}
