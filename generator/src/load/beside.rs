//! Files beside a document: those that its references lead to, and theirs, read ahead of everything else.
//!
//! A document is not trusted. What is read stands inside one folder, links followed, is a plain file whose name says that it is a
//! document, and all of it together is no larger than a document may be. A reference can ask for nothing else; what it asks for in
//! vain is remembered with the reason.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use memchr::memmem;

use super::files::{read_plain, shown};
use super::way::{halves, is_remote, way};
use super::{MAX_BYTES, text};
use crate::diagnostic::Diagnostics;
use crate::source::{Other, Role, Source, Unread};

/// How many files a document may consist of.
const MAX_FILES: usize = 10_000;

/// Adds to a document the files that it refers to, as far as they stand inside of a folder.
pub(super) fn gather(source: &mut Source, document: &Path, root: &Path) {
    let all = source.parts().filter(|part| refers_elsewhere(part.text));
    let mut waiting: Vec<String> = all
        .flat_map(|part| ways(part.path, part.text, None))
        .collect();
    if waiting.is_empty() {
        return;
    }
    let folder = document.parent().unwrap_or(Path::new(""));
    let own = document
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let root = canonical(root);
    let mut size = source.size();
    let mut seen: BTreeSet<String> = own.into_iter().collect();
    waiting.reverse();
    while let Some(way) = waiting.pop() {
        if !seen.insert(way.clone()) {
            continue;
        }
        let path = folder.join(&way);
        let bytes_left = if source.others.len() < MAX_FILES {
            MAX_BYTES.saturating_sub(size)
        } else {
            0
        };
        match read(&path, root.as_deref(), bytes_left) {
            Ok(text) => {
                size += text.len() + 1;
                let further = ways(&way, &text, Some(&way));
                waiting.extend(further.into_iter().rev());
                source.others.push(Other {
                    path: shown(&path),
                    text,
                    role: Role::Beside(way),
                });
            }
            Err(reason) => {
                source.unread.insert(way, reason);
            }
        }
    }
}

/// The ways to the files that a text refers to, in its order.
fn ways(path: &str, document: &str, from: Option<&str>) -> Vec<String> {
    let Some(tree) = text(path, document, &mut Diagnostics::default()) else {
        return Vec::new();
    };
    let own_address = tree
        .entries(tree.root())
        .iter()
        .find(|entry| entry.key == "$self")
        .and_then(|entry| tree.text(entry.value))
        .and_then(|address| halves(address).0.rsplit_once('/'))
        .map(|(folder, _)| folder.to_owned());
    let mut found = Vec::new();
    for entry in tree.every_entry() {
        let Some(reference) = tree.text(entry.value).filter(|_| entry.key == "$ref") else {
            continue;
        };
        let (address, _) = halves(reference);
        // An address in the folder of the document's own is a file beside it.
        let inside = own_address.as_deref().filter(|_| is_remote(address));
        let address = match inside {
            Some(folder) => address
                .strip_prefix(folder)
                .and_then(|rest| rest.strip_prefix('/'))
                .unwrap_or(address),
            None => address,
        };
        found.extend(way(from, address));
    }

    found
}

/// Whether a text holds a reference that does not begin with `#`, as far as can be seen without reading it.
fn refers_elsewhere(text: &str) -> bool {
    const WORD: &str = "$ref";
    memmem::find_iter(text.as_bytes(), WORD).any(|at| {
        let rest = text.get(at + WORD.len()..).unwrap_or_default();
        // Quotes, in texts of JSON with a backslash before them, and what says that a text stands on the next lines.
        let value = rest.trim_start_matches([
            '\\', '"', '\'', ':', ' ', '\t', '\r', '\n', '>', '|', '-', '+',
        ]);

        // With a blank behind, it begins a comment.
        !value.starts_with('#') || value.starts_with("# ")
    })
}

fn canonical(folder: &Path) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };

    fs::canonicalize(folder).ok()
}

/// The text of a file that may be read.
fn read(path: &Path, root: Option<&Path>, bytes_left: usize) -> Result<String, Unread> {
    let is_document = path.extension().is_some_and(|extension| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    });
    if !is_document {
        return Err(Unread::NoDocument);
    }
    // What is outside is not even looked at: whether it is there is nobody's business.
    let outside = root.is_none_or(|root| {
        let folder = path.ancestors().skip(1).find_map(canonical);
        folder.is_none_or(|folder| !folder.starts_with(root))
    });
    if outside {
        return Err(Unread::Outside);
    }
    let real = fs::canonicalize(path).map_err(|_| Unread::Missing)?;
    if root.is_none_or(|root| !real.starts_with(root)) {
        return Err(Unread::Outside);
    }
    let about = fs::metadata(&real).map_err(|_| Unread::Unreadable)?;
    if !about.is_file() {
        return Err(Unread::NoDocument);
    }
    if about.len() >= bytes_left as u64 {
        return Err(Unread::TooMuch);
    }

    read_plain(&real).map_err(|_| Unread::Unreadable)
}
