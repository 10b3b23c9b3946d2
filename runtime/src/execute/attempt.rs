//! One attempt: the request as it goes out, the answer as it comes in, within its time and size.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::judge::{self, Received};
use super::{Failure, Plan};
use crate::answer::Answer;
use crate::api::CredentialPlace;
use crate::clock::within;
use crate::error::{Error, ErrorKind};
use crate::headers::{QuotaReport, retry_after};
use crate::quota::Permit;
use crate::request::{Target, append_pair};
use crate::retry::Retry;
use crate::secret::{Secret, basic_value};
use crate::transport::{Body, TransportError, TransportErrorKind};

/// So much of an error's body is read; the status counts, not the rest.
const ERROR_BODY: u64 = 64 * 1024;

/// Sends the request once and judges the answer.
pub(super) async fn attempt(
    plan: &Plan,
    target: &Target,
    permit: Permit,
    left: Option<Duration>,
    attempts: u32,
) -> Result<Answer, Failure> {
    let timeout = plan.settings.timeout;
    let limit = left.map_or(timeout, |left| left.min(timeout));
    let request = assemble(plan, target).map_err(|error| Failure {
        error,
        retry: Retry::Never,
    })?;
    let clock = &*plan.core.inner().clock;

    let Some(received) = within(clock, Some(limit), exchange(plan, request, permit)).await else {
        let problem = format!("no answer within {} s", limit.as_secs_f64());

        return Err(Failure {
            error: Error::new(ErrorKind::Timeout, problem),
            retry: Retry::IfSafe,
        });
    };

    judge::judge(plan, target, received?, attempts)
}

async fn exchange(
    plan: &Plan,
    request: http::Request<Bytes>,
    permit: Permit,
) -> Result<Received, Failure> {
    let inner = plan.core.inner();
    let is_head = *request.method() == http::Method::HEAD;
    let response = match inner.transport.send(request).await {
        Ok(response) => response,
        Err(error) => {
            let failure = broken(plan, error);
            if failure.error.is_connect() {
                permit.never_sent();
            }
            return Err(failure);
        }
    };
    // The vendor has counted the request by now.
    drop(permit);
    let (head, mut body) = response.into_parts();
    let wait = heed(plan, head.status, &head.headers);

    let body = if head.status.is_success() {
        let declared = declared_length(&head.headers).filter(|_| !is_head);
        read(plan, &mut body, declared)
            .await
            .map_err(|failure| Failure {
                error: failure.error.with_answer(head.status, &head.headers),
                ..failure
            })?
    } else {
        read_start(&mut body).await
    };

    Ok(Received {
        status: head.status,
        headers: head.headers,
        body,
        wait,
    })
}

/// The request with the credential in it.
fn assemble(plan: &Plan, target: &Target) -> Result<http::Request<Bytes>, Error> {
    let inner = plan.core.inner();
    let request = &plan.request;
    let mut url = target.url.clone();
    let mut headers = request.headers();

    headers
        .entry(header::ACCEPT)
        .or_insert(HeaderValue::from_static("application/json"));
    headers
        .entry(header::USER_AGENT)
        .or_insert_with(|| inner.user_agent.clone());
    if let Some((place, secret)) = &inner.credential {
        add_credential(*place, secret, &mut url, &mut headers)?;
    }

    let mut built = http::Request::new(request.body().cloned().unwrap_or_default());
    *built.method_mut() = request.method().clone();
    // The source would show the URL, so it is left out.
    *built.uri_mut() = url
        .parse()
        .map_err(|_| Error::new(ErrorKind::Request, "the URL is no URL or too long"))?;
    *built.headers_mut() = headers;

    Ok(built)
}

fn add_credential(
    place: CredentialPlace,
    secret: &Secret,
    url: &mut String,
    headers: &mut HeaderMap,
) -> Result<(), Error> {
    let (name, value) = match (place, secret) {
        (CredentialPlace::Query(parameter), _) => {
            append_pair(url, parameter, secret.expose());
            return Ok(());
        }
        (CredentialPlace::Header(name), _) => (
            HeaderName::from_bytes(name.as_bytes()).ok(),
            secret.expose().to_owned(),
        ),
        (CredentialPlace::Basic, Secret::Basic { user, password: _ }) => (
            Some(header::AUTHORIZATION),
            basic_value(user, secret.expose()),
        ),
        (CredentialPlace::Bearer | CredentialPlace::Basic, _) => (
            Some(header::AUTHORIZATION),
            format!("Bearer {}", secret.expose()),
        ),
    };
    let (Some(name), Ok(mut value)) = (name, HeaderValue::from_str(&value)) else {
        return Err(Error::new(
            ErrorKind::Request,
            "the credential fits in no header",
        ));
    };
    value.set_sensitive(true);
    headers.insert(name, value);

    Ok(())
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

fn declared_length(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

async fn read(plan: &Plan, body: &mut Body, declared: Option<u64>) -> Result<Bytes, Failure> {
    let bound = plan.settings.max_body_bytes;
    let too_large = || Failure {
        error: Error::new(
            ErrorKind::TooLarge,
            format!("the body is larger than {bound} bytes"),
        ),
        retry: Retry::Never,
    };
    if declared.is_some_and(|length| length > bound) {
        return Err(too_large());
    }

    let mut whole = BytesMut::new();
    let mut first: Option<Bytes> = None;
    loop {
        let chunk = match body.chunk().await.map_err(|error| broken(plan, error))? {
            Some(chunk) => chunk,
            // A body of one chunk is handed on as it came.
            None if whole.is_empty() => return Ok(first.unwrap_or_default()),
            None => return Ok(whole.freeze()),
        };
        let so_far = first.as_ref().map_or(0, Bytes::len).max(whole.len());
        if (so_far + chunk.len()) as u64 > bound {
            return Err(too_large());
        }
        match first.take() {
            None if whole.is_empty() => first = Some(chunk),
            None => whole.extend_from_slice(&chunk),
            Some(start) => {
                whole.extend_from_slice(&start);
                whole.extend_from_slice(&chunk);
            }
        }
    }
}

/// The start of an error's body, as far as it comes.
async fn read_start(body: &mut Body) -> Bytes {
    let mut start = BytesMut::new();
    while let Ok(Some(chunk)) = body.chunk().await {
        start.extend_from_slice(&chunk);
        if start.len() as u64 >= ERROR_BODY {
            break;
        }
    }

    start.freeze()
}

fn broken(plan: &Plan, error: TransportError) -> Failure {
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
