//! What a test sees of webhooks and does with them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::registration::Receiver;
use super::state::Delivery;
use super::{emission, signing};
use crate::world::{World, lock};

/// The webhooks of a simulated vendor: [`Simulator::webhooks`](crate::Simulator::webhooks).
///
/// ```no_run
/// use std::time::Duration;
/// use brogue_simulator::{Receiver, Simulator};
///
/// # const SPEC: &str = "";
/// let vendor = Simulator::from_spec(SPEC)?;
/// vendor.webhooks().register(Receiver::at("http://127.0.0.1:8080/hook").events(["client_created"]))?;
/// vendor.webhooks().emit("client_created", None)?;
/// for delivery in vendor.webhooks().wait_for(1, Duration::from_secs(5)) {
///     println!("{} was answered with {:?}", delivery.event, delivery.status);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Webhooks<'a> {
    world: &'a Arc<World>,
}

/// Why a webhook was not registered, or an event not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// It is no address.
    #[error(
        "`{url}` is no address to deliver to: give a whole URL, as `http://127.0.0.1:8080/hook`"
    )]
    Address {
        /// What was given.
        url: String,
    },
    /// The secret is not in the form that the vendor gives secrets out in.
    #[error("the secret cannot sign: {reason}")]
    Secret {
        /// What is wrong with it.
        reason: String,
    },
    /// There are as many registrations as are delivered to.
    #[error("there are too many registrations: delete some of them")]
    TooMany,
    /// The document has no such event.
    #[error("there is no event `{name}`: give its payload, or one of {known:?}")]
    Event {
        /// What was asked for.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
}

/// Somebody who wants deliveries, whether through the API or by a test.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebhookRegistration {
    /// Where to.
    pub url: String,
    /// The events that are wanted, as they were named; all where it is empty.
    pub events: Vec<String>,
    /// Why nothing is delivered any more; nothing where it is.
    pub disabled: Option<String>,
    /// How many deliveries wait, besides the one that is being made or tried again.
    pub waiting: usize,
    /// The collection of its record; nothing for one that a test made.
    pub collection: Option<String>,
}

impl<'a> Webhooks<'a> {
    pub(crate) fn new(world: &'a Arc<World>) -> Self {
        Self { world }
    }

    #[cfg(test)]
    pub(super) fn world(self) -> &'a Arc<World> {
        self.world
    }

    /// Registers an address, as a vendor's own pages do it. It stays until the vendor ends, or disables it.
    ///
    /// # Errors
    ///
    /// What is no address, and a secret that cannot sign.
    pub fn register(&self, receiver: impl Into<Receiver>) -> Result<(), WebhookError> {
        let receiver = receiver.into().checked()?;
        let mut state = lock(&self.world.webhooks);
        if let (Some(signature), Some(secret)) = (&state.plan.signature, &receiver.secret)
            && let Err(error) = signing::signer(signature, secret)
        {
            return Err(WebhookError::Secret {
                reason: error.to_string(),
            });
        }
        let registration = state.register(receiver.url).ok_or(WebhookError::TooMany)?;
        registration.wanted = receiver.events;
        registration.secret = receiver.secret.map(Into::into);

        Ok(())
    }

    /// What deliveries are signed with where a registration has no secret of its own, as a receiver takes it: `simulated-webhook-secret`,
    /// or the application's `simulated-secret`, in the form in which the vendor gives secrets out.
    pub fn secret(&self) -> String {
        signing::usual_secret(lock(&self.world.webhooks).plan.signature.as_ref())
    }

    /// Sends an event to everybody who wants it, and tells to how many. Where no payload is given, one is made up.
    ///
    /// # Errors
    ///
    /// An event that the document does not have, where no payload is given. With one, it is sent as an event that nobody knows yet.
    pub fn emit(&self, event: &str, payload: Option<Value>) -> Result<usize, WebhookError> {
        emission::emit(self.world, event, payload)
    }

    /// Every try to deliver something, in order; the last 10,000.
    pub fn deliveries(&self) -> Vec<Delivery> {
        lock(&self.world.webhooks).log()
    }

    /// Waits until there were so many tries, those of before included, or the time is up, which is real time. Gives those that there
    /// were. Blocks the thread: in async code, wait for what the receiver gets instead.
    pub fn wait_for(&self, tries: usize, timeout: Duration) -> Vec<Delivery> {
        let began = Instant::now();
        let mut state = lock(&self.world.webhooks);
        let plan = Arc::clone(&state.plan);
        while state.logged() < tries {
            let left = timeout.saturating_sub(began.elapsed());
            if left.is_zero() {
                break;
            }
            state = match plan.logged.wait_timeout(state, left) {
                Ok((state, _)) => state,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }

        state.log()
    }

    /// Who is registered, those that were disabled included, in the order in which they came.
    pub fn registrations(&self) -> Vec<WebhookRegistration> {
        lock(&self.world.webhooks)
            .registrations
            .iter()
            .map(|registration| WebhookRegistration {
                url: registration.url.clone(),
                events: registration.wanted.clone(),
                disabled: registration.disabled.clone(),
                waiting: registration.waiting.len(),
                collection: registration
                    .source
                    .as_ref()
                    .map(|source| source.collection.clone()),
            })
            .collect()
    }
}
