//! How tokens are asked for, and where they are in the answer.

use super::Revocation;

/// How an API gives out tokens: one request a way of asking, and the places in their answers.
///
/// # Examples
///
/// A vendor that takes a password in JSON, and whose tokens live for an hour after their last use:
///
/// ```
/// use brogue_runtime::api::{Api, Credential, Lifetime, OAuth, TokenField, TokenRequest, TokenValue};
///
/// static OAUTH: OAuth = OAuth::new()
///     .password(TokenRequest::json("/token").fields(&[
///         TokenField::literal("grant_type", "password"),
///         TokenField::required("username", TokenValue::UserName),
///         TokenField::required("password", TokenValue::Password),
///     ]))
///     .lifetime(Lifetime::sliding("/expires_in").or_seconds(3_600));
/// static API: Api = Api::new("shop", "https://shop.example.com").credentials(&[Credential::oauth(&OAUTH)]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OAuth {
    pub(crate) authorize: Option<&'static str>,
    pub(crate) code: Option<TokenRequest>,
    pub(crate) client_credentials: Option<TokenRequest>,
    pub(crate) password: Option<TokenRequest>,
    pub(crate) refresh: Option<TokenRequest>,
    /// What asks for a code to show to a user, and what exchanges it.
    pub(crate) device: Option<(TokenRequest, TokenRequest)>,
    pub(crate) access_token: &'static str,
    pub(crate) refresh_token: &'static str,
    pub(crate) lifetime: Lifetime,
    pub(crate) scopes: &'static [&'static str],
    pub(crate) pkce: bool,
    pub(crate) code_yields: CodeYields,
    pub(crate) revocation: Option<Revocation>,
}

/// What the exchange of a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeYields {
    /// Tokens for calls.
    AccessToken,
    /// A refresh token alone, which yields those.
    RefreshToken,
}

impl OAuth {
    /// No way of asking yet; the tokens are where RFC 6749 has them.
    pub const fn new() -> Self {
        Self {
            authorize: None,
            code: None,
            client_credentials: None,
            password: None,
            refresh: None,
            device: None,
            access_token: "/access_token",
            refresh_token: "/refresh_token",
            lifetime: Lifetime::relative("/expires_in"),
            scopes: &[],
            pkce: true,
            code_yields: CodeYields::AccessToken,
            revocation: None,
        }
    }

    /// The user is asked at this URL, and the code that comes back is exchanged by this request.
    #[must_use]
    pub const fn code(mut self, authorize: &'static str, exchange: TokenRequest) -> Self {
        self.authorize = Some(authorize);
        self.code = Some(exchange);
        self
    }

    /// The program asks for itself.
    #[must_use]
    pub const fn client_credentials(mut self, request: TokenRequest) -> Self {
        self.client_credentials = Some(request);
        self
    }

    /// The program asks with a user's name and password.
    #[must_use]
    pub const fn password(mut self, request: TokenRequest) -> Self {
        self.password = Some(request);
        self
    }

    /// A user enters a code elsewhere (RFC 8628): the first request asks for one, and the second exchanges the code of the device, which is
    /// [`TokenValue::Code`], once the user has consented.
    #[must_use]
    pub const fn device(mut self, authorization: TokenRequest, exchange: TokenRequest) -> Self {
        self.device = Some((authorization, exchange));
        self
    }

    /// A refresh token is given for a new access token.
    #[must_use]
    pub const fn refresh(mut self, request: TokenRequest) -> Self {
        self.refresh = Some(request);
        self
    }

    /// The vendor knows nothing of PKCE: no challenge is sent with the question to the user.
    #[must_use]
    pub const fn without_pkce(mut self) -> Self {
        self.pkce = false;
        self
    }

    /// A code yields a refresh token, and only that a token for calls: what else is in the answer lets no call in.
    #[must_use]
    pub const fn code_yields_refresh_token(mut self) -> Self {
        self.code_yields = CodeYields::RefreshToken;
        self
    }

    /// How tokens are given back.
    #[must_use]
    pub const fn revocation(mut self, revocation: Revocation) -> Self {
        self.revocation = Some(revocation);
        self
    }

    /// Where the tokens are in an answer, as JSON Pointers.
    #[must_use]
    pub const fn tokens_at(mut self, access: &'static str, refresh: &'static str) -> Self {
        self.access_token = access;
        self.refresh_token = refresh;
        self
    }

