//! One attempt: the request goes out, the answer comes in, the quota hears of it.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use super::body::{self, Limit};
use super::judge::{self, Received};
use super::{Failure, Plan};
use crate::answer::{Answer, Reading};
use crate::clock::within;
use crate::error::{Error, ErrorKind};
use crate::headers::{QuotaReport, retry_after};
use crate::quota::Permit;
use crate::request::Target;
use crate::retry::Retry;
use crate::transport::{TransportError, TransportErrorKind};

/// Sends the request once and judges the answer.
pub(super) async fn attempt(
    plan: &Plan,
    target: &Target,
    request: http::Request<Bytes>,
    permit: Permit,
    limit: Limit,
    attempts: u32,
) -> Result<Answer, Failure> {
    let received = exchange(plan, request, permit, limit).await?;

    judge::judge(plan, target, received, attempts)
}

async fn exchange(
    plan: &Plan,
    request: http::Request<Bytes>,
    permit: Permit,
    limit: Limit,
) -> Result<Received, Failure> {
    let inner = plan.core.inner();
    let is_head = *request.method() == http::Method::HEAD;
    let sending = inner.transport.send(request);
    let left = limit.left(&*inner.clock);
    let response = match within(&*inner.clock, Some(left), sending).await {
        Some(Ok(response)) => response,
        Some(Err(error)) => {
            let failure = broken(plan, error);
            if failure.error.is_connect() {
                permit.never_sent();
            }
            return Err(failure);
        }
        None => return Err(limit.passed("answer")),
    };
    // The vendor has counted the request by now.
    drop(permit);
    let (head, body) = response.into_parts();
    let wait = heed(plan, head.status, &head.headers);

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
        let read = body::read(plan, body, declared, limit).await;
        read.map_err(|Failure { error, retry }| Failure {
            error: error.with_answer(head.status, &head.headers, &inner.redactor),
            retry,
        })?
    } else {
        body::read_start(plan, body, limit).await
    };

    Ok(Received {
        status: head.status,
        headers: head.headers,
        body,
        flow: None,
        wait,
    })
}

/// Tells the quota what the answer says, and gives the wait that the answer asks for.
fn heed(plan: &Plan, status: http::StatusCode, headers: &HeaderMap) -> Option<Duration> {
    let inner = plan.core.inner();
    let now = inner.clock.time_of_day();
    let report = inner
        .api
        .quota
        .map(|quota| QuotaReport::read(&quota, headers, now))
        .unwrap_or_default();
    inner.limiter.correct(report);

    let limited = status == http::StatusCode::TOO_MANY_REQUESTS;
    let wait = retry_after(headers, now).or(report.reset.filter(|_| limited));
    if let Some(wait) = wait.filter(|_| limited) {
        inner.limiter.stop(wait);
    }

    wait.filter(|_| !status.is_success())
}

/// An exchange that came to no end.
pub(super) fn broken(plan: &Plan, error: TransportError) -> Failure {
    let (kind, retry) = match error.kind() {
        TransportErrorKind::Connect => (ErrorKind::Connect, Retry::Always),
        TransportErrorKind::ConnectTimeout => (ErrorKind::ConnectTimeout, Retry::Always),
        TransportErrorKind::Broken => (ErrorKind::Transport, Retry::IfSafe),
    };
    let problem = plan.core.inner().redactor.redact(&error.to_string());

    Failure {
        error: Error::new(kind, problem).with_source(error),
        retry,
    }
}
