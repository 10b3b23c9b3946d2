//! Tokens for calls: got when the first call needs one, renewed ahead of their end, and by one caller for all.
//!
//! A renewal is a task of its own, so that a caller who gives up cannot lose a new refresh token on its way into the store. All callers
//! that need it wait for the same renewal and share its outcome, also where it fails.

mod addresses;
mod device;
mod failure;
mod issue;
mod renew;
mod revoke;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;
use url::Url;

pub use device::DeviceAuthorization;
pub(crate) use failure::TokenFailure;

use super::exchange::{Values, ask};
use super::{
    CodeExchange, Issuing, MemoryTokenStore, OAuthCredentials, Outcome, Token, TokenStore, Tokens,
};
use crate::api::{CodeYields, Credential, ErrorBody, LifetimeKind, OAuth, TokenRequest};
use crate::clock::{Clock, later};
use crate::error::Error;
use crate::observe::{Hooks, Watcher};
use crate::quota::{QuotaMode, Quotas};
use crate::secret::Redactor;
use crate::transport::Transport;

/// A token is renewed this long before its end, or a tenth of its life before, and up to twice as long by chance: the renewals of
/// several processes spread.
const AHEAD: Duration = Duration::from_secs(60);

/// So long after the vendor gave a token out, or let a call in by it, a 401 is taken for what the spec says it means there.
const TRUST: Duration = Duration::from_secs(30);

/// What token requests are sent with: the client's own.
#[derive(Clone)]
pub(crate) struct Network {
    /// The base URL of the API as the spec has it, and as the caller has it.
    pub(crate) bases: (Url, Url),
    /// Where the API tells what is wrong.
    pub(crate) error_body: ErrorBody,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) quotas: Quotas,
    pub(crate) quota_mode: QuotaMode,
    pub(crate) longest_stop: Duration,
    pub(crate) timeout: Duration,
    pub(crate) redactor: Redactor,
    pub(crate) hooks: Hooks,
    pub(crate) user_agent: HeaderValue,
    /// Where tokens are kept; there is one wherever tokens are asked for.
    pub(crate) store: Option<Arc<dyn TokenStore>>,
}

impl Network {
    /// Who looks at token requests.
    pub(crate) fn watcher(&self) -> Watcher<'_> {
        Watcher {
            hooks: &self.hooks,
            redactor: &self.redactor,
            clock: &self.clock,
        }
    }
}

/// Makes a [`TokenSource`] of each scheme.
pub(super) const ISSUING: Issuing = Issuing {
    issuer: |credential, oauth, given, owner, api, network| {
        let source = TokenSource::new(credential, oauth, given, owner, api, network)?;

        Ok(Arc::new(source))
    },
    usual_store,
};

fn usual_store() -> Arc<dyn TokenStore> {
    Arc::new(MemoryTokenStore::new())
}

/// Where the tokens of one scheme and one owner come from.
pub(crate) struct TokenSource {
    credential: Credential,
    oauth: &'static OAuth,
    given: OAuthCredentials,
    network: Network,
    store: Arc<dyn TokenStore>,
    key: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Current>,
    generation: u64,
    /// The token that was not taken.
    rejected: Option<SecretString>,
    /// Whether there is a refresh token.
    has_refresh_token: bool,
    /// Tokens that are not in the store, because it failed.
    unsaved: Option<Tokens>,
    renewal: Option<watch::Receiver<Option<Outcome>>>,
    /// Whether the tokens that the caller gave were given back.
    given_back: bool,
}

struct Current {
    token: Token,
    due_at: Option<Instant>,
    ends_at: Option<Instant>,
    /// How long it lives after each success.
    slides: Option<Duration>,
    /// Until when a 401 does not put it in doubt where it can mean something else.
    trusted_until: Option<Instant>,
}

impl TokenSource {
    /// A source for a scheme. The owner tells whose tokens these are.
    pub(crate) fn new(
        credential: &Credential,
        oauth: &'static OAuth,
        given: &OAuthCredentials,
        owner: &str,
        api: &str,
        network: &Network,
    ) -> Result<Self, Error> {
        let source = Self::unchecked(credential, oauth, given, owner, api, network);
        source.check()?;

        Ok(source)
    }

    /// The same for another owner, whose tokens may be in the store already.
    pub(crate) fn for_owner(&self, owner: &str, api: &str, network: &Network) -> Self {
        let given = self.given.for_another();

        Self::unchecked(&self.credential, self.oauth, &given, owner, api, network)
    }

