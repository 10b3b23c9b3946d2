//! What the vendor sends on its own account.
//!
//! ```text
//! call ─► upkeep: registrations ─► answer
//!                       │
//! changes ─► occasion: which event ─► payload: what ─► who wants it ─► deliver: queues, tries, ends ─► send
//!                                                                  └─ signing
//! ```
//!
//! Whoever registers, by a call or by [`Webhooks::register`], hears of what changes from then on. Deliveries are made at once: how late
//! a document says that one may come is the most that it may be.

mod deliver;
mod emission;
mod events;
mod handle;
mod members;
mod occasion;
mod payload;
mod places;
mod record;
mod registration;
mod sample;
mod send;
mod signing;
mod state;
mod trial;
mod upkeep;
mod words;

pub(crate) use emission::changed;
pub use handle::{WebhookError, WebhookRegistration, Webhooks};
pub use registration::Receiver;
pub use state::Delivery;
pub(crate) use state::WebhookState;
pub(crate) use upkeep::settle;

#[cfg(test)]
mod tests;
