//! Documents on the way that users' documents go: text in; reports, a model and files out.

use std::fs;
use std::path::Path;

use brogue_generator::check::NameLock;
use brogue_generator::diagnostic::{Diagnostics, Strictness, render};
use brogue_generator::emit::File;
use brogue_generator::generate_with;
use brogue_generator::model::Api;
use brogue_generator::source::Source;

/// What became of a document.
pub(crate) struct Outcome {
    /// The reports.
    pub(crate) diagnostics: Diagnostics,
    /// The same as a terminal without color shows them.
    pub(crate) rendered: String,
    /// The model, where nothing was wrong.
    pub(crate) api: Option<Api>,
    /// The files of the crate, where nothing was wrong.
    pub(crate) files: Vec<File>,
    /// The name lock as it should be.
    pub(crate) lock: NameLock,
}

/// Takes a document through the generator under a name, with a name lock beside it.
pub(crate) fn generate(path: &str, text: &str, lock: &NameLock) -> Outcome {
    generate_from(&Source::new(path, text), lock)
}

/// The same of a document with what belongs to it.
pub(crate) fn generate_from(source: &Source, lock: &NameLock) -> Outcome {
    shown(source, brogue_generator::generate(source, lock))
}

/// The same for a document of a stranger.
pub(crate) fn generate_leniently(path: &str, text: &str) -> Outcome {
    let source = Source::new(path, text);
    let outcome = generate_with(&source, &NameLock::default(), Strictness::Lenient);

    shown(&source, outcome)
}

/// Whether a document is one of a stranger: its second line says so.
pub(crate) fn is_of_a_stranger(text: &str) -> bool {
    text.lines().nth(1) == Some("# read leniently")
}

fn shown(source: &Source, outcome: brogue_generator::Outcome) -> Outcome {
    let rendered = render(source, &outcome.diagnostics, false);

    Outcome {
        diagnostics: outcome.diagnostics,
        rendered,
        api: outcome.api,
        files: outcome.files,
        lock: outcome.lock,
    }
}

/// The name lock beside a document; empty where there is none.
pub(crate) fn lock_beside(path: &Path) -> NameLock {
    fs::read_to_string(path.with_extension("lock")).map_or_else(
        |_| NameLock::default(),
        |text| NameLock::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    )
}
