//! One token request: its fields, its answer.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http::header::{self, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::source::{Network, TokenFailure};
use super::{CodeExchange, OAuthCredentials, Tokens};
use crate::api::{
    ClientAuthentication, ErrorBody, LifetimeKind, OAuth, TokenBody, TokenField, TokenRequest,
    TokenValue,
};
use crate::clock::{FOREVER, within};
use crate::envelope;
use crate::pointer;
use crate::quota::{Limited, Patience};
use crate::request::escaped;
use crate::secret::basic_value;
use crate::transport::TransportErrorKind;

/// The largest answer that is read.
const LARGEST: usize = 256 * 1024;

/// Where token endpoints tell what is wrong.
static TOKEN_ERROR: ErrorBody = ErrorBody::new()
    .codes(&["/error", "/error/code", "/code"])
    .messages(&["/error_description", "/error/message", "/message"]);

/// What the fields of a request are filled from.
#[derive(Clone, Copy)]
pub(super) struct Values<'call> {
    pub(super) given: &'call OAuthCredentials,
    pub(super) scopes: &'static [&'static str],
    pub(super) refresh_token: Option<&'call SecretString>,
    pub(super) code: Option<&'call CodeExchange>,
}

impl Values<'_> {
    fn of(&self, value: TokenValue) -> Option<String> {
        let secret = |secret: &Option<SecretString>| {
            secret
                .as_ref()
                .map(|secret| secret.expose_secret().to_owned())
        };

        match value {
            TokenValue::Literal(text) => Some(text.to_owned()),
            TokenValue::ClientId => self.given.client_id.clone(),
            TokenValue::ClientSecret => secret(&self.given.client_secret),
            TokenValue::UserName => secret(&self.given.user_name),
            TokenValue::Password => secret(&self.given.password),
            TokenValue::RefreshToken => secret(&self.refresh_token.cloned()),
            TokenValue::Scope => Some(self.scope()).filter(|scope| !scope.is_empty()),
            TokenValue::Code => secret(&self.code.map(|code| code.code.clone())),
            TokenValue::RedirectUri => self.code.and_then(|code| code.redirect_uri.clone()),
            TokenValue::Verifier => secret(&self.code.and_then(|code| code.verifier.clone())),
        }
    }

    /// The scopes as they are sent.
    pub(super) fn scope(&self) -> String {
        match &self.given.scopes {
            Some(scopes) => scopes.join(" "),
            None => self.scopes.join(" "),
        }
    }

    /// The first of a request's needs that is not known, in prose.
    pub(super) fn missing(&self, request: &TokenRequest) -> Option<&'static str> {
        let of_client = match request.authentication {
            ClientAuthentication::Fields => &[] as &[_],
            ClientAuthentication::Basic => &[TokenValue::ClientId, TokenValue::ClientSecret],
        };
        let of_fields = request
            .fields
            .iter()
            .filter(|field| field.required)
            .map(|field| field.value);

        of_client
            .iter()
            .copied()
            .chain(of_fields)
            .find(|value| self.of(*value).is_none_or(|value| value.is_empty()))
            .map(in_prose)
    }
}

fn in_prose(value: TokenValue) -> &'static str {
    match value {
        TokenValue::Literal(_) => "a fixed text",
        TokenValue::ClientId => "the id of the client",
        TokenValue::ClientSecret => "the secret of the client",
        TokenValue::UserName => "the name of a user",
        TokenValue::Password => "the password of a user",
        TokenValue::Code => "a code",
        TokenValue::RedirectUri => "the redirect URI",
        TokenValue::Verifier => "the verifier of the authorization",
        TokenValue::RefreshToken => "a refresh token",
        TokenValue::Scope => "scopes",
    }
}

/// Asks for tokens, within the client's quota.
pub(super) async fn ask(
    network: &Network,
    oauth: &OAuth,
    request: &TokenRequest,
    url: &Url,
    values: Values<'_>,
) -> Result<Tokens, TokenFailure> {
    if let Some(missing) = values.missing(request) {
        return Err(TokenFailure::permanent(format!(
            "the token request needs {missing}"
        )));
    }
    let request = assemble(network, request, url, values)?;
    let patience = Patience {
        mode: network.quota_mode,
        deadline: None,
        longest_stop: network.longest_stop,
    };
    let lanes = network.quotas.of_tokens();
    let mut permits = lanes.acquire(patience).await.map_err(no_turn)?;

    let exchange = async move {
        permits.leaves();
        let response = match network.transport.send(request).await {
            Ok(response) => response,
            Err(error) => {
                let problem = network.redactor.redact(&error.to_string());
                if error.kind() != TransportErrorKind::Broken {
                    permits.never_sent();
                }
                return Err(TokenFailure::passing(format!(
                    "the token request failed: {problem}"
                )));
            }
        };
        permits.answered();
        let (head, mut body) = response.into_parts();
        let wait = lanes.heed(head.status, &head.headers, &*network.clock);
        let mut text = BytesMut::new();
        while let Some(chunk) = body.chunk().await.map_err(|_| {
            TokenFailure::passing("the connection broke in the answer to the token request")
        })? {
            if text.len() + chunk.len() > LARGEST {
                return Err(TokenFailure::permanent("the token answer is too large"));
            }
            text.extend_from_slice(&chunk);
        }
        Ok((head.status, text, wait))
    };
    let Some(received) = within(&*network.clock, Some(network.timeout), exchange).await else {
        return Err(TokenFailure::passing(
            "no answer to the token request in time",
        ));
    };
    let (status, body, wait) = received?;

    read(
        network,
        oauth,
        status,
        &String::from_utf8_lossy(&body),
        wait,
    )
}

