//! Where tokens are kept.
//!
//! A refresh token that the vendor exchanges at each use must never be lost, and never be used twice. So whoever renews tokens holds the
//! store's lock from before it reads them until after it has written the new ones, and uses none that is not written.

mod file;
mod memory;

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use secrecy::SecretString;

pub use file::FileTokenStore;
pub use memory::MemoryTokenStore;

use crate::clock::BoxFuture;

/// Keeps tokens by key. Several processes can share one where its lock reaches that far.
///
/// A key names one owner of tokens at one host; it is no secret.
pub trait TokenStore: fmt::Debug + Send + Sync + 'static {
    /// The tokens of a key, if there are any.
    fn load<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<Option<Tokens>, TokenStoreError>>;

    /// Replaces the tokens of a key. When it ends well they must outlast whatever the store is meant to outlast.
    fn save<'store>(
        &'store self,
        key: &'store str,
        tokens: &'store Tokens,
    ) -> BoxFuture<'store, Result<(), TokenStoreError>>;

    /// Forgets the tokens of a key. Unless a store does better, it keeps that there are none.
    fn remove<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<(), TokenStoreError>> {
        Box::pin(async move { self.save(key, &Tokens::default()).await })
    }

    /// Waits until nobody else renews the tokens of this key, and keeps others waiting until the lock is dropped.
    fn lock<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<TokenLock, TokenStoreError>>;
}

/// Tokens as they are kept.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Tokens {
    /// What calls are let in with. A vendor may give a refresh token alone first.
    pub access_token: Option<SecretString>,
    /// What the next access token is asked for with.
    pub refresh_token: Option<SecretString>,
    /// When the access token ends, if that is known.
    pub expires_at: Option<SystemTime>,
    /// How long the access token lives, if that is known.
    pub lifetime: Option<Duration>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tokens")
            .field("has_access_token", &self.access_token.is_some())
            .field("has_refresh_token", &self.refresh_token.is_some())
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// The right to renew the tokens of a key; given back when dropped.
pub struct TokenLock {
    _held: Box<dyn Send>,
}

impl TokenLock {
    /// A lock that ends when this value is dropped.
    pub fn new(held: impl Send + 'static) -> Self {
        Self {
            _held: Box::new(held),
        }
    }
}

impl fmt::Debug for TokenLock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenLock")
    }
}

/// Tokens could not be read or written. Its text is shown to people: it must hold no token.
#[derive(Debug)]
pub struct TokenStoreError {
    problem: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TokenStoreError {
    /// An error that reads so.
    pub fn new(problem: impl Into<String>) -> Self {
        Self {
            problem: problem.into(),
            source: None,
        }
    }

    /// The same with its reason.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl fmt::Display for TokenStoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.problem)?;
        match &self.source {
            Some(source) => write!(formatter, ": {source}"),
            None => Ok(()),
        }
    }
}

impl StdError for TokenStoreError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.source.as_deref()?;

        Some(source)
    }
}
