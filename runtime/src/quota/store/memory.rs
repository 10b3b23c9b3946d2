//! Counts in memory: for several clients of one process.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::ledger::Ledger;
use super::{QuotaGrant, QuotaRequest, QuotaStore, QuotaStoreError};
use crate::clock::BoxFuture;

/// Counts for as long as the process lives, for all clients that have a clone of it. A client alone needs none: it counts in memory anyway.
#[derive(Clone, Debug, Default)]
pub struct MemoryQuotaStore {
    ledgers: Arc<Mutex<BTreeMap<String, Ledger>>>,
}

impl MemoryQuotaStore {
    /// A store that has given nothing yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl QuotaStore for MemoryQuotaStore {
    fn take<'store>(
        &'store self,
        request: QuotaRequest<'store>,
    ) -> BoxFuture<'store, Result<QuotaGrant, QuotaStoreError>> {
        let mut ledgers = self.ledgers.lock().unwrap_or_else(PoisonError::into_inner);
        let grant = ledgers
            .entry(request.key.to_owned())
            .or_default()
            .take(&request);

        Box::pin(async move { Ok(grant) })
    }
}
