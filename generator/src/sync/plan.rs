//! Looks at a folder and says what has to happen. Changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use similar::TextDiff;

use super::error::{Obstacle, SyncError};
use super::{Change, ChangeKind, EXAMPLES, File, LICENSES, Report};
use crate::emit::{BANNER, COPIES};

/// How files of an interrupted run begin and end.
pub(super) const LEFTOVER: (&str, &str) = (".brogue-", ".tmp");

/// So many lines of a diff are shown.
const DIFF_LINES: usize = 24;

/// What has to happen.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    /// Texts to write, by path inside the folder.
    pub(super) writes: Vec<&'a File>,
    /// Files to remove.
    pub(super) removals: Vec<PathBuf>,
    /// Files an interrupted run has left.
    pub(super) leftovers: Vec<PathBuf>,
    report: Report,
}

impl Plan<'_> {
    /// The same, for people.
    pub(super) fn into_report(mut self) -> Report {
        self.report
            .changes
            .sort_by(|one, other| one.path.cmp(&other.path));

        self.report
    }
}

/// What there is at a path.
enum Found {
    Nothing,
    Bytes(Vec<u8>),
    Obstacle(Obstacle),
}

/// Compares the folder with the files.
pub(super) fn plan<'a>(folder: &Path, files: &'a [File]) -> Result<Plan<'a>, SyncError> {
    let mut plan = Plan::default();
    let mut obstacles = Vec::new();
    let wanted: BTreeMap<PathBuf, &File> = files
        .iter()
        .map(|file| (folder.join(&file.path), file))
        .collect();

    for (path, file) in &wanted {
        match look_at(folder, path)? {
            Found::Nothing => plan.write(file, ChangeKind::Create),
            Found::Bytes(bytes) if bytes == file.text.as_bytes() => plan.report.unchanged += 1,
            Found::Bytes(bytes) if is_ours(folder, path, &bytes) => {
                let diff = difference(&String::from_utf8_lossy(&bytes), &file.text);
                plan.write(file, ChangeKind::Update { diff });
            }
            Found::Bytes(_) => obstacles.push(Obstacle::WouldOverwrite(path.clone())),
            Found::Obstacle(obstacle) if obstacles.contains(&obstacle) => {}
            Found::Obstacle(obstacle) => obstacles.push(obstacle),
        }
    }
    // A folder that is to hold no crate has no place for examples either: without a manifest nobody could run them.
    let is_crate = wanted.contains_key(&folder.join("Cargo.toml"));
    for path in all_files(folder)? {
        let is_authors = is_crate && path.starts_with(folder.join(EXAMPLES));
        if is_authors || wanted.contains_key(&path) {
            continue;
        }
        if is_leftover(&path) {
            plan.leftovers.push(path);
            continue;
        }
        match look_at(folder, &path)? {
            Found::Bytes(bytes) if is_ours(folder, &path, &bytes) => plan.remove(folder, path),
            Found::Bytes(_) => obstacles.push(Obstacle::WouldRemove(path)),
            Found::Obstacle(obstacle) if !obstacles.contains(&obstacle) => obstacles.push(obstacle),
            Found::Obstacle(_) | Found::Nothing => {}
        }
    }

    if obstacles.is_empty() {
        Ok(plan)
    } else {
        Err(SyncError::InTheWay(obstacles))
    }
}

impl<'a> Plan<'a> {
    fn write(&mut self, file: &'a File, kind: ChangeKind) {
        self.report.changes.push(Change {
            path: file.path.clone(),
            kind,
        });
        self.writes.push(file);
    }

    fn remove(&mut self, folder: &Path, path: PathBuf) {
        let inside = path.strip_prefix(folder).unwrap_or(&path);
        self.report.changes.push(Change {
            path: super::error::shown(inside),
            kind: ChangeKind::Remove,
        });
        self.removals.push(path);
    }
}

/// What there is at a path, and whether every folder above it, from the root of the crate on, is one.
fn look_at(folder: &Path, path: &Path) -> Result<Found, SyncError> {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let mut place = folder.to_path_buf();
    let mut names: Vec<Option<Component<'_>>> = vec![None];
    names.extend(inside.components().map(Some));
    for (index, name) in names.iter().enumerate() {
        place.extend(name);
        let is_last = index + 1 == names.len();
        let kind = match fs::symlink_metadata(&place) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(SyncError::system("read", &place, error)),
        };
        if kind.is_symlink() {
            return Ok(Found::Obstacle(Obstacle::Link(place)));
        }
        if !is_last && !kind.is_dir() {
            return Ok(Found::Obstacle(Obstacle::NoFolder(place)));
        }
        if is_last && kind.is_dir() {
            return Ok(Found::Obstacle(Obstacle::Folder(place)));
        }
    }

    fs::read(path)
        .map(Found::Bytes)
        .map_err(|error| SyncError::system("read", path, error))
}

/// Every file and link under a folder, sorted; links are not followed.
fn all_files(folder: &Path) -> Result<Vec<PathBuf>, SyncError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            // The root is not there yet, or is no folder, which `look_at` has told.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                continue;
            }
            Err(error) => return Err(SyncError::system("read", &folder, error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| SyncError::system("read", &folder, error))?;
            let kind = entry
                .file_type()
                .map_err(|error| SyncError::system("read", &entry.path(), error))?;
            if kind.is_dir() {
                &mut folders
            } else {
                &mut files
            }
            .push(entry.path());
        }
    }
    files.sort();

    Ok(files)
}

fn is_leftover(path: &Path) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy())
        .unwrap_or_default();

    name.starts_with(LEFTOVER.0) && name.ends_with(LEFTOVER.1)
}

/// Whether a file may be overwritten and removed without a question: it says so itself, or it is a copy of a spec or of a license in a
/// crate that says so.
fn is_ours(folder: &Path, path: &Path, bytes: &[u8]) -> bool {
    let mut copies = COPIES.iter().chain(&LICENSES);
    let is_copy = copies.any(|copy| path == folder.join(copy));
    let manifest = || fs::read(folder.join("Cargo.toml")).unwrap_or_default();

    carries_banner(bytes) || is_copy && carries_banner(&manifest())
}

fn carries_banner(bytes: &[u8]) -> bool {
    let first_line = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();

    String::from_utf8_lossy(first_line).contains(BANNER)
}

fn difference(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(1)
        .to_string();
    let mut lines: Vec<&str> = diff.lines().take(DIFF_LINES).collect();
    if diff.lines().count() > DIFF_LINES {
        lines.push("...");
    }

    lines.join("\n")
}
