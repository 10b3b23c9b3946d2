//! Makes clients, and refuses those that could not work or would give a credential away.

mod draft;
mod network;
mod servers;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use self::draft::Draft;
use crate::apart::Apart;
use crate::api::{Api, Pagination};
use crate::client::Core;
use crate::clock::Clock;
use crate::codec::Finding;
use crate::credentials::{CredentialValue, Given, OAuthCredentials, TokenStore};
use crate::error::{Error, ErrorKind};
use crate::observe::Hook;
use crate::options::strictness;
use crate::quota::{QuotaMode, QuotaStore};
use crate::retry::RetryPolicy;
use crate::transport::Transport;

/// Makes a client of an API.
///
/// # Examples
///
/// ```
/// use brogue_runtime::api::{Api, Credential};
/// use brogue_runtime::{ClientBuilder, Core};
///
/// static API: Api = Api::new("shop", "https://shop.example.com/v1").credentials(&[Credential::bearer()]);
///
/// let client = ClientBuilder::<Core>::new(&API).bearer_token("t-123").build()?;
/// let error = ClientBuilder::<Core>::new(&API).build().unwrap_err();
/// assert!(error.to_string().contains("bearer_token"));
/// # Ok::<(), brogue_runtime::Error>(())
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    draft: Apart<Draft>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Core>> ClientBuilder<C> {
    /// A builder with the API's own base URL and careful settings.
    pub fn new(api: &'static Api) -> Self {
        Self {
            draft: Apart::new(Draft::new(api)),
            client: PhantomData,
        }
    }

    /// Calls are let in by this key. Where the API takes several kinds of keys it is the first kind, and
    /// [`api_key_for`](Self::api_key_for) names another. Of several credentials that do, the last one set counts.
    pub fn api_key(self, key: impl Into<SecretString>) -> Self {
        self.give(None, CredentialValue::api_key(key))
    }

    /// Calls are let in by this key, of the kind that the spec's security scheme of this name describes. Only needed where an API takes
    /// several kinds of keys.
    pub fn api_key_for(self, scheme: impl Into<String>, key: impl Into<SecretString>) -> Self {
        self.give(Some(scheme.into()), CredentialValue::api_key(key))
    }

    /// Calls are let in by this key, which goes under another name than the spec has: where the vendor leaves the name open. It is the name
    /// of the query parameter, the header or the cookie.
    ///
    /// # Examples
    ///
    /// ```
    /// use brogue_runtime::api::{Api, Credential};
    /// use brogue_runtime::{ClientBuilder, Core};
    ///
    /// static API: Api =
    ///     Api::new("shop", "https://shop.example.com/v1").credentials(&[Credential::api_key_query("API_KEY")]);
    ///
    /// let client = ClientBuilder::<Core>::new(&API).api_key_as("key", "k-123").build()?;
    /// # Ok::<(), brogue_runtime::Error>(())
    /// ```
    pub fn api_key_as(self, name: impl Into<String>, key: impl Into<SecretString>) -> Self {
        self.give(None, CredentialValue::api_key(key).named(name))
    }

    /// Calls are let in by this token. Of several credentials that do, the last one set counts.
    pub fn bearer_token(self, token: impl Into<SecretString>) -> Self {
        self.give(None, CredentialValue::bearer(token))
    }

    /// Calls are let in by this user name and password. Of several credentials that do, the last one set counts.
    pub fn basic(self, user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        self.give(None, CredentialValue::basic(user, password))
    }

    /// Calls are let in by tokens that are asked for with these and renewed ahead of their end.
    pub fn oauth(self, credentials: OAuthCredentials) -> Self {
        self.give(None, CredentialValue::oauth(credentials))
    }

    /// The credential of a scheme by its name, where the API has several of a kind.
    pub fn credential(self, scheme: impl Into<String>, value: CredentialValue) -> Self {
        self.give(Some(scheme.into()), value)
    }

    /// Where tokens are kept. In memory unless set: then a token ends with the process, and so does a refresh token that the vendor has
    /// exchanged.
    pub fn token_store(mut self, store: impl TokenStore) -> Self {
        self.draft.token_store = Some(Arc::new(store));
        self
    }

    /// Another base of every path: a proxy, a test server. A credential is sent over plain HTTP to this machine only,
    /// and this machine is never looked for through a proxy.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.draft.base_url = Some(url.into());
        self
    }

    /// How long one attempt may take, from sending to the last byte of the answer. The time in which a streamed body is sent does not
    /// count: there [`stall_timeout`](Self::stall_timeout) holds. Of a download or a stream of events it is how long the head may
    /// take, and then each further event; a download may stall. 60 s unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.settings.timeout = timeout;
        self
    }

    /// How long a connection may take to come about; not used by a transport of your own. 10 s unless set.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.connected(|connections| connections.connect_timeout(timeout))
    }

    /// How long a call may take in all, with waits for the quota and retries. No bound unless set.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.draft.settings.total_timeout = Some(timeout);
        self
    }

    /// How long no byte may move while a body is being sent or read. 30 s unless set; `Duration::MAX` is for ever.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.draft.settings.stall_timeout = timeout;
        self
    }

    /// The largest body that is read, counted as it is after decompression. 32 MiB unless set.
    pub fn max_body_bytes(mut self, bytes: u64) -> Self {
        self.draft.settings.max_body_bytes = bytes;
        self
    }

    /// The largest event of a stream that is read; a stream as a whole has no bound. 1 MiB unless set.
    pub fn max_event_bytes(mut self, bytes: usize) -> Self {
        self.draft.settings.max_event_bytes = bytes;
        self
    }

    /// When calls are sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.draft.settings.retry = policy;
        self
    }

    /// What calls do when the quota is used up.
    pub fn quota(mut self, mode: QuotaMode) -> Self {
        self.draft.settings.quota = mode;
        self
    }

    /// Where requests are counted, besides this client's own memory: then several processes keep the quota together, and a daily count
    /// outlasts a restart. One store stands for one credential.
    pub fn quota_store(mut self, store: impl QuotaStore) -> Self {
        self.draft.quota_store = Some(Arc::new(store));
        self
    }

    /// How lists go on of which the spec does not know it, and those of undeclared paths.
    pub fn pagination(mut self, pagination: Pagination) -> Self {
        self.draft.settings.pagination = Some(pagination);
        self
    }

    /// Whether drift from the spec is an error. It is not unless set: what does not fit is set aside with a finding.
    pub fn strict(mut self, strict: bool) -> Self {
        self.draft.settings.strictness = strictness(strict);
        self
    }

    /// Is told of every drift from the spec, with the operation's id.
    pub fn on_finding(mut self, hook: impl Fn(&str, &Finding) + Send + Sync + 'static) -> Self {
        self.draft.on_finding = Some(Arc::new(hook));
        self
    }

    /// Looks at every attempt, before and after. Several hooks are called in the order they were given.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.draft.hooks.push(Arc::new(hook));
        self
    }

    /// Your own part of the `user-agent` header, before the client's: `importer/2.1 (ops@example.com)`.
    pub fn user_agent(mut self, product: impl Into<String>) -> Self {
        self.draft.user_agent = Some(product.into());
        self
    }

    /// Sends requests another way than over the network.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.draft.transport = Some(Arc::new(transport));
        self
    }

    /// Takes time and chance from here.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.draft.clock = Arc::new(clock);
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// Where the credential is missing, empty or of a kind the API does not take; where the base URL is none; where a credential would
    /// go over plain HTTP to another machine.
    pub fn build(self) -> Result<C, Error> {
        self.draft.build().map(C::from)
    }

    fn give(mut self, scheme: Option<String>, value: CredentialValue) -> Self {
        self.draft.given.push(Given { scheme, value });
        self
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("api", &self.draft.api.name)
            .field("credentials", &self.draft.given)
            .finish_non_exhaustive()
    }
}

fn refusal(problem: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Builder, problem)
}
