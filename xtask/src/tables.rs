//! What is written from the project's own tables: the pages of the vocabulary and of the diagnostics, the schema for editors, and the
//! list of the runtime's files.

use std::fs;
use std::io;
use std::path::Path;

use brogue_generator::manual;

use crate::failure::Failure;
use crate::project;
use crate::runtime_source;
use crate::say;

/// The files, with what they hold.
fn files() -> Result<Vec<(&'static str, String)>, Failure> {
    let mut files = vec![
        ("docs/vocabulary.md", manual::vocabulary_page()),
        ("docs/diagnostics.md", manual::diagnostics_page()),
        ("specs/quirks.schema.json", manual::quirks_schema()),
    ];
    files.extend(runtime_source::text()?.map(|text| (runtime_source::PLACE, text)));

    Ok(files)
}

/// Writes what differs, or with `check` only tells; whether all was as it should be, or is now.
pub(crate) fn tables(check: bool) -> Result<bool, Failure> {
    let mut is_right = true;
    for (path, text) in files()? {
        let file = project::root().join(path);
        let there = match fs::read_to_string(&file) {
            Ok(there) => Some(there),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(impossible("read", path, &error)),
        };
        if there.as_deref() == Some(text.as_str()) {
            continue;
        }
        if check {
            let what = if there.is_none() {
                "missing"
            } else {
                "different"
            };
            say::line(&format!("  {what:<9}  {path}"));
            say::line("  mend it with: cargo xtask regen");
            is_right = false;
        } else {
            write(&file, &text).map_err(|error| impossible("write", path, &error))?;
            say::line(&format!("  wrote {path}"));
        }
    }

    Ok(is_right)
}

fn write(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }

    fs::write(file, text)
}

fn impossible(what: &str, path: &str, error: &io::Error) -> Failure {
    Failure::Impossible(format!("cannot {what} `{path}`: {error}"))
}
