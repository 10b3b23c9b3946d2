//! One crate to be generated: what the command line or an entry of a file asks for, made sure of.

use std::fs;
use std::path::{Component, Path, PathBuf};

use brogue_generator::check::{crate_name_of, is_taken};
use brogue_generator::emit::Runtime;
use brogue_generator::model::CrateName;

use crate::arguments::With;
use crate::failure::Failure;
use crate::input::STANDARD_INPUT;

/// The longest name of a crate, which is the registry's.
const LONGEST_NAME: usize = 64;

/// What is asked for, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) spec: PathBuf,
    pub(crate) out: PathBuf,
    pub(crate) name: Option<String>,
    pub(crate) runtime: Option<String>,
    pub(crate) only: Vec<String>,
    pub(crate) strict: bool,
    pub(crate) report: Option<PathBuf>,
    pub(crate) with: With,
}

/// One crate to be generated.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) spec: PathBuf,
    pub(crate) out: PathBuf,
    pub(crate) name: CrateName,
    pub(crate) runtime: Runtime,
    pub(crate) only: Vec<String>,
    pub(crate) strict: bool,
    pub(crate) report: Option<PathBuf>,
    pub(crate) with: With,
}

impl Job {
    /// Makes sure of what was asked for. Paths that are not absolute start at `base`, the folder of the file that says them.
    pub(crate) fn of(asked: Asked, base: &Path) -> Result<Self, Failure> {
        let out = base.join(&asked.out);

        Ok(Self {
            name: name(asked.name.as_deref(), &asked.spec)?,
            runtime: runtime(asked.runtime.as_deref(), base, &out)?,
            spec: if asked.spec == Path::new(STANDARD_INPUT) {
                asked.spec
            } else {
                base.join(asked.spec)
            },
            out,
            only: asked.only,
            strict: asked.strict,
            report: asked.report.map(|report| base.join(report)),
            with: With {
                overlays: asked
                    .with
                    .overlays
                    .iter()
                    .map(|overlay| base.join(overlay))
                    .collect(),
                root: asked.with.root.map(|root| base.join(root)),
            },
        })
    }
}

/// The name of the crate.
fn name(asked: Option<&str>, spec: &Path) -> Result<CrateName, Failure> {
    let of_file = || crate_name_of(&spec.to_string_lossy());
    let Some(asked) = asked else {
        return of_file()
            .ok_or_else(|| Failure::Impossible("give the crate a name: `--name acme`".to_owned()));
    };
    let refused =
        |fault: &str, help: &str| Failure::Impossible(format!("`{asked}` {fault}\n  help: {help}"));
    let rule = "a name has lower-case letters, digits and hyphens, begins with a letter, and is no word of Rust";
    if asked.len() > LONGEST_NAME {
        let fault = format!("is longer than {LONGEST_NAME} letters, so no crate can be named so");
        return Err(refused(&fault, rule));
    }
    match CrateName::parse(asked) {
        Some(_) if is_taken(asked) => Err(refused(
            "is the name of a crate that the client meets",
            &format!("name it `{asked}-client`"),
        )),
        Some(name) => Ok(name),
        None => {
            let near = crate_name_of(asked).filter(|near| near.as_str() != "api-client");
            let help = match near {
                Some(near) => format!("{rule}; name it `{near}`"),
                None => rule.to_owned(),
            };
            Err(refused("cannot be the name of a crate", &help))
        }
    }
}

/// Where the runtime comes from.
fn runtime(asked: Option<&str>, base: &Path, out: &Path) -> Result<Runtime, Failure> {
    match asked {
        None => Ok(match checkout(out) {
            Some(folder) => Runtime::Path(from_crate(out, &folder)),
            None => Runtime::Embedded,
        }),
        Some("embedded") => Ok(Runtime::Embedded),
        Some(version) if is_version(version) => Ok(Runtime::Version(version.to_owned())),
        Some(path) => {
            let folder = base.join(path);
            if is_runtime(&folder) {
                Ok(Runtime::Path(from_crate(out, &folder)))
            } else {
                Err(Failure::Impossible(format!(
                    "`{path}` holds no runtime, and is no version of one\n  help: give the folder of brogue-runtime, a version such as `0.1`, or \
                     `embedded`"
                )))
            }
        }
    }
}

/// Whether a text can be a requirement on a version: `0.1`, `=0.1.2`, `^1`.
fn is_version(text: &str) -> bool {
    let digits = text.trim_start_matches(['=', '^', '~', ' ']);

    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '+'))
        && !Path::new(text).exists()
}

/// The runtime of the checkout of Brogue that a folder is in.
fn checkout(folder: &Path) -> Option<PathBuf> {
    let folder = std::path::absolute(folder).ok()?;

    folder
        .ancestors()
        .map(|above| above.join("runtime"))
        .find(|runtime| is_runtime(runtime))
}

fn is_runtime(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();

    manifest
        .lines()
        .any(|line| line == "name = \"brogue-runtime\"")
}

/// The way from the crate's folder to another one, with forward slashes.
fn from_crate(out: &Path, target: &Path) -> String {
    let whole = |path: &Path| {
        // A folder that is there is meant past its links, as the system goes through them.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let known = path.ancestors().find_map(|above| {
            let real = fs::canonicalize(above).ok()?;
            let rest = path.strip_prefix(above).ok()?;
            // Joined with nothing, it would end with a slash.
            Some(real.components().chain(rest.components()).collect())
        });
        known.unwrap_or(path)
    };
    let (out, target) = (whole(out), whole(target));
    let shared = out
        .components()
        .zip(target.components())
        .take_while(|(one, other)| one == other)
        .count();
    let mut way = PathBuf::new();
    let is_near = target
        .components()
        .take(shared)
        .any(|part| matches!(part, Component::Normal(_)));
    if is_near {
        way.extend(out.components().skip(shared).map(|_| Component::ParentDir));
        way.extend(target.components().skip(shared));
    } else {
        way = target;
    }

    way.display().to_string().replace('\\', "/")
}
