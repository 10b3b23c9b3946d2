//! Brings a folder to where the emitted files say: writes what differs, removes what is stale, or only tells.
//!
//! Everything is looked at before anything is written. A file whose first line carries the banner is ours: it is overwritten and
//! removed without a question, as its first line says. So are copies of the spec and of licenses, which have no such line, beside a manifest
//! that has. Any other file is somebody's work: where it is in the way, nothing is touched and the error names it.
//! Nothing under `examples/` is in the way of a crate: people write there. Each file is written beside its place and moved there, so an interrupted run leaves whole files.

mod error;
mod plan;
mod write;

use std::path::Path;

pub use self::error::{Obstacle, SyncError};
pub use crate::emit::File;

/// Licenses of which a generated crate may carry copies.
pub const LICENSES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// The folder of a generated crate that is its author's: nothing in it is read, written or removed.
pub const EXAMPLES: &str = "examples";

/// Whether the folder is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It is brought to where it should be.
    Write,
    /// It is only compared.
    Check,
}

/// What had to change, or would have to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The changes, in the order of their paths.
    pub changes: Vec<Change>,
    /// How many files were right already.
    pub unchanged: usize,
}

impl Report {
    /// How many changes are of one kind.
    pub fn count(&self, is_kind: impl Fn(&ChangeKind) -> bool) -> usize {
        self.changes
            .iter()
            .filter(|change| is_kind(&change.kind))
            .count()
    }
}

/// A change of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The path inside the folder, with forward slashes.
    pub path: String,
    /// What happens to it.
    pub kind: ChangeKind,
}

/// What happens to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is missing.
    Create,
    /// It differs.
    Update {
        /// The first differences, as a unified diff from what is there to what should be there.
        diff: String,
    },
    /// No spec makes it any more.
    Remove,
}

/// Compares a folder with the files it should hold, and in [`Mode::Write`] brings it there.
///
/// Files that are in the way and do not carry the banner are an error in [`Mode::Write`] and in [`Mode::Check`] alike, and then
/// nothing was written.
pub fn sync(folder: &Path, files: &[File], mode: Mode) -> Result<Report, SyncError> {
    let plan = plan::plan(folder, files)?;
    if mode == Mode::Write {
        write::apply(folder, &plan)?;
    }

    Ok(plan.into_report())
}
