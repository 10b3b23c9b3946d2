//! `brogue.toml`: what to generate, written down.
//!
//! ```toml
//! [[generate]]
//! spec = "specs/acme.yaml"
//! out = "crates/acme"
//! only = ["visits"]
//! overlay = ["specs/acme-quirks.yaml"]
//! ```
//!
//! Paths start at the folder of the file. A key that nobody knows is an error: a misspelled one would be a wish that nobody hears.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use brogue_generator::diagnostic::{Lines, did_you_mean};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::failure::Failure;
use crate::job::Asked;

/// The name of the file.
pub(crate) const FILE: &str = "brogue.toml";

/// The one thing a file can ask for.
const GENERATE: &str = "generate";

/// What an entry may say.
const KEYS: [&str; 9] = [
    "name", "only", "out", "overlay", "report", "root", "runtime", "spec", "strict",
];

/// Reads what a file asks for; the folder where its paths start, and the entries.
pub(crate) fn read(file: Option<&Path>) -> Result<(PathBuf, Vec<Asked>), Failure> {
    let path = file.unwrap_or(Path::new(FILE));
    let text = fs::read_to_string(path).map_err(|error| match (error.kind(), file) {
        (io::ErrorKind::NotFound, None) => Failure::Impossible(format!(
            "no document is named, and there is no {FILE} here\n  help: `brogue generate SPEC --out DIR`, or name the file with `--config`"
        )),
        _ => Failure::Faulty(format!("cannot read `{}`: {error}", path.display())),
    })?;
    let asked = entries(&text).map_err(|fault| {
        let position = Lines::new(&text).position(u32::try_from(fault.place).unwrap_or(u32::MAX));
        let (line, column) = (position.line, position.column);
        Failure::Impossible(format!(
            "{}:{line}:{column}: {}",
            path.display(),
            fault.message
        ))
    })?;
    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();

    Ok((folder, asked))
}

/// What is wrong in the file, and where.
#[derive(Debug)]
struct Fault {
    place: usize,
    message: String,
}

fn fault(place: &Range<usize>, message: impl Into<String>) -> Fault {
    Fault {
        place: place.start,
        message: message.into(),
    }
}

/// Reads the entries.
fn entries(text: &str) -> Result<Vec<Asked>, Fault> {
    let document = DeTable::parse(text).map_err(|error| {
        let place = error.span().unwrap_or_default();
        fault(&place, error.message().trim_end_matches('.').to_lowercase())
    })?;
    let mut asked = Vec::new();
    for (key, value) in document.get_ref() {
        let name = key.get_ref().as_ref();
        if name != GENERATE {
            return Err(unknown(&key.span(), name, &[GENERATE]));
        }
        let Some(list) = value.get_ref().as_array() else {
            return Err(fault(
                &key.span(),
                "`generate` is a list of tables: write `[[generate]]`",
            ));
        };
        for item in list {
            match item.get_ref().as_table() {
                Some(table) => asked.push(entry(table, &item.span())?),
                None => {
                    return Err(fault(
                        &item.span(),
                        "an entry of `generate` is a table: write `[[generate]]`",
                    ));
                }
            }
        }
    }
    if asked.is_empty() {
        return Err(fault(
            &(0..0),
            "nothing is asked for: write `[[generate]]` with `spec` and `out`",
        ));
    }

    Ok(asked)
}

fn entry(table: &DeTable<'_>, place: &Range<usize>) -> Result<Asked, Fault> {
    let mut asked = Asked::default();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        match name {
            "spec" => asked.spec = text(name, value)?.into(),
            "out" => asked.out = text(name, value)?.into(),
            "name" => asked.name = Some(text(name, value)?),
            "runtime" => asked.runtime = Some(text(name, value)?),
            "report" => asked.report = Some(text(name, value)?.into()),
            "overlay" => {
                let overlays = texts(name, value)?.into_iter();
                asked.with.overlays = overlays.map(PathBuf::from).collect();
            }
            "root" => asked.with.root = Some(text(name, value)?.into()),
            "only" => asked.only = texts(name, value)?,
            "strict" => {
                let flag = value.get_ref().as_bool();
                asked.strict =
                    flag.ok_or_else(|| fault(&value.span(), "`strict` is `true` or `false`"))?;
            }
            _ => return Err(unknown(&key.span(), name, &KEYS)),
        }
    }
    for (name, path) in [("spec", &asked.spec), ("out", &asked.out)] {
        if path.as_os_str().is_empty() {
            return Err(fault(place, format!("the entry lacks `{name}`")));
        }
    }

    Ok(asked)
}

fn text(name: &str, value: &Spanned<DeValue<'_>>) -> Result<String, Fault> {
    let text = value.get_ref().as_str().filter(|text| !text.is_empty());

    text.map(str::to_owned)
        .ok_or_else(|| fault(&value.span(), format!("`{name}` is a text")))
}

/// One text, or a list of them.
fn texts(name: &str, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, Fault> {
    match value.get_ref().as_array() {
        Some(list) => list.iter().map(|item| text(name, item)).collect(),
        None => Ok(vec![text(name, value)?]),
    }
}

fn unknown(place: &Range<usize>, name: &str, known: &[&str]) -> Fault {
    let way_out = match did_you_mean(name, known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("known are `{}`", known.join("`, `")),
    };

    fault(place, format!("there is no key `{name}`; {way_out}"))
}
