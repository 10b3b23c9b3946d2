//! Asking a user for consent: the URL to send them to, and what to make of their coming back.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use url::Url;

use super::source::TokenSource;
use crate::error::{Error, ErrorKind};
use crate::request::escaped;
use crate::secret::base64_url;

/// A question to a user: may this program act for you?
///
/// Send the user to [`url`](Self::url). When they come back to the redirect URI, [`code`](Self::code) checks what they bring and makes the
/// exchange of it. If they come back to another process, keep [`state`](Self::state) and [`verifier`](Self::verifier) where
/// only their session can reach them.
#[derive(Clone)]
pub struct Authorization {
    url: String,
    state: SecretString,
    verifier: SecretString,
    redirect_uri: String,
    proves: bool,
}

impl Authorization {
    pub(crate) fn new(source: &TokenSource, redirect_uri: &str) -> Result<Self, Error> {
        let oauth = source.oauth();
        let refusal = |problem: String| Error::new(ErrorKind::Builder, problem);
        let Some(authorize) = oauth.authorize else {
            return Err(refusal("the scheme asks no user".to_owned()));
        };
        let values = source.values();
        let Some(client_id) = values.given.client_id.clone() else {
            return Err(refusal(
                "`.oauth(..)` lacks the id of the client".to_owned(),
            ));
        };
        let (state, verifier) = (random()?, random()?);
        let (challenge, challenge_method) = if oauth.pkce {
            (base64_url(&Sha256::digest(verifier.as_bytes())), "S256")
        } else {
            (String::new(), "")
        };
        let scope = values.scope();
        let parameters = [
            ("response_type", "code"),
            ("client_id", &client_id),
            ("redirect_uri", redirect_uri),
            ("scope", &scope),
            ("state", &state),
            ("code_challenge", &challenge),
            ("code_challenge_method", challenge_method),
        ];
        let mut url = source.url(authorize)?.to_string();
        for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(name);
            url.push('=');
            url.push_str(&escaped(value));
        }

        Ok(Self {
            url,
            state: state.into(),
            verifier: verifier.into(),
            redirect_uri: redirect_uri.to_owned(),
            proves: oauth.pkce,
        })
    }

    /// Where to send the user.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What comes back with the user, and shows that it is the same one.
    pub fn state(&self) -> &SecretString {
        &self.state
    }

    /// What proves that the exchange comes from who asked. A vendor that takes no such proof does not get it.
    pub fn verifier(&self) -> &SecretString {
        &self.verifier
    }

    /// The exchange of what the user brings: the URL they came back to.
    ///
    /// # Errors
    ///
    /// Where the state is another one, where the user declined, and where there is no code.
    pub fn code(&self, came_back_to: &str) -> Result<CodeExchange, Error> {
        let refusal = |problem: String| Error::new(ErrorKind::Credential, problem);
        let url = Url::parse(came_back_to)
            .map_err(|_| refusal("the user came back to what is no URL".to_owned()))?;
        let value = |wanted: &str| {
            let mut pairs = url.query_pairs();
            pairs
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.into_owned())
        };
        // Compared by hash, so that the time it takes tells nothing.
        let hash = |text: &str| Sha256::digest(text.as_bytes());
        let state = value("state").unwrap_or_default();
        if hash(&state) != hash(self.state.expose_secret()) {
            return Err(refusal(
                "the user came back with another state: not the one who was asked".to_owned(),
            ));
        }
        if let Some(problem) = value("error") {
            let problem = crate::excerpt::one_line(&problem);
            return Err(refusal(format!("the user was not let through: {problem}")));
        }
        let Some(code) = value("code") else {
            return Err(refusal("the user came back without a code".to_owned()));
        };

        let exchange = CodeExchange::new(code).redirect_uri(&self.redirect_uri);

        Ok(if self.proves {
            exchange.verifier(self.verifier.clone())
        } else {
            exchange
        })
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Authorization")
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

/// A code to be exchanged for tokens.
#[derive(Clone)]
pub struct CodeExchange {
    pub(super) code: SecretString,
    pub(super) redirect_uri: Option<String>,
    pub(super) verifier: Option<SecretString>,
}

impl CodeExchange {
    /// The code that came back.
    pub fn new(code: impl Into<SecretString>) -> Self {
        Self {
            code: code.into(),
            redirect_uri: None,
            verifier: None,
        }
    }

    /// Where it came back to.
    #[must_use]
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uri = Some(uri.into());
        self
    }

    /// The verifier of the authorization.
    #[must_use]
    pub fn verifier(mut self, verifier: impl Into<SecretString>) -> Self {
        self.verifier = Some(verifier.into());
        self
    }

    /// Stands for any code where only the rest of a request is looked at.
    pub(super) fn placeholder() -> Self {
        Self::new("code").redirect_uri("uri").verifier("verifier")
    }
}

impl fmt::Debug for CodeExchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CodeExchange")
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

/// 256 bits that nobody can guess, in letters that need no escaping.
fn random() -> Result<String, Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::new(ErrorKind::Builder, "the system has no chance to give")
            .with_source(error.to_string())
    })?;

    Ok(base64_url(&bytes))
}
