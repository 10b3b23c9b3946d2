//! Which limiters a call passes: the API's and its operation's.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::lanes::{Lane, Lanes};
use super::{Keeper, Limit, QuotaStatus, QuotaStore, Stop};
use crate::api::{Operation, Quota, QuotaScope};
use crate::clock::Clock;
use crate::request::Request;

/// The client's own owner; that of `for_credential` begins otherwise.
const OWN: &str = "own";

/// The quotas of a client and one owner. Clones count together, and so do all owners where the vendor counts them so.
#[derive(Clone)]
pub(crate) struct Quotas {
    shared: Arc<Shared>,
    owner: Arc<str>,
    /// Of the calls that say nothing of their own; also where no quota is declared, since a vendor may say 429 all the same.
    usual: Arc<dyn Limit>,
}

struct Shared {
    quota: Option<Quota>,
    place: Place,
    /// Made when the first declared quota needs it.
    keeper: OnceLock<Box<dyn Keeper>>,
}

/// Where requests are counted.
pub(crate) struct Place {
    /// The API and where it is: a count at a test server is none at the real one.
    pub(super) name: String,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) store: Option<Arc<dyn QuotaStore>>,
}

impl Quotas {
    pub(crate) fn new(
        place: String,
        quota: Option<Quota>,
        clock: Arc<dyn Clock>,
        store: Option<Arc<dyn QuotaStore>>,
    ) -> Self {
        let shared = Arc::new(Shared {
            quota,
            place: Place {
                name: place,
                clock,
                store,
            },
            keeper: OnceLock::new(),
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

    fn limiter(&self, id: &'static str, quota: &Quota, request: &Request) -> Arc<dyn Limit> {
        let shared = &self.shared;

        shared
            .keeper(quota)
            .limiter(&shared.place, quota, &self.owner, id, request)
    }

    #[cfg(test)]
    pub(super) fn kept_apart(&self, id: &'static str) -> usize {
        let keeper = self.shared.keeper.get();

        keeper.map_or(0, |keeper| keeper.kept_apart(id))
    }
}

impl Shared {
    fn counts_together(&self) -> bool {
        self.quota
            .is_some_and(|quota| quota.scope == QuotaScope::Client)
    }

    fn usual(&self, owner: &str) -> Arc<dyn Limit> {
        match &self.quota {
            Some(quota) => self.keeper(quota).usual(&self.place, quota, owner),
            None => Arc::new(Stop::new(Arc::clone(&self.place.clock))),
        }
    }

    fn keeper(&self, quota: &Quota) -> &dyn Keeper {
        &**self.keeper.get_or_init(quota.keeper)
    }
}

impl fmt::Debug for Quotas {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Quotas({:?})", self.status())
    }
}
