//! One renewal: what is stored, else the refresh token, else asking from the start.

use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;

use super::{
    Current, LifetimeKind, Outcome, Token, TokenFailure, TokenSource, Values, ask, ends, same,
};
use crate::api::TokenRequest;
use crate::clock::BoxFuture;
use crate::credentials::Tokens;
use crate::observe;

impl TokenSource {
    /// Renews, and tells all that wait.
    pub(super) async fn renew_for_all(self: Arc<Self>, sender: watch::Sender<Option<Outcome>>) {
        let outcome = self.renew().await;
        let failure = outcome.as_ref().err().map(TokenFailure::kind);
        observe::renewal_ended(self.credential.scheme, failure);
        self.lock().renewal = None;
        sender.send_replace(Some(outcome));
    }

    async fn renew(&self) -> Outcome {
        let _lock = self.store.lock(&self.key).await?;
        let kept = self.kept().await?;
        // Somebody else may have renewed it.
        if let Some(token) = self.usable(&kept) {
            return Ok(token);
        }

        let mut refused = None;
        for refresh_token in self.refresh_tokens(&kept) {
            match self.refresh(&refresh_token).await {
                Ok(Some(token)) => return Ok(token),
                Ok(None) => {}
                Err(failure) if failure.is_refused() => refused = Some(failure),
                Err(failure) => return Err(failure),
            }
        }
        let Some(request) = self.grant() else {
            return Err(refused.unwrap_or_else(|| {
                TokenFailure::refused().saying(
                    "there is no token: the user has to give consent",
                    crate::error::ApiError::default(),
                )
            }));
        };
        let tokens = self.ask(request, self.values()).await?;

        self.keep(tokens).await?.ok_or_else(without_access_token)
    }

    /// The tokens there are: kept because the store failed, stored, or given.
    pub(super) async fn kept(&self) -> Result<Tokens, TokenFailure> {
        let store = &self.store;
        let unsaved = self.lock().unsaved.clone();
        let stored = match unsaved {
            Some(tokens) => {
                store.save(&self.key, &tokens).await?;
                self.lock().unsaved = None;
                Some(tokens)
            }
            None => store.load(&self.key).await?,
        };

        Ok(stored.unwrap_or_else(|| self.given()))
    }

    pub(super) async fn refresh(
        &self,
        refresh_token: &SecretString,
    ) -> Result<Option<Token>, TokenFailure> {
        let Some(request) = &self.oauth.refresh else {
            return Ok(None);
        };
        let values = Values {
            refresh_token: Some(refresh_token),
            ..self.values()
        };
        let mut tokens = self.ask(request, values).await?;
        // A vendor that does not change it need not repeat it.
        tokens
            .refresh_token
            .get_or_insert_with(|| refresh_token.clone());

        match self.keep(tokens).await? {
            Some(token) => Ok(Some(token)),
            None => Err(without_access_token()),
        }
    }

    /// Asks for tokens. A boxed future: it is awaited in several places, and each would be compiled with all of it.
    pub(super) fn ask<'asked>(
        &'asked self,
        request: &'asked TokenRequest,
        values: Values<'asked>,
    ) -> BoxFuture<'asked, Result<Tokens, TokenFailure>> {
        Box::pin(async move {
            let url = self
                .url(request.url)
                .map_err(|error| TokenFailure::permanent(error.to_string()))?;

            ask(&self.network, self.oauth, request, &url, values).await
        })
    }

    /// Stores tokens, and only then uses them.
    pub(super) async fn keep(&self, tokens: Tokens) -> Result<Option<Token>, TokenFailure> {
        self.learn(&tokens);
        self.lock().unsaved = Some(tokens.clone());
        self.store.save(&self.key, &tokens).await?;
        self.lock().unsaved = None;

        let token = self.adopt(&tokens);
        if let Some(token) = &token {
            self.trust(token.generation);
        }
        Ok(token)
    }

    /// What the caller gave, as if it were stored. What was given back does no more.
    pub(super) fn given(&self) -> Tokens {
        if self.lock().given_back {
            return Tokens::default();
        }

        Tokens {
            access_token: self.given.access_token.clone(),
            refresh_token: self.given.refresh_token.clone(),
            ..Tokens::default()
        }
    }

    /// The stored token, unless it is the one that does no more.
    fn usable(&self, tokens: &Tokens) -> Option<Token> {
        let access = tokens.access_token.as_ref();
        let now = self.network.clock.time_of_day();
        let has_ended = tokens.expires_at.is_some_and(|end| end <= now);
        {
            let mut state = self.lock();
            state.has_refresh_token = tokens.refresh_token.is_some();
            let current = state.current.as_ref().map(|current| &current.token.access);
            if access.is_none()
                || has_ended
                || same(access, current)
                || same(access, state.rejected.as_ref())
            {
                return None;
            }
        }
        self.learn(tokens);

        self.adopt(tokens)
    }

    fn adopt(&self, tokens: &Tokens) -> Option<Token> {
        let clock = &self.network.clock;
        let (now, random) = (clock.now(), clock.random());
        let today = clock.time_of_day();
        let left = tokens
            .expires_at
            .map(|end| end.duration_since(today).unwrap_or_default())
            .or(tokens.lifetime);
        let (due_at, ends_at) = left.map_or((None, None), |left| ends(now, left, random));

        let mut state = self.lock();
        state.has_refresh_token = tokens.refresh_token.is_some();
        state.generation += 1;
        let generation = state.generation;
        state.current = tokens.access_token.clone().map(|access| Current {
            token: Token { access, generation },
            due_at,
            ends_at,
            trusted_until: None,
            slides: match self.oauth.lifetime.kind {
                LifetimeKind::Sliding(_) => tokens.lifetime,
                LifetimeKind::Relative(_) | LifetimeKind::Absolute(_) | LifetimeKind::Never => None,
            },
        });

        state.current.as_ref().map(|current| current.token.clone())
    }

    /// The stored refresh token first: the given one may be older, or newer after the user was asked again.
    pub(super) fn refresh_tokens(&self, kept: &Tokens) -> Vec<SecretString> {
        let mut tokens: Vec<SecretString> = kept.refresh_token.clone().into_iter().collect();
        if let Some(given) = &self.given().refresh_token
            && !same(Some(given), tokens.first())
        {
            tokens.push(given.clone());
        }

        tokens
    }

    fn learn(&self, tokens: &Tokens) {
        for secret in [&tokens.access_token, &tokens.refresh_token]
            .into_iter()
            .flatten()
        {
            self.network.redactor.learn(secret.expose_secret());
        }
    }
}

fn without_access_token() -> TokenFailure {
    TokenFailure::permanent("the token request was answered without an access token")
}
