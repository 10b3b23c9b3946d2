//! From a document to the files of a crate in one call.

use crate::check::NameLock;
use crate::diagnostic::Diagnostics;
use crate::emit::{self, File};
use crate::model::Api;
use crate::read::read;
use crate::source::Source;

/// What came of a document.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What is built; nothing exactly when an error was reported.
    pub api: Option<Api>,
    /// The files of the crate; none when an error was reported.
    pub files: Vec<File>,
    /// The name lock as it should be; as it was given when an error was reported.
    pub lock: NameLock,
    /// What there is to say about the document.
    pub diagnostics: Diagnostics,
}

/// Takes a document through all stages. Reads and writes nothing.
pub fn generate(source: &Source, lock: &NameLock) -> Outcome {
    let reading = read(source, lock);
    let files = reading.api.as_ref().map(emit::emit).unwrap_or_default();

    Outcome {
        api: reading.api,
        files,
        lock: reading.lock,
        diagnostics: reading.diagnostics,
    }
}
