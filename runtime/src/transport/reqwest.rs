//! The built-in transport: reqwest's connections, pool and TLS, and nothing of its conveniences.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::{Body, Chunks, Transport, TransportError, TransportErrorKind};
use crate::clock::BoxFuture;

/// Sends requests with reqwest. Redirects are not followed: the client reports them.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: ::reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with its own connections, which take so long at most to come about. They go through the proxy that the system or
    /// the environment (`HTTPS_PROXY`, `NO_PROXY`) names.
    pub fn new(connect_timeout: Duration) -> Result<Self, TransportError> {
        Self::of(::reqwest::Client::builder().connect_timeout(connect_timeout))
    }

    /// The same, but never through a proxy. A client whose base URL is on this machine uses it.
    pub fn direct(connect_timeout: Duration) -> Result<Self, TransportError> {
        let builder = ::reqwest::Client::builder().connect_timeout(connect_timeout);

        Self::of(builder.no_proxy())
    }

    fn of(builder: ::reqwest::ClientBuilder) -> Result<Self, TransportError> {
        let client = builder
            .redirect(::reqwest::redirect::Policy::none())
            .build()
            .map_err(to_transport_error)?;

        Ok(Self { client })
    }
}

/// What reqwest shows of its client may hold the password of a proxy.
impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ReqwestTransport")
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = ::reqwest::Request::try_from(request).map_err(to_transport_error)?;
            let mut response = self
                .client
                .execute(request)
                .await
                .map_err(to_transport_error)?;

            let mut head = http::Response::new(());
            *head.status_mut() = response.status();
            *head.version_mut() = response.version();
            *head.headers_mut() = std::mem::take(response.headers_mut());

            Ok(head.map(|()| Body::new(Reading { response })))
        })
    }
}

struct Reading {
    response: ::reqwest::Response,
}

impl Chunks for Reading {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { self.response.chunk().await.map_err(to_transport_error) })
    }
}

/// The URL is taken out: it may hold a key.
fn to_transport_error(error: ::reqwest::Error) -> TransportError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        (false, _) => TransportErrorKind::Broken,
    };

    TransportError::new(kind, error.without_url())
}
