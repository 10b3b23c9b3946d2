//! What a client does with its users' consent: asks for it, takes it, gives it back.

use std::sync::Arc;

use super::{Authorization, CodeExchange, DeviceAuthorization, TokenFailure, TokenSource};
use crate::client::Core;
use crate::clock::BoxFuture;
use crate::error::{Error, ErrorKind};

impl Core {
    /// A question to a user, who comes back to this URI: may this program act for you? For an API with one way to ask.
    ///
    /// # Errors
    ///
    /// Where the API asks no user or has several ways to, and where the id of the client is missing.
    pub fn authorize(&self, redirect_uri: &str) -> Result<Authorization, Error> {
        Authorization::new(&*self.source(None, &CONSENT)?, redirect_uri)
    }

    /// A question to a user by the scheme of this name, where the API has several that ask.
    ///
    /// # Errors
    ///
    /// Where the scheme asks no user, and where the id of the client is missing.
    pub fn authorize_for(&self, scheme: &str, redirect_uri: &str) -> Result<Authorization, Error> {
        Authorization::new(&*self.source(Some(scheme), &CONSENT)?, redirect_uri)
    }

    /// Exchanges the code that a user brought for tokens, and keeps them in the token store under this client's key.
    pub async fn exchange(&self, code: CodeExchange) -> Result<(), Error> {
        exchange(self.source(None, &CONSENT)?, code).await
    }

    /// Exchanges a code for tokens of the scheme of this name, where the API has several that ask.
    pub async fn exchange_for(&self, scheme: &str, code: CodeExchange) -> Result<(), Error> {
        exchange(self.source(Some(scheme), &CONSENT)?, code).await
    }

    /// Asks the vendor for a code that a user enters on another device. For an API with one way to ask so.
    pub async fn authorize_device(&self) -> Result<DeviceAuthorization, Error> {
        DeviceAuthorization::begin(&self.source(None, &DEVICE)?).await
    }

    /// The same by the scheme of this name, where the API has several that ask so.
    pub async fn authorize_device_for(&self, scheme: &str) -> Result<DeviceAuthorization, Error> {
        DeviceAuthorization::begin(&self.source(Some(scheme), &DEVICE)?).await
    }

    /// Gives the tokens back: the vendor takes none of them any more, and the token store forgets them. Where a program asks for
    /// itself, or with a user's password, the next call asks for new ones; a user has to give consent again.
    pub async fn revoke(&self) -> Result<(), Error> {
        revoke(self.source(None, &REVOCATION)?).await
    }

    /// Gives back the tokens of the scheme of this name, where the API has several that take them back.
    pub async fn revoke_for(&self, scheme: &str) -> Result<(), Error> {
        revoke(self.source(Some(scheme), &REVOCATION)?).await
    }

    /// The one source that can do something, or the one of a name.
    fn source(&self, scheme: Option<&str>, wanted: &Wanted) -> Result<Arc<TokenSource>, Error> {
        let tokens = self.inner().credentials.tokens();
        let sources = tokens.into_iter().map(|issuer| Arc::clone(issuer).source());
        let mut able = sources.filter(|source| (wanted.can)(source));
        let refusal = |problem| Err(Error::new(ErrorKind::Builder, problem));
        if let Some(scheme) = scheme {
            return match able.find(|source| source.scheme() == scheme) {
                Some(source) => Ok(source),
                None => refusal(format!(
                    "the scheme `{scheme}` {}, or no `.oauth(..)` is given for it",
                    wanted.cannot
                )),
            };
        }

        match (able.next(), able.next()) {
            (Some(source), None) => Ok(source),
            (Some(one), Some(other)) => refusal(format!(
                "several schemes can be meant, such as `{}` and `{}`: call `.{}_for(\"{}\", ..)`",
                one.scheme(),
                other.scheme(),
                wanted.method,
                one.scheme()
            )),
            (None, _) => refusal(wanted.nobody.to_owned()),
        }
    }
}

async fn exchange(source: Arc<TokenSource>, code: CodeExchange) -> Result<(), Error> {
    to_its_end(async move { source.exchange(code).await }).await
}

async fn revoke(source: Arc<TokenSource>) -> Result<(), Error> {
    to_its_end(async move { source.revoke().await }).await
}

/// Goes on where the caller gives up: a code does once, and what it yields would be lost on its way into the store.
pub(super) async fn to_its_end<T: Send + 'static>(
    act: impl Future<Output = Result<T, TokenFailure>> + Send + 'static,
) -> Result<T, Error> {
    // A box, so that both ways are the same code.
    let act: BoxFuture<'static, _> = Box::pin(act);
    let done = match tokio::runtime::Handle::try_current() {
        Ok(runtime) => runtime
            .spawn(act)
            .await
            .unwrap_or_else(|_| Err(TokenFailure::passing("the token request was given up"))),
        Err(_) => act.await,
    };

    done.map_err(|failure| failure.into_error().0)
}

/// What a source is looked for, and what is said where there is none.
struct Wanted {
    can: fn(&TokenSource) -> bool,
    cannot: &'static str,
    nobody: &'static str,
    method: &'static str,
}

const CONSENT: Wanted = Wanted {
    can: |source| source.oauth().code.is_some(),
    cannot: "asks no user",
    nobody: "no user can be asked: give `.oauth(..)` for a scheme with authorization codes",
    method: "authorize",
};

const DEVICE: Wanted = Wanted {
    can: |source| source.oauth().device.is_some(),
    cannot: "gives no codes to enter elsewhere",
    nobody: "the vendor gives no codes to enter elsewhere: give `.oauth(..)` for a scheme with the flow of devices",
    method: "authorize_device",
};

const REVOCATION: Wanted = Wanted {
    can: |source| source.oauth().revocation.is_some(),
    cannot: "takes no tokens back",
    nobody: "no tokens can be given back: give `.oauth(..)` for a scheme that takes them back",
    method: "revoke",
};
