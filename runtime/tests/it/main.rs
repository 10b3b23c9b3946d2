//! The client half of the runtime, from outside: a small shop behind a scripted transport, and a few calls over real sockets.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

mod answers;
mod clients;
mod complaints;
mod counted;
mod credentials;
mod envelopes;
mod errors;
mod events;
mod fields;
mod framing;
mod hooks;
mod keys;
mod lists;
mod pages;
mod places;
mod prefetch;
mod quotas;
mod requests;
mod retries;
mod scopes;
mod secrets;
mod servers;
mod shop;
mod sockets;
mod stores;
mod strategies;
mod uploads;
mod vendor;
