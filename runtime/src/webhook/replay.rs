//! Deliveries that were taken before: a signature proves who sent one, not that it is sent for the first time.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::sync::{Mutex, PoisonError};

use super::text_form::to_hex;

/// What tells a delivery from all others: its signature. Two attempts at one delivery share it where the vendor does not sign again.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DeliveryId(pub(super) [u8; 32]);

impl fmt::Display for DeliveryId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&to_hex(&self.0))
    }
}

impl fmt::Debug for DeliveryId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DeliveryId({self})")
    }
}

/// Remembers which deliveries were taken. Implement it over a database where several processes receive.
pub trait ReplayGuard: fmt::Debug + Send + Sync + 'static {
    /// Remembers a delivery; false where it is known already. Two calls at once must not both give true.
    fn is_first(&self, delivery: DeliveryId) -> bool;

    /// Forgets a delivery that came to nothing, so that the vendor's next attempt is let in.
    fn forget(&self, delivery: DeliveryId);
}

/// Remembers the last deliveries in memory: 32 bytes for each, twice.
pub struct MemoryReplayGuard {
    capacity: usize,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    all: HashSet<DeliveryId>,
    in_order: VecDeque<DeliveryId>,
}

impl MemoryReplayGuard {
    /// Remembers so many deliveries, and at least one; then the oldest is forgotten for each new one.
    ///
    /// Choose more than come in the time that a signature is good for.
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity: capacity.max(1),
            known: Mutex::default(),
        }
    }
}

impl Default for MemoryReplayGuard {
    /// Remembers 100,000 deliveries.
    fn default() -> Self {
        Self::new(100_000)
    }
}

impl fmt::Debug for MemoryReplayGuard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "MemoryReplayGuard({})", self.capacity)
    }
}

impl ReplayGuard for MemoryReplayGuard {
    fn is_first(&self, delivery: DeliveryId) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.all.insert(delivery) {
            return false;
        }
        known.in_order.push_back(delivery);
        if known.in_order.len() > self.capacity
            && let Some(oldest) = known.in_order.pop_front()
        {
            known.all.remove(&oldest);
        }
        true
    }

    fn forget(&self, delivery: DeliveryId) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.all.remove(&delivery) {
            known.in_order.retain(|other| *other != delivery);
        }
    }
}
