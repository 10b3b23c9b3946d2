//! What all clones of a client share, and the way from an operation to a call.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

use crate::api::{Api, Operation, Replay};
use crate::call::{Call, CallDraft};
use crate::clock::Clock;
use crate::credentials::{Credentials, Network, Owners};
use crate::observe::{Hooks, Watcher};
use serde_json::Value;

use crate::codec::Finding;
use crate::options::Settings;
use crate::quota::{QuotaStatus, Quotas};
use crate::request::Request;
use crate::retry::RetryBudget;
use crate::secret::Redactor;
use crate::servers::Servers;
use crate::transport::Transport;

/// The heart of every generated client: connections, credential, quota and settings. Clones share them, so a clone costs nothing.
#[derive(Clone)]
pub struct Core {
    inner: Arc<Inner>,
}

/// What a hook for findings is: it gets the operation's id and the finding.
pub(crate) type FindingHook = dyn Fn(&str, &Finding) + Send + Sync;

#[derive(Clone)]
pub(crate) struct Inner {
    pub(crate) api: &'static Api,
    pub(crate) base_url: String,
    /// Where operations with a server of their own are called.
    pub(crate) servers: Servers,
    pub(crate) credentials: Credentials,
    pub(crate) network: Network,
    pub(crate) owners: Owners,
    pub(crate) redactor: Redactor,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) quotas: Quotas,
    pub(crate) retry_budget: Arc<RetryBudget>,
    pub(crate) settings: Settings,
    pub(crate) on_finding: Option<Arc<FindingHook>>,
    pub(crate) hooks: Hooks,
    pub(crate) user_agent: HeaderValue,
}

impl Inner {
    /// Who looks at attempts.
    pub(crate) fn watcher(&self) -> Watcher<'_> {
        Watcher {
            hooks: &self.hooks,
            redactor: &self.redactor,
            clock: &self.clock,
        }
    }
}

/// Calls to paths that the spec does not declare, where the method may be replayed.
static UNDECLARED: Operation = Operation::get("request", "").replay(Replay::Safe);

/// Calls to paths that the spec does not declare, where the method may not.
static UNDECLARED_ONCE: Operation = Operation::post("request", "").replay(Replay::Unsafe);

impl Core {
    pub(crate) fn new(inner: Inner) -> Self {
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Begins a call of a declared operation.
    pub fn call(&self, operation: &'static Operation) -> CallDraft {
        let api = self.inner.api;
        let method = operation.method.to_http();
        let has_method = method.is_some();
        let mut request = Request::new(method.unwrap_or_default(), operation.path).usually(api);
        if !has_method {
            request.refuse("its method is none of HTTP".to_owned());
        }

        CallDraft::new(self.clone(), operation, request)
    }

    /// Calls a path that the spec does not declare, with the same credential, quota, retries and errors. The path is below the base
    /// URL; the value is what the API's usual envelope holds, or the whole body where it is not in one.
    pub fn request(&self, method: http::Method, path: impl Into<String>) -> Call<Value> {
        let operation = if method.is_idempotent() || method.as_str() == "QUERY" {
            &UNDECLARED
        } else {
            &UNDECLARED_ONCE
        };

        let request = Request::new(method, path.into()).usually(self.inner.api);

        CallDraft::new(self.clone(), operation, request).returns()
    }

    /// How the quota of this client's credential stands: what is left, and when the next call would have its turn. A quota that is
    /// counted by the values of a parameter is not in it.
    pub fn quota(&self) -> QuotaStatus {
        self.inner.quotas.status()
    }

    /// The base of every path, but for operations that have a server of their own.
    pub fn base_url(&self) -> &str {
        &self.inner.base_url
    }

    /// Tells the hook of what was noticed.
    pub(crate) fn report(&self, operation: &str, findings: &[Finding]) {
        if let Some(hook) = &self.inner.on_finding {
            for finding in findings {
                hook(operation, finding);
            }
        }
    }

    /// The base of an operation's path, without a closing slash.
    pub(crate) fn base_of(&self, operation: &Operation) -> Cow<'_, str> {
        let inner = &self.inner;

        inner.servers.base(&inner.base_url, operation.server)
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Core")
            .field("api", &self.inner.api.name)
            .field("base_url", &self.inner.base_url)
            .field("credentials", &self.inner.credentials)
            .finish_non_exhaustive()
    }
}
