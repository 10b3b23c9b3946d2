//! Vendors that remember: what calls do to records, asked over HTTP.

#![expect(clippy::expect_used, reason = "helpers of tests fail loudly")]

mod answers;
mod plans;
mod records;
mod send;
