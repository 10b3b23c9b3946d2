//! `runtime/src/source.rs`: the runtime's own text, and what it depends on, for crates that carry it in themselves.
//!
//! Written from the folder and from two manifests, so that nobody has to remember it. A manifest as people write it here is read line by
//! line; one that is written otherwise shows in the tests, which compile such a crate.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::project::root;

/// The file, from the root of the project.
pub(crate) const PLACE: &str = "runtime/src/source.rs";

/// Features that are none of a client's: what everybody has, and the text itself.
const INNER: [&str; 3] = ["default", "client", "source"];

/// So wide may a pair be that rustfmt leaves on one line.
const SHORT: usize = 60;

/// The file up to the names of files.
const HEAD: &str = "\
//! The text of this crate, and what it depends on, for clients that carry their runtime in themselves.
//!
//! Made by `cargo xtask regen`. Do not edit.

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_str!($path)),)*]
    };
}

/// The files of the crate by their paths under `src`, without this one and without those of tests.
pub const FILES: &[(&str, &str)] = files! {
";

/// Between these and its features.
const LICENSE: &str = "\
};

/// The license under which that text may be passed on, of the two that it has.
pub const LICENSE: &str = include_str!(\"../LICENSE-MIT\");

/// Its features, each with what it turns on.
pub const FEATURES: &[(&str, &str)] = &[
";

/// Between these and its dependencies.
const DEPENDENCIES: &str = "\
];

/// Its dependencies, each with what stands behind the name in a manifest.
pub const DEPENDENCIES: &[(&str, &str)] = &[
";

/// What the file holds; nothing in a project that has no runtime of its own.
pub(crate) fn text() -> Result<Option<String>, Failure> {
    let folder = root().join("runtime/src");
    if !folder.exists() {
        return Ok(None);
    }
    let mut files = Vec::new();
    collect(&folder, &folder, &mut files)?;
    files.sort();

    let runtime = read("runtime/Cargo.toml")?;
    let table = read("Cargo.toml")?;
    let mut text = String::from(HEAD);
    for file in files {
        let _ = writeln!(text, "    {file:?}");
    }
    text.push_str(LICENSE);
    for (name, value) in entries(&runtime, "[features]") {
        if !INNER.contains(&name) {
            let value = value.replace("\"client\", ", "").replace("\"client\"", "");
            let _ = writeln!(text, "    ({name:?}, {}),", literal(&value));
        }
    }
    text.push_str(DEPENDENCIES);
    let everybody = list(&runtime, "client = [");
    for (name, own) in entries(&runtime, "[dependencies]") {
        let shared = entries(&table, "[workspace.dependencies]")
            .into_iter()
            .find(|(shared, _)| *shared == name)
            .map(|(_, value)| value)
            .ok_or_else(|| Failure::Found(format!("`{name}` is not in the dependency table")))?;
        let is_optional = !everybody.contains(&format!("dep:{name}"));
        let value = literal(&dependency(shared, own, is_optional));
        let pair = format!("{name:?}, {value}");
        if pair.len() <= SHORT {
            let _ = writeln!(text, "    ({pair}),");
        } else {
            let _ = writeln!(text, "    (\n        {name:?},\n        {value},\n    ),");
        }
    }
    text.push_str("];\n");

    Ok(Some(text))
}

/// What a dependency is, of what the table and the crate say of it.
fn dependency(shared: &str, own: &str, is_optional: bool) -> String {
    let version = if shared.starts_with('{') {
        between(shared, "version = \"", "\"")
    } else {
        shared.trim_matches('"')
    };
    let mut features = list(shared, "features = [");
    features.extend(list(own, "features = ["));
    let mut parts = vec![format!("version = \"{version}\"")];
    if shared.contains("default-features = false") {
        parts.push("default-features = false".to_owned());
    }
    if !features.is_empty() {
        parts.push(format!("features = [\"{}\"]", features.join("\", \"")));
    }
    if is_optional {
        parts.push("optional = true".to_owned());
    }

    if parts.len() == 1 {
        format!("\"{version}\"")
    } else {
        format!("{{ {} }}", parts.join(", "))
    }
}

/// The lines `name = value` of a section; the value of a list of several lines is its first line only.
fn entries<'a>(manifest: &'a str, section: &str) -> Vec<(&'a str, &'a str)> {
    manifest
        .lines()
        .skip_while(|line| *line != section)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .collect()
}

/// The texts of the list that begins so.
fn list(text: &str, start: &str) -> Vec<String> {
    between(text, start, "]")
        .split(',')
        .map(|item| item.trim().trim_matches('"').to_owned())
        .filter(|item| !item.is_empty())
        .collect()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = text.split_once(start).map(|(_, rest)| rest);

    rest.and_then(|rest| rest.split_once(end))
        .map_or("", |(inner, _)| inner)
}

/// A raw text where it has quotes in it.
fn literal(text: &str) -> String {
    if text.contains('"') {
        format!("r#\"{text}\"#")
    } else {
        format!("{text:?}")
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<(), Failure> {
    let unreadable =
        |error: io::Error| Failure::Impossible(format!("cannot read `{PLACE}`: {error}"));
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path: PathBuf = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            // Unit tests that have grown into a folder.
            if !path.ends_with("tests") {
                collect(root, &path, files)?;
            }
            continue;
        }
        let inside = path.strip_prefix(root).unwrap_or(&path);
        let name = inside.to_string_lossy().replace('\\', "/");
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        if is_rust && name != "source.rs" && !name.ends_with("/tests.rs") {
            files.push(name);
        }
    }

    Ok(())
}

fn read(path: &str) -> Result<String, Failure> {
    fs::read_to_string(root().join(path))
        .map_err(|error| Failure::Impossible(format!("cannot read `{path}`: {error}")))
}