    fn unchecked(
        credential: &Credential,
        oauth: &'static OAuth,
        given: &OAuthCredentials,
        owner: &str,
        api: &str,
        network: &Network,
    ) -> Self {
        let base = network.bases.1.as_str().trim_end_matches('/');

        Self {
            credential: *credential,
            oauth,
            given: given.clone(),
            network: network.clone(),
            store: network.store.clone().unwrap_or_else(usual_store),
            // A token for one host is none for another.
            key: format!("{api} {} {base} {owner}", credential.scheme),
            state: Mutex::default(),
        }
    }

    fn trust(&self, generation: u64) {
        let until = later(self.network.clock.now(), TRUST);
        let mut state = self.lock();
        if let Some(current) = &mut state.current
            && current.token.generation == generation
        {
            current.trusted_until = Some(until);
        }
    }

    pub(super) fn oauth(&self) -> &'static OAuth {
        self.oauth
    }

    pub(super) fn scheme(&self) -> &'static str {
        self.credential.scheme
    }

    /// Whether tokens would be lost with it: those that the store did not take.
    pub(super) fn holds_unsaved(&self) -> bool {
        self.lock().unsaved.is_some()
    }

    pub(super) fn values(&self) -> Values<'_> {
        Values {
            given: &self.given,
            scopes: self.oauth.scopes,
            refresh_token: None,
            code: None,
        }
    }

    /// Exchanges a code and keeps what it yields, in place of what there was.
    pub(crate) async fn exchange(self: &Arc<Self>, code: CodeExchange) -> Result<(), TokenFailure> {
        let Some(request) = self.oauth.code else {
            return Err(TokenFailure::permanent("the scheme exchanges no code"));
        };
        let values = Values {
            code: Some(&code),
            ..self.values()
        };
        for secret in [Some(&code.code), code.verifier.as_ref()]
            .into_iter()
            .flatten()
        {
            self.network.redactor.learn(secret.expose_secret());
        }
        let _lock = self.store.lock(&self.key).await?;
        let mut tokens = self.ask(&request, values).await?;
        if self.oauth.code_yields == CodeYields::RefreshToken {
            tokens = Tokens {
                refresh_token: tokens.refresh_token,
                ..Tokens::default()
            };
            if tokens.refresh_token.is_none() {
                return Err(TokenFailure::permanent(
                    "the exchange of the code was answered without a refresh token",
                ));
            }
        }
        self.keep(tokens).await?;

        Ok(())
    }

    /// What can be asked with at once: no user has to do anything. Where the scheme can also ask the user, the program's own token is
    /// not taken for the user's.
    fn grant(&self) -> Option<&'static TokenRequest> {
        let of_client = self.oauth.client_credentials.as_ref();

        [
            self.oauth.password.as_ref(),
            of_client.filter(|_| self.oauth.code.is_none() && self.oauth.device.is_none()),
        ]
        .into_iter()
        .flatten()
        .find(|request| self.values().missing(request).is_none())
    }

    fn look(&self) -> Look {
        let now = self.network.clock.now();
        let mut state = self.lock();
        let renewal = state
            .renewal
            .clone()
            .filter(|renewal| renewal.has_changed().is_ok());
        if let Some(current) = &state.current {
            let is_due = current.due_at.is_some_and(|due| due <= now);
            let has_ended = current.ends_at.is_some_and(|end| end <= now);
            if !is_due || (!has_ended && renewal.is_some()) {
                return Look::Use(current.token.clone());
            }
        }
        if let Some(renewal) = renewal {
            return Look::Wait(renewal);
        }
        let (sender, renewal) = watch::channel(None);
        state.renewal = Some(renewal.clone());

        Look::Renew(sender, renewal)
    }

    fn still_good(&self) -> Option<Token> {
        let now = self.network.clock.now();
        let state = self.lock();
        let current = state.current.as_ref()?;

        current
            .ends_at
            .is_none_or(|end| end > now)
            .then(|| current.token.clone())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenSource")
            .field("scheme", &self.credential.scheme)
            .finish_non_exhaustive()
    }
}

enum Look {
    Use(Token),
    Wait(watch::Receiver<Option<Outcome>>),
    Renew(
        watch::Sender<Option<Outcome>>,
        watch::Receiver<Option<Outcome>>,
    ),
}

/// When a token is due to be renewed, and when it ends.
fn ends(now: Instant, lifetime: Duration, random: u64) -> (Option<Instant>, Option<Instant>) {
    let margin = AHEAD.min(lifetime / 10);
    let nanos = u64::try_from(margin.as_nanos()).unwrap_or(u64::MAX);
    let jitter = Duration::from_nanos(random % nanos.saturating_add(1).max(1));
    let due = lifetime.saturating_sub(margin + jitter);

    (Some(later(now, due)), Some(later(now, lifetime)))
}

fn same(one: Option<&SecretString>, other: Option<&SecretString>) -> bool {
    one.map(ExposeSecret::expose_secret) == other.map(ExposeSecret::expose_secret)
}
