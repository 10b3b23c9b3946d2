//! Vendors that remember: what calls do to records, asked over HTTP.

#![expect(
    clippy::indexing_slicing,
    reason = "members of answers that are written here"
)]

mod plans;
mod records;
mod send;
