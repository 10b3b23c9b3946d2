//! From a document to the files of a crate in one call.

use crate::check::{self, NameLock};
use crate::diagnostic::Diagnostics;
use crate::emit::{self, File};
use crate::load;
use crate::model::Api;
use crate::parse;
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
    let mut diagnostics = Diagnostics::default();
    let checked = load::load(source, &mut diagnostics).and_then(|tree| {
        let spec = parse::parse(&tree, &mut diagnostics);
        check::check(&spec, source, lock, &mut diagnostics)
    });

    match checked {
        Some(checked) => Outcome {
            files: emit::emit(&checked.api),
            api: Some(checked.api),
            lock: checked.lock,
            diagnostics,
        },
        None => Outcome {
            api: None,
            files: Vec::new(),
            lock: lock.clone(),
            diagnostics,
        },
    }
}
