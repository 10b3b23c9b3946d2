//! Makes clients, and refuses those that could not work or would give a credential away.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use secrecy::SecretString;
use url::{Host, Url};

use crate::api::{Api, CredentialPlace};
use crate::client::{Core, FindingHook, Inner};
use crate::clock::{Clock, TokioClock};
use crate::codec::Finding;
use crate::error::{Error, ErrorKind};
use crate::options::{Settings, strictness};
use crate::quota::{Limiter, QuotaMode};
use crate::retry::RetryPolicy;
use crate::secret::{Redactor, Secret};
use crate::transport::{ReqwestTransport, Transport};

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
    api: &'static Api,
    base_url: Option<String>,
    secret: Option<Secret>,
    transport: Option<Arc<dyn Transport>>,
    clock: Arc<dyn Clock>,
    connect_timeout: Duration,
    settings: Settings,
    on_finding: Option<Arc<FindingHook>>,
    user_agent: Option<String>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Core>> ClientBuilder<C> {
    /// A builder with the API's own base URL and careful settings.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            secret: None,
            transport: None,
            clock: Arc::new(TokioClock),
            connect_timeout: Duration::from_secs(10),
            settings: Settings::default(),
            on_finding: None,
            user_agent: None,
            client: PhantomData,
        }
    }

    /// Calls are let in by this key. Of several credentials the last one set counts.
    pub fn api_key(mut self, key: impl Into<SecretString>) -> Self {
        self.secret = Some(Secret::ApiKey(key.into()));
        self
    }

    /// Calls are let in by this token. Of several credentials the last one set counts.
    pub fn bearer_token(mut self, token: impl Into<SecretString>) -> Self {
        self.secret = Some(Secret::Bearer(token.into()));
        self
    }

    /// Calls are let in by this user name and password. Of several credentials the last one set counts.
    pub fn basic(mut self, user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        self.secret = Some(Secret::Basic {
            user: user.into(),
            password: password.into(),
        });
        self
    }

    /// Another base of every path: a proxy, a test server. A credential is sent over plain HTTP to this machine only,
    /// and this machine is never looked for through a proxy.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// How long one attempt may take, from sending to the last byte of the answer. 60 s unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// How long a connection may take to come about; not used by a transport of your own. 10 s unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long a call may take in all, with waits for the quota and retries. No bound unless set.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.settings.total_timeout = Some(timeout);
        self
    }

    /// The largest body that is read. 32 MiB unless set.
    pub fn max_body_bytes(mut self, bytes: u64) -> Self {
        self.settings.max_body_bytes = bytes;
        self
    }

    /// When calls are sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// What calls do when the quota is used up.
    pub fn quota(mut self, mode: QuotaMode) -> Self {
        self.settings.quota = mode;
        self
    }

    /// Whether drift from the spec is an error. It is not unless set: what does not fit is set aside with a finding.
    pub fn strict(mut self, strict: bool) -> Self {
        self.settings.strictness = strictness(strict);
        self
    }

    /// Is told of every drift from the spec, with the operation's id.
    pub fn on_finding(mut self, hook: impl Fn(&str, &Finding) + Send + Sync + 'static) -> Self {
        self.on_finding = Some(Arc::new(hook));
        self
    }

    /// Your own part of the `user-agent` header, before the client's: `importer/2.1 (ops@example.com)`.
    pub fn user_agent(mut self, product: impl Into<String>) -> Self {
        self.user_agent = Some(product.into());
        self
    }

    /// Sends requests another way than over the network.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Takes time and chance from here.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// Where the credential is missing, empty or of a kind the API does not take; where the base URL is none; where a credential would
    /// go over plain HTTP to another machine.
    pub fn build(self) -> Result<C, Error> {
        let base = base_url(self.base_url.as_deref().unwrap_or(self.api.base_url))?;
        let credential = self
            .secret
            .map(|secret| place(self.api, secret))
            .transpose()?;
        if credential.is_none() && !self.api.credentials.is_empty() {
            let methods = methods(self.api);
            return Err(refusal(format!(
                "no credential is set: call {methods} on the builder"
            )));
        }
        if credential.is_some() && base.scheme() == "http" && !is_this_machine(&base) {
            let host = base.host_str().unwrap_or_default();
            return Err(refusal(format!(
                "the credential would go to `{host}` over plain http: use https"
            )));
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => network(&base, self.connect_timeout)?,
        };
        let windows = self.api.quota.map_or(&[] as &[_], |quota| quota.windows);

        Ok(C::from(Core::new(Inner {
            api: self.api,
            base_url: base.as_str().trim_end_matches('/').to_owned(),
            redactor: Redactor::new(credential.as_ref().map(|(_, secret)| secret)),
            credential,
            transport,
            limiter: Arc::new(Limiter::new(windows, Arc::clone(&self.clock))),
            clock: self.clock,
            settings: self.settings,
            on_finding: self.on_finding,
            user_agent: user_agent(self.user_agent, self.api)?,
        })))
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("credential", &self.secret)
            .finish_non_exhaustive()
    }
}

