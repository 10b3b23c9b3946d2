//! How the built-in transport makes its connections: through which proxy, whom it trusts, what it takes from them.

use std::fmt;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{TransportError, TransportErrorKind};
use crate::secret::REDACTED;

/// How connections of a [`ReqwestTransport`](super::ReqwestTransport) are made. A client's builder has the same settings.
///
/// # Examples
///
/// ```
/// use brogue_runtime::{Connections, ReqwestTransport};
/// use std::time::Duration;
///
/// let connections = Connections::new()
///     .proxy("http://ann:s3cret@proxy.example.com:3128")
///     .connect_timeout(Duration::from_secs(3));
/// let transport = ReqwestTransport::with(&connections)?;
///
/// assert!(!format!("{connections:?}").contains("s3cret"));
/// # Ok::<(), brogue_runtime::TransportError>(())
/// ```
#[derive(Clone)]
pub struct Connections {
    connect_timeout: Duration,
    proxy: Proxy,
    root_certificates: Vec<Vec<u8>>,
    identity: Option<(Vec<u8>, SecretString)>,
    /// Puts certificates and identity where they belong. Named where one is given: most programs have none.
    with_certificates: Option<With>,
    compression: bool,
    http1_only: bool,
    idle_timeout: Duration,
    max_idle: usize,
    /// The settings that mean nothing to another transport, as they are called.
    settled: Option<&'static str>,
}

#[derive(Clone)]
enum Proxy {
    OfTheSystem,
    None,
    /// With what leads there.
    At(SecretString, Through),
}

type Through =
    fn(&SecretString, ::reqwest::ClientBuilder) -> Result<::reqwest::ClientBuilder, TransportError>;

type With =
    fn(&Connections, ::reqwest::ClientBuilder) -> Result<::reqwest::ClientBuilder, TransportError>;

impl Connections {
    /// Connections through the proxy that the system or the environment (`HTTPS_PROXY`, `NO_PROXY`) names, which trust whom the
    /// platform trusts.
    pub fn new() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            proxy: Proxy::OfTheSystem,
            root_certificates: Vec::new(),
            identity: None,
            with_certificates: None,
            compression: true,
            http1_only: false,
            idle_timeout: Duration::from_secs(90),
            max_idle: usize::MAX,
            settled: None,
        }
    }

    /// How long a connection may take to come about. 10 s unless set.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Every connection goes through this proxy, whatever the environment names: `http://proxy.example.com:3128`, or with
    /// `user:password@` before the host. The password is shown nowhere.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<SecretString>) -> Self {
        self.proxy = Proxy::At(url.into(), through);
        self.settle("proxy")
    }

    /// No connection goes through a proxy, whatever the environment names.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::None;
        self.settle("no_proxy")
    }

    /// Also trusts servers whose certificate one of these has signed: one or several certificates in PEM.
    #[must_use]
    pub fn root_certificate_pem(mut self, certificates: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(certificates.into());
        self.with_certificates = Some(Self::with_certificates);
        self.settle("root_certificate_pem")
    }

    /// Shows servers that ask for it this certificate, and that it has the key: both in PEM, the key in PKCS #8.
    #[must_use]
    pub fn identity_pem(
        mut self,
        certificates: impl Into<Vec<u8>>,
        key: impl Into<SecretString>,
    ) -> Self {
        self.identity = Some((certificates.into(), key.into()));
        self.with_certificates = Some(Self::with_certificates);
        self.settle("identity_pem")
    }

    /// Whether answers may come compressed, in the codings that this crate was built with (features `gzip`, `brotli`, `deflate`, `zstd`).
    /// They may unless this is false.
    #[must_use]
    pub fn compression(mut self, compression: bool) -> Self {
        self.compression = compression;
        self.settle("compression")
    }

    /// Speaks HTTP/1.1 also where the server offers HTTP/2.
    #[must_use]
    pub fn http1_only(mut self) -> Self {
        self.http1_only = true;
        self.settle("http1_only")
    }

    /// How long a connection that nobody uses is kept for the next call. 90 s unless set.
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self.settle("idle_timeout")
    }

    /// How many connections that nobody uses are kept a host. All of them unless set.
    #[must_use]
    pub fn max_idle_connections(mut self, connections: usize) -> Self {
        self.max_idle = connections;
        self.settle("max_idle_connections")
    }

    /// A setting that would do nothing with a transport that is not the built-in one.
    pub(crate) fn settled(&self) -> Option<&'static str> {
        self.settled
    }

    /// The same for a server on this machine: the proxy of the environment would look for it on its own machine.
    pub(crate) fn to_this_machine(&self) -> Self {
        match self.proxy {
            Proxy::OfTheSystem => self.clone().no_proxy(),
            Proxy::None | Proxy::At(..) => self.clone(),
        }
    }

    /// The proxy that was named, if its URL is one.
    pub(crate) fn named_proxy(&self) -> Option<Url> {
        match &self.proxy {
            Proxy::At(url, _) => Url::parse(url.expose_secret()).ok(),
            Proxy::OfTheSystem | Proxy::None => None,
        }
    }

    /// What must be in no output.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let url = self.named_proxy();
        let password = url.as_ref().and_then(Url::password).unwrap_or_default();

        vec![password.to_owned(), decoded(password)]
    }

    fn settle(mut self, name: &'static str) -> Self {
        self.settled.get_or_insert(name);
        self
    }

    pub(super) fn to_reqwest(&self) -> Result<::reqwest::ClientBuilder, TransportError> {
        let builder = ::reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(self.idle_timeout)
            .pool_max_idle_per_host(self.max_idle);
        let builder = match &self.proxy {
            Proxy::OfTheSystem => builder,
            Proxy::None => builder.no_proxy(),
            Proxy::At(url, through) => through(url, builder)?,
        };
        let builder = if self.http1_only {
            builder.http1_only()
        } else {
            builder
        };
        #[cfg(feature = "gzip")]
        let builder = builder.gzip(self.compression);
        #[cfg(feature = "brotli")]
        let builder = builder.brotli(self.compression);
        #[cfg(feature = "deflate")]
        let builder = builder.deflate(self.compression);
        #[cfg(feature = "zstd")]
        let builder = builder.zstd(self.compression);

        match self.with_certificates {
            Some(with) => with(self, builder),
            None => Ok(builder),
        }
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    fn with_certificates(
        &self,
        mut builder: ::reqwest::ClientBuilder,
    ) -> Result<::reqwest::ClientBuilder, TransportError> {
        use super::reqwest::to_transport_error;

        let mut certificates = Vec::new();
        for pem in &self.root_certificates {
            let read = ::reqwest::Certificate::from_pem_bundle(pem).map_err(to_transport_error)?;
            if read.is_empty() {
                return Err(refused("the root certificate is no certificate in PEM"));
            }
            certificates.extend(read);
        }
        if !certificates.is_empty() {
            builder = builder.tls_certs_merge(certificates);
        }
        if let Some((certificates, key)) = &self.identity {
            // What is wrong with them is not said in the words of whoever has read them: they may quote the key.
            let identity = identity(certificates, key.expose_secret().as_bytes())
                .map_err(|_| refused("the identity is no certificate and key in PEM"))?;
            builder = builder.identity(identity);
        }

        Ok(builder)
    }

    #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
    fn with_certificates(
        _: &Self,
        _: ::reqwest::ClientBuilder,
    ) -> Result<::reqwest::ClientBuilder, TransportError> {
        Err(refused(
            "certificates are of no use here: this was built without TLS",
        ))
    }
}

