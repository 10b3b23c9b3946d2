//! The connections of a client: its settings of them, and the transport that has them.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use super::{ClientBuilder, refusal};
use crate::client::Core;
use crate::credentials;
use crate::error::Error;
use crate::transport::{Connections, ReqwestTransport, Transport};

/// Connections. These settings are for the built-in transport: together with one of your own they are refused.
impl<C: From<Core>> ClientBuilder<C> {
    /// Every connection goes through this proxy, whatever the environment names: `http://proxy.example.com:3128`, or with
    /// `user:password@` before the host. The password is shown nowhere.
    pub fn proxy(self, url: impl Into<SecretString>) -> Self {
        self.connected(|connections| connections.proxy(url))
    }

    /// No connection goes through a proxy, whatever the environment names.
    pub fn no_proxy(self) -> Self {
        self.connected(Connections::no_proxy)
    }

    /// Also trusts servers whose certificate one of these has signed: one or several certificates in PEM.
    pub fn root_certificate_pem(self, certificates: impl Into<Vec<u8>>) -> Self {
        self.connected(|connections| connections.root_certificate_pem(certificates))
    }

    /// Shows servers that ask for it this certificate, and that it has the key: both in PEM, the key in PKCS #8.
    pub fn identity_pem(
        self,
        certificates: impl Into<Vec<u8>>,
        key: impl Into<SecretString>,
    ) -> Self {
        self.connected(|connections| connections.identity_pem(certificates, key))
    }

    /// Whether answers may come compressed, in the codings that the runtime was built with. They may unless this is false.
    pub fn compression(self, compression: bool) -> Self {
        self.connected(|connections| connections.compression(compression))
    }

    /// Speaks HTTP/1.1 also where the server offers HTTP/2.
    pub fn http1_only(self) -> Self {
        self.connected(Connections::http1_only)
    }

    /// How long a connection that nobody uses is kept for the next call. 90 s unless set.
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        self.connected(|connections| connections.idle_timeout(timeout))
    }

    /// How many connections that nobody uses are kept a host. All of them unless set.
    pub fn max_idle_connections(self, connections: usize) -> Self {
        self.connected(|all| all.max_idle_connections(connections))
    }

    pub(super) fn connected(mut self, set: impl FnOnce(Connections) -> Connections) -> Self {
        let connections = std::mem::take(&mut self.draft.connections);
        self.draft.connections = set(connections);
        self
    }
}

/// Refuses what the built-in transport cannot reach.
pub(super) fn check(base: &Url) -> Result<(), Error> {
    if cfg!(any(feature = "rustls", feature = "native-tls")) || base.scheme() != "https" {
        return Ok(());
    }

    Err(refusal(
        "the base URL is https, and this was built without TLS: turn on the feature `rustls` or `native-tls`",
    ))
}

/// The built-in transport. A proxy would look for this machine's ports on its own machine, and get the credential.
pub(super) fn transport(
    base: &Url,
    connections: &Connections,
) -> Result<Arc<dyn Transport>, Error> {
    let is_here = credentials::is_this_machine(base);
    let proxy = connections.named_proxy();
    if is_here && proxy.is_some_and(|proxy| !credentials::is_this_machine(&proxy)) {
        return Err(refusal(
            "the base URL is on this machine, and the proxy is not: it would look for it on its own machine",
        ));
    }
    let connections = if is_here {
        connections.to_this_machine()
    } else {
        connections.clone()
    };

    match ReqwestTransport::with(&connections) {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(
            refusal(format!("the network cannot be used: {}", error.innermost()))
                .with_source(error),
        ),
    }
}

#[cfg(all(test, not(any(feature = "rustls", feature = "native-tls"))))]
mod tests {
    use super::{Url, check};

    #[test]
    fn without_tls_https_is_refused_at_once_and_plain_http_is_not() {
        let made = |url| check(&Url::parse(url).unwrap());

        assert!(made("http://depot.example.com").is_ok());
        let error = made("https://depot.example.com").unwrap_err();
        assert!(error.is_builder(), "{error}");
        assert!(
            error
                .to_string()
                .contains("the feature `rustls` or `native-tls`"),
            "{error}"
        );
    }
}
