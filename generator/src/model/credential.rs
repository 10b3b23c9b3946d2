//! What lets calls in, and how tokens are had.

/// A credential the API takes; where there are several, any one of them does unless sets say otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A key in a query parameter.
    ApiKeyQuery {
        /// The scheme's name in the spec.
        scheme: String,
        /// The query parameter.
        parameter: String,
    },
    /// A key in a header.
    ApiKeyHeader {
        /// The scheme's name in the spec.
        scheme: String,
        /// The header.
        header: String,
    },
    /// A key in a cookie.
    ApiKeyCookie {
        /// The scheme's name in the spec.
        scheme: String,
        /// The cookie.
        cookie: String,
    },
    /// A bearer token.
    Bearer {
        /// The scheme's name in the spec.
        scheme: String,
    },
    /// A user name and a password.
    Basic {
        /// The scheme's name in the spec.
        scheme: String,
    },
    /// A bearer token that is asked for.
    OAuth {
        /// The scheme's name in the spec.
        scheme: String,
        /// How it is asked for.
        oauth: Box<OAuth>,
    },
}

impl Credential {
    /// The scheme's name in the spec.
    pub fn scheme(&self) -> &str {
        match self {
            Self::ApiKeyQuery { scheme, .. }
            | Self::ApiKeyHeader { scheme, .. }
            | Self::ApiKeyCookie { scheme, .. }
            | Self::Bearer { scheme }
            | Self::Basic { scheme }
            | Self::OAuth { scheme, .. } => scheme,
        }
    }

    /// How tokens are asked for, where they are.
    pub fn oauth(&self) -> Option<&OAuth> {
        match self {
            Self::OAuth { oauth, .. } => Some(oauth),
            Self::ApiKeyQuery { .. }
            | Self::ApiKeyHeader { .. }
            | Self::ApiKeyCookie { .. }
            | Self::Bearer { .. }
            | Self::Basic { .. } => None,
        }
    }

    /// Whether it is a key, wherever it goes.
    pub fn is_key(&self) -> bool {
        match self {
            Self::ApiKeyQuery { .. } | Self::ApiKeyHeader { .. } | Self::ApiKeyCookie { .. } => {
                true
            }
            Self::Bearer { .. } | Self::Basic { .. } | Self::OAuth { .. } => false,
        }
    }
}

/// Schemes that let a call in together; none where none is needed.
pub type SecuritySet = Vec<SchemeUse>;

/// A scheme in a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeUse {
    /// Its name in the spec.
    pub scheme: String,
    /// What its token has to be good for.
    pub scopes: Vec<String>,
}

/// Whether sets name the same schemes, whatever the scopes.
pub fn have_same_schemes(one: &[SecuritySet], other: &[SecuritySet]) -> bool {
    let schemes =
        |set: &SecuritySet| -> Vec<String> { set.iter().map(|one| one.scheme.clone()).collect() };

    one.iter().map(schemes).eq(other.iter().map(schemes))
}

/// How a vendor gives out tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuth {
    /// A user is asked.
    pub code: Option<CodeFlow>,
    /// The program asks for itself.
    pub client_credentials: Option<TokenRequest>,
    /// The program asks with a user's name and password.
    pub password: Option<TokenRequest>,
    /// A user enters a code on another device.
    pub device: Option<DeviceFlow>,
    /// A refresh token is exchanged.
    pub refresh: Option<TokenRequest>,
    /// How long an access token lives.
    pub lifetime: TokenLifetime,
    /// What tokens are asked to be good for, unless the caller says otherwise.
    pub scopes: Vec<String>,
    /// All scopes that the document declares, in its order; where it declares none, any may be asked for.
    pub known_scopes: Vec<String>,
    /// How tokens are given back.
    pub revocation: Option<Revocation>,
}

impl OAuth {
    /// Every address that it names: where users are asked, where tokens are given out and taken back.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let code = self.code.as_ref();
        let exchange = code.map(|code| &code.exchange);
        let requests = [
            exchange,
            self.client_credentials.as_ref(),
            self.password.as_ref(),
            self.refresh.as_ref(),
            self.device.as_ref().map(|device| &device.authorization),
            self.device.as_ref().map(|device| &device.exchange),
        ];
        let revocation = self.revocation.as_ref();

        code.map(|code| code.authorize.as_str())
            .into_iter()
            .chain(
                requests
                    .into_iter()
                    .flatten()
                    .map(|request| request.url.as_str()),
            )
            .chain(revocation.map(|revocation| revocation.url.as_str()))
    }
}

/// A user is asked, and brings a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeFlow {
    /// Where the user is asked.
    pub authorize: String,
    /// How the code is exchanged.
    pub exchange: TokenRequest,
    /// What for.
    pub yields: CodeYields,
    /// Whether the exchange is proved.
    pub pkce: Pkce,
}

/// A user enters a code on another device, as RFC 8628 has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceFlow {
    /// Asks for a code.
    pub authorization: TokenRequest,
    /// Exchanges the code of the device, once the user has entered theirs.
    pub exchange: TokenRequest,
}

/// What a code is exchanged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeYields {
    /// A token for calls.
    AccessToken,
    /// A refresh token, which yields that.
    RefreshToken,
}

/// Proof key for code exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pkce {
    /// None.
    None,
    /// By a hash.
    S256,
}

/// A request for tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRequest {
    /// Where to; a whole address.
    pub url: String,
    /// How the fields travel.
    pub body: TokenBody,
    /// Where the client's own credentials go.
    pub client: ClientPlace,
    /// The fields in their order.
    pub fields: Vec<TokenField>,
}

/// How the fields of a token request travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenBody {
    /// As a form.
    Form,
    /// As a JSON object.
    Json,
}

/// Where the client's own credentials go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientPlace {
    /// Into fields.
    Fields,
    /// Into the header `authorization`.
    Header,
}

/// One field of a token request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenField {
    /// Its name on the wire.
    pub name: String,
    /// What goes into it.
    pub value: TokenValue,
    /// Whether it is left out where that is not known.
    pub optional: bool,
}

/// What goes into a field of a token request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenValue {
    /// This text.
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

/// How long an access token lives. Pointers lead into the answer; seconds count where it says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenLifetime {
    /// It has no end.
    Never,
    /// So many seconds from the answer.
    Relative(String, Option<u64>),
    /// Until a time.
    Absolute(String, Option<u64>),
    /// So many seconds from the last use.
    Sliding(String, Option<u64>),
}

/// How tokens are given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// What is sent.
    pub method: RevocationMethod,
    /// Where to; a whole address.
    pub url: String,
}

/// What is sent to give tokens back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevocationMethod {
    /// A `GET` with the access token.
    Get,
    /// A form with a token.
    Post,
}
