//! Hostile and sloppy servers, networks and callers, over real sockets on this machine.
//!
//! A case says what the server does ([`server`]), and what the caller must see of it ([`case`]): the kind of error, a sentence that helps,
//! how often it was tried, and nowhere the secret. What each file proves is listed in `tests/README.md`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly"
)]
#![expect(
    clippy::too_many_lines,
    reason = "a table of cases is as long as there are cases"
)]

mod bodies;
mod callers;
mod case;
mod clients;
mod codings;
mod connections;
mod growth;
mod headers;
mod limits;
mod market;
mod proxies;
mod replays;
mod server;
mod sizes;
mod source;
mod stalls;
mod statuses;
mod streams;
mod surface;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tls;
mod uploads;
mod values;
