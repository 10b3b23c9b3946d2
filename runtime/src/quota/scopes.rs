//! Which limiters a call passes: the API's and its operation's, each kept apart by what the vendor counts by.
//!
//! The limiters of values are forgotten when they know nothing any more that a new one would not know. Where more values are in use at
//! once than are kept apart, further ones share a limiter until it is idle: then they get less than they could, and never too much.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::lanes::{Lane, Lanes};
use super::{Limiter, QuotaStatus, QuotaStore, Stored};
use crate::api::{Operation, Quota, QuotaScope, QuotaWindow};
use crate::clock::Clock;
use crate::request::Request;
use crate::secret::base64_url;

/// So many values are kept apart at most, for each quota.
pub(super) const MOST_KEPT_APART: usize = 4_096;

/// The client's own owner; that of `for_credential` begins otherwise.
const OWN: &str = "own";

/// The quotas of a client and one owner. Clones count together, and so do all owners where the vendor counts them so.
#[derive(Clone)]
pub(crate) struct Quotas {
    shared: Arc<Shared>,
    owner: Arc<str>,
    /// Of the calls that say nothing of their own; also where no quota is declared, since a vendor may say 429 all the same.
    usual: Arc<Limiter>,
}

struct Shared {
    /// The API and where it is: a count at a test server is none at the real one.
    place: String,
    quota: Option<Quota>,
    clock: Arc<dyn Clock>,
    store: Option<Arc<dyn QuotaStore>>,
    /// By the operation, or by nothing for the API's own.
    known: Mutex<BTreeMap<&'static str, KeptApart>>,
}

impl Quotas {
    pub(crate) fn new(
        place: String,
        quota: Option<Quota>,
        clock: Arc<dyn Clock>,
        store: Option<Arc<dyn QuotaStore>>,
    ) -> Self {
        let shared = Arc::new(Shared {
            place,
            quota,
            clock,
            store,
            known: Mutex::default(),
        });

        Self {
            usual: shared.usual(OWN),
            owner: OWN.into(),
            shared,
        }
    }

    /// The quotas of another owner of credentials.
    pub(crate) fn for_owner(&self, key: &str) -> Self {
        let owner = format!("key {key}");

        Self {
            usual: if self.shared.counts_together() {
                Arc::clone(&self.usual)
            } else {
                self.shared.usual(&owner)
            },
            owner: owner.into(),
            shared: Arc::clone(&self.shared),
        }
    }

    /// What a call of this operation passes. The operation's own quota comes first: while a call waits for the API's, it is the rarer one.
    pub(crate) fn of_call(&self, operation: &Operation, request: &Request) -> Lanes {
        let own = operation.quota.map(|quota| Lane {
            limiter: self.limiter(operation.id, &quota, request),
            quota: Some(quota),
        });
        let quota = self.shared.quota;
        let usual = Lane {
            limiter: match &quota {
                Some(quota) if matches!(quota.scope, QuotaScope::Parameter(_)) => {
                    self.limiter("", quota, request)
                }
                _ => Arc::clone(&self.usual),
            },
            quota,
        };

        Lanes::new(own, usual)
    }

    /// What a request for a token passes: the API's quota, unless that counts by a value that no such request has.
    pub(crate) fn of_tokens(&self) -> Lanes {
        let usual = Lane {
            limiter: Arc::clone(&self.usual),
            quota: self.shared.quota,
        };

        Lanes::new(None, usual)
    }

    /// Whether nothing is lost with the owner: its quota is whole, or counted for all owners together.
    pub(crate) fn is_idle(&self) -> bool {
        self.shared.counts_together() || self.usual.is_idle()
    }

    pub(crate) fn status(&self) -> QuotaStatus {
        self.usual.status()
    }

    fn limiter(&self, id: &'static str, quota: &Quota, request: &Request) -> Arc<Limiter> {
        let key = match quota.scope {
            QuotaScope::Credential => format!("of {}", self.owner),
            QuotaScope::Client => "of all".to_owned(),
            QuotaScope::Parameter(name) => match request.value_of(name) {
                // Values may be long, or nobody's business.
                Some(value) => format!("value {}", base64_url(&Sha256::digest(value.as_bytes()))),
                None => "no value".to_owned(),
            },
        };
        let shared = &self.shared;
        let mut known = shared.known.lock().unwrap_or_else(PoisonError::into_inner);

        known.entry(id).or_default().get(key, |key| {
            let what = if id.is_empty() { "all" } else { id };
            shared.limiter(quota.windows, &format!("{what} {key}"))
        })
    }

    #[cfg(test)]
    pub(super) fn kept_apart(&self, id: &'static str) -> usize {
        let known = self.shared.known.lock().unwrap();

        known.get(id).map_or(0, |kept| kept.limiters.len())
    }
}

impl Shared {
    fn counts_together(&self) -> bool {
        self.quota
            .is_some_and(|quota| quota.scope == QuotaScope::Client)
    }

    fn usual(&self, owner: &str) -> Arc<Limiter> {
        let windows = match &self.quota {
            Some(quota) if !matches!(quota.scope, QuotaScope::Parameter(_)) => quota.windows,
            _ => &[],
        };

        self.limiter(windows, &format!("all of {owner}"))
    }

    fn limiter(&self, windows: &[QuotaWindow], key: &str) -> Arc<Limiter> {
        let stored = self.store.as_ref().map(|store| Stored {
            store: Arc::clone(store),
            key: format!("{} {key}", self.place),
        });

        Arc::new(Limiter::new(windows, Arc::clone(&self.clock), stored))
    }
}

impl fmt::Debug for Quotas {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Quotas({:?})", self.status())
    }
}

/// The limiters of one quota, by what the vendor counts by.
#[derive(Default)]
struct KeptApart {
    limiters: BTreeMap<String, Arc<Limiter>>,
    /// Idle ones are looked for when there are so many.
    sweep_at: usize,
    /// Of those that are too many.
    rest: Option<Arc<Limiter>>,
}

impl KeptApart {
    fn get(&mut self, key: String, make: impl FnOnce(&str) -> Arc<Limiter>) -> Arc<Limiter> {
        if let Some(limiter) = self.limiters.get(&key) {
            return Arc::clone(limiter);
        }
        // Its count may be in the rest.
        if let Some(rest) = &self.rest
            && !is_forgettable(rest)
        {
            return Arc::clone(rest);
        }
        self.rest = None;
        if self.limiters.len() >= self.sweep_at.max(64) {
            self.limiters.retain(|_, limiter| !is_forgettable(limiter));
            self.sweep_at = (self.limiters.len() * 2).min(MOST_KEPT_APART);
        }
        if self.limiters.len() >= MOST_KEPT_APART {
            return Arc::clone(self.rest.insert(make("the rest")));
        }
        let limiter = make(&key);
        self.limiters.insert(key, Arc::clone(&limiter));

        limiter
    }
}

/// Whether nobody has it, and it knows nothing. Clones are made under the lock of the map only.
fn is_forgettable(limiter: &Arc<Limiter>) -> bool {
    Arc::strong_count(limiter) == 1 && limiter.is_idle()
}
