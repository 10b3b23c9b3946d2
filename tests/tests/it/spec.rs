//! Documents on the way that users' documents go: text in; reports, a model and files out.

use std::fs;
use std::path::Path;

use brogue_generator::check::{Checked, NameLock, check};
use brogue_generator::diagnostic::{Diagnostics, render};
use brogue_generator::load::load;
use brogue_generator::parse::parse;
use brogue_generator::source::Source;

/// What became of a document.
pub(crate) struct Outcome {
    /// The reports.
    pub(crate) diagnostics: Diagnostics,
    /// The same as a terminal without color shows them.
    pub(crate) rendered: String,
    /// The model, where nothing was wrong.
    pub(crate) checked: Option<Checked>,
}

/// Reads a document under a name, with a name lock beside it.
pub(crate) fn read_text(path: &str, text: &str, lock: &NameLock) -> Outcome {
    let source = Source {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let mut diagnostics = Diagnostics::default();
    let checked = load(&source, &mut diagnostics)
        .map(|tree| parse(&tree, &mut diagnostics))
        .and_then(|spec| check(&spec, &source, lock, &mut diagnostics));
    let rendered = render(&source, &diagnostics, false);

    Outcome {
        diagnostics,
        rendered,
        checked,
    }
}

/// The name lock beside a document; empty where there is none.
pub(crate) fn lock_beside(path: &Path) -> NameLock {
    fs::read_to_string(path.with_extension("lock")).map_or_else(
        |_| NameLock::default(),
        |text| NameLock::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    )
}
