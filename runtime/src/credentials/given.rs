//! What a caller gives to be let in with.

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use super::Issuing;
use crate::secret::{REDACTED, Secret};

/// A credential of any kind. `Debug` tells the kind only.
///
/// # Examples
///
/// ```
/// use brogue_runtime::CredentialValue;
///
/// let key = CredentialValue::api_key("k-123");
/// assert_eq!(format!("{key:?}"), "api_key([redacted])");
/// ```
#[derive(Clone)]
pub struct CredentialValue {
    pub(crate) value: Value,
    pub(crate) name: Option<Arc<str>>,
}

#[derive(Clone)]
pub(crate) enum Value {
    Fixed(Secret),
    /// With what asks for tokens by them.
    OAuth(OAuthCredentials, Issuing),
}

impl CredentialValue {
    /// A key.
    pub fn api_key(key: impl Into<SecretString>) -> Self {
        Self::of(Value::Fixed(Secret::ApiKey(key.into())))
    }

    /// A token.
    pub fn bearer(token: impl Into<SecretString>) -> Self {
        Self::of(Value::Fixed(Secret::Bearer(token.into())))
    }

    /// A user name and a password.
    pub fn basic(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self::of(Value::Fixed(Secret::Basic {
            user: user.into(),
            password: password.into(),
        }))
    }

    /// What tokens are asked for with.
    pub fn oauth(credentials: OAuthCredentials) -> Self {
        Self::of(Value::OAuth(credentials, super::source::ISSUING))
    }

    /// The same key under another name than the spec has: of the query parameter, the header or the cookie it goes into.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into().into());
        self
    }

    fn of(value: Value) -> Self {
        Self { value, name: None }
    }

    /// The method of the builder that sets it.
    pub(crate) fn method(&self) -> &'static str {
        match &self.value {
            Value::Fixed(secret) => secret.method(),
            Value::OAuth(..) => "oauth",
        }
    }
}

impl fmt::Debug for CredentialValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}({REDACTED})", self.method())
    }
}

/// What tokens are asked for with: whatever of it the vendor wants.
///
/// # Examples
///
/// ```
/// use brogue_runtime::OAuthCredentials;
///
/// let credentials = OAuthCredentials::new()
///     .client("client-1", "client-secret")
///     .refresh_token("r-123");
/// assert!(!format!("{credentials:?}").contains("r-123"));
/// ```
#[derive(Clone, Default)]
pub struct OAuthCredentials {
    pub(crate) client_id: Option<String>,
    pub(crate) client_secret: Option<SecretString>,
    pub(crate) user_name: Option<SecretString>,
    pub(crate) password: Option<SecretString>,
    pub(crate) access_token: Option<SecretString>,
    pub(crate) refresh_token: Option<SecretString>,
    pub(crate) scopes: Option<Vec<String>>,
}

impl OAuthCredentials {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A client with a secret.
    #[must_use]
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        self.client_secret = Some(secret.into());
        self.public_client(id)
    }

    /// A client without a secret.
    #[must_use]
    pub fn public_client(mut self, id: impl Into<String>) -> Self {
        self.client_id = Some(id.into());
        self
    }

    /// A user's name and password.
    #[must_use]
    pub fn user(
        mut self,
        name: impl Into<SecretString>,
        password: impl Into<SecretString>,
    ) -> Self {
        self.user_name = Some(name.into());
        self.password = Some(password.into());
        self
    }

    /// An access token from before. A stored one counts more.
    #[must_use]
    pub fn access_token(mut self, token: impl Into<SecretString>) -> Self {
        self.access_token = Some(token.into());
        self
    }

    /// A refresh token from before. A stored one counts more, since it is newer where the vendor changes them.
    #[must_use]
    pub fn refresh_token(mut self, token: impl Into<SecretString>) -> Self {
        self.refresh_token = Some(token.into());
        self
    }

    /// Other scopes than the spec names.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Everything in it that nobody may see.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        let secrets = [
            &self.client_secret,
            &self.password,
            &self.access_token,
            &self.refresh_token,
            // Some vendors call an API key a user name.
            &self.user_name,
        ];

        secrets
            .into_iter()
            .flatten()
            .map(ExposeSecret::expose_secret)
    }

    /// The same for another owner: what belongs to the program, without what belongs to a user.
    pub(crate) fn for_another(&self) -> Self {
        Self {
            access_token: None,
            refresh_token: None,
            ..self.clone()
        }
    }
}

impl fmt::Debug for OAuthCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OAuthCredentials")
            .field("client_id", &self.client_id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
