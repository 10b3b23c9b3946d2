//! A vendor that gives out numbered tokens and takes the newest only.

use std::sync::{Arc, Mutex};

use brogue_runtime::api::{Lifetime, OAuth, TokenField, TokenRequest, TokenValue};
use brogue_runtime::http;
use brogue_runtime::{
    Api, ClientBuilder, Core, Credential, NotFound, OAuthCredentials, Operation, ScriptedTransport,
};

pub(super) const REFRESH: TokenRequest = TokenRequest::form("/token").fields(&[
    TokenField::literal("grant_type", "refresh_token"),
    TokenField::required("refresh_token", TokenValue::RefreshToken),
]);
pub(super) const PASSWORD: TokenRequest = TokenRequest::json("/token").fields(&[
    TokenField::literal("grant_type", "password"),
    TokenField::required("username", TokenValue::UserName),
    TokenField::required("password", TokenValue::Password),
]);

/// Tokens for a password, and for a refresh token.
pub(super) static BOTH: OAuth = OAuth::new().password(PASSWORD).refresh(REFRESH);
pub(super) static API: Api =
    Api::new("guild", "https://guild.example.com/v1").credentials(&[Credential::oauth(&BOTH)]);

pub(super) static SLIDING: OAuth = OAuth::new()
    .password(PASSWORD)
    .lifetime(Lifetime::sliding("/expires_in"));

pub(super) static GET: Operation = Operation::get("getThing", "/thing");
pub(super) static ADD: Operation = Operation::post("addThing", "/thing");
pub(super) static FIND: Operation =
    Operation::get("findThing", "/find").not_found(NotFound::new().statuses(&[401]));

/// How the vendor behaves, and what it counted.
#[derive(Debug, Default)]
pub(super) struct Vendor {
    /// Tokens given out.
    pub(super) tokens: u32,
    /// Calls let in.
    pub(super) calls: u32,
    /// Whether each refresh gives a new refresh token and takes no older one.
    pub(super) rotates: bool,
    /// What token requests are answered instead of a token.
    pub(super) refuses: Option<(u16, &'static str)>,
    /// Whether no call is let in, whatever it brings.
    pub(super) lets_nobody_in: bool,
    /// Whether the given refresh token does no more.
    pub(super) forgot_refresh_token: bool,
    /// The rest of a token answer.
    pub(super) rest: &'static str,
}

pub(super) type Shared = Arc<Mutex<Vendor>>;

impl Vendor {
    pub(super) fn new() -> Shared {
        Arc::new(Mutex::new(Self {
            rest: r#""expires_in": 3600"#,
            ..Self::default()
        }))
    }

    fn answer(&mut self, request: &http::Request<bytes::Bytes>) -> (u16, String) {
        let body = String::from_utf8_lossy(request.body());
        if request.uri().path().ends_with("/token") {
            return self.token(&body);
        }
        let newest = format!("Bearer access-{}", self.tokens);
        let brought = request.headers().get("authorization");
        if self.lets_nobody_in || brought.is_none_or(|brought| *brought != *newest) {
            return (401, r#"{"error": "who are you?"}"#.to_owned());
        }
        self.calls += 1;

        (200, "7".to_owned())
    }

    fn token(&mut self, body: &str) -> (u16, String) {
        if let Some((status, answer)) = self.refuses {
            return (status, answer.to_owned());
        }
        let newest = format!("refresh_token=refresh-{}", self.tokens);
        let is_refresh = body.contains("refresh_token=");
        let is_stale = self.rotates && self.tokens > 0 && !body.ends_with(&newest);
        if is_refresh && (is_stale || self.forgot_refresh_token) {
            return (400, r#"{"error": "invalid_grant"}"#.to_owned());
        }
        self.tokens += 1;
        let number = self.tokens;
        let refresh = if self.rotates {
            format!(r#""refresh_token": "refresh-{number}","#)
        } else {
            String::new()
        };
        let rest = self.rest;

        (
            200,
            format!(r#"{{"access_token": "access-{number}", {refresh} {rest}}}"#),
        )
    }
}

pub(super) fn transport(vendor: &Shared) -> ScriptedTransport {
    let vendor = Arc::clone(vendor);

    ScriptedTransport::new().otherwise(move |request| vendor.lock().unwrap().answer(request))
}

pub(super) fn user() -> OAuthCredentials {
    OAuthCredentials::new().user("ann", "pass-word")
}

pub(super) fn refresh() -> OAuthCredentials {
    OAuthCredentials::new().refresh_token("refresh-0")
}

pub(super) fn builder(vendor: &Shared, given: OAuthCredentials) -> ClientBuilder<Core> {
    ClientBuilder::new(&API)
        .oauth(given)
        .transport(transport(vendor))
}

pub(super) fn client(vendor: &Shared, given: OAuthCredentials) -> Core {
    builder(vendor, given).build().unwrap()
}

pub(super) async fn get(core: &Core) -> Result<i64, brogue_runtime::Error> {
    core.call(&GET).returns().await
}

/// So many calls at once.
pub(super) async fn together(
    core: &Core,
    callers: usize,
) -> Vec<Result<i64, brogue_runtime::Error>> {
    let begun: Vec<_> = (0..callers)
        .map(|_| {
            let core = core.clone();
            tokio::spawn(async move { get(&core).await })
        })
        .collect();
    let mut all = Vec::new();
    for one in begun {
        all.push(one.await.unwrap());
    }

    all
}
