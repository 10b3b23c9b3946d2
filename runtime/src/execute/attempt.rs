//! One attempt: the request goes out, the answer comes in, the quota hears of it.

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

/// Sends the request once and judges the answer.
pub(super) async fn attempt(
    plan: &Plan,
    target: &Target,
    request: http::Request<Body>,
    (lanes, permits): (&Lanes, Permits),
    limit: Limit<'_>,
    attempts: u32,
) -> Result<Answer, Failure> {
    let received = exchange(plan, request, lanes, permits, limit).await?;

    judge::judge(plan, target, received, attempts)
}

async fn exchange(
    plan: &Plan,
    request: http::Request<Body>,
    lanes: &Lanes,
    mut permits: Permits,
    limit: Limit<'_>,
) -> Result<Received, Failure> {
    let inner = plan.core.inner();
    let is_head = *request.method() == http::Method::HEAD;
    let transfer = request.body().transfer();
    let transfer = transfer.as_deref();
    let limit = limit.beside(transfer);
    permits.leaves();
    let sending = inner.transport.send(request);
    let response = match limit.answered(&*inner.clock, sending).await? {
        Ok(response) => response,
        Err(error) => {
            // Where the body has failed, that is why the connection did.
            let own = transfer.and_then(Transfer::take_failure);
            let failure = broken(plan, own.unwrap_or(error));
            if failure.error.is_connect() {
                permits.never_sent();
            }
            return Err(failure);
        }
    };
    // The vendor has counted the request by now.
    permits.answered();
    let (head, body) = response.into_parts();
    let asked = lanes.heed(head.status, &head.headers, &*inner.clock);
    let wait = asked.filter(|_| !head.status.is_success());

    let flows = head.status.is_success()
        && plan.reading == Reading::Flow
        && !judge::is_unexpected_json(plan, &head.headers);
    if flows {
        return Ok(Received {
            status: head.status,
            headers: head.headers,
            body: Bytes::new(),
            flow: Some(body),
            wait,
        });
    }
    let body = if head.status.is_success() {
        let declared = body::declared_length(&head.headers).filter(|_| !is_head);
        let read = body::read(plan, body, declared, &limit).await;
        read.map_err(|Failure { error, retry }| Failure {
            error: error.with_answer(head.status, &head.headers, &inner.redactor),
            retry,
        })?
    } else {
        body::read_start(plan, body, &limit).await
    };

    Ok(Received {
        status: head.status,
        headers: head.headers,
        body,
        flow: None,
        wait,
    })
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
