//! What `check` makes of small documents: a compact text of the model, or the reports.

mod faults;
mod naming;
mod operations;
mod quirks;
mod support;
mod types;
