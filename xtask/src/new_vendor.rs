//! `cargo xtask new`: a spec to begin with, which passes lint and regen as it stands.

use std::fs::OpenOptions;
use std::io::{self, Write as _};

use brogue_generator::check::NameLock;
use brogue_generator::diagnostic;
use brogue_generator::generate;
use brogue_generator::model::CrateName;
use brogue_generator::source::Source;

use crate::failure::Failure;
use crate::project::root;
use crate::say;

/// An API as such a spec describes it, with `{{title}}` where its name goes.
const TEMPLATE: &str = include_str!("new_vendor/vendor.yaml");

/// Writes the spec of a new vendor. A spec that is there already is left alone.
pub(crate) fn new_vendor(name: &str) -> Result<(), Failure> {
    if CrateName::parse(name).is_none_or(|crate_name| crate_name.as_str() != name) {
        let way_out = "use lower-case letters, digits and hyphens, a letter first: `swift-jobs`";
        return Err(Failure::Impossible(format!(
            "`{name}` cannot be the name of a crate\n  help: {way_out}"
        )));
    }
    let path = format!("specs/{name}.yaml");
    let text = TEMPLATE.replace("{{title}}", &title(name));
    // The generator knows which names are those of other crates.
    let source = Source::new(path.clone(), text);
    let outcome = generate(&source, &NameLock::default());
    if outcome.api.is_none() {
        say::diagnostics(&diagnostic::render(&source, &outcome.diagnostics, true));
        let message = format!("`{name}` cannot be the name of a spec, nothing was written");
        return Err(Failure::Impossible(message));
    }
    write(&path, &source.text)?;

    say::about(&path, "written");
    say::line(&format!(
        "Next: describe the vendor in it, then\n  \
         cargo xtask lint {name}\n  \
         cargo xtask regen {name}\n  \
         cargo xtask docs\n\
         and add the crate to the dependency table in Cargo.toml and to tests/Cargo.toml, with a wire test for every call."
    ));

    Ok(())
}

/// `swift-jobs` as people write it: `Swift Jobs`.
fn title(name: &str) -> String {
    let words = name.split(['-', '_']).filter(|word| !word.is_empty());
    let capitalized = words.map(|word| {
        let mut letters = word.chars();
        letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .chain(letters)
            .collect::<String>()
    });

    capitalized.collect::<Vec<_>>().join(" ")
}

fn write(path: &str, text: &str) -> Result<(), Failure> {
    let file = root().join(path);
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&file)
        .and_then(|mut file| file.write_all(text.as_bytes()));

    written.map_err(|error| {
        Failure::Impossible(match error.kind() {
            io::ErrorKind::AlreadyExists => {
                format!("`{path}` is there already\n  help: edit it, or choose another name")
            }
            _ => format!("cannot write `{path}`: {error}"),
        })
    })
}
