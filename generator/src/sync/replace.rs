//! Brings a folder of somebody else's to where the files say, as a whole: the new crate is written beside the old one, and then the two
//! change places. Until then the old one is as it was, whatever happens.
//!
//! Unlike [`sync`](super::sync()), which keeps a workspace, it leaves alone what is not generated: what was built, a lock file, tests
//! and modules that somebody has added.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

use super::error::{Obstacle, SyncError, shown};
use super::plan::{self, Found, LEFTOVER};
use super::swap::{self, Swap};
use super::{Change, ChangeKind, File, Report};

/// Where the code of a crate stands, and what of the folder is looked through for files that are generated no more.
const CODE: &str = "src";

/// What was found in the folder.
#[derive(Default)]
struct Old {
    /// Files to be kept that stand among generated ones, by their paths in the folder.
    kept: Vec<PathBuf>,
    /// Generated files that nothing makes any more.
    stale: Vec<PathBuf>,
    /// What else is in the folder, which is not looked into.
    has_others: bool,
}

/// Replaces the generated files of a folder by these, all at once.
///
/// The folder is made where it is missing. One that holds something, but no crate that was generated, is an error, and so is a file that
/// stands in the way of a generated one without being generated; then nothing was changed.
pub fn replace(folder: &Path, files: &[File]) -> Result<Report, SyncError> {
    let place = &whereabouts(folder)?;
    // Reports name the folder as it was given.
    let is_link = fs::symlink_metadata(folder).is_ok_and(|found| found.is_symlink());
    let folder = if is_link { place } else { folder };
    let is_new = is_vacant(folder)?;
    if !is_new && !plan::is_generated_crate(folder) {
        return Err(SyncError::NotOurs(shown(folder)));
    }
    let mut report = Report::default();
    let wanted: BTreeMap<&str, &File> = files
        .iter()
        .map(|file| (file.path.as_str(), file))
        .collect();
    compare(folder, &wanted, &mut report)?;
    let old = if is_new {
        Old::default()
    } else {
        look_through(folder, &wanted)?
    };
    for path in &old.stale {
        report.changes.push(Change {
            path: shown(path),
            kind: ChangeKind::Remove,
        });
    }
    report
        .changes
        .sort_by(|one, other| one.path.cmp(&other.path));
    if !report.changes.is_empty() {
        let stage = stage(place)?;
        let new = stage.path().join("new");
        build(folder, &new, files, &old)?;
        swap_in(place, &new, &old, stage.path(), is_new)?;
    }

    Ok(report)
}

/// Where the folder is, past links.
fn whereabouts(folder: &Path) -> Result<PathBuf, SyncError> {
    let found = fs::canonicalize(folder).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => std::path::absolute(folder),
        _ => Err(error),
    });
    let place = found.map_err(|error| SyncError::system("read", folder, error))?;
    if place.is_dir() || !place.exists() {
        Ok(place)
    } else {
        Err(SyncError::InTheWay(vec![Obstacle::NoFolder(
            folder.to_path_buf(),
        )]))
    }
}

/// Whether nothing is there, or an empty folder.
fn is_vacant(folder: &Path) -> Result<bool, SyncError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(SyncError::system("read", folder, error)),
    }
}

/// Notes what differs, and fails where something is in the way.
fn compare(
    folder: &Path,
    wanted: &BTreeMap<&str, &File>,
    report: &mut Report,
) -> Result<(), SyncError> {
    let mut obstacles: Vec<Obstacle> = Vec::new();
    for file in wanted.values() {
        let path = folder.join(&file.path);
        let kind = match plan::look_at(folder, &path)? {
            Found::Nothing => ChangeKind::Create,
            Found::Bytes(bytes) if bytes == file.text.as_bytes() => {
                report.unchanged += 1;
                continue;
            }
            Found::Bytes(bytes) if plan::is_ours(folder, &path, &bytes) => ChangeKind::Update {
                diff: String::new(),
            },
            Found::Bytes(_) => {
                obstacles.push(Obstacle::WouldOverwrite(path));
                continue;
            }
            Found::Obstacle(obstacle) => {
                if !obstacles.contains(&obstacle) {
                    obstacles.push(obstacle);
                }
                continue;
            }
        };
        report.changes.push(Change {
            path: file.path.clone(),
            kind,
        });
    }

    if obstacles.is_empty() {
        Ok(())
    } else {
        Err(SyncError::InTheWay(obstacles))
    }
}

