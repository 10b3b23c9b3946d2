//! Why a folder cannot be brought to where it should be.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why nothing was written, or not all of it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SyncError {
    /// Files are in the way that are not ours.
    #[error("{}", listed(.0))]
    InTheWay(Vec<Obstacle>),
    /// The folder holds something, but no generated crate.
    #[error(
        "`{0}` is not empty, and no generated crate stands in it\n  help: name a folder that is empty or not there yet"
    )]
    NotOurs(String),
    /// The system refuses.
    #[error("cannot {action} `{path}`: {source}")]
    System {
        /// What was tried: `read`, `write`, `remove`.
        action: &'static str,
        /// The file or folder.
        path: String,
        /// What the system says.
        source: io::Error,
    },
}

impl SyncError {
    /// An error of the system.
    pub(super) fn system(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::System {
            action,
            path: shown(path),
            // An error that carries another one names a file beside the place, which nobody knows; what happened is enough.
            source: match source.get_ref() {
                Some(_) => source.kind().into(),
                None => source,
            },
        }
    }
}

/// Something that is in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A file without the banner stands where a generated one belongs.
    WouldOverwrite(PathBuf),
    /// A file without the banner stands in a folder of generated ones.
    WouldRemove(PathBuf),
    /// A symbolic link: what it points to may be anybody's.
    Link(PathBuf),
    /// A folder stands where a file belongs.
    Folder(PathBuf),
    /// A file stands where a folder belongs.
    NoFolder(PathBuf),
}

impl fmt::Display for Obstacle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, fact, way_out) = match self {
            Self::WouldOverwrite(path) => (
                path,
                "does not carry the banner of generated files",
                "move it away, or delete it to have it generated",
            ),
            Self::WouldRemove(path) => (
                path,
                "is not generated and does not belong in this folder",
                "move it out of the folder, or delete it",
            ),
            Self::Link(path) => (
                path,
                "is a symbolic link",
                "replace it by a plain file or folder, or delete it",
            ),
            Self::Folder(path) => (
                path,
                "is a folder, where a file belongs",
                "move it away, or delete it",
            ),
            Self::NoFolder(path) => (
                path,
                "is no folder, where one belongs",
                "move it away, or delete it",
            ),
        };

        write!(formatter, "`{}` {fact}\n  help: {way_out}", shown(path))
    }
}

fn listed(obstacles: &[Obstacle]) -> String {
    obstacles
        .iter()
        .map(Obstacle::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The path with forward slashes, on every system alike.
pub(super) fn shown(path: &Path) -> String {
    path.display()
        .to_string()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
