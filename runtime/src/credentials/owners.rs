//! Many owners of tokens behind one client: one company each, with tokens and quota of its own.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Authorization, CodeExchange, Credentials, Held, Network, Origin, TokenSource};
use crate::client::{Core, Inner};
use crate::error::{Error, ErrorKind};

/// What each owner has of its own, by key. The clients of one owner find the same.
#[derive(Clone, Default)]
pub(crate) struct Owners {
    known: Arc<Mutex<BTreeMap<String, (Credentials, Network)>>>,
}

impl fmt::Debug for Owners {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Owners")
    }
}

impl Core {
    /// The same client for another owner of tokens: another company that uses your program. It shares the connections and the settings,
    /// and has tokens (in the token store, under this key) and a quota of its own. Asking twice for a key gives the same tokens and quota.
    ///
    /// # Errors
    ///
    /// Where nothing tells owners apart, because no token is asked for.
    pub fn for_credential(&self, key: impl Into<String>) -> Result<Self, Error> {
        let inner = self.inner();
        let key = key.into();
        let mut known = inner
            .owners
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (credentials, network) = if let Some(known) = known.get(&key) {
            known.clone()
        } else {
            let made = owned(inner, &key)?;
            known.insert(key, made.clone());
            made
        };
        drop(known);

        Ok(Self::new(Inner {
            quotas: network.quotas.clone(),
            redactor: network.redactor.clone(),
            credentials,
            network,
            ..inner.clone()
        }))
    }

    /// A question to a user, who comes back to this URI: may this program act for you? For an API with one way to ask.
    ///
    /// # Errors
    ///
    /// Where the API asks no user, and where the id of the client is missing.
    pub fn authorize(&self, redirect_uri: &str) -> Result<Authorization, Error> {
        Authorization::new(self.consent()?, redirect_uri)
    }

    /// Exchanges the code that a user brought for tokens, and keeps them in the token store under this client's key.
    pub async fn exchange(&self, code: CodeExchange) -> Result<(), Error> {
        let exchanged = self.consent()?.exchange(code).await;

        exchanged.map_err(|failure| failure.into_error().0)
    }

    fn consent(&self) -> Result<&Arc<TokenSource>, Error> {
        let tokens = self.inner().credentials.tokens();

        tokens
            .into_iter()
            .find(|source| source.oauth().code.is_some())
            .ok_or_else(|| {
                Error::new(
                    ErrorKind::Builder,
                    "no user can be asked: give `.oauth(..)` for a scheme with authorization codes",
                )
            })
    }
}

/// What a new owner has of its own.
fn owned(inner: &Inner, key: &str) -> Result<(Credentials, Network), Error> {
    let network = Network {
        quotas: inner.quotas.for_owner(key),
        redactor: inner.redactor.fresh(),
        ..inner.network.clone()
    };
    let mut credentials = Credentials::default();
    let mut told_apart = false;
    for held in inner.credentials.held() {
        let origin = match &held.origin {
            Origin::Fixed(secret) => Origin::Fixed(secret.clone()),
            Origin::Tokens(source) => {
                told_apart = true;
                // The client's own owner cannot be taken for one of these.
                let owner = format!("key {key}");
                Origin::Tokens(Arc::new(source.for_owner(&owner, inner.api.name, &network)))
            }
        };
        credentials.hold(Held {
            credential: held.credential,
            origin,
        });
    }
    if told_apart {
        return Ok((credentials, network));
    }

    Err(Error::new(
        ErrorKind::Builder,
        "no token is asked for, so nothing tells owners apart: make a client for each credential",
    ))
}
