//! One attempt: the request goes out, the answer comes in, the quota hears of it.

use std::time::Instant;

use bytes::Bytes;

use super::body;
use super::judge::{self, Received};
use super::limit::Limit;
use super::{Failure, Plan};
use crate::answer::{Answer, Reading};
use crate::error::{Error, ErrorKind};
use crate::quota::{Lanes, Permits};
use crate::request::Target;
use crate::retry::Retry;
use crate::transport::{Body, Transfer, TransportError, TransportErrorKind};

/// Sends the request once and judges the answer. The request is taken out of its place: what an `async fn` is given it holds to its end,
/// and a call that waits is to be small.
pub(super) async fn attempt(
    plan: &Plan,
    target: &Target,
    request: &mut http::Request<Body>,
    lanes: &Lanes,
    mut permits: Permits,
    deadline: Option<Instant>,
    attempts: u32,
) -> Result<Answer, Failure> {
    let inner = plan.core.inner();
    let is_head = *request.method() == http::Method::HEAD;
    let transfer = request.body().transfer();
    let limit = Limit::new(plan, deadline, transfer.as_deref());
    permits.leaves();
    let sending = inner.transport.send(take(request));
    let response = match limit.answered(&*inner.clock, sending).await? {
        Ok(response) => response,
        Err(error) => {
            // Where the body has failed, that is why the connection did.
            let own = transfer.as_deref().and_then(Transfer::take_failure);
            let failure = broken(plan, own.unwrap_or(error));
            if failure.error.is_connect() {
                permits.never_sent();
            }
            return Err(failure);
        }
    };
    // The vendor has counted the request by now.
    permits.answered();
    let (head, mut body) = response.into_parts();
    let is_success = head.status.is_success();
    let wait = lanes.heed(head.status, &head.headers, &*inner.clock);
    let mut received = Received {
        status: head.status,
        headers: head.headers,
        body: Bytes::new(),
        flow: None,
        wait,
    };

    let flows =
        plan.reading == Reading::Flow && !judge::is_unexpected_json(plan, &received.headers);
    if is_success && flows {
        received.flow = Some(body);
    } else if is_success {
        let declared = body::declared_length(&received.headers).filter(|_| !is_head);
        let read = body::read(plan, &mut body, declared, &limit).await;
        received.body = read.map_err(|Failure { error, retry }| Failure {
            error: error.with_answer(received.status, &received.headers, &inner.redactor),
            retry,
        })?;
    } else {
        received.body = body::read_start(plan, &mut body, &limit).await;
    }

    judge::judge(plan, target, received, attempts)
}

fn take(request: &mut http::Request<Body>) -> http::Request<Body> {
    std::mem::replace(request, http::Request::new(Body::from(Bytes::new())))
}

/// An exchange that came to no end.
pub(super) fn broken(plan: &Plan, error: TransportError) -> Failure {
    let (kind, retry) = match error.kind() {
        TransportErrorKind::Connect => (ErrorKind::Connect, Retry::Always),
        TransportErrorKind::ConnectTimeout => (ErrorKind::ConnectTimeout, Retry::Always),
        TransportErrorKind::Broken | TransportErrorKind::Damaged => {
            (ErrorKind::Transport, Retry::IfSafe)
        }
        TransportErrorKind::Upload => (ErrorKind::Upload, Retry::Never),
    };
    let problem = plan.core.inner().redactor.redact(&error.to_string());

    Failure {
        error: Error::new(kind, problem).with_source(error),
        retry,
    }
}
