//! One call from a delivery to its event.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use http::HeaderMap;
use secrecy::SecretString;

use super::error::{WebhookError, WebhookErrorKind};
use super::event::{self, Event, SignedEvent};
use super::replay::{DeliveryId, ReplayGuard};
use super::sign::Signer;
use super::signature::Signature;
use super::verifier::{LARGEST, WebhookVerifier, check_size};
use crate::clock::{Clock, TokioClock};
use crate::codec::{Finding, Strictness};

/// Receives the deliveries of a vendor that signs them. Clones are cheap and share the guard against replays.
pub struct Webhooks<E> {
    verifier: WebhookVerifier,
    guard: Option<Arc<dyn ReplayGuard>>,
    clock: Arc<dyn Clock>,
    strictness: Strictness,
    events: PhantomData<fn() -> E>,
}

/// A genuine delivery.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Received<E> {
    /// What happened.
    pub event: E,
    /// What tells the delivery from all others; none where the vendor does not sign.
    pub id: Option<DeliveryId>,
    /// When it was sent, where the vendor says so.
    pub sent_at: Option<SystemTime>,
    /// Where it differs from the spec and was taken all the same.
    pub findings: Vec<Finding>,
}

impl<E: SignedEvent> Webhooks<E> {
    /// Receives what is signed with this secret.
    ///
    /// # Errors
    ///
    /// The secret is empty, or not in the form that the vendor gives it out in.
    pub fn new(secret: impl Into<SecretString>) -> Result<Self, WebhookError> {
        Self::with_signature(E::SIGNATURE, secret)
    }
}

impl<E: Event> Webhooks<E> {
    /// The same, where the vendor signs in another way than the spec assumes.
    pub fn with_signature(
        signature: Signature,
        secret: impl Into<SecretString>,
    ) -> Result<Self, WebhookError> {
        Ok(Self {
            verifier: WebhookVerifier::new(signature, secret)?,
            guard: None,
            clock: Arc::new(TokioClock),
            strictness: Strictness::Tolerant,
            events: PhantomData,
        })
    }

    /// Takes deliveries with this secret, too: while a secret is exchanged, and where several senders have one each.
    pub fn also(mut self, secret: impl Into<SecretString>) -> Result<Self, WebhookError> {
        self.verifier = self.verifier.also(secret)?;

        Ok(self)
    }

    /// Takes each delivery once. Call [`forget`](Self::forget) for one that could not be worked off.
    #[must_use]
    pub fn replay_guard(mut self, guard: impl ReplayGuard) -> Self {
        self.guard = Some(Arc::new(guard));
        self
    }

    /// Where the time comes from that deliveries are compared with.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// How large a body may be; 1 MiB where nothing else is said.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.verifier.largest = bytes;
        self
    }

    /// Takes only what fits the spec in every member.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strictness = Strictness::Strict;
        self
    }

    /// Signs as the vendor does, with the first secret: for tests.
    pub fn signer(&self) -> Signer {
        self.verifier.signer()
    }

    /// Checks a delivery and reads its event: the headers and every byte of the body as they came.
    pub fn receive(&self, headers: &HeaderMap, body: &[u8]) -> Result<Received<E>, WebhookError> {
        self.take(None, headers, body)
    }

    /// The same for an event that the caller knows the name of, because it came to an address of its own.
    pub fn receive_named(
        &self,
        name: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Received<E>, WebhookError> {
        self.take(Some(name), headers, body)
    }

    /// Lets a delivery in again that came to nothing, so that the vendor's next attempt is taken.
    pub fn forget(&self, delivery: DeliveryId) {
        if let Some(guard) = &self.guard {
            guard.forget(delivery);
        }
    }

    fn take(
        &self,
        name: Option<&str>,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Received<E>, WebhookError> {
        let now = self.clock.time_of_day();
        let verified = self.verifier.verify_at(headers, body, now)?;
        let (event, findings) = event::read(name, headers, body, self.strictness)?;
        // Last, so that only what is taken is remembered.
        if let Some(guard) = &self.guard
            && !guard.is_first(verified.id)
        {
            let message = "the delivery was taken before: answer as if it were the first time";
            return Err(WebhookError::new(WebhookErrorKind::Replayed, message));
        }

        Ok(Received {
            event,
            id: Some(verified.id),
            sent_at: verified.sent_at,
            findings,
        })
    }
}

impl<E> Clone for Webhooks<E> {
    fn clone(&self) -> Self {
        Self {
            verifier: self.verifier.clone(),
            guard: self.guard.clone(),
            clock: Arc::clone(&self.clock),
            strictness: self.strictness,
            events: PhantomData,
        }
    }
}

impl<E> fmt::Debug for Webhooks<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Webhooks")
            .field("verifier", &self.verifier)
            .field("guard", &self.guard)
            .finish_non_exhaustive()
    }
}

/// Reads the deliveries of a vendor that does not sign them: anybody who knows the address can send one.
///
/// Keep the address secret and long, take deliveries only from the vendor's network where it is known, and fetch what an event speaks of
/// from the vendor before acting on it.
pub struct UnsignedWebhooks<E> {
    largest: usize,
    strictness: Strictness,
    events: PhantomData<fn() -> E>,
}

impl<E: Event> UnsignedWebhooks<E> {
    /// Reads deliveries without any check of who sent them.
    pub fn unauthenticated() -> Self {
        Self {
            largest: LARGEST,
            strictness: Strictness::Tolerant,
            events: PhantomData,
        }
    }

    /// How large a body may be; 1 MiB where nothing else is said.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.largest = bytes;
        self
    }

    /// Takes only what fits the spec in every member.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strictness = Strictness::Strict;
        self
    }

    /// Reads the event of a delivery.
    pub fn parse(&self, headers: &HeaderMap, body: &[u8]) -> Result<Received<E>, WebhookError> {
        self.take(None, headers, body)
    }

    /// The same for an event that the caller knows the name of, because it came to an address of its own.
    pub fn parse_named(
        &self,
        name: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Received<E>, WebhookError> {
        self.take(Some(name), headers, body)
    }

    fn take(
        &self,
        name: Option<&str>,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Received<E>, WebhookError> {
        check_size(body, self.largest)?;
        let (event, findings) = event::read(name, headers, body, self.strictness)?;

        Ok(Received {
            event,
            id: None,
            sent_at: None,
            findings,
        })
    }
}

impl<E> Clone for UnsignedWebhooks<E> {
    fn clone(&self) -> Self {
        Self {
            largest: self.largest,
            strictness: self.strictness,
            events: PhantomData,
        }
    }
}

impl<E> fmt::Debug for UnsignedWebhooks<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UnsignedWebhooks")
            .field("largest", &self.largest)
            .finish_non_exhaustive()
    }
}
