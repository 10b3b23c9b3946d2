//! A transport for tests: it gives the answers it was given and remembers the requests.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};

use super::{Body, Transport, TransportError, TransportErrorKind};
use crate::clock::BoxFuture;

type Answer = Box<dyn FnMut(&http::Request<Bytes>) -> Outcome + Send>;
type Outcome = Result<http::Response<Body>, TransportError>;

/// Answers from a script, in order, without a network. Clones share the script.
///
/// # Examples
///
/// ```
/// use brogue_runtime::ScriptedTransport;
///
/// let transport = ScriptedTransport::new().answer(200, r#"{"data": []}"#).refuse_connection();
/// assert!(transport.requests().is_empty());
/// ```
#[derive(Clone, Default)]
pub struct ScriptedTransport {
    script: Arc<Mutex<Script>>,
}

#[derive(Default)]
struct Script {
    answers: VecDeque<Outcome>,
    fallback: Option<Answer>,
    requests: Vec<http::Request<Bytes>>,
}

impl ScriptedTransport {
    /// An empty script: every request fails.
    pub fn new() -> Self {
        Self::default()
    }

    /// Next answers with this status and JSON body.
    #[must_use]
    pub fn answer(self, status: u16, body: impl Into<Bytes>) -> Self {
        self.answer_with(status, &[("content-type", "application/json")], body)
    }

    /// Next answers with this status, these headers and this body. What is no status becomes 500, what is no header is left out.
    #[must_use]
    pub fn answer_with(
        self,
        status: u16,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Self {
        self.next(Ok(response(status, headers, body.into())))
    }

    /// Next lets no connection come about.
    #[must_use]
    pub fn refuse_connection(self) -> Self {
        self.next(Err(TransportError::new(
            TransportErrorKind::Connect,
            "connection refused",
        )))
    }

    /// Next breaks the connection after the request was sent.
    #[must_use]
    pub fn break_connection(self) -> Self {
        self.next(Err(TransportError::new(
            TransportErrorKind::Broken,
            "connection reset",
        )))
    }

    /// Answers whatever comes when the script is at its end.
    #[must_use]
    pub fn otherwise(
        self,
        answer: impl FnMut(&http::Request<Bytes>) -> (u16, String) + Send + 'static,
    ) -> Self {
        let mut answer = answer;
        self.with(|script| {
            script.fallback = Some(Box::new(move |request| {
                let (status, body) = answer(request);
                let headers = [("content-type", "application/json")];

                Ok(response(status, &headers, body.into()))
            }));
        });
        self
    }

    /// The requests so far, in order, as they would have been sent. A body that is streamed was read to its end.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.with(|script| script.requests.clone())
    }

    fn next(self, outcome: Outcome) -> Self {
        self.with(|script| script.answers.push_back(outcome));
        self
    }

    fn with<T>(&self, act: impl FnOnce(&mut Script) -> T) -> T {
        act(&mut self.script.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for ScriptedTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Outcome> {
        let (head, mut body) = request.into_parts();
        // What is there already is answered at once, also where nobody waits for the answer.
        if let Some(bytes) = body.as_bytes() {
            let outcome = self.answer_to(http::Request::from_parts(head, bytes.clone()));
            return Box::pin(async move { outcome });
        }

        Box::pin(async move {
            let mut whole = BytesMut::new();
            while self.is_connecting()
                && let Some(chunk) = body.chunk().await?
            {
                whole.extend_from_slice(&chunk);
            }
            self.answer_to(http::Request::from_parts(head, whole.freeze()))
        })
    }
}

impl ScriptedTransport {
    /// Whether the next answer begins with a connection: without one nothing of a body is read.
    fn is_connecting(&self) -> bool {
        self.with(|script| {
            let next = script.answers.front();
            !next.is_some_and(|next| {
                let error = next.as_ref().err();
                error.is_some_and(|error| error.kind() == TransportErrorKind::Connect)
            })
        })
    }

    fn answer_to(&self, request: http::Request<Bytes>) -> Outcome {
        self.with(|script| {
            let outcome = match (script.answers.pop_front(), &mut script.fallback) {
                (Some(outcome), _) => outcome,
                (None, Some(fallback)) => fallback(&request),
                (None, None) => Err(TransportError::new(
                    TransportErrorKind::Broken,
                    "the script is at its end",
                )),
            };
            script.requests.push(request);
            outcome
        })
    }
}

impl fmt::Debug for ScriptedTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, sent) = self.with(|script| (script.answers.len(), script.requests.len()));

        write!(
            formatter,
            "ScriptedTransport({left} answers left, {sent} requests)"
        )
    }
}

fn response(status: u16, headers: &[(&str, &str)], body: Bytes) -> http::Response<Body> {
    let mut response = http::Response::new(Body::from(body));
    *response.status_mut() =
        http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        let name = http::HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, http::HeaderValue::from_str(value)) {
            response.headers_mut().append(name, value);
        }
    }

    response
}
