//! One token request: its fields, its answer.

mod send;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::header::{self, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use self::send::words;
pub(super) use self::send::{Received, failure, send};
use super::source::{Network, TokenFailure};
use super::{CodeExchange, OAuthCredentials, Tokens};
use crate::api::{
    ClientAuthentication, LifetimeKind, OAuth, TokenBody, TokenField, TokenRequest, TokenValue,
};
use crate::clock::FOREVER;
use crate::codec::quoted;
use crate::headers::seconds;
use crate::pointer;
use crate::request::escaped;
use crate::secret::basic_value;
use crate::times;
use crate::transport::Body;

/// What the fields of a request are filled from.
#[derive(Clone, Copy)]
pub(super) struct Values<'call> {
    pub(super) given: &'call OAuthCredentials,
    pub(super) scopes: &'static [&'static str],
    pub(super) refresh_token: Option<&'call SecretString>,
    pub(super) code: Option<&'call CodeExchange>,
}

impl Values<'_> {
    pub(super) fn of(&self, value: TokenValue) -> Option<String> {
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
    let mut received = send(network, request, "the token request").await?;
    let tokens = read(network, oauth, &received);

    tokens.inspect_err(|failure| received.watch.failed_as(failure.kind()))
}

/// Asks for what is no token, within the client's quota; gives the answer as it came.
pub(super) async fn ask_plainly(
    network: &Network,
    request: &TokenRequest,
    url: &Url,
    values: Values<'_>,
) -> Result<String, TokenFailure> {
    const WHAT: &str = "the request for a code";

    if let Some(missing) = values.missing(request) {
        return Err(TokenFailure::permanent(format!("{WHAT} needs {missing}")));
    }
    let request = assemble(network, request, url, values)?;
    let mut received = send(network, request, WHAT).await?;

    match failure(network, &received, WHAT) {
        Some(failure) => {
            received.watch.failed_as(failure.kind());
            Err(failure)
        }
        None => Ok(received.body),
    }
}

fn assemble(
    network: &Network,
    request: &TokenRequest,
    url: &Url,
    values: Values<'_>,
) -> Result<http::Request<Body>, TokenFailure> {
    let of_field = |field: &TokenField| Some((field.name, values.of(field.value)?));
    let fields: Vec<(&str, String)> = request.fields.iter().filter_map(of_field).collect();
    let (content_type, body) = match request.body {
        TokenBody::Form => ("application/x-www-form-urlencoded", form(&fields)),
        TokenBody::Json => ("application/json", json(&fields)),
    };
    post(
        network,
        url,
        content_type,
        body,
        request.authentication,
        values,
    )
}

/// A `POST` with the client in its header where it belongs there.
pub(super) fn post(
    network: &Network,
    url: &Url,
    content_type: &'static str,
    body: String,
    authentication: ClientAuthentication,
    values: Values<'_>,
) -> Result<http::Request<Body>, TokenFailure> {
    let mut built = plain(network, http::Method::POST, url)?;
    *built.body_mut() = Body::from(body);
    let headers = built.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));

    if authentication == ClientAuthentication::Basic {
        let part = |value| escaped(&values.of(value).unwrap_or_default());
        let text = basic_value(&part(TokenValue::ClientId), &part(TokenValue::ClientSecret));
        let mut value = HeaderValue::from_str(&text)
            .map_err(|_| TokenFailure::permanent("the client's secret fits in no header"))?;
        value.set_sensitive(true);
        headers.insert(header::AUTHORIZATION, value);
    }

    Ok(built)
}

/// A request without a body.
pub(super) fn plain(
    network: &Network,
    method: http::Method,
    url: &Url,
) -> Result<http::Request<Body>, TokenFailure> {
    let mut built = http::Request::new(Body::from(Bytes::new()));
    *built.method_mut() = method;
    *built.uri_mut() = url
        .as_str()
        .parse()
        .map_err(|_| TokenFailure::permanent("the URL of the token request is no URL"))?;
    let headers = built.headers_mut();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(header::USER_AGENT, network.user_agent.clone());

    Ok(built)
}

pub(super) fn form(fields: &[(&str, String)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
        .collect();

    pairs.join("&")
}

fn json(fields: &[(&str, String)]) -> String {
    let members: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}:{}", quoted(name), quoted(value)))
        .collect();

    format!("{{{}}}", members.join(","))
}

fn read(network: &Network, oauth: &OAuth, received: &Received) -> Result<Tokens, TokenFailure> {
    if let Some(failure) = failure(network, received, "the token request") {
        return Err(failure);
    }
    let time = match oauth.lifetime.kind {
        LifetimeKind::Relative(time)
        | LifetimeKind::Absolute(time)
        | LifetimeKind::Sliding(time) => Some(time),
        LifetimeKind::Never => None,
    };

    tokens(network, oauth, &received.body, time).ok_or_else(|| {
        let said = words(network, &received.body);
        TokenFailure::refused().saying("the token request was answered without a token", said)
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
            time.and_then(|time| seconds(time.trim()))
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

/// A time in Unix seconds, or as a date-time.
fn moment(text: &str) -> Option<SystemTime> {
    match text.trim().parse::<u64>() {
        Ok(seconds) => UNIX_EPOCH.checked_add(Duration::from_secs(seconds)),
        Err(_) => times::system_time(text.trim()),
    }
}
