//! What tests of several parts need: the documents at hand, and a validator that nobody here wrote.

mod validators;

use std::fs;
use std::path::{Path, PathBuf};

use brogue_generator::check::{self, NameLock};
use brogue_generator::diagnostic::{Diagnostics, render};
use brogue_generator::model::contract::Contract;
use brogue_generator::source::Source;
use brogue_generator::{load, parse};

pub(crate) use self::validators::Validators;
use crate::vendor::Vendor;

/// The vendor of a document.
pub(crate) fn vendor(source: &Source) -> Vendor {
    let mut diagnostics = Diagnostics::default();
    let tree = load::load(source, &mut diagnostics).expect("it is YAML");
    let spec = parse::parse(&tree, &mut diagnostics);
    let contract = check::contract(&spec, source);
    let checked = check::check(&spec, source, &NameLock::default(), &mut diagnostics);
    let checked = checked.unwrap_or_else(|| panic!("{}", render(source, &diagnostics, false)));

    Vendor::new(checked.api, contract)
}

/// The wire's side of a document, whether or not a client can be made of it.
pub(crate) fn contract(source: &Source) -> Contract {
    let mut diagnostics = Diagnostics::default();
    let tree = load::load(source, &mut diagnostics).expect("it is YAML");

    check::contract(&parse::parse(&tree, &mut diagnostics), source)
}

/// All documents at hand: those of the vendors, and those in the fixtures.
pub(crate) fn documents() -> Vec<Source> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = ["../specs", "fixtures"]
        .iter()
        .flat_map(|folder| fs::read_dir(home.join(folder)).expect("the folder is there"))
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    paths.sort();

    paths.iter().map(|path| document(path)).collect()
}

/// A document of the fixtures.
pub(crate) fn fixture(name: &str) -> Source {
    document(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(name),
    )
}

fn document(path: &Path) -> Source {
    Source::new(
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        fs::read_to_string(path).expect("the document is there"),
    )
}
