//! One API, said in two versions of the standard: the crates are the same to the byte.
//!
//! `fixtures/dialects/<feature>/swagger.yaml` says in Swagger 2.0 what `openapi.yaml` beside it says in OpenAPI 3.1.

use std::collections::{BTreeMap, BTreeSet};

use crate::expected::Faults;
use crate::spec::generate;
use crate::workspace::{ends, files, read, root};
use brogue_generator::check::NameLock;

const FOLDER: &str = "tests/fixtures/dialects";

#[test]
fn what_two_versions_say_alike_becomes_one_crate() {
    let features: BTreeSet<String> = files(FOLDER, ".yaml")
        .iter()
        .filter_map(|path| Some(path.rsplit_once('/')?.0.to_owned()))
        .collect();
    assert!(features.len() >= 8, "only {features:?} were found");
    let mut faults = Faults::default();
    for feature in features {
        let old = crate_of(&feature, "swagger.yaml", &mut faults);
        let new = crate_of(&feature, "openapi.yaml", &mut faults);
        let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for name in names {
            let text = |files: &BTreeMap<String, String>| files.get(name).cloned();
            let (old, new) = (
                text(&old).unwrap_or_default(),
                text(&new).unwrap_or_default(),
            );
            if old != new {
                let diff = similar::TextDiff::from_lines(new.as_str(), old.as_str())
                    .unified_diff()
                    .header("openapi", "swagger")
                    .to_string();
                faults.add(&format!("{feature}/{name}"), &diff);
            }
        }
    }
    faults.settle();
}

/// The files of a crate but for the document itself.
fn crate_of(feature: &str, file: &str, faults: &mut Faults) -> BTreeMap<String, String> {
    let path = format!("{feature}/{file}");
    let text = read(&root().join(&path));
    let outcome = generate("specs/visits.yaml", &text, &NameLock::default());
    if !outcome.rendered.is_empty() {
        faults.add(&path, &outcome.rendered);
    }
    let files = outcome.files.into_iter();

    files
        .filter(|file| !ends(&file.path, &["spec.yaml"]))
        .map(|file| (file.path, file.text))
        .collect()
}
