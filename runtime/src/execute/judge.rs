//! What an answer means: its status, and what a success says inside.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::{Failure, Plan, complaint};
use crate::answer::Answer;
use crate::api::{Envelope, ErrorBody};
use crate::envelope::{Contents, EMPTY, Found};
use crate::error::{ApiError, Error, ErrorKind};
use crate::excerpt;
use crate::observe::{CallSpan, Watch};
use crate::paging::Asked;
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
        shown: String::new(),
        asked: Asked::of(plan, plan.pagination, &target.url),
        data_pointer: envelope.data,
        status: received.status,
        headers: received.headers,
        attempts,
        text,
        contents,
        watch: Watch::default(),
        span: CallSpan::default(),
    })
}

/// The body as text, and what is in it. A body that cannot be read is no error yet: perhaps nobody wants to.
fn read(
    plan: &Plan,
    received: &Received,
    envelope: &Envelope,
    error_body: &ErrorBody,
) -> (String, Result<Contents, Error>) {
    let text = match std::str::from_utf8(&received.body) {
        Ok(text) => text.to_owned(),
        Err(error) => {
            let problem = match coding(received) {
                Some(coding) => {
                    format!("the body is encoded as `{coding}`, which was not asked for")
                }
                None => format!("the body is not UTF-8 at byte {}", error.valid_up_to()),
            };
            let text = String::from_utf8_lossy(&received.body).into_owned();
            return (text, Err(Error::new(ErrorKind::Decode, problem)));
        }
    };
    if text.trim().is_empty() {
        let nothing_is_due = plan.operation.is_undeclared()
            || matches!(
                received.status,
                StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT
            );
        let contents = if nothing_is_due {
            Ok(Contents::default())
        } else {
            Err(Error::new(ErrorKind::Decode, EMPTY))
        };
        return (text, contents);
    }
    let contents = Contents::read(
        &text,
        plan.operation,
        &plan.pagination,
        envelope,
        error_body,
    )
    .map_err(|error| {
        if let Some(markup) = markup(received) {
            return Error::new(ErrorKind::Decode, format!("{markup} where JSON is due"));
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
    let api = match coding(received) {
        Some(_) => ApiError::default(),
        None => complaint::read(&received.body, &received.headers, error_body),
    };
    let problem = match (kind, markup(received)) {
        (ErrorKind::Redirected, _) => redirected(plan, received),
        (_, Some(markup)) if api.is_empty() => {
            format!(
                "{markup}{}, not the API's own answer",
                titled(plan, received)
            )
        }
        (_, Some(_) | None) => String::new(),
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
    } else if (not_found.null_data && contents.found == Found::Null)
        || (not_found.empty_list && contents.found == Found::EmptyList)
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

    let error = match coding(received) {
        Some(_) => error,
        None => error.with_body(&received.body, redactor),
    };

    error
        .with_answer(received.status, &received.headers, redactor)
        .with_retry_after(received.wait)
        .with_excerpt(match coding(received) {
            Some(_) => None,
            None => excerpt::of_body(&received.body, &|text| redactor.redact(text)),
        })
}

/// What the vendor says, if it says anything.
fn said(plan: &Plan, error: ApiError) -> Vec<ApiError> {
    if error.is_empty() {
        return Vec::new();
    }

    vec![error.redacted(&plan.core.inner().redactor)]
}

/// The title of a page, which often tells who answered.
fn titled(plan: &Plan, received: &Received) -> String {
    let text = String::from_utf8_lossy(&received.body);
    let title = complaint::title(&text);

    title.map_or_else(String::new, |title| {
        format!(" titled \"{}\"", plan.core.inner().redactor.redact(&title))
    })
}

/// Where a redirect leads: the host is enough, the rest may hold a credential.
fn redirected(plan: &Plan, received: &Received) -> String {
    let base = url::Url::parse(&plan.core.inner().base_url).ok();
    let place = received
        .headers
        .get(header::LOCATION)
        .and_then(|location| base.as_ref()?.join(location.to_str().ok()?).ok());

    match place.map(|place| place.origin()) {
        Some(origin @ url::Origin::Tuple(..)) => {
            let origin = origin.ascii_serialization();
            let origin = excerpt::one_line(&plan.core.inner().redactor.redact(&origin));

            format!("a redirect to {origin}, which is not followed")
        }
        Some(url::Origin::Opaque(_)) | None => "a redirect, which is not followed".to_owned(),
    }
}

/// What the body is instead of JSON, if it is markup. The body tells, not its declared type: some servers declare JSON as HTML.
fn markup(received: &Received) -> Option<&'static str> {
    let start = received.body.trim_ascii_start();
    let starts_with = |markup: &[u8]| {
        start
            .get(..markup.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(markup))
    };
    if !starts_with(b"<") {
        return None;
    }
    let declared = received.headers.get(header::CONTENT_TYPE);
    let says_xml = declared.is_some_and(|declared| {
        let declared = declared.as_bytes().to_ascii_lowercase();
        declared.windows(3).any(|part| part == b"xml")
            && !declared.windows(4).any(|part| part == b"html")
    });

    Some(if says_xml || starts_with(b"<?xml") {
        "an XML document"
    } else {
        "an HTML page"
    })
}

/// The coding of a body that is not as it stands. No coding was asked for.
fn coding(received: &Received) -> Option<String> {
    let coding = received.headers.get(header::CONTENT_ENCODING)?;
    let coding = excerpt::one_line(&String::from_utf8_lossy(coding.as_bytes()));

    (!coding.is_empty() && !coding.eq_ignore_ascii_case("identity")).then_some(coding)
}
