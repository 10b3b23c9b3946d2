//! Who is registered, what waits, what was delivered.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Condvar, OnceLock};
use std::time::SystemTime;

use brogue_generator::model;
use brogue_runtime::ReqwestTransport;
use tokio::runtime::Handle;

use super::events::{Event, events};
use super::places::{Place, places, registers};
use super::registration::Registration;
use crate::vendor::{OperationId, Vendor};

/// The deliveries that are remembered.
const REMEMBERED: usize = 10_000;

/// The most registrations; records beyond are kept and not delivered to.
const MOST_REGISTRATIONS: usize = 1_000;

/// Deliveries under way and made.
#[derive(Debug)]
pub(crate) struct WebhookState {
    /// What never changes.
    pub(super) plan: Arc<Plan>,
    /// Who is registered, in the order in which they came.
    pub(super) registrations: Vec<Registration>,
    /// How many payloads were made up: what is made up differs from one to the next.
    pub(super) made: u64,
    log: VecDeque<Delivery>,
    logged: usize,
    numbered: u64,
}

/// What never changes.
#[derive(Debug)]
pub(super) struct Plan {
    /// Where deliveries run.
    pub(super) runtime: Handle,
    /// The resources to register in.
    pub(super) places: Vec<Place>,
    /// Their operations.
    pub(super) registering: BTreeSet<OperationId>,
    /// The events.
    pub(super) events: Vec<Event>,
    /// How deliveries are signed.
    pub(super) signature: Option<model::Signature>,
    /// What answers mean.
    pub(super) delivery: Option<model::Delivery>,
    /// Where records say whether they are on, the vendor switches them off after the last try.
    pub(super) ends_by_disabling: bool,
    /// Told whenever something was logged.
    pub(super) logged: Condvar,
    /// What sends on this machine, without a proxy.
    pub(super) near: OnceLock<Option<ReqwestTransport>>,
    /// What sends elsewhere.
    pub(super) far: OnceLock<Option<ReqwestTransport>>,
}

/// One try to deliver something.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// The name of the event.
    pub event: String,
    /// Where it went.
    pub url: String,
    /// Which try it was, counted from 1; 0 where there was no place for it among those that wait, which are 1,000 at most.
    pub attempt: u32,
    /// The status of the answer, where there was one.
    pub status: Option<u16>,
    /// Why it failed, or was not sent at all; nothing where it was received.
    pub error: Option<String>,
    /// When it was, by the vendor's clock.
    pub at: SystemTime,
}

impl WebhookState {
    /// Nobody is registered yet. Deliveries run on this runtime.
    pub(crate) fn new(vendor: &Vendor, runtime: Handle) -> Self {
        let places = places(vendor);
        let resources = vendor.api.resources.iter().enumerate();
        let registering = resources
            .flat_map(|(resource, found)| {
                (0..found.operations.len()).map(move |operation| OperationId {
                    resource,
                    operation,
                })
            })
            .filter(|id| registers(vendor, *id))
            .collect();
        let webhooks = vendor.api.webhooks.as_ref();

        Self {
            plan: Arc::new(Plan {
                runtime,
                registering,
                events: events(vendor),
                signature: webhooks.and_then(|webhooks| webhooks.signature.clone()),
                delivery: webhooks.and_then(|webhooks| webhooks.delivery.clone()),
                ends_by_disabling: places.iter().any(|place| place.has_flag),
                places,
                logged: Condvar::new(),
                near: OnceLock::new(),
                far: OnceLock::new(),
            }),
            registrations: Vec::new(),
            made: 0,
            log: VecDeque::new(),
            logged: 0,
            numbered: 0,
        }
    }

    /// Adds a registration for an address; nothing where there are too many.
    pub(super) fn register(&mut self, url: String) -> Option<&mut Registration> {
        if self.registrations.len() >= MOST_REGISTRATIONS {
            return None;
        }
        self.numbered += 1;
        self.registrations
            .push(Registration::new(self.numbered, url));

        self.registrations.last_mut()
    }

    /// The registration with a number.
    pub(super) fn registration(&mut self, number: u64) -> Option<&mut Registration> {
        let mut registrations = self.registrations.iter_mut();

        registrations.find(|registration| registration.number == number)
    }

    /// Notes a delivery and wakes those who wait for it.
    pub(super) fn note(&mut self, delivery: Delivery) {
        if self.log.len() >= REMEMBERED {
            self.log.pop_front();
        }
        self.log.push_back(delivery);
        self.logged += 1;
        self.plan.logged.notify_all();
    }

    /// How many deliveries were noted in all.
    pub(super) fn logged(&self) -> usize {
        self.logged
    }

    /// The deliveries that are remembered, in order.
    pub(super) fn log(&self) -> Vec<Delivery> {
        self.log.iter().cloned().collect()
    }
}
