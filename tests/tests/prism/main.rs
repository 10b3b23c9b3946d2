//! Every call of every generated client against a server that nobody here wrote: Prism, which serves the same specs as mock servers,
//! refuses requests that the spec does not allow, and makes answers of the spec's schemas.
//!
//! `scripts/prism.sh` installs it, starts it, and gives the addresses in `BROGUE_PRISM` (`nicejob=http://127.0.0.1:4101 ...`).
//! Without that variable nothing is tested, and a line says so. What Prism cannot serve is listed in `unserved.rs`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where what it stands on is not there; clippy exempts test functions, not their helpers"
)]

mod controls;
mod geonext;
mod jobbers;
mod letsjobit;
mod nicejob;
mod round;
mod unserved;

#[path = "../it/inputs.rs"]
mod inputs;
#[path = "../it/quick_clock.rs"]
mod quick_clock;