impl Default for Connections {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Connections {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proxy = match &self.proxy {
            Proxy::OfTheSystem => "the system's",
            Proxy::None => "none",
            Proxy::At(..) => REDACTED,
        };

        formatter
            .debug_struct("Connections")
            .field("connect_timeout", &self.connect_timeout)
            .field("proxy", &proxy)
            .field("root_certificates", &self.root_certificates.len())
            .field("identity", &self.identity.as_ref().map(|_| REDACTED))
            .field("compression", &self.compression)
            .field("http1_only", &self.http1_only)
            .finish_non_exhaustive()
    }
}

fn through(
    url: &SecretString,
    builder: ::reqwest::ClientBuilder,
) -> Result<::reqwest::ClientBuilder, TransportError> {
    Ok(builder.proxy(proxy(url)?))
}

/// Nothing of the URL is quoted: it may hold a password.
fn proxy(url: &SecretString) -> Result<::reqwest::Proxy, TransportError> {
    let no_url = || refused("the proxy's URL is none such as `http://proxy.example.com:3128`");
    let mut url = Url::parse(url.expose_secret()).map_err(|_| no_url())?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(no_url());
    }
    let user = decoded(url.username());
    let password = url.password().map(decoded);
    // These fail for URLs without a host only.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let proxy = ::reqwest::Proxy::all(url).map_err(|_| no_url())?;

    Ok(match (user.as_str(), password) {
        ("", None) => proxy,
        (user, password) => proxy.basic_auth(user, &password.unwrap_or_default()),
    })
}

fn decoded(text: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(text);

    decoded.decode_utf8_lossy().into_owned()
}

fn refused(problem: &'static str) -> TransportError {
    TransportError::new(TransportErrorKind::Connect, problem)
}

/// Where both kinds of TLS are built in, reqwest takes the system's.
#[cfg(feature = "native-tls")]
fn identity(certificates: &[u8], key: &[u8]) -> ::reqwest::Result<::reqwest::Identity> {
    ::reqwest::Identity::from_pkcs8_pem(certificates, key)
}

#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
fn identity(certificates: &[u8], key: &[u8]) -> ::reqwest::Result<::reqwest::Identity> {
    ::reqwest::Identity::from_pem(&[certificates, b"\n", key].concat())
}
