//! How a credential travels.

use super::OAuth;

/// A credential an API takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credential {
    pub(crate) scheme: &'static str,
    pub(crate) place: CredentialPlace,
}

/// How a credential travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CredentialPlace {
    /// A key in the query parameter of this name.
    Query(&'static str),
    /// A key in the header of this name.
    Header(&'static str),
    /// A key in the cookie of this name.
    Cookie(&'static str),
    /// A bearer token.
    Bearer,
    /// A user name and a password.
    Basic,
    /// A bearer token that is asked for.
    OAuth(&'static OAuth),
}

impl Credential {
    /// A key in the query parameter of this name.
    pub const fn api_key_query(parameter: &'static str) -> Self {
        Self::at(CredentialPlace::Query(parameter))
    }

    /// A key in the header of this name.
    pub const fn api_key_header(header: &'static str) -> Self {
        Self::at(CredentialPlace::Header(header))
    }

    /// A key in the cookie of this name.
    pub const fn api_key_cookie(cookie: &'static str) -> Self {
        Self::at(CredentialPlace::Cookie(cookie))
    }

    /// A bearer token.
    pub const fn bearer() -> Self {
        Self::at(CredentialPlace::Bearer)
    }

    /// A user name and a password.
    pub const fn basic() -> Self {
        Self::at(CredentialPlace::Basic)
    }

    /// A bearer token that is asked for and renewed.
    pub const fn oauth(oauth: &'static OAuth) -> Self {
        Self::at(CredentialPlace::OAuth(oauth))
    }

    /// The name the spec has for it, by which operations name it and a caller picks one of several.
    #[must_use]
    pub const fn scheme(mut self, name: &'static str) -> Self {
        self.scheme = name;
        self
    }

    const fn at(place: CredentialPlace) -> Self {
        Self { scheme: "", place }
    }
}
