//! The seam between a client and the network.
//!
//! A [`Transport`] sends one request and gives the head of the answer and its body in chunks. It does not retry, follow redirects
//! or look at statuses: that is the client's. [`ReqwestTransport`] is built in; [`ScriptedTransport`] is for tests.

mod reqwest;
mod scripted;

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;

pub use self::reqwest::ReqwestTransport;
pub use self::scripted::ScriptedTransport;
use crate::clock::BoxFuture;

/// Sends requests.
///
/// # Examples
///
/// A transport that says how long each answer took:
///
/// ```
/// use brogue_runtime::bytes::Bytes;
/// use brogue_runtime::{Body, BoxFuture, ReqwestTransport, Transport, TransportError, http};
/// use std::time::Instant;
///
/// #[derive(Debug)]
/// struct Timed(ReqwestTransport);
///
/// impl Transport for Timed {
///     fn send(
///         &self,
///         request: http::Request<Bytes>,
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
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

/// The body of an answer, still to be read.
pub struct Body {
    chunks: Box<dyn Chunks>,
}

/// Where the chunks of a body come from.
pub trait Chunks: Send {
    /// The next chunk; `None` at the end.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

impl Body {
    /// A body that is read from here.
    pub fn new(chunks: impl Chunks + 'static) -> Self {
        Self {
            chunks: Box::new(chunks),
        }
    }

    /// The next chunk; `None` at the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.chunks.next().await
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Body")
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(whole: T) -> Self {
        Self::new(Whole(Some(whole.into())))
    }
}

/// A body that is there already.
struct Whole(Option<Bytes>);

impl Chunks for Whole {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let chunk = self.0.take().filter(|bytes| !bytes.is_empty());

        Box::pin(async move { Ok(chunk) })
    }
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
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::ConnectTimeout => "no connection in time",
            TransportErrorKind::Broken => "the connection broke",
        })?;
        // The innermost reason is the one that tells; the layers between repeat each other.
        let mut innermost: &(dyn StdError + 'static) = &*self.source;
        while let Some(source) = innermost.source() {
            innermost = source;
        }
        write!(formatter, ": {innermost}")
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
