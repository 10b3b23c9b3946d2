//! Generated clients get tokens from a server on a socket, as their specs say: what travels, to the byte, and what becomes of it.
//!
//! The client is the golden `security-oauth`, compiled into this suite; of `security-password` it takes the table. A case is a file in
//! `fixtures/wire/oauth/`, as the README above it tells; what is random is written as `STATE` and `VERIFIER`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where what it stands on is not there; clippy exempts test functions, not their helpers"
)]

mod case;
mod clock;
mod company;
mod jobbers;
mod program;
mod vendors;

#[allow(
    dead_code,
    unreachable_pub,
    clippy::trivially_copy_pass_by_ref,
    reason = "otherwise it is a crate of its own"
)]
#[path = "../../fixtures/golden/security-oauth/src/api.rs"]
mod api;
#[allow(
    dead_code,
    unreachable_pub,
    clippy::trivially_copy_pass_by_ref,
    reason = "otherwise it is a crate of its own"
)]
#[path = "../../fixtures/golden/security-oauth/src/client.rs"]
mod client;
#[allow(
    dead_code,
    unreachable_pub,
    clippy::trivially_copy_pass_by_ref,
    reason = "otherwise it is a crate of its own"
)]
#[path = "../../fixtures/golden/security-password/src/api.rs"]
mod club;
#[allow(
    dead_code,
    unreachable_pub,
    clippy::trivially_copy_pass_by_ref,
    reason = "otherwise it is a crate of its own"
)]
#[path = "../../fixtures/golden/security-oauth/src/hooks.rs"]
mod hooks;
#[allow(
    dead_code,
    unreachable_pub,
    clippy::trivially_copy_pass_by_ref,
    reason = "otherwise it is a crate of its own"
)]
#[path = "../../fixtures/golden/security-oauth/src/things.rs"]
mod things;

#[allow(dead_code, reason = "the other suite uses more of it")]
#[path = "../it/expected.rs"]
mod expected;
#[path = "../it/server.rs"]
mod server;
#[allow(dead_code, reason = "the other suite uses more of it")]
#[path = "../it/workspace.rs"]
mod workspace;

/// As the root of the crate has it: documentation names it so.
pub(crate) use client::Client;
