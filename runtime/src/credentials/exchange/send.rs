//! Requests for or about tokens on their way: within the quota, watched, and read up to a bound.

use std::time::Duration;

use bytes::BytesMut;
use http::StatusCode;

use crate::api::ErrorBody;
use crate::clock::within;
use crate::credentials::source::{Network, TokenFailure};
use crate::envelope;
use crate::error::{ApiError, ErrorKind};
use crate::observe::{Subject, Watch};
use crate::quota::{Limited, Patience};
use crate::transport::{Body, TransportErrorKind};

/// The largest answer that is read.
const LARGEST: usize = 256 * 1024;

/// What token requests are to those who look at them.
const TOKEN_REQUEST: Subject = Subject {
    operation: "token",
    template: "",
    number: 1,
    is_token_request: true,
};

/// Where token endpoints tell what is wrong.
static TOKEN_ERROR: ErrorBody = ErrorBody::new()
    .codes(&["/error", "/error/code", "/code"])
    .messages(&["/error_description", "/error/message", "/message"]);

/// An answer of the vendor's as far as credentials need it.
pub(in crate::credentials) struct Received {
    pub(in crate::credentials) status: StatusCode,
    pub(in crate::credentials) body: String,
    wait: Option<Duration>,
    pub(super) watch: Watch,
}

/// Sends a request for or about tokens, within the client's quota.
pub(in crate::credentials) async fn send(
    network: &Network,
    mut request: http::Request<Body>,
    what: &str,
) -> Result<Received, TokenFailure> {
    let patience = Patience {
        mode: network.quota_mode,
        deadline: None,
        longest_stop: network.longest_stop,
    };
    let lanes = network.quotas.of_tokens();
    let mut permits = lanes.acquire(patience).await.map_err(no_turn)?;

    let uri = request.uri().clone();
    let mut watch = Watch::begin(network.watcher(), TOKEN_REQUEST, &mut request, || {
        shown(network, &uri)
    });
    let exchange = watch.run(async {
        permits.leaves();
        let response = match network.transport.send(request).await {
            Ok(response) => response,
            Err(error) => {
                let problem = network.redactor.redact(&error.to_string());
                if error.kind() != TransportErrorKind::Broken {
                    permits.never_sent();
                }
                return Err(TokenFailure::passing(format!("{what} failed: {problem}")));
            }
        };
        permits.answered();
        let (head, mut body) = response.into_parts();
        let wait = lanes.heed(head.status, &head.headers, &*network.clock);
        let mut text = BytesMut::new();
        while let Some(chunk) = body.chunk().await.map_err(|_| {
            TokenFailure::passing(format!("the connection broke in the answer to {what}"))
        })? {
            if text.len() + chunk.len() > LARGEST {
                return Err(TokenFailure::permanent(format!(
                    "the answer to {what} is too large"
                )));
            }
            text.extend_from_slice(&chunk);
        }
        Ok((head, text, wait))
    });
    let Some(received) = within(&*network.clock, Some(network.timeout), exchange).await else {
        watch.failed_as(ErrorKind::Timeout);
        return Err(TokenFailure::passing(format!(
            "no answer to {what} in time"
        )));
    };
    let (head, body, wait) = received.inspect_err(|_| watch.failed_as(ErrorKind::Transport))?;
    watch.answered(head.status, &head.headers);

    Ok(Received {
        status: head.status,
        body: String::from_utf8_lossy(&body).into_owned(),
        wait,
        watch,
    })
}

/// The URL for people.
fn shown(network: &Network, uri: &http::Uri) -> String {
    let uri = uri.to_string();
    let path = uri.split('?').next().unwrap_or_default();

    network.redactor.redact(path)
}

/// The failure that an answer stands for, in the vendor's words; `None` where it is a success.
pub(in crate::credentials) fn failure(
    network: &Network,
    received: &Received,
    what: &str,
) -> Option<TokenFailure> {
    let answered = format!("{what} was answered {}", received.status);
    let failure = match received.status.as_u16() {
        200..=299 => return None,
        429 => TokenFailure::limited(received.wait),
        408 | 500..=599 => TokenFailure::passing(""),
        400 | 401 | 403 => TokenFailure::refused(),
        _ => TokenFailure::permanent(""),
    };

    Some(failure.saying(answered, words(network, &received.body)))
}

/// What the vendor says: as OAuth has it, else as the other calls of the API have it.
pub(super) fn words(network: &Network, body: &str) -> ApiError {
    let of_oauth = envelope::api_error(body, &TOKEN_ERROR);
    let said = if of_oauth == ApiError::default() {
        envelope::api_error(body, &network.error_body)
    } else {
        of_oauth
    };

    said.redacted(&network.redactor)
}

fn no_turn(limited: Limited) -> TokenFailure {
    match limited.store {
        Some(error) => TokenFailure::permanent(format!("the quota could not be counted: {error}")),
        None => TokenFailure::limited(limited.wait),
    }
}
