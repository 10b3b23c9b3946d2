//! Whether a crate is what its spec says, known without generating it: a stamp in the target folder says of what it was made, by which build
//! of the generator, and what came of it.
//!
//! The texts themselves are looked at, on both sides, and no times: whatever was edited, restored or checked out since is seen. Only the
//! generator is known by the size and the time of the program, which cargo writes anew when any of its code changes. A stamp that is
//! missing or says anything else means no more than that the crate is generated as ever. `regen --check` asks no stamp.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

use brogue_generator::source::Source;
use brogue_generator::sync::EXAMPLES;

use crate::licenses::licenses;
use crate::project::{self, Vendor};

/// What there is to say of a crate that is as it should be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// How large it is: `5 operations, 18 types: 11 unchanged`.
    pub(super) summary: String,
    /// What there is to say about its spec.
    pub(super) diagnostics: String,
}

/// What was told when the crate in a folder was made of just this, if nothing was changed there since.
pub(super) fn known(
    vendor: &Vendor,
    source: &Source,
    lock_text: &str,
    folder: &Path,
) -> Option<Told> {
    let kept = fs::read_to_string(place(vendor)).ok()?;
    let (number, told) = kept.split_once('\n')?;
    let (summary, diagnostics) = told.split_once('\n')?;
    let is_same = number == self::number(source, lock_text, folder)?;

    is_same.then(|| Told {
        summary: summary.to_owned(),
        diagnostics: diagnostics.to_owned(),
    })
}

/// Remembers what is told of a crate that is as it should be. Where that cannot be written it is generated again next time.
pub(super) fn keep(vendor: &Vendor, source: &Source, lock_text: &str, folder: &Path, told: &Told) {
    let place = place(vendor);
    let Some(number) = number(source, lock_text, folder) else {
        return;
    };
    let Told {
        summary,
        diagnostics,
    } = told;
    let _ = place.parent().map(fs::create_dir_all);
    let _ = fs::write(place, format!("{number}\n{summary}\n{diagnostics}"));
}

fn place(vendor: &Vendor) -> PathBuf {
    project::target().join("regen").join(&vendor.name)
}

/// The number of all that a crate is made of and of all that it is; nothing where any of it cannot be read.
fn number(source: &Source, lock_text: &str, folder: &Path) -> Option<String> {
    let mut hasher = DefaultHasher::new();
    let program = fs::metadata(env::current_exe().ok()?).ok()?;
    (program.len(), program.modified().ok()?).hash(&mut hasher);
    project::root().hash(&mut hasher);
    for part in source.parts() {
        (part.path, part.text).hash(&mut hasher);
    }
    lock_text.hash(&mut hasher);
    for license in licenses().ok()? {
        (license.path, license.text).hash(&mut hasher);
    }
    add(folder, &mut hasher).ok()?;

    Some(format!("{:016x}", hasher.finish()))
}

/// Adds everything in a folder. Of examples, which people write, only whether there are any.
fn add(folder: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type()?);
        path.hash(hasher);
        if kind.is_symlink() {
            fs::read_link(&path)?.hash(hasher);
        } else if !kind.is_dir() {
            fs::read(&path)?.hash(hasher);
        } else if entry.file_name() == EXAMPLES {
            fs::read_dir(&path)?.next().is_some().hash(hasher);
        } else {
            add(&path, hasher)?;
        }
    }

    Ok(())
}
