//! Two files or folders change places. What was done so far is undone where a later step fails.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::SyncError;

/// The steps that were done.
pub(super) struct Swap<'a> {
    /// A folder for what has to stand aside.
    aside: &'a Path,
    done: Vec<Step>,
}

enum Step {
    /// Two have changed places.
    Exchanged(PathBuf, PathBuf),
    /// One has moved from the first place to the second.
    Moved(PathBuf, PathBuf),
}

/// The names of what a folder holds.
pub(super) fn names(folder: &Path) -> Result<Vec<PathBuf>, SyncError> {
    let unreadable = |error| SyncError::system("read", folder, error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.file_name().into());
    }

    Ok(names)
}

impl<'a> Swap<'a> {
    pub(super) fn new(aside: &'a Path) -> Self {
        Self {
            aside,
            done: Vec::new(),
        }
    }

    /// Lets what is new and what stands at a place change places; where nothing stands there, the new moves in.
    pub(super) fn exchange(&mut self, new: &Path, place: &Path) -> Result<(), SyncError> {
        let result = if fs::symlink_metadata(place).is_err() {
            self.shift(new, place)
        } else if exchange_at_once(new, place).is_ok() {
            self.done
                .push(Step::Exchanged(new.to_path_buf(), place.to_path_buf()));
            Ok(())
        } else {
            // Where the system cannot do both at once, one after the other.
            let aside = self.aside.join(format!("old-{}", self.done.len()));
            self.shift(place, &aside)
                .and_then(|()| self.shift(new, place))
        };

        result.map_err(|error| self.undone("write", place, error))
    }

    /// Takes what stands at a place away.
    pub(super) fn remove(&mut self, place: &Path) -> Result<(), SyncError> {
        let aside = self.aside.join(format!("old-{}", self.done.len()));

        self.shift(place, &aside)
            .map_err(|error| self.undone("remove", place, error))
    }

    fn shift(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)?;
        self.done
            .push(Step::Moved(from.to_path_buf(), to.to_path_buf()));

        Ok(())
    }

    /// Undoes what was done, and gives the error that it was undone for.
    fn undone(&mut self, action: &'static str, place: &Path, error: io::Error) -> SyncError {
        for step in self.done.drain(..).rev() {
            // The first error is told; a second one would say the same of another file.
            let _ = match step {
                Step::Exchanged(new, place) => exchange_at_once(&new, &place),
                Step::Moved(from, to) => fs::rename(&to, &from),
            };
        }

        SyncError::system(action, place, error)
    }
}

/// Lets two paths change places in one step of the system.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange_at_once(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

/// Other systems have no such step.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange_at_once(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Swap;

    #[test]
    fn what_was_done_is_undone_where_a_later_step_fails() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for (name, text) in [("old", "1"), ("new", "2"), ("more", "3"), ("stale", "4")] {
            fs::write(at(name), text).unwrap();
        }
        let mut swap = Swap::new(folder.path());
        swap.exchange(&at("new"), &at("old")).unwrap();
        swap.exchange(&at("more"), &at("vacant")).unwrap();
        swap.remove(&at("stale")).unwrap();
        assert_eq!(fs::read_to_string(at("old")).unwrap(), "2");
        assert!(at("vacant").exists() && !at("stale").exists());

        let error = swap.exchange(&at("nothing"), &at("old")).unwrap_err();
        assert!(error.to_string().starts_with("cannot write"), "{error}");
        for (name, text) in [("old", "1"), ("new", "2"), ("more", "3"), ("stale", "4")] {
            assert_eq!(fs::read_to_string(at(name)).unwrap(), text, "{name}");
        }
        assert!(!at("vacant").exists());
    }
}
