//! The features that are off by default: spans, and calls from code that is not async.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

mod blocking;
mod capture;
mod depot;
mod spans;
