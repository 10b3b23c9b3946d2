//! Documents on the disk. With `beside` the only place of the generator that reads files of the user.

use std::fs;
use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use super::beside;
use crate::source::Source;

/// Why a document or a folder cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such file or folder.
    #[error("`{0}` does not exist")]
    Missing(String),
    /// A folder was named where a document should be.
    #[error("`{0}` is a folder, not a document")]
    IsFolder(String),
    /// A file was named where a folder should be.
    #[error("`{0}` is a file, not a folder")]
    IsFile(String),
    /// The system refuses.
    #[error("`{path}` cannot be read")]
    Unreadable {
        /// The path.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// The bytes are no UTF-8 text.
    #[error("`{path}` is not UTF-8 from line {line}, byte {column} on")]
    NotUtf8 {
        /// The path.
        path: String,
        /// The line of the first byte that does not fit, from 1.
        line: usize,
        /// Which byte of its line it is, from 1.
        column: usize,
    },
    /// The folder holds no document.
    #[error("`{0}` holds no .yaml, .yml or .json file")]
    NoDocuments(String),
}

/// Reads a document, and the files in its folder that it refers to. A byte order mark is dropped.
pub fn read_file(path: &Path) -> Result<Source, ReadError> {
    read_files(path, &[], None)
}

/// The same, with overlays that change the document, in their order. References may lead to files anywhere in `root`, where that is
/// said; without it, in the folder of the document. What overlays bring in refers to files as the document does.
pub fn read_files(
    path: &Path,
    overlays: &[PathBuf],
    root: Option<&Path>,
) -> Result<Source, ReadError> {
    let mut source = Source::new(shown(path), read_plain(path)?);
    for overlay in overlays {
        source = source.with_overlay(Source::new(shown(overlay), read_plain(overlay)?));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    beside::gather(&mut source, path, root.unwrap_or(folder));

    Ok(source)
}

/// The text of a file, without a byte order mark.
pub(super) fn read_plain(path: &Path) -> Result<String, ReadError> {
    let shown = shown(path);
    if path.is_dir() {
        return Err(ReadError::IsFolder(shown));
    }
    let bytes = fs::read(path).map_err(|error| failed(path, error))?;
    if let Some(text) = utf16(&bytes) {
        return Ok(text);
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let end = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..end).unwrap_or_default();
        let last_line = before.rsplit(|byte| *byte == b'\n').next();

        ReadError::NotUtf8 {
            path: shown,
            line: before.split(|byte| *byte == b'\n').count(),
            column: last_line.map_or(0, <[u8]>::len) + 1,
        }
    })?;

    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// The text of a file that begins with the byte order mark of UTF-16, as some shells and editors write files.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (read, bytes): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xff, 0xfe, rest @ ..] => (u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => (u16::from_be_bytes, rest),
        _ => return None,
    };
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [one, other] => read([*one, *other]),
        _ => 0,
    });

    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

/// The documents of a folder, sorted by name; subfolders are not entered, hidden files and schemas for editors (`.schema.json`)
/// are passed over.
pub fn list_specs(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    if folder.is_file() {
        return Err(ReadError::IsFile(shown(folder)));
    }
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, error))? {
        let path = entry.map_err(|error| failed(folder, error))?.path();
        let is_document = path.extension().is_some_and(|extension| {
            ["yaml", "yml", "json"]
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known))
        });
        let is_hidden = path.file_name().is_some_and(|name| {
            let name = name.to_string_lossy();
            name.starts_with('.') || name.ends_with(".schema.json")
        });
        // A link to nothing is not passed over: whoever made it shall hear of it.
        if is_document && !is_hidden && !path.is_dir() {
            documents.push(path);
        }
    }
    if documents.is_empty() {
        return Err(ReadError::NoDocuments(shown(folder)));
    }
    documents.sort();

    Ok(documents)
}

fn failed(path: &Path, error: io::Error) -> ReadError {
    let path = shown(path);

    match error.kind() {
        io::ErrorKind::NotFound => ReadError::Missing(path),
        _ => ReadError::Unreadable {
            path,
            source: error,
        },
    }
}

/// The path with forward slashes, on every system alike.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string().replace(MAIN_SEPARATOR, "/")
}
