//! Credentials: the schemes, and what calls ask of them.

use super::{Entries, Text};
use crate::parse::quirk::{Evidence, Quirks};
use crate::source::Span;

/// One alternative of a `security` list: scheme names with their scopes, all needed together. Empty means no credential.
#[derive(Clone, Debug, Default)]
pub struct SecurityRequirement {
    /// The schemes with the scopes asked of each.
    pub schemes: Entries<Vec<Text>>,
}

/// One of the `flows` of oauth2.
#[derive(Clone, Debug, Default)]
pub struct OAuthFlow {
    /// Where it stands.
    pub span: Span,
    /// `authorizationUrl`.
    pub authorization_url: Option<Text>,
    /// `tokenUrl`.
    pub token_url: Option<Text>,
    /// `refreshUrl`.
    pub refresh_url: Option<Text>,
    /// `deviceAuthorizationUrl`.
    pub device_authorization_url: Option<Text>,
    /// `scopes` with what they are for.
    pub scopes: Entries<Text>,
}

/// A security scheme.
#[derive(Clone, Debug, Default)]
pub struct SecurityScheme {
    /// Where it stands.
    pub span: Span,
    /// `type`: apiKey, http, oauth2, openIdConnect, mutualTLS.
    pub kind: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `name` of an apiKey.
    pub name: Option<Text>,
    /// `in` of an apiKey.
    pub location: Option<Text>,
    /// `scheme` of http: bearer, basic.
    pub scheme: Option<Text>,
    /// `flows` of oauth2, keyed by kind.
    pub flows: Entries<OAuthFlow>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `x-quirks`.
    pub quirks: Quirks,
    /// `x-evidence`.
    pub evidence: Vec<Evidence>,
}
