//! The suites that span crates. Each module is one suite with one harness; cases are data in `fixtures/`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where what it stands on is not there; clippy exempts test functions, not their helpers"
)]

mod case;
mod compile;
mod determinism;
mod diagnostics;
mod dialects;
mod drift;
mod embedded;
mod examples;
mod expected;
mod explain;
mod features;
mod front_page;
mod golden;
mod growth;
mod inputs;
mod layout;
mod name_lock;
mod pages;
mod quick_clock;
mod samples;
mod server;
mod spec;
mod tidy;
mod vendors;
mod vocabulary;
mod wire;
mod words;
mod workspace;
