//! Giving tokens back: the vendor is told first, then they are forgotten here and in the store.

use std::sync::Arc;

use http::StatusCode;
use http::header::{self, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::super::Tokens;
use super::super::exchange::{Received, failure, form, plain, post, send};
use super::{TokenFailure, TokenSource};
use crate::api::{ClientAuthentication, RevocationMethod, TokenValue};
use crate::transport::Body;

const WHAT: &str = "giving back the tokens";

impl TokenSource {
    /// Gives the tokens back. Nobody renews them meanwhile. What is not there need not be given back.
    pub(crate) async fn revoke(self: &Arc<Self>) -> Result<(), TokenFailure> {
        let Some(revocation) = self.oauth.revocation else {
            return Err(TokenFailure::permanent("the scheme takes no tokens back"));
        };
        let url = self
            .url(revocation.url)
            .map_err(|error| TokenFailure::permanent(error.to_string()))?;
        let _lock = self.store.lock(&self.key).await?;
        let kept = self.kept().await?;
        for secret in [&kept.access_token, &kept.refresh_token]
            .into_iter()
            .flatten()
        {
            self.network.redactor.learn(secret.expose_secret());
        }
        match revocation.method {
            RevocationMethod::Get => self.visit(&url, &kept).await?,
            RevocationMethod::Post => self.hand_over(&url, &kept).await?,
        }
        self.store.remove(&self.key).await?;

        let mut state = self.lock();
        state.current = None;
        state.unsaved = None;
        state.has_refresh_token = false;
        state.given_back = true;
        Ok(())
    }

    /// A `GET` with the access token, which is renewed where it does no more.
    async fn visit(&self, url: &Url, kept: &Tokens) -> Result<(), TokenFailure> {
        let now = self.network.clock.time_of_day();
        let has_ended = kept.expires_at.is_some_and(|end| end <= now);
        if let Some(access) = kept.access_token.as_ref().filter(|_| !has_ended) {
            let received = self.send(self.with_token(url, access)?).await?;
            if received.status != StatusCode::UNAUTHORIZED {
                return self.heard(&received);
            }
        }
        for refresh_token in self.refresh_tokens(kept) {
            match self.refresh(&refresh_token).await {
                Ok(Some(token)) => {
                    let received = self.send(self.with_token(url, &token.access)?).await?;
                    return self.heard(&received);
                }
                // Neither of them lets anybody in any more.
                Ok(None) => {}
                Err(failure) if failure.is_refused() => {}
                Err(failure) => return Err(failure),
            }
        }

        Ok(())
    }

    /// A form with the token that all others come from.
    async fn hand_over(&self, url: &Url, kept: &Tokens) -> Result<(), TokenFailure> {
        let (token, hint) = match (&kept.refresh_token, &kept.access_token) {
            (Some(token), _) => (token, "refresh_token"),
            (None, Some(token)) => (token, "access_token"),
            (None, None) => return Ok(()),
        };
        let oauth = self.oauth;
        let authentication = [
            oauth.refresh,
            oauth.code,
            oauth.password,
            oauth.client_credentials,
        ]
        .into_iter()
        .flatten()
        .map(|request| request.authentication)
        .next()
        .unwrap_or(ClientAuthentication::Fields);
        let values = self.values();
        let mut fields = vec![
            ("token", token.expose_secret().to_owned()),
            ("token_type_hint", hint.to_owned()),
        ];
        if authentication == ClientAuthentication::Fields {
            let of_client = [
                ("client_id", TokenValue::ClientId),
                ("client_secret", TokenValue::ClientSecret),
            ];
            let known = of_client
                .into_iter()
                .filter_map(|(name, value)| Some((name, values.of(value)?)));
            fields.extend(known);
        }
        let content_type = "application/x-www-form-urlencoded";
        let request = post(
            &self.network,
            url,
            content_type,
            form(&fields),
            authentication,
            values,
        )?;

        self.heard(&self.send(request).await?)
    }

    fn with_token(
        &self,
        url: &Url,
        access: &SecretString,
    ) -> Result<http::Request<Body>, TokenFailure> {
        let mut request = plain(&self.network, http::Method::GET, url)?;
        let value = format!("Bearer {}", access.expose_secret());
        let mut value = HeaderValue::from_str(&value)
            .map_err(|_| TokenFailure::permanent("the token fits in no header"))?;
        value.set_sensitive(true);
        request.headers_mut().insert(header::AUTHORIZATION, value);

        Ok(request)
    }

    async fn send(&self, request: http::Request<Body>) -> Result<Received, TokenFailure> {
        send(&self.network, request, WHAT).await
    }

    /// A redirect leads a browser on: the tokens are taken back all the same, and nobody follows it.
    fn heard(&self, received: &Received) -> Result<(), TokenFailure> {
        if received.status.is_redirection() {
            return Ok(());
        }

        failure(&self.network, received, WHAT).map_or(Ok(()), Err)
    }
}
