//! What a client will be made of. Nothing here knows which client: that would be compiled anew in each program.

use std::sync::Arc;

use http::HeaderValue;
use url::Url;

use super::{network, refusal, servers};
use crate::api::Api;
use crate::client::{Core, FindingHook, Inner};
use crate::clock::{Clock, TokioClock};
use crate::credentials::{self, Given, Network, Owners, TokenStore};
use crate::error::Error;
use crate::observe::Hooks;
use crate::options::Settings;
use crate::quota::{QuotaStore, Quotas};
use crate::retry::RetryBudget;
use crate::servers::Servers;
use crate::transport::{Connections, Transport};

/// What a client will be made of.
pub(super) struct Draft {
    pub(super) api: &'static Api,
    pub(super) base_url: Option<String>,
    pub(super) servers: Vec<(String, String)>,
    pub(super) given: Vec<Given>,
    pub(super) token_store: Option<Arc<dyn TokenStore>>,
    pub(super) quota_store: Option<Arc<dyn QuotaStore>>,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) connections: Connections,
    pub(super) settings: Settings,
    pub(super) on_finding: Option<Arc<FindingHook>>,
    pub(super) hooks: Hooks,
    pub(super) user_agent: Option<String>,
}

impl Draft {
    pub(super) fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            servers: Vec::new(),
            given: Vec::new(),
            token_store: None,
            quota_store: None,
            transport: None,
            clock: Arc::new(TokioClock),
            connections: Connections::new(),
            settings: Settings::default(),
            on_finding: None,
            hooks: Hooks::default(),
            user_agent: None,
        }
    }

    /// The client. Nothing is taken out of the draft: what is left of it would have to be dropped at every refusal.
    pub(super) fn build(&self) -> Result<Core, Error> {
        let of_api = Some(self.api.base_url).filter(|url| !url.is_empty());
        let Some(base) = self.base_url.as_deref().or(of_api) else {
            return Err(refusal(
                "the spec does not say where the API is: call `.base_url(\"https://..\")`",
            ));
        };
        let base = base_url(base)?;
        let servers = servers::places(&self.servers)?;
        let of_api = of_api.map_or_else(|| Ok(base.clone()), base_url)?;
        let network = self.network(of_api, &base)?;
        let credentials = credentials::credentials(self.api, &self.given, &network)?;
        let bases = std::iter::once(&base).chain(servers.iter().map(|(_, place)| place));
        let mut unsafe_bases = bases.filter(|base| !credentials::is_safe(base));
        if let (false, Some(base)) = (credentials.is_empty(), unsafe_bases.next()) {
            let host = base.host_str().unwrap_or_default();
            return Err(refusal(format!(
                "the credential would go to `{host}` over plain http: use https"
            )));
        }
        if self.transport.is_none() {
            network::check(&base)?;
        }

        Ok(Core::new(Inner {
            api: self.api,
            base_url: base.as_str().trim_end_matches('/').to_owned(),
            servers: Servers::new(&servers, self.base_url.is_some()),
            redactor: network.redactor.clone(),
            credentials,
            owners: Owners::default(),
            transport: Arc::clone(&network.transport),
            quotas: network.quotas.clone(),
            user_agent: network.user_agent.clone(),
            network,
            retry_budget: Arc::new(RetryBudget::new(&self.settings.retry)),
            clock: Arc::clone(&self.clock),
            settings: self.settings.clone(),
            on_finding: self.on_finding.clone(),
            hooks: self.hooks.clone(),
        }))
    }

    /// What a request for tokens needs, and a call as well.
    fn network(&self, of_api: Url, base: &Url) -> Result<Network, Error> {
        let proxy_secrets = self.connections.secrets();
        let quotas = Quotas::new(
            format!("{} {}", self.api.name, base.as_str().trim_end_matches('/')),
            self.api.quota,
            Arc::clone(&self.clock),
            self.quota_store.clone(),
        );

        Ok(Network {
            transport: self.transport(base)?,
            user_agent: user_agent(self.user_agent.as_deref(), self.api)?,
            bases: (of_api, base.clone()),
            error_body: self.api.error_body,
            clock: Arc::clone(&self.clock),
            quotas,
            quota_mode: self.settings.quota,
            longest_stop: self.settings.retry.pause_bound(),
            timeout: self.settings.timeout,
            redactor: credentials::redactor(&self.given)
                .also(proxy_secrets.iter().map(String::as_str)),
            hooks: self.hooks.clone(),
            store: self
                .token_store
                .clone()
                .or_else(|| credentials::usual_store(&self.given)),
        })
    }

    fn transport(&self, base: &Url) -> Result<Arc<dyn Transport>, Error> {
        let Some(transport) = &self.transport else {
            return network::transport(base, &self.connections);
        };

        match self.connections.settled() {
            None => Ok(Arc::clone(transport)),
            Some(setting) => Err(refusal(format!(
                "`.{setting}(..)` is for the built-in transport, and `.transport(..)` sets another"
            ))),
        }
    }
}

pub(super) fn base_url(text: &str) -> Result<Url, Error> {
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

fn user_agent(own: Option<&str>, api: &Api) -> Result<HeaderValue, Error> {
    const RUNTIME: &str = concat!("brogue/", env!("CARGO_PKG_VERSION"));

    let mut text = String::new();
    for product in [own, api.user_agent].into_iter().flatten() {
        text.push_str(product);
        text.push(' ');
    }
    text.push_str(RUNTIME);

    HeaderValue::from_str(&text).map_err(|error| {
        refusal("the user agent has control characters or letters beyond ASCII").with_source(error)
    })
}