    /// How long an access token lives.
    #[must_use]
    pub const fn lifetime(mut self, lifetime: Lifetime) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// The scopes that are asked for unless the caller says otherwise.
    #[must_use]
    pub const fn scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.scopes = scopes;
        self
    }
}

impl Default for OAuth {
    fn default() -> Self {
        Self::new()
    }
}

/// A request for tokens. A URL that begins with `/` is below the base URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenRequest {
    pub(crate) url: &'static str,
    pub(crate) body: TokenBody,
    pub(crate) authentication: ClientAuthentication,
    pub(crate) fields: &'static [TokenField],
}

/// How the fields travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenBody {
    Form,
    Json,
}

/// Where the client's own credentials go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClientAuthentication {
    /// Into the fields that name them.
    Fields,
    /// Into the header `authorization`.
    Basic,
}

impl TokenRequest {
    /// A request with a form.
    pub const fn form(url: &'static str) -> Self {
        Self {
            url,
            body: TokenBody::Form,
            authentication: ClientAuthentication::Fields,
            fields: &[],
        }
    }

    /// A request with a JSON object.
    pub const fn json(url: &'static str) -> Self {
        Self {
            body: TokenBody::Json,
            ..Self::form(url)
        }
    }

    /// What goes into which field, in this order.
    #[must_use]
    pub const fn fields(mut self, fields: &'static [TokenField]) -> Self {
        self.fields = fields;
        self
    }

    /// The client's id and secret go into the header `authorization`.
    #[must_use]
    pub const fn client_in_header(mut self) -> Self {
        self.authentication = ClientAuthentication::Basic;
        self
    }
}

/// One field of a token request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenField {
    pub(crate) name: &'static str,
    pub(crate) value: TokenValue,
    pub(crate) required: bool,
}

impl TokenField {
    /// The field always reads so.
    pub const fn literal(name: &'static str, text: &'static str) -> Self {
        Self::required(name, TokenValue::Literal(text))
    }

    /// The request cannot be made without it.
    pub const fn required(name: &'static str, value: TokenValue) -> Self {
        Self {
            name,
            value,
            required: true,
        }
    }

    /// It is left out where it is not known.
    pub const fn optional(name: &'static str, value: TokenValue) -> Self {
        Self {
            name,
            value,
            required: false,
        }
    }
}

/// What goes into a field of a token request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenValue {
    /// This text.
    Literal(&'static str),
    /// The id of the client.
    ClientId,
    /// The secret of the client.
    ClientSecret,
    /// The name of a user.
    UserName,
    /// The password of a user.
    Password,
    /// The code that came back from an authorization.
    Code,
    /// Where the user came back to.
    RedirectUri,
    /// The verifier of an authorization (PKCE).
    Verifier,
    /// The refresh token.
    RefreshToken,
    /// The scopes, parted by spaces.
    Scope,
}

/// How long an access token lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    pub(crate) kind: LifetimeKind,
    pub(crate) fallback: Option<u64>,
}

/// What a lifetime counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LifetimeKind {
    /// So many seconds, as this place says, from the answer.
    Relative(&'static str),
    /// Until the time that this place says: Unix seconds, or an RFC 3339 date-time.
    Absolute(&'static str),
    /// So many seconds, as this place says, from the last successful call.
    Sliding(&'static str),
    /// For ever.
    Never,
}

impl Lifetime {
    /// For ever.
    pub const NEVER: Self = Self {
        kind: LifetimeKind::Never,
        fallback: None,
    };

    /// As many seconds as this place says, from the answer on.
    pub const fn relative(pointer: &'static str) -> Self {
        Self {
            kind: LifetimeKind::Relative(pointer),
            fallback: None,
        }
    }

    /// Until the time that this place says: Unix seconds, or an RFC 3339 date-time.
    pub const fn absolute(pointer: &'static str) -> Self {
        Self {
            kind: LifetimeKind::Absolute(pointer),
            fallback: None,
        }
    }

    /// As many seconds as this place says, from the last successful call on.
    pub const fn sliding(pointer: &'static str) -> Self {
        Self {
            kind: LifetimeKind::Sliding(pointer),
            fallback: None,
        }
    }

    /// So many seconds where the answer does not say. Without that, such a token is used until it is not taken any more.
    #[must_use]
    pub const fn or_seconds(mut self, seconds: u64) -> Self {
        self.fallback = Some(seconds);
        self
    }
}
