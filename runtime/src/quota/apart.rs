//! Makes the limiters of declared quotas, each kept apart by what the vendor counts by.
//!
//! The limiters of values are forgotten when they know nothing any more that a new one would not know. Where more values are in use at
//! once than are kept apart, further ones share a limiter until it is idle: then they get less than they could, and never too much.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::Limit;
use super::limiter::{Limiter, Stored};
use super::scopes::Place;
use crate::api::{Quota, QuotaScope, QuotaWindow};
use crate::request::Request;
use crate::secret::base64_url;

/// So many values are kept apart at most, for each quota.
pub(super) const MOST_KEPT_APART: usize = 4_096;

/// Makes the limiters of a client.
pub(crate) trait Keeper: Send + Sync {
    /// The limiter of the calls that say nothing of their own.
    fn usual(&self, place: &Place, quota: &Quota, owner: &str) -> Arc<dyn Limit>;

    /// The limiter that a call passes; the id is that of an operation with a quota of its own.
    fn limiter(
        &self,
        place: &Place,
        quota: &Quota,
        owner: &str,
        id: &'static str,
        request: &Request,
    ) -> Arc<dyn Limit>;

    #[cfg(test)]
    fn kept_apart(&self, id: &str) -> usize;
}

/// What keeps declared quotas: a [`Quota`] alone names it, so that programs without one are linked without it.
pub(crate) fn keeper() -> Box<dyn Keeper> {
    Box::new(Known::default())
}

/// By the operation, or by nothing for the API's own.
#[derive(Default)]
struct Known {
    limiters: Mutex<BTreeMap<&'static str, KeptApart>>,
}

impl Keeper for Known {
    fn usual(&self, place: &Place, quota: &Quota, owner: &str) -> Arc<dyn Limit> {
        let windows = match quota.scope {
            QuotaScope::Parameter(_) => &[],
            QuotaScope::Credential | QuotaScope::Client => quota.windows,
        };

        limiter(place, windows, &format!("all of {owner}"))
    }

    fn limiter(
        &self,
        place: &Place,
        quota: &Quota,
        owner: &str,
        id: &'static str,
        request: &Request,
    ) -> Arc<dyn Limit> {
        let key = match quota.scope {
            QuotaScope::Credential => format!("of {owner}"),
            QuotaScope::Client => "of all".to_owned(),
            QuotaScope::Parameter(name) => match request.value_of(name) {
                // Values may be long, or nobody's business.
                Some(value) => format!("value {}", base64_url(&Sha256::digest(value.as_bytes()))),
                None => "no value".to_owned(),
            },
        };
        let mut known = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);

        known.entry(id).or_default().get(key, |key| {
            let what = if id.is_empty() { "all" } else { id };
            limiter(place, quota.windows, &format!("{what} {key}"))
        })
    }

    #[cfg(test)]
    fn kept_apart(&self, id: &str) -> usize {
        let known = self.limiters.lock().unwrap();

        known.get(id).map_or(0, |kept| kept.limiters.len())
    }
}

fn limiter(place: &Place, windows: &[QuotaWindow], key: &str) -> Arc<Limiter> {
    let stored = place.store.as_ref().map(|store| Stored {
        store: Arc::clone(store),
        key: format!("{} {key}", place.name),
    });

    Arc::new(Limiter::new(windows, Arc::clone(&place.clock), stored))
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
