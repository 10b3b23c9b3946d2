//! What goes wrong on purpose: rules that strike requests, and what they do to them.

mod answers;
mod drift;
mod error;
mod fault;
mod place;
mod pointer;
mod spelling;
mod state;
mod struck;

pub use error::FaultError;
pub use fault::Fault;
pub use state::FaultRule;
pub(crate) use state::{FaultState, strike};
pub(crate) use struck::Struck;

use crate::world::{World, lock};

/// What goes wrong on purpose in one vendor: see [`Simulator::faults`](crate::Simulator::faults).
#[derive(Clone, Copy, Debug)]
pub struct Faults<'v> {
    world: &'v World,
}

impl<'v> Faults<'v> {
    pub(crate) fn of(world: &'v World) -> Self {
        Self { world }
    }

    /// Puts a fault in force; its number. Faults strike in the order in which they were added.
    ///
    /// # Errors
    ///
    /// A place that the spec does not have, or where the fault cannot happen; a share or a status out of range.
    pub fn add(&self, fault: Fault) -> Result<u64, FaultError> {
        lock(&self.world.faults).add(&self.world.vendor, fault)
    }

    /// Takes a fault back; whether it was in force.
    pub fn remove(&self, number: u64) -> bool {
        lock(&self.world.faults).remove(number)
    }

    /// Takes all faults back.
    pub fn clear(&self) {
        lock(&self.world.faults).clear();
    }

    /// The faults in force, and how often each has struck.
    pub fn list(&self) -> Vec<FaultRule> {
        lock(&self.world.faults).list()
    }
}

impl Fault {
    /// The names of all faults, each with what it does, in a few words.
    pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
        fault::Kind::ALL
            .into_iter()
            .map(|kind| (kind.name(), kind.in_words()))
    }
}
