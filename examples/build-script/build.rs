//! Makes the client of `openapi.yaml`, in the folder that cargo gives build scripts.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use brogue_generator::check::NameLock;
use brogue_generator::diagnostic::{Strictness, render};
use brogue_generator::emit::Target;
use brogue_generator::model::CrateName;
use brogue_generator::{Options, generate_for, load};

const DOCUMENT: &str = "openapi.yaml";

fn main() -> Result<(), Box<dyn Error>> {
    let source = load::read_file(Path::new(DOCUMENT))?;
    // What cannot be followed in the document is approximated or left out, with a warning.
    let options = Options {
        strictness: Strictness::Lenient,
        // Examples in the documentation name the crate.
        crate_name: CrateName::parse(env::var("CARGO_PKG_NAME")?),
        target: Target::Included,
        ..Options::default()
    };
    let outcome = generate_for(&source, &NameLock::default(), &options)?;
    let said = render(&source, &outcome.diagnostics, false);
    if outcome.files.is_empty() {
        return Err(said.into());
    }
    for line in said.lines() {
        println!("cargo::warning={line}");
    }
    println!("cargo::rerun-if-changed={DOCUMENT}");

    let folder = Path::new(&env::var("OUT_DIR")?).join("client");
    for file in &outcome.files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, &file.text)?;
    }

    Ok(())
}
