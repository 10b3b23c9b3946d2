//! What changes while a vendor is simulated, each part behind a lock of its own. No lock is held while something is waited for.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::behave::{self, Setting};
use crate::clock::SimulatedClock;
use crate::faults::FaultState;
use crate::gate::{Accepted, GateState};
use crate::log::{Log, Observer};
use crate::store::Store;
use crate::vendor::Vendor;
use crate::webhooks::WebhookState;

/// Everything that a request can see.
#[derive(Debug)]
pub(crate) struct World {
    /// The document.
    pub(crate) vendor: Vendor,
    /// What the builder was told.
    pub(crate) settings: Settings,
    /// The time that tokens, quotas and deliveries go by.
    pub(crate) clock: SimulatedClock,
    /// The records.
    pub(crate) store: Mutex<Store>,
    /// Tokens and counts.
    pub(crate) gate: Mutex<GateState>,
    /// What goes wrong on purpose.
    pub(crate) faults: Mutex<FaultState>,
    /// Deliveries under way.
    pub(crate) webhooks: Mutex<WebhookState>,
    /// The last requests.
    pub(crate) log: Mutex<Log>,
}

impl World {
    /// A world in which nothing has happened yet; what it does later on its own account runs on `runtime`.
    pub(crate) fn new(
        vendor: Vendor,
        settings: Settings,
        clock: SimulatedClock,
        runtime: tokio::runtime::Handle,
    ) -> Self {
        let world = Self {
            gate: Mutex::new(GateState::new(&settings)),
            store: Mutex::new(Store::new(&vendor.plan)),
            faults: Mutex::default(),
            webhooks: Mutex::new(WebhookState::new(&vendor, runtime)),
            log: Mutex::default(),
            vendor,
            settings,
            clock,
        };
        behave::plant_all(Setting::of(&world), &mut lock(&world.store));

        world
    }
}

/// The most bytes of a request body where nothing else is said: 8 MiB.
const MAX_BODY: usize = 8 << 20;

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 0,
            records: 3,
            max_body: MAX_BODY,
            keeps_quotas: true,
            observer: Observer::default(),
            accepted: Accepted::default(),
            delivers_anywhere: false,
            is_local: true,
        }
    }
}

/// What the builder was told.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// All made-up values come from it.
    pub(crate) seed: u64,
    /// How many records a collection begins with that nothing can be added to.
    pub(crate) records: usize,
    /// The most bytes of a request body.
    pub(crate) max_body: usize,
    /// Whether declared quotas are kept.
    pub(crate) keeps_quotas: bool,
    /// Who is told of each request.
    pub(crate) observer: Observer,
    /// Keys, users and clients that are let in.
    pub(crate) accepted: Accepted,
    /// Whether only this machine can reach it.
    pub(crate) is_local: bool,
    /// Whether webhooks are delivered to other machines.
    pub(crate) delivers_anywhere: bool,
}

/// The value behind a lock, also where somebody who held it panicked: every change is made in one step.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
