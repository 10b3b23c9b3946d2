//! Why there is no token: shared by all that waited for it.

use std::sync::Arc;
use std::time::Duration;

use crate::credentials::TokenStoreError;
use crate::error::{ApiError, Error, ErrorKind};
use crate::retry::Retry;

/// Why there is no token.
#[derive(Clone, Debug)]
pub(crate) struct TokenFailure {
    kind: ErrorKind,
    problem: String,
    api: Box<ApiError>,
    wait: Option<Duration>,
    retry: Retry,
    source: Option<Arc<TokenStoreError>>,
}

impl TokenFailure {
    /// Another time may go better.
    pub(crate) fn passing(problem: impl Into<String>) -> Self {
        Self {
            retry: Retry::Always,
            ..Self::permanent(problem)
        }
    }

    /// Another time would give the same.
    pub(crate) fn permanent(problem: impl Into<String>) -> Self {
        Self {
            kind: ErrorKind::Credential,
            problem: problem.into(),
            api: Box::default(),
            wait: None,
            retry: Retry::Never,
            source: None,
        }
    }

    /// The vendor does not take what the token was asked for with.
    pub(crate) fn refused() -> Self {
        Self {
            kind: ErrorKind::Unauthorized,
            ..Self::permanent("")
        }
    }

    /// The quota is used up.
    pub(crate) fn limited(wait: Option<Duration>) -> Self {
        Self {
            kind: ErrorKind::RateLimited,
            wait,
            retry: Retry::Always,
            ..Self::permanent("the quota is used up, no token could be asked for")
        }
    }

    /// The call's credentials are not all there.
    pub(crate) fn missing(needed: &str) -> Self {
        Self::permanent(format!(
            "the call needs the credential of {needed}, set on the builder; nothing was sent"
        ))
    }

    /// In these words, with what the vendor says.
    pub(crate) fn saying(mut self, problem: impl Into<String>, api: ApiError) -> Self {
        self.problem = problem.into();
        *self.api = api;
        self
    }

    /// What happened.
    pub(crate) fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether the vendor did not take what the token was asked for with.
    pub(super) fn is_refused(&self) -> bool {
        self.kind == ErrorKind::Unauthorized
    }

    /// What the vendor calls it.
    pub(super) fn code(&self) -> Option<&str> {
        self.api.code.as_deref()
    }

    /// Whether another time may go better.
    pub(super) fn is_passing(&self) -> bool {
        self.retry == Retry::Always
    }

    /// The error of a call, and whether the call may be tried again.
    pub(crate) fn into_error(self) -> (Error, Retry) {
        let api = Some(*self.api).filter(|api| !api.is_empty());
        let error = Error::new(self.kind, self.problem)
            .with_api(api.into_iter().collect())
            .with_retry_after(self.wait);
        let error = match self.source {
            Some(source) => error.with_source(source),
            None => error,
        };

        (error, self.retry)
    }
}

impl From<TokenStoreError> for TokenFailure {
    fn from(error: TokenStoreError) -> Self {
        let problem = format!("the tokens could not be kept or read: {error}");

        Self {
            source: Some(Arc::new(error)),
            ..Self::permanent(problem)
        }
    }
}
