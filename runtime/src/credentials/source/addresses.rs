//! Where token requests go, and whether they can be made at all: looked at when a client is built.

use secrecy::SecretString;
use url::Url;

use super::super::is_safe;
use super::{CodeExchange, TokenSource, Values};
use crate::error::{Error, ErrorKind};

impl TokenSource {
    /// The URL of a request: below the caller's base where the spec has it below its own.
    pub(crate) fn url(&self, url: &str) -> Result<Url, Error> {
        let (declared, base) = &self.network.bases;
        let below = |path: &str| {
            let base = base.as_str().trim_end_matches('/');
            Url::parse(&format!("{base}{path}")).ok()
        };
        let url = if url.starts_with('/') {
            below(url)
        } else {
            Url::parse(url).ok().and_then(|mut url| {
                if url.origin() == declared.origin() && declared.origin() != base.origin() {
                    url.set_scheme(base.scheme()).ok()?;
                    url.set_host(base.host_str()).ok()?;
                    url.set_port(base.port()).ok()?;
                }
                Some(url)
            })
        };
        let Some(url) = url else {
            return Err(refusal("the URL of the token request is no URL"));
        };
        if !is_safe(&url) {
            let host = url.host_str().unwrap_or_default();
            return Err(refusal(format!(
                "the credential would go to `{host}` over plain http: use https"
            )));
        }

        Ok(url)
    }

    /// Whether tokens can be asked for with what was given, and over what nobody can read along.
    pub(super) fn check(&self) -> Result<(), Error> {
        let oauth = self.oauth;
        let (ask_device, of_device) = oauth.device.unzip();
        let requests = [
            oauth.password.as_ref(),
            oauth.client_credentials.as_ref(),
            oauth.code.as_ref(),
            oauth.refresh.as_ref(),
            ask_device.as_ref(),
            of_device.as_ref(),
        ];
        let urls = requests.into_iter().flatten().map(|request| request.url);
        let revocation = oauth.revocation.map(|revocation| revocation.url);
        for url in urls.chain(oauth.authorize).chain(revocation) {
            self.url(url)?;
        }

        // What a user brings may be missing yet. A refresh token must be given where there are other ways: else it is in the store.
        let placeholder = SecretString::from("placeholder");
        let code = CodeExchange::placeholder();
        let [
            password,
            of_client,
            code_exchange,
            refresh,
            ask_device,
            of_device,
        ] = requests;
        let others = password.or(of_client).or(code_exchange).or(of_device);
        let is_refresh_only = others.is_none();
        let refresh = refresh.filter(|_| is_refresh_only || self.given.refresh_token.is_some());
        let values = Values {
            refresh_token: Some(&placeholder),
            code: Some(&code),
            ..self.values()
        };
        let mut missing = [password, of_client, code_exchange, ask_device, refresh]
            .into_iter()
            .flatten()
            .map(|request| values.missing(request));
        if self.given.access_token.is_some() || missing.clone().any(|one| one.is_none()) {
            return Ok(());
        }
        let missing = missing
            .find_map(|one| one)
            .unwrap_or("a way to ask for tokens");
        let scheme = self.credential.scheme;

        Err(refusal(format!(
            "`.oauth(..)` lacks {missing} for the scheme `{scheme}`"
        )))
    }
}

fn refusal(problem: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Builder, problem)
}
