//! What it takes to make crates: all of them in turn, round after round.

use std::fs;
use std::path::Path;

use super::measure::{self, Cost};
use super::peer::Peer;
use super::{Outcome, Row, crate_folder, stem, unwritable};
use crate::failure::Failure;
use crate::say;

/// Makes the crate of each generator anew in each round.
pub(super) fn generate(
    document: &Path,
    peers: &[Peer],
    folder: &Path,
    rounds: usize,
) -> Result<Vec<Row>, Failure> {
    let name = stem(document);
    let mut found: Vec<Result<Vec<Cost>, String>> = peers.iter().map(|_| Ok(Vec::new())).collect();
    for round in 0..rounds.max(1) {
        for (peer, found) in peers.iter().zip(&mut found) {
            let Ok(costs) = found else { continue };
            if round == 0 {
                say::step(&format!("{}: {name}", peer.name));
            }
            match once(document, peer, folder)? {
                Ok(cost) => costs.push(cost),
                Err(fault) => *found = Err(fault),
            }
        }
    }
    let rows = peers.iter().zip(found).map(|(peer, found)| {
        let outcome = match found {
            Ok(costs) => Outcome::Cost(measure::median(&costs)),
            Err(fault) => Outcome::Fault(fault),
        };
        Row {
            document: name.clone(),
            peer: peer.name,
            outcomes: vec![("generate", outcome)],
        }
    });

    Ok(rows.collect())
}

fn once(document: &Path, peer: &Peer, folder: &Path) -> Result<Result<Cost, String>, Failure> {
    let out = crate_folder(folder, &stem(document), peer);
    if out.exists() {
        fs::remove_dir_all(&out).map_err(|error| unwritable(&out, &error))?;
    }
    fs::create_dir_all(&out).map_err(|error| unwritable(&out, &error))?;
    let log = folder.join("log");
    if let Err(said) = measure::run(&mut peer.command(document, &out), &log)? {
        let word = if said.contains("panicked at") {
            "panics"
        } else {
            "refuses it"
        };
        return Ok(Err(format!("{word}: {}", first_line(&said))));
    }
    let program = peer.program.file_name().unwrap_or_default();
    let cost = measure::read(&log, &program.to_string_lossy())
        .ok_or_else(|| Failure::Impossible("benchmarks/measured.py wrote nothing".to_owned()))?;

    Ok(match peer.complete(&out) {
        Ok(()) => Ok(cost),
        Err(error) => Err(format!("writes no crate: {error}")),
    })
}

/// What a program says first that is about an error, cut short.
fn first_line(said: &str) -> String {
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    // A panic says in one line where it is, and in the next one why.
    let why = lines()
        .skip_while(|line| !line.contains("panicked at"))
        .nth(1);
    let telling = lines().find(|line| line.to_ascii_lowercase().contains("error"));
    let line = why.or(telling).or_else(|| lines().next());

    line.unwrap_or_default().chars().take(100).collect()
}
