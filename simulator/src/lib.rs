//! A simulated vendor for every spec: the other side of a generated client, from the same document.
//!
//! ```no_run
//! use brogue_simulator::Simulator;
//!
//! # const SPEC: &str = "";
//! // Generated crates carry their spec behind the feature `spec`: `acme::SPEC`.
//! let vendor = Simulator::from_spec(SPEC)?;
//! println!("{} answers at {}", vendor.title(), vendor.base_url());
//! # Ok::<(), brogue_simulator::StartError>(())
//! ```
//!
//! A simulated vendor listens on a free port of this machine, keeps what it is told in memory, and ends when it is dropped. It runs
//! on a thread of its own, so that tests without a runtime, and those with a paused clock, can use it.
//!
//! # Who is let in
//!
//! [`Credentials`] says what every vendor takes: a key, a user, a client. Tokens are asked for as the document says, at the vendor's own
//! address, and end by its clock; [`Simulator::credentials`] also gives them out, ends them and takes them back. Client and vendor can go
//! by one [`SimulatedClock`]: a client takes it as `.clock(vendor.clock().clone())`.
//!
//! # The way of a request
//!
//! ```text
//! bytes ─► faults ─► route ─► gate: credentials, quota ─► received: strict reading ─► behave: the store ─► answer ─► bytes
//!                                                                                         │
//!                                                                        webhooks ◄── what has changed
//! ```

mod behave;
mod builder;
mod clock;
mod control;
mod duration;
mod error;
mod faults;
mod gate;
mod handle;
mod invent;
mod log;
mod overview;
mod plan;
mod received;
mod records;
mod render;
mod reply;
mod routes;
mod schema;
mod server;
mod simulator;
mod store;
#[cfg(test)]
mod testing;
mod transport;
mod vendor;
mod webhooks;
mod world;

pub use builder::SimulatorBuilder;
pub use clock::SimulatedClock;
pub use error::StartError;
pub use faults::{Fault, FaultError, FaultRule, Faults};
pub use gate::Credentials;
pub use log::{Broken, Entry};
pub use records::{Records, RecordsError};
pub use simulator::Simulator;
pub use transport::SimulatedTransport;
pub use webhooks::{Delivery, Receiver, WebhookError, WebhookRegistration, Webhooks};

/// The README's example is one that compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
