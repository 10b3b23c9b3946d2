//! The built-in transport: reqwest's connections, pool and TLS, and nothing of its conveniences.

mod outgoing;
mod place;

use std::error::Error as _;
use std::fmt;
use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::header::{CONTENT_LENGTH, HeaderValue};

use self::outgoing::outgoing;
use self::place::Place;
use super::body::{Chunk, Source};
use super::{Body, Connections, Transport, TransportError, TransportErrorKind};
use crate::clock::BoxFuture;

/// Sends requests with reqwest. Redirects are not followed: the client reports them.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: ::reqwest::Client,
    usual: Place,
}

impl ReqwestTransport {
    /// A transport with its own connections, which take so long at most to come about. They go through the proxy that the system or
    /// the environment (`HTTPS_PROXY`, `NO_PROXY`) names.
    pub fn new(connect_timeout: Duration) -> Result<Self, TransportError> {
        Self::with(&Connections::new().connect_timeout(connect_timeout))
    }

    /// The same, but never through a proxy. A client whose base URL is on this machine uses it.
    pub fn direct(connect_timeout: Duration) -> Result<Self, TransportError> {
        Self::with(
            &Connections::new()
                .connect_timeout(connect_timeout)
                .no_proxy(),
        )
    }

    /// A transport whose connections are made this way.
    pub fn with(connections: &Connections) -> Result<Self, TransportError> {
        let client = connections
            .to_reqwest()?
            .redirect(::reqwest::redirect::Policy::none())
            .build()
            .map_err(to_transport_error)?;

        Ok(Self {
            client,
            usual: Place::default(),
        })
    }
}

impl ReqwestTransport {
    /// The same request in reqwest's words. Its own way writes the URL piece by piece.
    fn to_reqwest(
        &self,
        request: http::Request<Body>,
    ) -> Result<::reqwest::Request, TransportError> {
        if !request.extensions().is_empty() {
            return request.map(outgoing).try_into().map_err(to_transport_error);
        }
        let (head, body) = request.into_parts();
        let Some(url) = self.usual.url(&head.uri) else {
            return Err(TransportError::new(
                TransportErrorKind::Broken,
                "the URL is none",
            ));
        };
        let mut request = ::reqwest::Request::new(head.method, url);
        *request.headers_mut() = head.headers;
        *request.version_mut() = head.version;
        *request.body_mut() = Some(outgoing(body));

        Ok(request)
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
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let says_empty = is_to_say_empty(&request);
            let mut request = self.to_reqwest(request)?;
            if says_empty {
                let headers = request.headers_mut();
                headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            let mut response = self
                .client
                .execute(request)
                .await
                .map_err(to_transport_error)?;

            let mut head = http::Response::new(());
            *head.status_mut() = response.status();
            *head.version_mut() = response.version();
            *head.headers_mut() = std::mem::take(response.headers_mut());

            Ok(head.map(|()| Body::of(Answer(response))))
        })
    }
}

/// The body of an answer.
struct Answer(::reqwest::Response);

impl Source for Answer {
    /// Asking for a chunk has no state of its own between two polls: all of it is in the answer.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Chunk> {
        let chunk = pin!(self.0.chunk());

        chunk.poll(context).map_err(to_transport_error)
    }
}

/// Where a body is usual, some servers ask for the length of one that is empty.
fn is_to_say_empty(request: &http::Request<Body>) -> bool {
    use http::Method;

    let is_usual = matches!(
        *request.method(),
        Method::POST | Method::PUT | Method::PATCH
    );
    is_usual && request.body().length() == Some(0)
}

/// The URL is taken out: it may hold a key.
pub(in crate::transport) fn to_transport_error(error: ::reqwest::Error) -> TransportError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        (false, _) if is_damaged(&error) => TransportErrorKind::Damaged,
        (false, _) => TransportErrorKind::Broken,
    };

    TransportError::new(kind, error.without_url())
}

/// What the connection fails with is wrapped; only a decoder's own words come as they are.
fn is_damaged(error: &::reqwest::Error) -> bool {
    let decoder = error.source().and_then(|source| source.downcast_ref());

    error.is_decode() && decoder.is_some_and(|_: &std::io::Error| true)
}
