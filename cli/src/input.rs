//! Reads documents, and the name locks beside them.

use std::error::Error;
use std::fs;
use std::io;
use std::path::Path;

use brogue_generator::check::NameLock;
use brogue_generator::load;
use brogue_generator::source::Source;

use crate::failure::Failure;

/// A document with its name lock.
pub(crate) struct Input {
    pub(crate) source: Source,
    pub(crate) lock: NameLock,
}

/// Reads a document and what stands beside it.
pub(crate) fn read(path: &Path) -> Result<Input, Failure> {
    let source = load::read_file(path).map_err(|error| unreadable(&error))?;
    let beside = path.with_extension("lock");
    let text = match fs::read_to_string(&beside) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            let message = format!("cannot read `{}`: {error}", beside.display());
            return Err(Failure::Impossible(message));
        }
    };
    let lock = NameLock::parse(&text)
        .map_err(|error| Failure::Impossible(format!("`{}`: {error}", beside.display())))?;

    Ok(Input { source, lock })
}

/// The error with what caused it.
fn unreadable(error: &dyn Error) -> Failure {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.extend([": ", &error.to_string()]);
        cause = error.source();
    }

    Failure::Impossible(text)
}
