//! Does what the plan says: writes first, then removes, then takes away folders that became empty.
//!
//! A crate that is not there yet is written elsewhere and moved to its place as a whole: Cargo refuses a workspace with half a
//! member, and then nobody could run the generator again.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::error::SyncError;
use super::plan::{LEFTOVER, Plan};

/// Changes the folder.
pub(super) fn apply(folder: &Path, plan: &Plan<'_>) -> Result<(), SyncError> {
    if !folder.exists() && !plan.writes.is_empty() {
        return create(folder, plan);
    }
    for file in &plan.writes {
        write(&folder.join(&file.path), &file.text)?;
    }
    // From behind: the manifest goes last, since it tells that copies without a banner are ours, also after an interrupted run.
    for path in plan.removals.iter().rev().chain(&plan.leftovers) {
        fs::remove_file(path).map_err(|error| SyncError::system("remove", path, error))?;
        remove_empty_folders(folder, path);
    }

    Ok(())
}

/// Writes a whole folder and moves it to its place.
fn create(folder: &Path, plan: &Plan<'_>) -> Result<(), SyncError> {
    let parent = folder.parent().unwrap_or(folder);
    fs::create_dir_all(parent)
        .map_err(|error| SyncError::system("create the folder", parent, error))?;
    // Not in the parent, all of whose folders may be members of a workspace.
    let workshop = match parent.parent() {
        Some(workshop) if workshop != Path::new("") => workshop,
        _ => Path::new("."),
    };
    let stage = Builder::new()
        .prefix(LEFTOVER.0)
        .suffix(LEFTOVER.1)
        .tempdir_in(workshop)
        .map_err(|error| SyncError::system("write to the folder", workshop, error))?;
    let whole = stage.path().join("crate");
    for file in &plan.writes {
        write(&whole.join(&file.path), &file.text)?;
    }

    fs::rename(&whole, folder)
        .map_err(|error| SyncError::system("create the folder", folder, error))
}

/// Writes a file beside its place and moves it there.
fn write(path: &Path, text: &str) -> Result<(), SyncError> {
    let parent = path.parent().map(Path::to_path_buf).unwrap_or_default();
    fs::create_dir_all(&parent)
        .map_err(|error| SyncError::system("create the folder", &parent, error))?;

    let mut file = temporary(&parent)
        .map_err(|error| SyncError::system("write to the folder", &parent, error))?;
    file.write_all(text.as_bytes())
        .map_err(|error| SyncError::system("write", path, error))?;
    file.persist(path)
        .map_err(|error| SyncError::system("write", path, error.error))?;

    Ok(())
}

/// A new file in the folder, readable by whoever may read the others.
fn temporary(folder: &PathBuf) -> std::io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(LEFTOVER.0).suffix(LEFTOVER.1);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));

    builder.tempfile_in(folder)
}

/// Removes the folders above a removed file, up to and with the root, while they are empty.
fn remove_empty_folders(root: &Path, removed: &Path) {
    for folder in removed
        .ancestors()
        .skip(1)
        .take_while(|folder| folder.starts_with(root))
    {
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}
