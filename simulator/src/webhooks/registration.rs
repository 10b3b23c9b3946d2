//! Somebody who wants deliveries: where to, of what, signed with which secret.

use std::collections::VecDeque;
use std::fmt;

use brogue_generator::model::EventTag;
use brogue_runtime::SecretString;
use bytes::Bytes;
use serde_json::{Map, Value};

use super::WebhookError;
use super::events::Event;
use super::members;
use super::occasion::Occasion;
use super::places::Place;
use super::record::id_of;
use crate::store::Record;
use crate::vendor::Vendor;

/// How many deliveries wait for one registration; what comes on top is not sent.
const MOST_WAITING: usize = 1_000;

/// How many bytes they hold together.
const MOST_BYTES: usize = 16 << 20;

/// Somebody who wants deliveries.
#[derive(Debug)]
pub(super) struct Registration {
    /// Its number, counted from 1.
    pub(super) number: u64,
    /// The record that it is; nothing for one that a test made.
    pub(super) source: Option<Source>,
    /// Where to.
    pub(super) url: String,
    /// Of what; everything where nothing is named.
    pub(super) wanted: Vec<String>,
    /// What is signed with, where it has a secret of its own.
    pub(super) secret: Option<SecretString>,
    /// Why nothing is delivered any more.
    pub(super) disabled: Option<String>,
    /// What is to be delivered, in order.
    pub(super) waiting: VecDeque<Pending>,
    /// Somebody is at it.
    pub(super) is_working: bool,
}

/// The record behind a registration.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// The collection.
    pub(super) collection: String,
    /// The position of the resource it was made in.
    pub(super) resource: usize,
    /// The record as it was last seen.
    pub(super) record: Record,
}

/// A delivery to be made.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    /// The name of the event.
    pub(super) event: String,
    /// The header that names it.
    pub(super) header: Option<String>,
    /// The media type.
    pub(super) media: String,
    /// The body.
    pub(super) body: Bytes,
    /// It is a trial: made once, and a failure disables nothing.
    pub(super) is_trial: bool,
}

impl Registration {
    /// A registration for an address.
    pub(super) fn new(number: u64, url: String) -> Self {
        Self {
            number,
            source: None,
            url,
            wanted: Vec::new(),
            secret: None,
            disabled: None,
            waiting: VecDeque::new(),
            is_working: false,
        }
    }

    /// Takes over what was sent about it.
    pub(super) fn learn(&mut self, sent: &Map<String, Value>) {
        if let Some((_, url)) = members::address(sent) {
            self.url = url;
        }
        if let Some(wanted) = members::events(sent) {
            self.wanted = wanted;
        }
        if let Some(secret) = members::secret(sent) {
            self.secret = Some(secret.into());
        }
        match members::is_on(sent) {
            Some(true) => self.disabled = None,
            Some(false) => {
                self.disable("its owner has switched it off".to_owned());
            }
            None => {}
        }
    }

    /// Whether there is no place for one more.
    pub(super) fn is_full(&self, pending: &Pending) -> bool {
        let bytes: usize = self.waiting.iter().map(|waiting| waiting.body.len()).sum();
        let all = bytes.saturating_add(pending.body.len());

        self.waiting.len() >= MOST_WAITING || (all > MOST_BYTES && !self.waiting.is_empty())
    }

    /// Ends deliveries; what waits is not sent.
    pub(super) fn disable(&mut self, reason: String) {
        self.disabled = Some(reason);
        self.waiting.clear();
    }

    /// Whether it is this record.
    pub(super) fn is(&self, vendor: &Vendor, collection: &str, record: &Record) -> bool {
        self.source.as_ref().is_some_and(|source| {
            let id = |record| id_of(vendor, collection, record);
            let is_same = match (id(&source.record), id(record)) {
                (Some(known), Some(id)) => known == id,
                (None, _) | (_, None) => source.record == *record,
            };
            source.collection == collection && is_same
        })
    }

    /// Whether a delivery goes there.
    ///
    /// What the document tells apart by the address goes to those whose resource is named most like it; a list of wanted events is
    /// heeded in any case.
    pub(super) fn wants(&self, event: &Event, occasion: &Occasion, places: &[Place]) -> bool {
        if self.disabled.is_some() {
            return false;
        }
        let resource = self.source.as_ref().map(|source| source.resource);
        if let (EventTag::Address, Some(resource)) = (&event.tag, resource) {
            let fit = |place: &Place| {
                let nouns = event.meaning.nouns.iter();
                nouns.filter(|noun| place.nouns.contains(*noun)).count()
            };
            let best = places.iter().map(fit).max().unwrap_or(0);
            let mut places = places.iter();
            let own = places.find(|place| place.resource == resource);
            if own.is_some_and(|place| fit(place) < best) {
                return false;
            }
        }

        self.wanted.is_empty()
            || self.wanted.iter().any(|wanted| {
                let everything = ["*", "all"].contains(&wanted.to_lowercase().as_str());

                everything || wanted.eq_ignore_ascii_case(&event.name) || occasion.is_called(wanted)
            })
    }
}

/// Where a test wants deliveries: `Receiver::at("http://127.0.0.1:8080").events(["client_created"])`.
#[derive(Clone)]
pub struct Receiver {
    pub(super) url: String,
    pub(super) events: Vec<String>,
    pub(super) secret: Option<String>,
}

impl Receiver {
    /// All events, to this address, signed with the usual secret.
    pub fn at(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            events: Vec::new(),
            secret: None,
        }
    }

    /// These events only, by their names or by what they are about: `client_created`, `client`.
    #[must_use]
    pub fn events<T: Into<String>>(mut self, events: impl IntoIterator<Item = T>) -> Self {
        self.events = events.into_iter().map(Into::into).collect();
        self
    }

    /// Signed with this secret.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.secret = Some(secret.into());
        self
    }

    pub(super) fn checked(self) -> Result<Self, WebhookError> {
        let mut members = Map::new();
        members.insert("url".to_owned(), Value::String(self.url.clone()));

        match members::address(&members) {
            Some(_) => Ok(self),
            None => Err(WebhookError::Address { url: self.url }),
        }
    }
}

impl From<&str> for Receiver {
    fn from(url: &str) -> Self {
        Self::at(url)
    }
}

impl From<String> for Receiver {
    fn from(url: String) -> Self {
        Self::at(url)
    }
}

/// Without the secret.
impl fmt::Debug for Receiver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Receiver")
            .field("url", &self.url)
            .field("events", &self.events)
            .finish_non_exhaustive()
    }
}
