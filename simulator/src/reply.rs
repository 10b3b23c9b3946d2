//! What goes back: an answer, or the reasons of a refusal that become one.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

use crate::log::Broken;

/// A request as it came, its body read whole.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// The method, in capitals.
    pub(crate) method: String,
    /// The path, escaped as it came.
    pub(crate) path: String,
    /// The query without its question mark, escaped as it came.
    pub(crate) query: Option<String>,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body.
    pub(crate) body: Bytes,
}

/// An answer before it is bytes. Faults change it here.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    /// The status.
    pub(crate) status: StatusCode,
    /// The headers, without `content-length`.
    pub(crate) headers: HeaderMap,
    /// The body.
    pub(crate) body: ReplyBody,
}

/// The body of an answer.
#[derive(Clone, Debug)]
pub(crate) enum ReplyBody {
    /// None.
    Nothing,
    /// JSON.
    Json(Value),
    /// Anything else; its type is among the headers.
    Bytes(Bytes),
}

impl ReplyBody {
    /// Whether there is none.
    pub(crate) fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Json(_) => false,
            Self::Bytes(bytes) => bytes.is_empty(),
        }
    }
}

impl Reply {
    /// An answer without a body.
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: ReplyBody::Nothing,
        }
    }

    /// An answer in JSON.
    pub(crate) fn json(status: StatusCode, body: Value) -> Self {
        let mut reply = Self::empty(status);
        reply.header("content-type", "application/json");
        reply.body = ReplyBody::Json(body);

        reply
    }

    /// An answer of another type.
    pub(crate) fn bytes(status: StatusCode, content_type: &str, body: impl Into<Bytes>) -> Self {
        let mut reply = Self::empty(status);
        reply.header("content-type", content_type);
        reply.body = ReplyBody::Bytes(body.into());

        reply
    }

    /// Sets a header; what cannot stand in one is left out.
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            self.headers.insert(name, value);
        }
    }
}

/// A request that is not carried out. What becomes of it on the wire is for `render` to say, from what the document declares.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// What kind of refusal it is.
    pub(crate) kind: RefusalKind,
    /// Why, for the vendor's error body: a sentence without a full stop.
    pub(crate) message: String,
    /// The member or parameter at fault.
    pub(crate) field: Option<String>,
    /// Which lines of the spec the request breaks; for the log.
    pub(crate) broken: Vec<Broken>,
    /// Headers that go with it: `www-authenticate`, `retry-after`, `allow`.
    pub(crate) headers: HeaderMap,
}

/// Kinds of refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefusalKind {
    /// The document has no such path.
    NoSuchPath,
    /// The path does not take this method.
    MethodNotAllowed,
    /// The credential is missing, wrong or too old.
    Unauthorized,
    /// The credential is good, and not good for this.
    Forbidden,
    /// The quota is used up.
    RateLimited,
    /// The body is of a type that the document does not declare.
    UnsupportedMediaType,
    /// The answer exists in none of the types that the caller accepts.
    NotAcceptable,
    /// The body is too large to be read.
    TooLarge,
    /// The request breaks the document.
    Malformed,
    /// What it is about does not exist.
    NotFound,
    /// It is well-formed, and what it makes is there already.
    Conflict,
    /// It is well-formed, and the vendor does not do it.
    Refused,
    /// The vendor itself fails, on purpose.
    Failed,
}

impl Refusal {
    /// A refusal with its reason.
    pub(crate) fn new(kind: RefusalKind, message: impl Into<String>) -> Box<Self> {
        Box::new(Self {
            kind,
            message: message.into(),
            field: None,
            broken: Vec::new(),
            headers: HeaderMap::new(),
        })
    }
}
