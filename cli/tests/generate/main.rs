//! `brogue generate` and what `brogue check` tells programs, from outside: documents in, a folder, what is told and the exit code out.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

mod config;
mod crates;
mod folder;
mod formats;
mod swaps;
