//! Faults, the log and the control endpoint, seen by a client that knows nothing but bytes.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail loudly"
)]

mod client;
mod control;
mod log;
mod rules;
mod strikes;

use brogue_simulator::{Simulator, SimulatorBuilder};

const THINGS: &str = include_str!("things.yaml");

fn vendor() -> Simulator {
    builder().start().expect("it starts")
}

fn builder() -> SimulatorBuilder {
    Simulator::builder(THINGS).named("specs/things.yaml")
}