fn refusal(problem: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Builder, problem)
}

/// The built-in transport. A proxy would look for this machine's ports on its own machine, and get the credential.
fn network(base: &Url, connect_timeout: Duration) -> Result<Arc<dyn Transport>, Error> {
    let made = if is_this_machine(base) {
        ReqwestTransport::direct(connect_timeout)
    } else {
        ReqwestTransport::new(connect_timeout)
    };

    match made {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(refusal("the network cannot be used").with_source(error)),
    }
}

fn base_url(text: &str) -> Result<Url, Error> {
    let url = Url::parse(text).map_err(|error| {
        refusal("the base URL is no URL such as `https://api.example.com/v1`").with_source(error)
    })?;
    let problem = if !matches!(url.scheme(), "http" | "https") {
        "is neither http nor https"
    } else if !url.username().is_empty() || url.password().is_some() {
        "holds a user name or a password: use `.basic(..)`"
    } else if url.query().is_some() || url.fragment().is_some() {
        "holds a query or a fragment"
    } else {
        return Ok(url);
    };

    Err(refusal(format!("the base URL {problem}")))
}

/// Where the credential goes, if the API takes one of its kind.
fn place(api: &Api, secret: Secret) -> Result<(CredentialPlace, Secret), Error> {
    let method = secret.method();
    let place = api
        .credentials
        .iter()
        .map(|credential| credential.place)
        .find(|place| method_of(*place) == method);
    let Some(place) = place else {
        let methods = methods(api);
        return Err(refusal(match methods.as_str() {
            "" => format!(
                "`{}` takes no credential: leave out `.{method}(..)`",
                api.name
            ),
            _ => format!("`{}` takes no `.{method}(..)`: call {methods}", api.name),
        }));
    };
    if let Some(problem) = problem_of(place, &secret) {
        return Err(refusal(format!(
            "the credential given to `.{method}(..)` {problem}"
        )));
    }

    Ok((place, secret))
}

/// Why a credential cannot be sent, or could not be meant.
fn problem_of(place: CredentialPlace, secret: &Secret) -> Option<&'static str> {
    let user = match secret {
        Secret::Basic { user, .. } => user.as_str(),
        Secret::ApiKey(_) | Secret::Bearer(_) => "",
    };
    let stands_as_it_is = matches!(place, CredentialPlace::Header(_) | CredentialPlace::Bearer);

    if secret.expose().trim().is_empty() {
        Some("is empty")
    } else if secret
        .expose()
        .chars()
        .chain(user.chars())
        .any(char::is_control)
    {
        Some("has control characters, perhaps a line break at its end")
    } else if user.contains(':') {
        Some("has a colon in the user name, where the password would begin")
    } else if stands_as_it_is && !secret.expose().is_ascii() {
        Some("has letters beyond ASCII, which a header does not take")
    } else {
        None
    }
}

fn method_of(place: CredentialPlace) -> &'static str {
    match place {
        CredentialPlace::Query(_) | CredentialPlace::Header(_) => "api_key",
        CredentialPlace::Bearer => "bearer_token",
        CredentialPlace::Basic => "basic",
    }
}

/// The methods that set a credential of this API, in prose.
fn methods(api: &Api) -> String {
    let mut methods: Vec<String> = Vec::new();
    for credential in api.credentials {
        let method = format!("`.{}(..)`", method_of(credential.place));
        if !methods.contains(&method) {
            methods.push(method);
        }
    }

    methods.join(" or ")
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn user_agent(own: Option<String>, api: &Api) -> Result<HeaderValue, Error> {
    const RUNTIME: &str = concat!("brogue/", env!("CARGO_PKG_VERSION"));

    let parts: Vec<String> = own
        .into_iter()
        .chain(api.user_agent.map(str::to_owned))
        .chain([RUNTIME.to_owned()])
        .collect();

    HeaderValue::from_str(&parts.join(" ")).map_err(|error| {
        refusal("the user agent has control characters or letters beyond ASCII").with_source(error)
    })
}
