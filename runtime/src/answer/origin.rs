//! The call and the answer that an error is about.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::client::Core;
use crate::codec::Finding;
use crate::error::{self, ApiError, Error, ErrorKind};
use crate::excerpt;
use crate::execute::Plan;
use crate::secret::Redactor;

/// The call and the answer that an error is about.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub(super) core: Core,
    pub(super) operation: &'static str,
    pub(super) method: http::Method,
    pub(super) url: String,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) attempts: u32,
    pub(super) excerpt: Option<String>,
    pub(super) body: Bytes,
}

impl Origin {
    /// The origin of a body that is not read yet.
    pub(crate) fn new(
        plan: &Plan,
        url: String,
        status: StatusCode,
        headers: &HeaderMap,
        attempts: u32,
    ) -> Self {
        Self {
            core: plan.core.clone(),
            operation: plan.operation.id,
            method: plan.request.method().clone(),
            url,
            status,
            headers: headers.clone(),
            attempts,
            excerpt: None,
            body: Bytes::new(),
        }
    }

    pub(crate) fn redactor(&self) -> &Redactor {
        &self.core.inner().redactor
    }

    /// Tells the client's hook.
    pub(crate) fn report(&self, findings: &[Finding]) {
        self.core.report(self.operation, findings);
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(crate) fn method(&self) -> &http::Method {
        &self.method
    }

    /// The same about this part of the body.
    pub(crate) fn about(mut self, text: &[u8]) -> Self {
        self.excerpt = excerpt::of_body(text, &|text| self.core.inner().redactor.redact(text));
        self.body = error::start_of(text);
        self
    }

    /// The error, saying where it comes from.
    pub(crate) fn describe(self, error: Error) -> Error {
        error
            .with_call(self.operation, &self.method, &self.url)
            .with_answer(self.status, &self.headers, &self.core.inner().redactor)
            .with_attempts(self.attempts)
            .with_excerpt(self.excerpt)
            .with_body(&self.body, &self.core.inner().redactor)
    }

    /// The error of a call of which a part was not carried out.
    pub(crate) fn partial_error(self, errors: Vec<ApiError>) -> Error {
        let error = Error::new(ErrorKind::Partial, "part of the call was not carried out");

        self.describe(error.with_api(errors))
    }
}
