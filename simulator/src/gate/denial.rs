//! Why a token is not given out, in the words of RFC 6749.

use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::json;

use crate::reply::{Refusal, RefusalKind, Reply};

/// Why a token is not given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Denial {
    /// The code, as the standard has it.
    pub(super) code: &'static str,
    /// Why, a sentence without a full stop.
    pub(super) message: String,
}

impl Denial {
    /// The request is not as the document has it.
    pub(super) fn request(message: impl Into<String>) -> Self {
        Self::new("invalid_request", message)
    }

    /// The client is another one than it says.
    pub(super) fn client() -> Self {
        Self::new("invalid_client", "no client has this id and this secret")
    }

    /// What tokens were asked for with does not do.
    pub(super) fn grant(message: impl Into<String>) -> Self {
        Self::new("invalid_grant", message)
    }

    /// Nothing is given out for that.
    pub(super) fn kind(message: impl Into<String>) -> Self {
        Self::new("unsupported_grant_type", message)
    }

    /// Somebody wants more than there is.
    pub(super) fn scope(scope: &str) -> Self {
        let message = format!("the scope `{scope}` is not to be had");

        Self::new("invalid_scope", message)
    }

    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }

    /// The answer of a token endpoint.
    pub(super) fn reply(&self) -> Reply {
        let status = if self.is_about_the_client() {
            StatusCode::UNAUTHORIZED
        } else {
            StatusCode::BAD_REQUEST
        };
        let body = json!({ "error": self.code, "error_description": self.message });
        let mut reply = Reply::json(status, body);
        reply.headers.extend(self.headers());
        keep_private(&mut reply);

        reply
    }

    /// The same where the document declares the call: in the words of its other errors.
    pub(super) fn refusal(&self) -> Box<Refusal> {
        let kind = match self.code {
            "invalid_client" | "invalid_grant" => RefusalKind::Unauthorized,
            _ => RefusalKind::Malformed,
        };
        let mut refusal = Refusal::new(kind, self.message.clone());
        refusal.headers = self.headers();

        refusal
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if self.is_about_the_client() {
            let value = HeaderValue::from_static("Basic realm=\"simulated\"");
            headers.insert(header::WWW_AUTHENTICATE, value);
        }

        headers
    }

    fn is_about_the_client(&self) -> bool {
        self.code == "invalid_client"
    }
}

/// Nobody on the way keeps an answer with tokens.
pub(super) fn keep_private(reply: &mut Reply) {
    reply.header("cache-control", "no-store");
    reply.header("pragma", "no-cache");
}
