//! What it takes to compile the crates: rustc for that crate alone, since all that it stands on is built before.

use std::env;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use super::measure::{self, Cost};
use super::peer::{self, Peer};
use super::{Outcome, Row, crate_folder, unwritable};
use crate::failure::Failure;
use crate::say;

/// Compiles the crates in turn, round after round, and adds what came of it to their rows.
pub(super) fn compile(
    step: &'static str,
    rows: &mut [Row],
    peers: &[Peer],
    folder: &Path,
    rounds: usize,
) -> Result<(), Failure> {
    let mut found: Vec<Result<Vec<Cost>, String>> = Vec::new();
    for (row, peer) in rows.iter().zip(peers) {
        let fault = row.outcomes.iter().find_map(|(_, outcome)| match outcome {
            Outcome::Fault(_) => Some("-".to_owned()),
            Outcome::Cost(_) => None,
        });
        if let Some(fault) = fault {
            found.push(Err(fault));
            continue;
        }
        say::step(&format!("{step}: {}: {}", peer.name, row.document));
        // The first run builds what the crate stands on, too, each unit of it apart.
        found.push(once(step, &row.document, peer, folder)?.map(|cost| vec![cost]));
    }
    for _ in 1..rounds {
        for ((row, peer), found) in rows.iter().zip(peers).zip(&mut found) {
            if let Ok(costs) = found {
                match once(step, &row.document, peer, folder)? {
                    Ok(cost) => costs.push(cost),
                    Err(fault) => *found = Err(fault),
                }
            }
        }
    }
    for (row, found) in rows.iter_mut().zip(found) {
        let outcome = match found {
            Ok(costs) => Outcome::Cost(measure::median(&costs)),
            Err(fault) => Outcome::Fault(fault),
        };
        row.outcomes.push((step, outcome));
    }

    Ok(())
}

fn once(
    step: &str,
    document: &str,
    peer: &Peer,
    folder: &Path,
) -> Result<Result<Cost, String>, Failure> {
    let place = crate_folder(folder, document, peer);
    touch(&place.join("src/lib.rs"))?;
    let log = folder.join("log");
    let mut command = cargo(step, &place, &target(folder, peer));
    if let Err(said) = measure::run(&mut command, &log)? {
        return Ok(Err(fault(&said)));
    }
    let name = peer::crate_name(&place).unwrap_or_default();

    measure::read(&log, &name).map(Ok).ok_or_else(|| {
        let place = place.display();
        Failure::Impossible(format!("no crate `{name}` was compiled in `{place}`"))
    })
}

/// Where what one generator's crates stand on is built, once for all documents.
fn target(folder: &Path, peer: &Peer) -> PathBuf {
    folder.join("target").join(peer.name)
}

/// The command, as `rustc` alone is measured: not incremental, without debug information.
fn cargo(step: &str, place: &Path, target: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(match step {
            "release" => &["build", "--release"][..],
            "dev" => &["build"],
            _ => &["check"],
        })
        .arg("--lib")
        .current_dir(place)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
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