fn assemble(
    network: &Network,
    request: &TokenRequest,
    url: &Url,
    values: Values<'_>,
) -> Result<http::Request<Bytes>, TokenFailure> {
    let of_field = |field: &TokenField| Some((field.name, values.of(field.value)?));
    let fields: Vec<(&str, String)> = request.fields.iter().filter_map(of_field).collect();
    let (content_type, body) = match request.body {
        TokenBody::Form => ("application/x-www-form-urlencoded", form(&fields)),
        TokenBody::Json => ("application/json", json(&fields)),
    };
    let mut built = http::Request::new(Bytes::from(body));
    *built.method_mut() = http::Method::POST;
    *built.uri_mut() = url
        .as_str()
        .parse()
        .map_err(|_| TokenFailure::permanent("the URL of the token request is no URL"))?;
    let headers = built.headers_mut();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::USER_AGENT, network.user_agent.clone());

    if request.authentication == ClientAuthentication::Basic {
        let part = |value| escaped(&values.of(value).unwrap_or_default());
        let text = basic_value(&part(TokenValue::ClientId), &part(TokenValue::ClientSecret));
        let mut value = HeaderValue::from_str(&text)
            .map_err(|_| TokenFailure::permanent("the client's secret fits in no header"))?;
        value.set_sensitive(true);
        headers.insert(header::AUTHORIZATION, value);
    }

    Ok(built)
}

fn form(fields: &[(&str, String)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
        .collect();

    pairs.join("&")
}

fn json(fields: &[(&str, String)]) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let members: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}:{}", text(name), text(value)))
        .collect();

    format!("{{{}}}", members.join(","))
}

fn no_turn(limited: Limited) -> TokenFailure {
    match limited.store {
        Some(error) => TokenFailure::permanent(format!("the quota could not be counted: {error}")),
        None => TokenFailure::limited(limited.wait),
    }
}

fn read(
    network: &Network,
    oauth: &OAuth,
    status: StatusCode,
    body: &str,
    wait: Option<Duration>,
) -> Result<Tokens, TokenFailure> {
    let said = || envelope::api_error(body, &TOKEN_ERROR).redacted(&network.redactor);
    let answered = format!("the token request was answered {status}");
    match status.as_u16() {
        200..=299 => {}
        429 => return Err(TokenFailure::limited(wait).saying(answered, said())),
        408 | 500..=599 => return Err(TokenFailure::passing("").saying(answered, said())),
        400 | 401 | 403 => return Err(TokenFailure::refused().saying(answered, said())),
        _ => return Err(TokenFailure::permanent("").saying(answered, said())),
    }

    let (LifetimeKind::Relative(time) | LifetimeKind::Absolute(time) | LifetimeKind::Sliding(time)) =
        oauth.lifetime.kind
    else {
        return tokens(network, oauth, body, None).ok_or_else(|| {
            TokenFailure::refused().saying("the token request was answered without a token", said())
        });
    };

    tokens(network, oauth, body, Some(time)).ok_or_else(|| {
        TokenFailure::refused().saying("the token request was answered without a token", said())
    })
}

fn tokens(
    network: &Network,
    oauth: &OAuth,
    body: &str,
    time: Option<&'static str>,
) -> Option<Tokens> {
    // A pointer to the whole body stands for none: no token is the whole body.
    let pointers = [
        oauth.access_token,
        oauth.refresh_token,
        time.unwrap_or_default(),
    ];
    let places = pointer::find(body, &pointers).ok()?;
    let text = |index: usize| {
        let text = places.get(index).copied().flatten()?.scalar()?;
        Some(text).filter(|text| !text.is_empty())
    };
    let secret = |index| text(index).map(SecretString::from);
    let time = time.and_then(|_| text(2));
    let now = network.clock.time_of_day();

    let mut tokens = Tokens {
        access_token: secret(0),
        refresh_token: secret(1),
        ..Tokens::default()
    };
    let lifetime = match oauth.lifetime.kind {
        LifetimeKind::Never => None,
        LifetimeKind::Relative(_) | LifetimeKind::Sliding(_) => {
            time.and_then(|time| seconds(&time))
        }
        LifetimeKind::Absolute(_) => time
            .and_then(|time| moment(&time))
            .map(|end| end.duration_since(now).unwrap_or_default()),
    };
    tokens.lifetime = lifetime
        .or(oauth.lifetime.fallback.map(Duration::from_secs))
        .map(|lifetime| lifetime.min(FOREVER));
    tokens.expires_at = tokens
        .lifetime
        .and_then(|lifetime| now.checked_add(lifetime));

    (tokens.access_token.is_some() || tokens.refresh_token.is_some()).then_some(tokens)
}

fn seconds(text: &str) -> Option<Duration> {
    let seconds: f64 = text.trim().parse().ok()?;

    seconds
        .is_finite()
        .then(|| Duration::from_secs_f64(seconds.clamp(0.0, FOREVER.as_secs_f64())))
}

/// A time in Unix seconds, or as a date-time.
fn moment(text: &str) -> Option<SystemTime> {
    match text.trim().parse::<u64>() {
        Ok(seconds) => UNIX_EPOCH.checked_add(Duration::from_secs(seconds)),
        Err(_) => text
            .trim()
            .parse::<jiff::Timestamp>()
            .ok()
            .map(SystemTime::from),
    }
}
