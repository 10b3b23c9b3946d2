//! From a document to the files of a crate in one call.

use crate::check::NameLock;
use crate::diagnostic::{Diagnostics, Strictness};
use crate::emit::{self, File, Target};
use crate::load::{self, Value};
use crate::model::Api;
use crate::options::Options;
use crate::parse::UnknownCalls;
use crate::read::{Reading, read_for, read_with};
use crate::source::Source;

/// What came of a document.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What is built; nothing exactly when an error was reported.
    pub api: Option<Api>,
    /// The files of the crate, the copy of the document among them; none when an error was reported.
    pub files: Vec<File>,
    /// The name lock as it should be; as it was given when an error was reported.
    pub lock: NameLock,
    /// What there is to say about the document.
    pub diagnostics: Diagnostics,
}

/// Takes a document through all stages. Reads and writes nothing.
pub fn generate(source: &Source, lock: &NameLock) -> Outcome {
    generate_with(source, lock, Strictness::Strict)
}

/// The same, with as much leniency as is wanted.
pub fn generate_with(source: &Source, lock: &NameLock, strictness: Strictness) -> Outcome {
    let options = Options {
        strictness,
        ..Options::default()
    };

    of(read_with(source, lock, strictness), source, &options)
}

/// The same, as it is asked for; an error where calls are asked for that the document does not have.
pub fn generate_for(
    source: &Source,
    lock: &NameLock,
    options: &Options,
) -> Result<Outcome, UnknownCalls> {
    let reading = read_for(source, lock, options)?;

    Ok(of(reading, source, options))
}

/// What comes of what was read.
fn of(reading: Reading, source: &Source, options: &Options) -> Outcome {
    let files = match &reading.api {
        Some(api) => files(api, source, &options.target),
        None => Vec::new(),
    };

    Outcome {
        api: reading.api,
        files,
        lock: reading.lock,
        diagnostics: reading.diagnostics,
    }
}

/// What is emitted, and the document itself, in the order of their paths. One that consists of several files is copied as the one that
/// they come to, as JSON, which is YAML, too: a text that says everything.
fn files(api: &Api, source: &Source, target: &Target) -> Vec<File> {
    let mut files = emit::emit_for(api, target);
    files.push(File {
        path: emit::copy_place(api).to_owned(),
        text: if source.is_alone() {
            source.text.clone()
        } else {
            whole(source)
        },
    });
    files.sort_by(|one, other| one.path.cmp(&other.path));

    files
}

fn whole(source: &Source) -> String {
    // What there is to say about it was said already.
    let tree = load::load(source, &mut Diagnostics::new(Strictness::Lenient));

    tree.map(|tree| Value::from_node(&tree, tree.root()).to_pretty_json())
        .unwrap_or_default()
}