/// Looks for what is not wanted: at the top of the folder, and everywhere in its code.
fn look_through(folder: &Path, wanted: &BTreeMap<&str, &File>) -> Result<Old, SyncError> {
    let mut old = Old::default();
    let tops: BTreeSet<&str> = wanted
        .keys()
        .filter_map(|path| path.split('/').next())
        .collect();
    let entries = fs::read_dir(folder).map_err(|error| SyncError::system("read", folder, error))?;
    for entry in entries {
        let entry = entry.map_err(|error| SyncError::system("read", folder, error))?;
        let (path, name) = (entry.path(), entry.file_name());
        if tops.contains(name.to_string_lossy().as_ref()) {
            continue;
        }
        match plan::look_at(folder, &path)? {
            Found::Bytes(bytes) if plan::is_ours(folder, &path, &bytes) => {
                old.stale.push(name.into());
            }
            _ => old.has_others = true,
        }
    }
    for path in plan::all_files(&folder.join(CODE))? {
        let inside = path.strip_prefix(folder).unwrap_or(&path).to_path_buf();
        if wanted.contains_key(shown(&inside).as_str()) {
            continue;
        }
        match plan::look_at(folder, &path)? {
            Found::Bytes(bytes) if plan::is_ours(folder, &path, &bytes) => old.stale.push(inside),
            Found::Bytes(_) => old.kept.push(inside),
            Found::Obstacle(obstacle) => return Err(SyncError::InTheWay(vec![obstacle])),
            Found::Nothing => {}
        }
    }

    Ok(old)
}

/// A folder beside the other one. What an interrupted run has left there goes first.
fn stage(folder: &Path) -> Result<TempDir, SyncError> {
    let parent = folder.parent().unwrap_or(folder);
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!("{}{name}-", LEFTOVER.0);
    fs::create_dir_all(parent)
        .map_err(|error| SyncError::system("create the folder", parent, error))?;
    if let Ok(entries) = fs::read_dir(parent) {
        for entry in entries.flatten() {
            let other = entry.file_name().to_string_lossy().into_owned();
            if other.starts_with(&prefix) && other.ends_with(LEFTOVER.1) {
                // One that cannot be removed is in nobody's way.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    Builder::new()
        .prefix(&prefix)
        .suffix(LEFTOVER.1)
        .tempdir_in(parent)
        .map_err(|error| SyncError::system("write to the folder", parent, error))
}

/// Writes the new crate, with what is kept among its files.
fn build(folder: &Path, new: &Path, files: &[File], old: &Old) -> Result<(), SyncError> {
    let mut room = None;
    for file in files {
        let path = new.join(&file.path);
        // Files come in the order of their paths, so many of a folder in a row.
        if room.as_deref() != path.parent() {
            make_room(&path)?;
            room = path.parent().map(Path::to_path_buf);
        }
        fs::write(&path, &file.text).map_err(|error| SyncError::system("write", &path, error))?;
    }
    for inside in &old.kept {
        let (from, path) = (folder.join(inside), new.join(inside));
        make_room(&path)?;
        fs::copy(&from, &path).map_err(|error| SyncError::system("write", &path, error))?;
    }

    Ok(())
}

fn make_room(path: &Path) -> Result<(), SyncError> {
    let parent = path.parent().unwrap_or(path);

    fs::create_dir_all(parent)
        .map_err(|error| SyncError::system("create the folder", parent, error))
}

/// Puts the new crate in the place of the old one.
fn swap_in(
    folder: &Path,
    new: &Path,
    old: &Old,
    stage: &Path,
    is_new: bool,
) -> Result<(), SyncError> {
    if is_new {
        // An empty folder; where it cannot be removed, the next step tells why.
        let _ = fs::remove_dir(folder);
        return fs::rename(new, folder)
            .map_err(|error| SyncError::system("create the folder", folder, error));
    }
    let mut swap = Swap::new(stage);
    if !old.has_others {
        return swap.exchange(new, folder);
    }
    // What is not generated stays where it is, so only what is generated changes places. The manifest goes last.
    let mut names: Vec<PathBuf> = swap::names(new)?;
    names.sort_by_key(|name| (name.as_path() == Path::new("Cargo.toml"), name.clone()));
    for name in &names {
        swap.exchange(&new.join(name), &folder.join(name))?;
    }
    for name in old
        .stale
        .iter()
        .filter(|name| name.components().count() == 1)
    {
        swap.remove(&folder.join(name))?;
    }

    Ok(())
}
