//! From a document to the files of a crate in one call.

use crate::check::NameLock;
use crate::diagnostic::{Diagnostics, Strictness};
use crate::emit::{self, File};
use crate::model::Api;
use crate::read::read_with;
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
    let reading = read_with(source, lock, strictness);
    let files = match &reading.api {
        Some(api) => files(api, source),
        None => Vec::new(),
    };

    Outcome {
        api: reading.api,
        files,
        lock: reading.lock,
        diagnostics: reading.diagnostics,
    }
}

/// What is emitted, and the document itself, in the order of their paths.
fn files(api: &Api, source: &Source) -> Vec<File> {
    let mut files = emit::emit(api);
    files.push(File {
        path: emit::copy_place(api).to_owned(),
        text: source.text.clone(),
    });
    files.sort_by(|one, other| one.path.cmp(&other.path));

    files
}
