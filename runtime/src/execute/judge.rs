//! What an answer means: its status, and what a success says inside.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::{Failure, Plan, shown_url};
use crate::answer::Answer;
use crate::api::{Envelope, ErrorBody, Strategy};
use crate::envelope::{self, Contents};
use crate::error::{ApiError, Error, ErrorKind};
use crate::excerpt;
use crate::request::Target;
use crate::retry::Retry;

/// An answer as it came.
pub(super) struct Received {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The wait it asks for.
    pub(super) wait: Option<Duration>,
}

/// An answer to hand out, or what is wrong with it.
pub(super) fn judge(
    plan: &Plan,
    target: &Target,
    received: Received,
    attempts: u32,
) -> Result<Answer, Failure> {
    let api = plan.core.inner().api;
    let error_body = plan.operation.error_body.unwrap_or(api.error_body);
    if !received.status.is_success() {
        return Err(by_status(plan, &received, &error_body));
    }

    let envelope = plan.operation.envelope.unwrap_or(api.envelope);
    let (text, contents) = read(plan, &received, &envelope, &error_body);
    if let Ok(contents) = &contents
        && let Some(failure) = by_contents(plan, &received, contents)
    {
        return Err(failure);
    }

    Ok(Answer {
        core: plan.core.clone(),
        operation: plan.operation,
        strictness: plan.settings.strictness,
        method: plan.request.method().clone(),
        url: shown_url(plan, target),
        start: start_of_page(plan),
        data_pointer: envelope.data,
        status: received.status,
        headers: received.headers,
        attempts,
        text,
        contents,
    })
}

/// The body as text, and what is in it. A body that cannot be read is no error yet: perhaps nobody wants to.
fn read(
    plan: &Plan,
    received: &Received,
    envelope: &Envelope,
    error_body: &ErrorBody,
) -> (String, Result<Contents, Error>) {
    let body = received
        .body
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&received.body);
    let text = match std::str::from_utf8(body) {
        Ok(text) => text.to_owned(),
        Err(error) => {
            let problem = format!("the body is not UTF-8 at byte {}", error.valid_up_to());
            let text = String::from_utf8_lossy(body).into_owned();
            return (text, Err(Error::new(ErrorKind::Decode, problem)));
        }
    };
    let contents = Contents::read(&text, plan.operation, envelope, error_body).map_err(|error| {
        if html(received) {
            return Error::new(ErrorKind::Decode, "an HTML page where JSON is due");
        }
        Error::undecodable(error, &plan.core.inner().redactor)
    });

    (text, contents)
}

fn by_status(plan: &Plan, received: &Received, error_body: &ErrorBody) -> Failure {
    let status = received.status;
    let kind = if plan.operation.not_found.statuses.contains(&status.as_u16()) {
        ErrorKind::NotFound
    } else {
        ErrorKind::of_status(status)
    };
    let text = String::from_utf8_lossy(&received.body);
    let api = envelope::api_error(&text, error_body);
    let problem = match kind {
        ErrorKind::Redirected => redirected(plan, received),
        _ if html(received) => "an HTML page, not the API's own answer".into(),
        _ => String::new(),
    };
    let mut error = Error::new(kind, problem).with_api(said(plan, api));
    if kind == ErrorKind::NotFound && status == StatusCode::UNAUTHORIZED {
        error = error.ambiguous();
    }

    Failure {
        error: with_answer(error, plan, received),
        retry: Retry::of_status(status),
    }
}

/// A success that is none.
fn by_contents(plan: &Plan, received: &Received, contents: &Contents) -> Option<Failure> {
    let not_found = &plan.operation.not_found;
    let error = if let Some(refusal) = &contents.refusal {
        Error::new(ErrorKind::Refused, "the call was refused").with_api(said(plan, refusal.clone()))
    } else if (not_found.null_data && contents.data_is_null)
        || (not_found.empty_list && contents.data_is_empty_list)
    {
        Error::new(ErrorKind::NotFound, "there is no such thing")
    } else {
        return None;
    };

    Some(Failure {
        error: with_answer(error, plan, received),
        retry: Retry::Never,
    })
}

fn with_answer(error: Error, plan: &Plan, received: &Received) -> Error {
    let redactor = &plan.core.inner().redactor;

    error
        .with_answer(received.status, &received.headers)
        .with_retry_after(received.wait)
        .with_excerpt(excerpt::of_body(&received.body, &|text| {
            redactor.redact(text)
        }))
}

/// What the vendor says, if it says anything.
fn said(plan: &Plan, error: ApiError) -> Vec<ApiError> {
    if error.is_empty() {
        return Vec::new();
    }

    vec![error.redacted(&plan.core.inner().redactor)]
}

/// Where a redirect leads: the host is enough, the rest may hold a credential.
fn redirected(plan: &Plan, received: &Received) -> String {
    let base = url::Url::parse(&plan.core.inner().base_url).ok();
    let place = received
        .headers
        .get(header::LOCATION)
        .and_then(|location| base.as_ref()?.join(location.to_str().ok()?).ok());

    match place
        .as_ref()
        .and_then(|place| Some((place.scheme(), place.host_str()?)))
    {
        Some((scheme, host)) => format!("a redirect to {scheme}://{host}, which is not followed"),
        None => "a redirect, which is not followed".to_owned(),
    }
}

fn html(received: &Received) -> bool {
    let content_type = received.headers.get(header::CONTENT_TYPE);
    let declared = content_type.is_some_and(|value| value.as_bytes().starts_with(b"text/html"));

    declared || received.body.trim_ascii_start().starts_with(b"<")
}

/// The number of the first record that was asked for.
fn start_of_page(plan: &Plan) -> u64 {
    match plan.operation.pagination.strategy {
        Strategy::Single => 0,
        Strategy::Offset(parameter) => plan
            .request
            .query_value(parameter)
            .and_then(|start| start.parse().ok())
            .unwrap_or(0),
    }
}
