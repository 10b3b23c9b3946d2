//! The generated clients against the simulated vendors of their specs: what must hold for these four, one file a vendor.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where what it stands on is not there; clippy exempts test functions, not their helpers"
)]

mod geonext;
mod jobbers;
mod letsjobit;
mod nicejob;

use std::path::Path;

use brogue_simulator::{Simulator, SimulatorBuilder};

/// The vendor of a spec of this repository.
fn vendor(name: &str) -> SimulatorBuilder {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let spec = std::fs::read_to_string(folder.join(format!("{name}.yaml"))).unwrap();

    Simulator::builder(&spec).named(format!("specs/{name}.yaml"))
}

/// What the vendor was asked since a number of requests, as `METHOD /path status`.
fn asked(vendor: &Simulator, since: usize) -> Vec<String> {
    let log = vendor.log();
    let line = |entry: &brogue_simulator::Entry| {
        let path = entry.target.split('?').next().unwrap_or_default();
        format!("{} {path} {}", entry.method, entry.status)
    };

    log[since..].iter().map(line).collect()
}
