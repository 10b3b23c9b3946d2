//! Whether cost grows straight with a document: the same made-up API once, four times and sixteen times as large.

use std::path::Path;

use super::generate;
use super::peer::{OURS, Peer};
use super::{Outcome, Row};
use crate::failure::Failure;
use crate::instructions::synthetic;
use crate::say;

/// How much larger, and how many calls there are then.
const SCALES: [(u32, u32); 3] = [(1, 125), (4, 500), (16, 2000)];

/// Prints what a call costs in documents of different sizes.
pub(super) fn linear(peers: &[Peer], folder: &Path, rounds: usize) -> Result<(), Failure> {
    let ours = peers.get(..1).unwrap_or_default();
    say::line(
        "\n| synthetic | calls | CPU s | CPU ms a call | MB | KB a call |\n|---|--:|--:|--:|--:|--:|",
    );
    for (scale, calls) in SCALES {
        let Some(document) = synthetic(scale)? else {
            say::line("| no python3 | | | | | |");
            return Ok(());
        };
        for row in generate::generate(&document, ours, folder, rounds)? {
            say::line(&told(&row, scale, calls));
        }
    }

    Ok(())
}

fn told(row: &Row, scale: u32, calls: u32) -> String {
    match row.outcomes.first() {
        Some((_, Outcome::Cost(cost))) => format!(
            "| {OURS}, scale {scale} | {calls} | {:.2} | {:.2} | {:.0} | {:.0} |",
            cost.processor,
            cost.processor * 1e3 / f64::from(calls),
            cost.peak / 1e6,
            cost.peak / 1e3 / f64::from(calls)
        ),
        Some((_, Outcome::Fault(fault))) => format!("| scale {scale} | {calls} | {fault} | | | |"),
        Some((_, Outcome::Size { .. })) | None => String::new(),
    }
}
