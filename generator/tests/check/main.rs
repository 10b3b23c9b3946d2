//! What `check` makes of small documents: a compact text of the model, or the reports.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "helpers of tests stop where a test cannot go on"
)]

mod careless;
mod contract;
mod faults;
mod mutations;
mod naming;
mod only;
mod operations;
mod quirks;
mod run_together;
mod strangers;
mod support;
mod types;
mod wording;
