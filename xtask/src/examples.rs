//! What the examples of a generated crate stand on: dependencies in its manifest, where there are examples.
//!
//! `generated/<vendor>/examples/` is the one folder there that people write. Whether it exists stands in no spec, so the generator knows
//! nothing of it; whoever builds the crate alone, without its examples, builds nothing of this.

use std::fs;
use std::io;
use std::path::Path;

use brogue_generator::sync::{EXAMPLES, File};

use crate::failure::Failure;
use crate::project::in_project;

/// Adds to the manifest what examples need, where the crate in this folder has any.
pub(crate) fn declare(folder: &Path, name: &str, files: &mut [File]) -> Result<(), Failure> {
    if !has_examples(folder)? {
        return Ok(());
    }
    if let Some(manifest) = files.iter_mut().find(|file| file.path == "Cargo.toml") {
        manifest.text.push_str(&dependencies(name));
    }

    Ok(())
}

fn has_examples(folder: &Path) -> Result<bool, Failure> {
    let place = folder.join(EXAMPLES);

    match fs::read_dir(&place) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Failure::Impossible(format!(
            "cannot read `{}`: {error}",
            in_project(&place)
        ))),
    }
}

/// A table of its own behind all others. By its path alone, without a version, the crate's dependency on itself does not get into what is
/// published.
pub(crate) fn dependencies(name: &str) -> String {
    format!(
        r#"
# What {EXAMPLES}/ stands on: a simulated vendor to talk to, and this crate with its spec to simulate it from.
[dev-dependencies]
brogue-simulator.workspace = true
serde_json.workspace = true
{name} = {{ path = ".", features = ["spec"] }}
tokio = {{ workspace = true, features = ["io-util", "macros", "net", "rt-multi-thread"] }}
"#
    )
}
