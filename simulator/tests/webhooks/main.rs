//! Webhooks of small invented vendors, seen from outside: what a receiver gets, when, how it is signed, and when it ends.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests, which clippy does not know for tests"
)]

mod caller;
mod collections;
mod receiver;
mod registering;
mod sending;
mod signed;
mod specs;
