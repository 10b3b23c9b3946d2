//! What a vendor sends on its own account: whether it is genuine, and which event it is. No network: bring the headers and the body.
//!
//! A [`Signature`] says how a vendor signs, as data; [`WebhookVerifier`] checks by it, [`Signer`] signs by it. [`Webhooks`] puts a check, a guard
//! against replays and the reading of the event into one call. Generated crates have the signature and the events as constants.
//!
//! Give the body byte by byte as it came: a framework that has parsed it and writes it again changes what was signed.
//!
//! # Examples
//!
//! ```
//! use brogue_runtime::Value;
//! use brogue_runtime::webhook::{Event, EventCase, Place, Signature, SignedEvent, UnknownEvent, Webhooks};
//! use std::time::SystemTime;
//!
//! #[derive(Debug)]
//! enum ShopEvent {
//!     Sold(Value),
//!     Unknown(UnknownEvent),
//! }
//!
//! impl Event for ShopEvent {
//!     const CASES: &'static [EventCase] = &[EventCase::member("/event", &["sold"])];
//! }
//!
//! brogue_runtime::events!(ShopEvent: Sold; Unknown);
//!
//! impl SignedEvent for ShopEvent {
//!     const SIGNATURE: Signature = Signature::at(Place::header("x-signature"));
//! }
//!
//! let webhooks = Webhooks::<ShopEvent>::new("the secret")?;
//! let (headers, body) = webhooks.signer().sign(br#"{"event":"sold"}"#, SystemTime::now())?;
//!
//! match webhooks.receive(&headers, &body)?.event {
//!     ShopEvent::Sold(sale) => println!("{sale}"),
//!     ShopEvent::Unknown(other) => println!("{other:?}"),
//! }
//! assert!(webhooks.receive(&headers, b"{}").unwrap_err().is_forgery());
//! # Ok::<(), brogue_runtime::webhook::WebhookError>(())
//! ```

mod content;
mod delivery;
mod error;
mod event;
mod key;
mod macros;
mod receive;
mod replay;
mod sign;
mod signature;
mod text_form;
mod unsigned;
mod verifier;

pub use delivery::Delivery;
pub use error::{WebhookError, WebhookErrorKind};
pub use event::{
    Event, EventCase, Payload, ReadCase, ReadEvent, SignedEvent, UnknownEvent, read_payload,
};
pub use receive::{Received, UnsignedWebhooks, Webhooks};
pub use replay::{DeliveryId, MemoryReplayGuard, ReplayGuard};
pub use sign::Signer;
pub use signature::{
    KeyForm, Place, Serialization, Signature, SignatureEncoding, SignaturePart, TimestampUnit,
};
pub(crate) use text_form::from_any_base64;
pub use verifier::{Verified, WebhookVerifier};
