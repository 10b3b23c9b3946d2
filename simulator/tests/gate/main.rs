//! Who is let in: keys, tokens and their ends, consent, quotas; with small invented documents, over the socket.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where what it stands on is not there; clippy exempts test functions, not their helpers"
)]

mod ask;
mod clients;
mod consents;
mod keys;
mod quotas;
mod tokens;
