//! Tokens in memory: they end with the process.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{TokenLock, TokenStore, TokenStoreError, Tokens};
use crate::clock::BoxFuture;

/// Keeps tokens for as long as the process lives. Clones share them.
#[derive(Clone, Default)]
pub struct MemoryTokenStore {
    /// By their keys, in order.
    entries: Arc<Mutex<Entries>>,
}

type Entries = Vec<(String, Arc<Entry>)>;

#[derive(Default)]
struct Entry {
    tokens: Mutex<Option<Tokens>>,
    lock: Arc<tokio::sync::Mutex<()>>,
}

impl Entry {
    fn tokens(&self) -> MutexGuard<'_, Option<Tokens>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MemoryTokenStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn entry(&self, key: &str) -> Arc<Entry> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let found = entries.binary_search_by(|(known, _)| known.as_str().cmp(key));
        if let Some((_, entry)) = found.ok().and_then(|place| entries.get(place)) {
            return Arc::clone(entry);
        }
        let entry = Arc::<Entry>::default();
        let place = found.unwrap_or_else(|place| place);
        entries.insert(place, (key.to_owned(), Arc::clone(&entry)));

        entry
    }
}

impl TokenStore for MemoryTokenStore {
    fn load<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<Option<Tokens>, TokenStoreError>> {
        let tokens = self.entry(key).tokens().clone();

        Box::pin(async move { Ok(tokens) })
    }

    fn save<'store>(
        &'store self,
        key: &'store str,
        tokens: &'store Tokens,
    ) -> BoxFuture<'store, Result<(), TokenStoreError>> {
        Box::pin(async move {
            *self.entry(key).tokens() = Some(tokens.clone());
            Ok(())
        })
    }

    fn remove<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<(), TokenStoreError>> {
        *self.entry(key).tokens() = None;

        Box::pin(async { Ok(()) })
    }

    fn lock<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<TokenLock, TokenStoreError>> {
        let lock = Arc::clone(&self.entry(key).lock);

        Box::pin(async move { Ok(TokenLock::new(lock.lock_owned().await)) })
    }
}

impl fmt::Debug for MemoryTokenStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MemoryTokenStore")
    }
}
