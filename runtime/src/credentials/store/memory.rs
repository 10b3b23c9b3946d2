//! Tokens in memory: they end with the process.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::{TokenLock, TokenStore, TokenStoreError, Tokens};
use crate::clock::BoxFuture;

/// Keeps tokens for as long as the process lives. Clones share them.
#[derive(Clone, Default)]
pub struct MemoryTokenStore {
    entries: Arc<Mutex<BTreeMap<String, Entry>>>,
}

#[derive(Default)]
struct Entry {
    tokens: Option<Tokens>,
    lock: Arc<tokio::sync::Mutex<()>>,
}

impl MemoryTokenStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn with<T>(&self, key: &str, act: impl FnOnce(&mut Entry) -> T) -> T {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);

        act(entries.entry(key.to_owned()).or_default())
    }
}

impl TokenStore for MemoryTokenStore {
    fn load<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<Option<Tokens>, TokenStoreError>> {
        let tokens = self.with(key, |entry| entry.tokens.clone());

        Box::pin(async move { Ok(tokens) })
    }

    fn save<'store>(
        &'store self,
        key: &'store str,
        tokens: &'store Tokens,
    ) -> BoxFuture<'store, Result<(), TokenStoreError>> {
        Box::pin(async move {
            self.with(key, |entry| entry.tokens = Some(tokens.clone()));
            Ok(())
        })
    }

    fn remove<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<(), TokenStoreError>> {
        self.with(key, |entry| entry.tokens = None);

        Box::pin(async { Ok(()) })
    }

    fn lock<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<TokenLock, TokenStoreError>> {
        let lock = self.with(key, |entry| Arc::clone(&entry.lock));

        Box::pin(async move { Ok(TokenLock::new(lock.lock_owned().await)) })
    }
}

impl fmt::Debug for MemoryTokenStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MemoryTokenStore")
    }
}
