//! Which documents of a folder are read.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::Options;
use crate::failure::Failure;

/// Where the documents are, where no folder is named.
pub(crate) const VARIABLE: &str = "BROGUE_CORPUS";

/// The documents that are asked for, by name.
pub(super) fn documents(options: &Options<'_>) -> Result<Vec<PathBuf>, Failure> {
    let folder = match options.folder {
        Some(folder) => folder.to_owned(),
        None => env::var_os(VARIABLE).map(PathBuf::from).ok_or_else(|| {
            Failure::Impossible(format!("name a folder of documents, or set {VARIABLE}"))
        })?,
    };
    let mut documents = all(&folder)?;
    if documents.is_empty() {
        return Err(Failure::Impossible(format!(
            "there is no YAML and no JSON in {}",
            folder.display()
        )));
    }
    if !options.only.is_empty() {
        for name in options.only {
            if !documents.iter().any(|path| is_called(path, name)) {
                return Err(Failure::Impossible(format!(
                    "there is no `{name}` in {}",
                    folder.display()
                )));
            }
        }
        documents.retain(|path| options.only.iter().any(|name| is_called(path, name)));
    }

    Ok(match options.sample {
        Some(count) => sample(documents, count),
        None => documents,
    })
}

fn is_called(path: &Path, name: &str) -> bool {
    path.file_name().is_some_and(|known| known == name)
}

/// The documents of a folder, by name.
fn all(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder)
        .map_err(|error| Failure::Impossible(format!("{}: {error}", folder.display())))?;
    let mut documents: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("yaml" | "yml" | "json"))
        })
        .collect();
    documents.sort();

    Ok(documents)
}

/// So many documents, evenly from the smaller half: they are quickly compiled, and not all of one kind.
fn sample(mut documents: Vec<PathBuf>, count: usize) -> Vec<PathBuf> {
    documents.sort_by_key(|path| fs::metadata(path).map_or(0, |found| found.len()));
    let half = documents.len().div_ceil(2);
    let step = (half / count.max(1)).max(1);
    let mut chosen: Vec<PathBuf> = documents
        .into_iter()
        .take(half)
        .skip(step - 1)
        .step_by(step)
        .take(count)
        .collect();
    chosen.sort();

    chosen
}
