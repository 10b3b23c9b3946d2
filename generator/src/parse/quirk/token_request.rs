//! What token requests hold, where it is not what RFC 6749 says.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// Payload of `token-request`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TokenRequest {
    /// How the fields travel.
    #[serde(default)]
    pub body: TokenBody,
    /// Where the client's own credentials go.
    #[serde(default)]
    pub client: ClientPlace,
    /// The fields of requests that differ from the standard.
    #[serde(default)]
    pub fields: GrantFields,
}

impl TokenRequest {
    /// The fields that are written for a grant.
    pub fn fields_of(&self, grant: Grant) -> Option<&[TokenField]> {
        let fields = match grant {
            Grant::AuthorizationCode => &self.fields.authorization_code,
            Grant::ClientCredentials => &self.fields.client_credentials,
            Grant::Password => &self.fields.password,
            Grant::RefreshToken => &self.fields.refresh_token,
        };

        fields.as_ref().map(|fields| fields.0.as_slice())
    }
}

/// How the fields of a token request travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenBody {
    /// As a form.
    #[default]
    Form,
    /// As a JSON object.
    Json,
}

/// Where the client's own credentials go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClientPlace {
    /// Into fields.
    #[default]
    Fields,
    /// Into the header `authorization`.
    Header,
}

/// A way of asking for tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grant {
    /// With a code that a user brought.
    AuthorizationCode,
    /// The program for itself.
    ClientCredentials,
    /// With a user's name and password.
    Password,
    /// With a refresh token.
    RefreshToken,
}

impl Grant {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::AuthorizationCode,
        Self::ClientCredentials,
        Self::Password,
        Self::RefreshToken,
    ];

    /// As the quirk names it.
    pub fn word(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization-code",
            Self::ClientCredentials => "client-credentials",
            Self::Password => "password",
            Self::RefreshToken => "refresh-token",
        }
    }

    /// As RFC 6749 names it in the field `grant_type`.
    pub fn wire(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::ClientCredentials => "client_credentials",
            Self::Password => "password",
            Self::RefreshToken => "refresh_token",
        }
    }
}

/// `fields` of `token-request`, by grant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GrantFields {
    #[serde(default)]
    authorization_code: Option<FieldList>,
    #[serde(default)]
    client_credentials: Option<FieldList>,
    #[serde(default)]
    password: Option<FieldList>,
    #[serde(default)]
    refresh_token: Option<FieldList>,
}

/// The fields of one request, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FieldList(Vec<TokenField>);

/// One field of a token request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenField {
    /// Its name on the wire.
    pub name: String,
    /// What goes into it.
    pub source: Source,
    /// Whether it is left out where that is not known.
    pub optional: bool,
}

/// What goes into a field of a token request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A text that is always the same.
    Literal(String),
    /// The id of the client.
    ClientId,
    /// The secret of the client.
    ClientSecret,
    /// The name of a user.
    UserName,
    /// The password of a user.
    Password,
    /// The code that a user brought.
    Code,
    /// Where the user came back to.
    RedirectUri,
    /// The verifier of PKCE.
    Verifier,
    /// The refresh token.
    RefreshToken,
    /// The scopes, parted by spaces.
    Scope,
}

impl Source {
    /// The words that name one.
    const WORDS: &'static [&'static str] = &[
        "client-id",
        "client-secret",
        "user-name",
        "password",
        "code",
        "redirect-uri",
        "verifier",
        "refresh-token",
        "scope",
    ];

    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "client-id" => Self::ClientId,
            "client-secret" => Self::ClientSecret,
            "user-name" => Self::UserName,
            "password" => Self::Password,
            "code" => Self::Code,
            "redirect-uri" => Self::RedirectUri,
            "verifier" => Self::Verifier,
            "refresh-token" => Self::RefreshToken,
            "scope" => Self::Scope,
            _ => return None,
        })
    }

    /// The word that names it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Literal(_) => "literal",
            Self::ClientId => "client-id",
            Self::ClientSecret => "client-secret",
            Self::UserName => "user-name",
            Self::Password => "password",
            Self::Code => "code",
            Self::RedirectUri => "redirect-uri",
            Self::Verifier => "verifier",
            Self::RefreshToken => "refresh-token",
            Self::Scope => "scope",
        }
    }

    /// Whether it can be known in a request of this grant.
    pub fn is_known_to(&self, grant: Grant) -> bool {
        match self {
            Self::Code | Self::RedirectUri | Self::Verifier => grant == Grant::AuthorizationCode,
            Self::RefreshToken => grant == Grant::RefreshToken,
            Self::Literal(_)
            | Self::ClientId
            | Self::ClientSecret
            | Self::UserName
            | Self::Password
            | Self::Scope => true,
        }
    }
}

impl<'de> Deserialize<'de> for FieldList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldListVisitor)
    }
}

struct FieldListVisitor;

impl<'de> Visitor<'de> for FieldListVisitor {
    type Value = FieldList;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a mapping from names of fields to what goes into them")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FieldList, A::Error> {
        let mut fields = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, SourceForm>()? {
            fields.push(TokenField {
                name,
                source: value.source,
                optional: value.optional,
            });
        }
        if fields.is_empty() {
            return Err(A::Error::custom("the mapping is empty"));
        }

        Ok(FieldList(fields))
    }
}

/// `client-id`, `client-id?` or `{literal: text}`.
struct SourceForm {
    source: Source,
    optional: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Literal {
    literal: String,
}

impl<'de> Deserialize<'de> for SourceForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SourceVisitor)
    }
}

struct SourceVisitor;

impl<'de> Visitor<'de> for SourceVisitor {
    type Value = SourceForm;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a word such as `client-id`, or `{literal: text}`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<SourceForm, E> {
        let word = text.strip_suffix('?');
        let source = Source::parse(word.unwrap_or(text))
            .ok_or_else(|| E::unknown_variant(text, Source::WORDS))?;

        Ok(SourceForm {
            source,
            optional: word.is_some(),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<SourceForm, A::Error> {
        let Literal { literal } = Literal::deserialize(MapAccessDeserializer::new(map))?;

        Ok(SourceForm {
            source: Source::Literal(literal),
            optional: false,
        })
    }
}
