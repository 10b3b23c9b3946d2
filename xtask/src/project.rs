//! Where things stand in the project, and which vendors there are.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use brogue_generator::check::NameLock;
use brogue_generator::diagnostic::did_you_mean;
use brogue_generator::load::{self, ReadError};
use brogue_generator::source::Source;

use crate::failure::Failure;

/// The folder of the workspace: the one that cargo runs this for, and where cargo does not run it, the one it was built in.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let xtask = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);

        xtask.parent().map_or(xtask.clone(), Path::to_path_buf)
    });

    &ROOT
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Where the generated crates stand.
pub(crate) fn generated() -> PathBuf {
    root().join("generated")
}

/// Where the pages for people stand.
pub(crate) fn docs() -> PathBuf {
    root().join("docs")
}

/// A vendor: the name of its spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Vendor {
    /// The name, also of its crate: the generator refuses a spec where the two would differ.
    pub(crate) name: String,
    spec: PathBuf,
}

impl Vendor {
    /// The spec, under the path that people know.
    pub(crate) fn source(&self) -> Result<Source, Failure> {
        let mut source = load::read_file(&self.spec).map_err(|error| unreadable(&error))?;
        source.path = in_project(&self.spec);

        Ok(source)
    }

    /// The file of the name lock, which is there only where a name is recorded.
    pub(crate) fn lock_path(&self) -> PathBuf {
        self.spec.with_extension("lock")
    }

    /// The name lock and its text.
    pub(crate) fn lock(&self) -> Result<(NameLock, String), Failure> {
        let path = self.lock_path();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                return Err(Failure::Impossible(format!(
                    "cannot read `{}`: {error}",
                    in_project(&path)
                )));
            }
        };
        let lock = NameLock::parse(&text).map_err(|error| {
            let way_out =
                "mend it, or bring back the committed one: its names would be lost otherwise";
            Failure::Impossible(format!(
                "`{}`: {error}\n  help: {way_out}",
                in_project(&path)
            ))
        })?;

        Ok((lock, text))
    }
}

/// The path from the project's folder, with forward slashes.
pub(crate) fn in_project(path: &Path) -> String {
    let inside = path.strip_prefix(root()).unwrap_or(path);

    inside
        .display()
        .to_string()
        .replace(std::path::MAIN_SEPARATOR, "/")
}

/// A message with its paths from the project's folder.
pub(crate) fn shortened(message: &str) -> String {
    let root = root()
        .display()
        .to_string()
        .replace(std::path::MAIN_SEPARATOR, "/");

    message
        .replace(&format!("{root}/"), "")
        .replace(&format!("`{root}`"), "`.`")
}

/// The vendors of these names, or all.
pub(crate) fn vendors(names: &[String]) -> Result<Vec<Vendor>, Failure> {
    let specs = load::list_specs(&root().join("specs")).map_err(|error| unreadable(&error))?;
    let all: Vec<Vendor> = specs
        .into_iter()
        .map(|spec| Vendor {
            name: spec
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            spec,
        })
        .collect();
    let mut by_name: BTreeMap<&str, &Path> = BTreeMap::new();
    for vendor in &all {
        if let Some(other) = by_name.insert(&vendor.name, &vendor.spec) {
            let (one, other) = (in_project(other), in_project(&vendor.spec));
            let way_out = "keep one of them: a crate is made from one spec";
            return Err(Failure::Impossible(format!(
                "`{one}` and `{other}` would give the same crate\n  help: {way_out}"
            )));
        }
    }

    select(all, names)
}

fn select(all: Vec<Vendor>, names: &[String]) -> Result<Vec<Vendor>, Failure> {
    for name in names {
        if all.iter().any(|vendor| vendor.name == *name) {
            continue;
        }
        let known: Vec<&str> = all.iter().map(|vendor| vendor.name.as_str()).collect();
        let similar = did_you_mean(name, known.iter().copied());
        let guess = similar
            .map(|similar| format!("; did you mean `{similar}`?"))
            .unwrap_or_default();
        let known = known.join(", ");
        let message =
            format!("there is no spec for `{name}`{guess}\n  vendors with a spec: {known}");
        return Err(Failure::Impossible(message));
    }
    if names.is_empty() {
        return Ok(all);
    }

    Ok(all
        .into_iter()
        .filter(|vendor| names.contains(&vendor.name))
        .collect())
}

/// What cannot be read, why, and what to do.
fn unreadable(error: &ReadError) -> Failure {
    let way_out = match error {
        ReadError::NotUtf8 { .. } => "save it as UTF-8",
        ReadError::Unreadable { .. } => "look at its permissions",
        ReadError::Missing(path) if !path.ends_with("specs") => {
            "it is a link to nothing: mend or remove it"
        }
        _ => "specs/ holds one OpenAPI document for each vendor, such as specs/acme.yaml",
    };

    Failure::Impossible(format!("{}\n  help: {way_out}", shortened(&explain(error))))
}

/// The error with what caused it.
fn explain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.extend([": ", &error.to_string()]);
        cause = error.source();
    }

    text
}

#[cfg(test)]
mod tests {
    use super::{Vendor, select};

    #[test]
    fn an_unknown_vendor_is_told_the_known_ones() {
        let vendor = |name: &str| Vendor {
            name: name.to_owned(),
            spec: format!("specs/{name}.yaml").into(),
        };
        let all = vec![vendor("acme"), vendor("orchard")];

        let chosen = select(all.clone(), &["orchard".to_owned()]).unwrap();
        assert_eq!(chosen, [vendor("orchard")]);

        let failure = select(all, &["orchad".to_owned()]).unwrap_err();
        assert_eq!(failure.code(), 2);
        assert_eq!(
            failure.to_string(),
            "there is no spec for `orchad`; did you mean `orchard`?\n  vendors with a spec: acme, orchard"
        );
    }
}
