//! Many owners of tokens behind one client: one company each, with tokens and quota of its own.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::{Credentials, Held, Issuer, Network, Origin};
use crate::apart::Apart;
use crate::client::{Core, Inner};
use crate::error::{Error, ErrorKind};

/// With more owners than this, those that are idle are forgotten: they come back from the token store as they were.
const MANY: usize = 1_024;

/// What each owner has of its own, by key. The clients of one owner find the same.
#[derive(Clone, Default)]
pub(crate) struct Owners {
    /// Made for the first of them, so that programs without do without it.
    known: Arc<OnceLock<Apart<Mutex<Known>>>>,
}

impl Owners {
    fn known(&self) -> MutexGuard<'_, Known> {
        let known = self.known.get_or_init(|| Apart::new(Mutex::default()));

        known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
struct Known {
    owners: BTreeMap<String, (Credentials, Network)>,
    /// With so many, the idle ones are looked for.
    look_at: usize,
}

impl Known {
    /// Forgets who is idle, each time that there are twice as many as were left the last time.
    fn forget_idle(&mut self) {
        if self.owners.len() < self.look_at.max(MANY) {
            return;
        }
        self.owners
            .retain(|_, (credentials, network)| !is_idle(credentials, network));
        self.look_at = self.owners.len() * 2;
    }
}

/// Whether nothing is lost with what an owner has: no client of it is left, no token request of it is under way, the store has its
/// tokens, and its quota is whole.
fn is_idle(credentials: &Credentials, network: &Network) -> bool {
    let is_used_elsewhere = |issuer: &&Arc<dyn Issuer>| Arc::strong_count(issuer) > 1;
    let holds_unsaved = |issuer: &&Arc<dyn Issuer>| Arc::clone(issuer).source().holds_unsaved();
    let tokens = credentials.tokens();

    !tokens.iter().any(is_used_elsewhere)
        && !tokens.iter().any(holds_unsaved)
        && network.quotas.is_idle()
}

impl fmt::Debug for Owners {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Owners")
    }
}

impl Core {
    /// The same client for another owner of tokens: another company that uses your program. It shares the connections and the settings,
    /// and has tokens (in the token store, under this key) and a quota of its own. Asking twice for a key gives the same tokens and quota.
    /// A program can have any number of owners: where there are very many, those that no client is left of and whose quota is whole again
    /// take memory in the token store only.
    ///
    /// # Errors
    ///
    /// Where nothing tells owners apart, because no token is asked for.
    pub fn for_credential(&self, key: impl Into<String>) -> Result<Self, Error> {
        let inner = self.inner();
        let key = key.into();
        let mut known = inner.owners.known();
        let (credentials, network) = if let Some(owner) = known.owners.get(&key) {
            owner.clone()
        } else {
            known.forget_idle();
            let made = owned(inner, &key)?;
            known.owners.insert(key, made.clone());
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
            Origin::Tokens(issuer) => {
                told_apart = true;
                // The client's own owner cannot be taken for one of these.
                let owner = format!("key {key}");
                let source = Arc::clone(issuer).source();
                Origin::Tokens(Arc::new(source.for_owner(&owner, inner.api.name, &network)))
            }
        };
        credentials.hold(Held::new(held.credential, held.name.clone(), origin));
    }
    if told_apart {
        return Ok((credentials, network));
    }

    Err(Error::new(
        ErrorKind::Builder,
        "no token is asked for, so nothing tells owners apart: make a client for each credential",
    ))
}

#[cfg(test)]
mod tests {

    use super::{Core, MANY};
    use crate::api::{Api, Credential, OAuth, Operation, Quota, QuotaWindow, TokenRequest};
    use crate::{ClientBuilder, OAuthCredentials, ScriptedTransport};

    static OAUTH: OAuth = OAuth::new().client_credentials(TokenRequest::form("/token"));
    static API: Api = Api::new("guild", "https://guild.example.com")
        .credentials(&[Credential::oauth(&OAUTH)])
        .quota(Quota::new(&[QuotaWindow::new(5, 60_000)]));
    static GET: Operation = Operation::get("get", "/thing");

    fn known(core: &Core) -> usize {
        core.inner().owners.known().owners.len()
    }

    #[tokio::test(start_paused = true)]
    async fn idle_owners_are_forgotten_and_those_with_a_client_a_call_or_a_quota_are_not() {
        let transport =
            ScriptedTransport::new().otherwise(|_| (200, r#"{"access_token": "t"}"#.to_owned()));
        let core: Core = ClientBuilder::new(&API)
            .oauth(OAuthCredentials::new())
            .transport(transport)
            .build()
            .unwrap();
        let held = core.for_credential("held").unwrap();
        let used = core.for_credential("used").unwrap();
        used.call(&GET).returns::<()>().await.unwrap();
        drop(used);

        for number in 0..MANY * 8 {
            core.for_credential(format!("{number}")).unwrap();
        }
        assert!(known(&core) <= MANY, "{}", known(&core));
        let has = |key: &str| core.inner().owners.known().owners.contains_key(key);
        assert!(has("held") && has("used"));

        // The quota is whole again after its window.
        tokio::time::advance(std::time::Duration::from_secs(61)).await;
        for number in 0..MANY {
            core.for_credential(format!("{number} more")).unwrap();
        }
        assert!(has("held") && !has("used"));
        drop(held);
    }
}
