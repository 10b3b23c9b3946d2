//! The seam between a client and the network.
//!
//! A [`Transport`] sends one request and gives the head of the answer and its body in chunks. It does not retry, follow redirects
//! or look at statuses: that is the client's. [`ReqwestTransport`] is built in; [`ScriptedTransport`] is for tests.

mod body;
mod connections;
mod reqwest;
mod scripted;
mod transfer;

use std::error::Error as StdError;
use std::fmt;

pub use self::body::{Body, Chunks};
pub use self::connections::Connections;
pub use self::reqwest::ReqwestTransport;
pub use self::scripted::ScriptedTransport;
pub(crate) use self::transfer::{Phase, Transfer};
use crate::clock::BoxFuture;

/// Sends requests.
///
/// # Examples
///
/// A transport that says how long each answer took:
///
/// ```
/// use brogue_runtime::{Body, BoxFuture, ReqwestTransport, Transport, TransportError, http};
/// use std::time::Instant;
///
/// #[derive(Debug)]
/// struct Timed(ReqwestTransport);
///
/// impl Transport for Timed {
///     fn send(
///         &self,
///         request: http::Request<Body>,
///     ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         Box::pin(async move {
///             let begin = Instant::now();
///             let answer = self.0.send(request).await;
///             println!("{:?}", begin.elapsed());
///             answer
///         })
///     }
/// }
/// ```
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends one request and gives the head of its answer; the body comes in chunks as it is read. Dropping the future gives up.
    ///
    /// The body of the request is [bytes](Body::as_bytes), or comes in [chunks](Body::chunk) of an [exact length](Body::length), or of one
    /// that nobody knows. Where a chunk is an error the request must not look finished to the server.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

/// What went wrong below HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection came about: nothing of the request was sent, so any call may be sent again.
    Connect,
    /// No connection came about in time: nothing of the request was sent.
    ConnectTimeout,
    /// The connection broke or spoke no HTTP; the request may have arrived.
    Broken,
    /// The answer is compressed, and damaged or cut off.
    Damaged,
    /// The body of the request could not be read, or is not as long as it promised: the request was given up in the middle.
    Upload,
}

/// A request that got no answer.
///
/// Its text is shown to people: it must hold no credential, and therefore no URL.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// An error of this kind for this reason.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// What went wrong.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The innermost reason is the one that tells; the layers between repeat each other.
    pub(crate) fn innermost(&self) -> &(dyn StdError + 'static) {
        let mut innermost: &(dyn StdError + 'static) = &*self.source;
        while let Some(source) = innermost.source() {
            innermost = source;
        }

        innermost
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::ConnectTimeout => "no connection in time",
            TransportErrorKind::Broken => "the connection broke",
            TransportErrorKind::Damaged => "the compressed body is damaged or cut off",
            TransportErrorKind::Upload => "the body to send failed",
        })?;
        write!(formatter, ": {}", self.innermost())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
