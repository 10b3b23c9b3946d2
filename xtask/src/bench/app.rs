//! The small program that uses a client: benchmarks/apps/ has the three calls of it for each document and generator, written by hand, since
//! no two clients are called alike.
//!
//! It stands in a package of its own beside the crate. Everything is compiled through that package, so that there is one resolution of
//! what both stand on, and the library is built as a program would have it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::peer::{self, Peer};
use super::{crate_folder, unwritable};
use crate::failure::Failure;
use crate::project;

/// The program's name, and that of its crate.
pub(super) const APP: &str = "app";

/// The same by hand with reqwest, in the same package: what a program has without any client.
pub(super) const BARE: &str = "bare";

/// The package that uses the crate that one generator made of a document.
pub(super) struct Package {
    pub(super) folder: PathBuf,
    /// The crate's name for rustc.
    pub(super) library: String,
    /// Whether there are calls for it.
    pub(super) has_app: bool,
}

/// Writes the package, or finds it as it is: then cargo keeps what it resolved.
pub(super) fn write(folder: &Path, document: &str, peer: &Peer) -> Result<Package, Failure> {
    let library = crate_folder(folder, document, peer);
    let name = peer::package_name(&library).unwrap_or_default();
    let package = folder.join(document).join("apps").join(peer.name);
    let sources = project::root().join("benchmarks/apps");
    let calls = sources.join(document).join(format!("{}.rs", peer.name));
    let manifest = format!(
        "[package]\nname = \"bench-app-{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nclient = {{ path = '{}', package = \"{name}\" }}\n\
         # As the client has it, with the same features.\n\
         reqwest = {{ version = \"0.13\", default-features = false }}\n\
         tokio = {{ version = \"1\", features = [\"rt\"] }}\n\n[workspace]\n",
        peer.name,
        library.display()
    );
    let has_app = calls.exists();
    let written = || -> io::Result<()> {
        keep(&package.join("Cargo.toml"), &manifest)?;
        // For where only the library is compiled.
        keep(&package.join("src/lib.rs"), "")?;
        for (program, calls) in [(BARE, &sources.join("bare.rs")), (APP, &calls)] {
            let place = package.join("src/bin").join(program);
            if program == BARE || has_app {
                let main = fs::read_to_string(sources.join("main.rs"))?;
                keep(&place.join("main.rs"), &main)?;
                keep(&place.join("calls.rs"), &fs::read_to_string(calls)?)?;
            }
        }
        Ok(())
    };
    written().map_err(|error| unwritable(&package, &error))?;

    Ok(Package {
        folder: package,
        library: name.replace('-', "_"),
        has_app,
    })
}

fn keep(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }

    fs::write(path, text)
}
