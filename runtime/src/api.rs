//! Constant descriptors of an API and its operations, as generated statics hold them.
//!
//! Nothing here acts: [`Core`](crate::Core) reads these tables and does what they say. Every builder is a `const fn`, so a generated
//! table reads as a list of facts. Places in a body are JSON Pointers (RFC 6901) into the whole body.

use crate::encoding::Encoding;
use crate::envelope::Survey;

mod answers;
mod body;
mod credential;
mod oauth;
mod operation;
mod pagination;
mod quota;
mod revocation;

pub(crate) use answers::AnswerForm;
pub use answers::Answers;
pub(crate) use body::Success;
pub use body::{Envelope, ErrorBody, NotFound, PartialErrors};
pub use credential::Credential;
pub(crate) use credential::CredentialPlace;
pub(crate) use oauth::{ClientAuthentication, CodeYields, LifetimeKind, TokenBody};
pub use oauth::{Lifetime, OAuth, TokenField, TokenRequest, TokenValue};
pub use operation::{Method, Operation, Replay};
pub use pagination::Pagination;
pub(crate) use pagination::Strategy;
pub use quota::{Quota, QuotaScope, QuotaWindow, ResetForm};
pub use revocation::Revocation;
pub(crate) use revocation::RevocationMethod;

/// One API: what all its calls share.
///
/// # Examples
///
/// ```
/// use brogue_runtime::api::{Api, Credential, Envelope};
///
/// static API: Api = Api::new("Shop", "https://shop.example.com/v1")
///     .credentials(&[Credential::bearer()])
///     .envelope(Envelope::at("/data"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Api {
    pub(crate) name: &'static str,
    pub(crate) base_url: &'static str,
    pub(crate) user_agent: Option<&'static str>,
    pub(crate) credentials: &'static [Credential],
    pub(crate) security: Option<&'static [&'static [&'static str]]>,
    pub(crate) quota: Option<Quota>,
    pub(crate) envelope: Envelope,
    pub(crate) error_body: ErrorBody,
    pub(crate) path_encoding: Encoding,
    pub(crate) query_encoding: Encoding,
    pub(crate) form_encoding: Encoding,
    pub(crate) pagination: Option<Pagination>,
    /// What finds the rest of successes that may say more than their value.
    pub(crate) survey: Option<Survey>,
}

impl Api {
    /// An API with bare bodies, no credential and no quota.
    pub const fn new(name: &'static str, base_url: &'static str) -> Self {
        Self {
            name,
            base_url,
            user_agent: None,
            credentials: &[],
            security: None,
            quota: None,
            envelope: Envelope::BARE,
            error_body: ErrorBody::NONE,
            path_encoding: Encoding::PATH,
            query_encoding: Encoding::QUERY,
            form_encoding: Encoding::FORM,
            pagination: None,
            survey: None,
        }
    }

    /// How a value goes into a path, unless a parameter says otherwise.
    #[must_use]
    pub const fn path_encoding(mut self, encoding: Encoding) -> Self {
        self.path_encoding = encoding;
        self
    }

    /// How a value goes into a query, unless a parameter says otherwise.
    #[must_use]
    pub const fn query_encoding(mut self, encoding: Encoding) -> Self {
        self.query_encoding = encoding;
        self
    }

    /// How a member goes into a form, unless a body says otherwise.
    #[must_use]
    pub const fn form_encoding(mut self, encoding: Encoding) -> Self {
        self.form_encoding = encoding;
        self
    }

    /// The client's own part of the `user-agent` header: `shop/0.1.0`.
    #[must_use]
    pub const fn user_agent(mut self, product: &'static str) -> Self {
        self.user_agent = Some(product);
        self
    }

    /// The credentials it takes; any one of them does, unless [`security`](Self::security) says otherwise.
    #[must_use]
    pub const fn credentials(mut self, credentials: &'static [Credential]) -> Self {
        self.credentials = credentials;
        self
    }

    /// Which credentials let a call in, by the names of their schemes: any one of these sets, with all that is in it.
    #[must_use]
    pub const fn security(mut self, sets: &'static [&'static [&'static str]]) -> Self {
        self.security = Some(sets);
        self
    }

    /// The quota that all calls share.
    #[must_use]
    pub const fn quota(mut self, quota: Quota) -> Self {
        self.quota = Some(quota);
        self
    }

    /// Where the value sits, unless an operation says otherwise.
    #[must_use]
    pub const fn envelope(mut self, envelope: Envelope) -> Self {
        self.envelope = envelope;
        if envelope.says_more() {
            self.survey = Some(Survey::ALL);
        }
        self
    }

    /// Where the parts of an error sit, unless an operation says otherwise.
    #[must_use]
    pub const fn error_body(mut self, error_body: ErrorBody) -> Self {
        self.error_body = error_body;
        self
    }
    /// How lists of undeclared paths go on.
    #[must_use]
    pub const fn pagination(mut self, pagination: Pagination) -> Self {
        self.pagination = Some(pagination);
        self
    }
}
