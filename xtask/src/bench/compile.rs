//! What it takes to compile the crates and the small programs that use them: rustc for each of them alone, since all that they stand on is
//! built before.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use super::app::{self, APP, BARE, Package};
use super::measure::{self, Cost};
use super::peer::Peer;
use super::{Outcome, Row, crate_folder, unwritable};
use crate::failure::Failure;
use crate::say;

/// What was found of one crate, round after round; the error is what is wrong with it.
#[derive(Default)]
struct Found {
    library: Vec<Cost>,
    app: Vec<Cost>,
    fault: Option<String>,
    app_fault: Option<String>,
}

/// Compiles the crates in turn, round after round, and adds what came of it to their rows.
pub(super) fn compile(
    step: &'static str,
    rows: &mut [Row],
    peers: &[Peer],
    folder: &Path,
    rounds: usize,
) -> Result<(), Failure> {
    let mut all: Vec<(Option<Package>, Found)> = Vec::new();
    for (row, peer) in rows.iter().zip(peers) {
        let mut found = Found::default();
        let package = if row.is_whole() {
            Some(app::write(folder, &row.document, peer)?)
        } else {
            found.fault = Some("-".to_owned());
            None
        };
        all.push((package, found));
    }
    for round in 0..rounds.max(1) {
        for ((row, peer), (package, found)) in rows.iter().zip(peers).zip(&mut all) {
            let Some(package) = package else { continue };
            if found.fault.is_none() {
                // The first run builds what the crate stands on, too, each unit of it apart.
                if round == 0 {
                    say::step(&format!("{step}: {}: {}", peer.name, row.document));
                }
                let library = crate_folder(folder, &row.document, peer);
                once(step, &library, package, folder, found)?;
            }
        }
    }
    let has_apps = step != "check"
        && all
            .iter()
            .any(|(package, _)| package.as_ref().is_some_and(|package| package.has_app));
    for (row, (package, found)) in rows.iter_mut().zip(all) {
        row.outcomes
            .push((step, outcome(&found.library, found.fault.clone())));
        if has_apps {
            let fault = found.fault.map(|_| "-".to_owned()).or(found.app_fault);
            let size = match &package {
                Some(package) if step == "release" && fault.is_none() => size(package, folder)?,
                _ => None,
            };
            let name = if step == "dev" { "rebuild" } else { "app" };
            row.outcomes.push((name, outcome(&found.app, fault)));
            if step == "release" {
                let nothing = Outcome::Fault("-".to_owned());
                row.outcomes.push(("size", size.unwrap_or(nothing)));
            }
        }
    }

    Ok(())
}

fn outcome(costs: &[Cost], fault: Option<String>) -> Outcome {
    match fault {
        Some(fault) => Outcome::Fault(fault),
        None if costs.is_empty() => Outcome::Fault("-".to_owned()),
        None => Outcome::Cost(measure::median(costs)),
    }
}

/// Compiles one crate and the program that uses it.
fn once(
    step: &str,
    library: &Path,
    package: &Package,
    folder: &Path,
    found: &mut Found,
) -> Result<(), Failure> {
    let has_app = package.has_app && step != "check";
    touch(&library.join("src/lib.rs"))?;
    if has_app {
        touch(&package.folder.join("src/bin/app/main.rs"))?;
    }
    let log = folder.join("log");
    let what = if has_app {
        &["--bin", APP][..]
    } else {
        &["--lib"]
    };
    let said = measure::run(cargo(step, package, folder).args(what), &log)?;
    let app = measure::read(&log, APP);
    match (said, app) {
        // The program is compiled after the library only.
        (Err(said), Some(_)) => found.app_fault = Some(fault(&said)),
        (Err(said), None) => {
            found.fault = Some(fault(&said));
            return Ok(());
        }
        (Ok(()), _) => {}
    }
    let name = &package.library;
    let cost = measure::read(&log, name).ok_or_else(|| {
        let place = library.display();
        Failure::Impossible(format!("no crate `{name}` was compiled in `{place}`"))
    })?;
    found.library.push(cost);
    // A program that is released has the library in it, and both are compiled; after an edit the program alone is.
    found.app.extend(app.map(|app| match step {
        "release" => cost.and(app),
        _ => app,
    }));

    Ok(())
}

/// How large the program is that was built last, without symbols; nothing where there is none.
fn size(package: &Package, folder: &Path) -> Result<Option<Outcome>, Failure> {
    if !package.has_app {
        return Ok(None);
    }
    let log = folder.join("log");
    let mut sizes = [0; 2];
    for (program, size) in [APP, BARE].into_iter().zip(&mut sizes) {
        let mut command = cargo("release", package, folder);
        if let Err(said) = measure::run(command.args(["--bin", program]), &log)? {
            return Ok(Some(Outcome::Fault(fault(&said))));
        }
        let path = target(folder).join("release").join(program);
        let path = path.with_extension(env::consts::EXE_EXTENSION);
        *size = fs::metadata(&path)
            .map_err(|error| {
                Failure::Impossible(format!("cannot read `{}`: {error}", path.display()))
            })?
            .len();
    }
    let [whole, bare] = sizes;

    Ok(Some(Outcome::Size { whole, bare }))
}

/// Where what crates stand on is built, once for all documents and generators.
fn target(folder: &Path) -> PathBuf {
    folder.join("target")
}

/// The command, as `rustc` alone is measured: not incremental, without debug information.
fn cargo(step: &str, package: &Package, folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(match step {
            "release" => &["build", "--release"][..],
            "dev" => &["build"],
            _ => &["check"],
        })
        .current_dir(&package.folder)
        .env("CARGO_TARGET_DIR", target(folder))
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_RELEASE_STRIP", "symbols")
        .env("RUSTC_WRAPPER", measure::wrapper())
        // What cargo says of this project to programs that it runs is not meant for others.
        .env_remove("CARGO_MANIFEST_DIR");

    command
}

/// How many errors the compiler found, and the first of them.
fn fault(said: &str) -> String {
    let errors: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("error"))
        .collect();
    let counted = errors
        .iter()
        .filter(|line| !line.contains("could not compile"));
    let first: String = errors
        .first()
        .map_or("it is not said why", |line| *line)
        .chars()
        .take(100)
        .collect();

    format!(
        "does not compile, {}: {first}",
        say::count(counted.count(), "error")
    )
}

/// So that cargo takes the crate for changed.
fn touch(path: &Path) -> Result<(), Failure> {
    let file = File::options().append(true).open(path);
    let touched = file.and_then(|file| file.set_modified(SystemTime::now()));

    touched.map_err(|error| unwritable(path, &error))
}
