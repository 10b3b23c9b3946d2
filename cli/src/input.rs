//! Reads documents and name locks.

use std::error::Error;
use std::fs;
use std::io::{self, Read as _};
use std::path::{MAIN_SEPARATOR, Path};

use brogue_generator::check::NameLock;
use brogue_generator::load;
use brogue_generator::source::Source;

use crate::arguments::With;
use crate::failure::Failure;

/// The name of standard input on the command line.
pub(crate) const STANDARD_INPUT: &str = "-";

/// A document with its name lock.
pub(crate) struct Input {
    pub(crate) source: Source,
    pub(crate) lock: NameLock,
}

/// Reads a document and the name lock that stands beside it.
pub(crate) fn read(path: &Path, with: &With) -> Result<Input, Failure> {
    let source = document(path, with)?;
    let lock = if path == Path::new(STANDARD_INPUT) {
        NameLock::default()
    } else {
        lock(&path.with_extension("lock"))?
    };

    Ok(Input { source, lock })
}

/// Reads a document, what changes it, and the files that it refers to.
pub(crate) fn document(path: &Path, with: &With) -> Result<Source, Failure> {
    if path != Path::new(STANDARD_INPUT) {
        let root = with.root.as_deref();
        return load::read_files(path, &with.overlays, root).map_err(|error| unreadable(&error));
    }
    let mut text = String::new();
    io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Failure::Faulty(format!("cannot read standard input: {error}")))?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    // What begins like JSON is; the name tells the generator.
    let extension = if text.trim_start().starts_with('{') {
        "json"
    } else {
        "yaml"
    };

    let mut source = Source::new(format!("stdin.{extension}"), text);
    for overlay in &with.overlays {
        let overlay = load::read_file(overlay).map_err(|error| unreadable(&error))?;
        source = source.with_overlay(overlay);
    }

    Ok(source)
}

/// Reads a name lock; an empty one where there is none.
pub(crate) fn lock(path: &Path) -> Result<NameLock, Failure> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            String::new()
        }
        Err(error) => {
            let message = format!("cannot read `{}`: {error}", path.display());
            return Err(Failure::Faulty(message));
        }
    };

    NameLock::parse(&text)
        .map_err(|error| Failure::Faulty(format!("`{}`: {error}", path.display())))
}

/// The path with forward slashes, on every system alike.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string().replace(MAIN_SEPARATOR, "/")
}

/// The error with what caused it.
fn unreadable(error: &dyn Error) -> Failure {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.extend([": ", &error.to_string()]);
        cause = error.source();
    }

    Failure::Faulty(text)
}
