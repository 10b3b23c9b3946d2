//! What an answer means: its status, and what a success says inside.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::{Failure, Plan, complaint, shown_url};
use crate::answer::{Answer, BodyText, Origin, Reading};
use crate::api::{AnswerForm, Envelope, ErrorBody};
use crate::charset;
use crate::codec::{Finding, Strictness};
use crate::envelope::{Contents, EMPTY, Found, Looked};
use crate::error::{ApiError, Error, ErrorKind};
use crate::events::EVENT_STREAM;
use crate::excerpt;
use crate::flow::Flow;
use crate::observe::{CallSpan, Watch};
use crate::paging::Asked;
use crate::request::Target;
use crate::retry::Retry;
use crate::transport::Body;

/// An answer as it came.
pub(super) struct Received {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The body while it comes.
    pub(super) flow: Option<Body>,
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
    let is_wanted = plan.operation.redirects && received.status.is_redirection();
    if !received.status.is_success() && !is_wanted {
        return Err(by_status(plan, &received, &error_body));
    }

    let envelope = plan.operation.envelope.unwrap_or(api.envelope);
    let Opened {
        text,
        contents,
        noticed,
    } = read(plan, &received, &envelope, &error_body);
    if let Ok(contents) = &contents
        && let Some(failure) = by_contents(plan, &received, contents)
    {
        return Err(failure);
    }

    let flow = (plan.reading == Reading::Flow).then(|| {
        // What came instead of a stream was read whole; a caller who takes anything gets it all the same.
        let body = received
            .flow
            .unwrap_or_else(|| received.body.clone().into());
        let url = shown_url(&plan.core, plan.operation, target.shown());
        let origin = Origin::new(plan, url, received.status, &received.headers, attempts);
        let flow = Flow::new(body, origin, &plan.core.inner().clock, &plan.settings);

        Box::new(flow)
    });

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
        noticed,
        // A value is in the text; the bytes of it are not held twice.
        body: match plan.reading {
            Reading::Whole => received.body,
            Reading::Value | Reading::Flow => Bytes::new(),
        },
        flow,
        sifts: plan.sifts,
    })
}

/// Whether a success is JSON where something else is due. Then it is read whole, as it may say that the call is refused.
pub(super) fn is_unexpected_json(plan: &Plan, headers: &HeaderMap) -> bool {
    let is_json = || charset::is_json(&charset::media_type(headers));
    // Lines of JSON are often called JSON.
    let is_due = |answers: &crate::api::Answers| {
        answers.takes_json()
            || answers.form == AnswerForm::Events && !answers.accept.starts_with(EVENT_STREAM)
    };

    plan.operation
        .answers
        .is_some_and(|answers| !is_due(&answers) && is_json())
}

/// A body as text, and what is in it.
struct Opened {
    text: BodyText,
    contents: Result<Contents, Error>,
    noticed: Vec<Finding>,
}

impl Opened {
    fn new(text: BodyText, contents: Result<Contents, Error>) -> Self {
        Self {
            text,
            contents,
            noticed: Vec::new(),
        }
    }
}

/// The body as text, and what is in it. A body that cannot be read is no error yet: perhaps nobody wants to.
fn read(plan: &Plan, received: &Received, envelope: &Envelope, error_body: &ErrorBody) -> Opened {
    let answers = plan.operation.answers;
    let is_text = answers.is_some_and(|answers| answers.form == AnswerForm::Text);
    if plan.reading == Reading::Value && !is_text {
        return read_json(plan, received, envelope, error_body);
    }
    // What is no value may still be a refusal, or "no such thing".
    let contents = if is_unexpected_json(plan, &received.headers) {
        let json = read_json(plan, received, envelope, error_body);
        json.contents.unwrap_or_default()
    } else {
        Contents::default()
    };
    if plan.reading != Reading::Value {
        return Opened::new(BodyText::default(), Ok(contents));
    }
    match charset::text(&received.body, &received.headers) {
        Ok(text) => Opened::new(BodyText::new(&received.body, text), Ok(contents)),
        Err(problem) => unreadable(received, problem),
    }
}

/// A body that is no text.
fn unreadable(received: &Received, problem: String) -> Opened {
    let problem = match charset::coding(&received.headers) {
        Some(coding) => format!("the body is encoded as `{coding}`, which was not asked for"),
        None => problem,
    };
    let text = BodyText::new(&received.body, String::from_utf8_lossy(&received.body));

    Opened::new(text, Err(Error::new(ErrorKind::Decode, problem)))
}

fn read_json(
    plan: &Plan,
    received: &Received,
    envelope: &Envelope,
    error_body: &ErrorBody,
) -> Opened {
    let (text, charset) = match charset::json(&received.body, &received.headers) {
        Ok(read) => read,
        Err(problem) => return unreadable(received, problem),
    };
    let noticed = charset.map(|charset| Finding {
        path: String::new(),
        expected: "UTF-8".to_owned(),
        seen: charset.to_owned(),
    });
    if let (Some(finding), Strictness::Strict) = (&noticed, plan.settings.strictness) {
        let problem = format!("the body is {}, not UTF-8", finding.seen);
        let text = BodyText::new(&received.body, text);
        return Opened::new(text, Err(Error::new(ErrorKind::Decode, problem)));
    }
    let contents = contents(plan, received, &text, envelope, error_body);

    Opened {
        text: BodyText::new(&received.body, text),
        contents,
        noticed: noticed.into_iter().collect(),
    }
}

/// What is in a text of JSON.
fn contents(
    plan: &Plan,
    received: &Received,
    text: &str,
    envelope: &Envelope,
    error_body: &ErrorBody,
) -> Result<Contents, Error> {
    if text.trim().is_empty() {
        // Whether anything is due under another status, the type of the value knows.
        let nothing_is_due = plan.operation.is_undeclared() || received.status != StatusCode::OK;
        return if nothing_is_due {
            Ok(Contents::default())
        } else {
            Err(Error::new(ErrorKind::Decode, EMPTY))
        };
    }
    let looked = Looked {
        operation: plan.operation,
        pagination: &plan.pagination,
        envelope,
        error_body,
    };
    let survey = plan.survey.or(plan.operation.survey);
    let survey = survey.or(plan.core.inner().api.survey);
    Contents::read(text, &looked, survey).map_err(|error| {
        if let Some(markup) = markup(received) {
            return Error::new(ErrorKind::Decode, format!("{markup} where JSON is due"));
        }
        Error::undecodable(error, &plan.core.inner().redactor)
    })
}

fn by_status(plan: &Plan, received: &Received, error_body: &ErrorBody) -> Failure {
    let status = received.status;
    let kind = if plan.operation.not_found.statuses.contains(&status.as_u16()) {
        ErrorKind::NotFound
    } else {
        ErrorKind::of_status(status)
    };
    let api = match charset::coding(&received.headers) {
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

    let error = error
        .with_answer(received.status, &received.headers, redactor)
        .with_retry_after(received.wait);
    if charset::coding(&received.headers).is_some() {
        return error;
    }

    error
        .with_excerpt(excerpt::of_body(&received.body, &|text| {
            redactor.redact(text)
        }))
        .with_body(&received.body, redactor)
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
    let base = url::Url::parse(&plan.core.base_of(plan.operation)).ok();
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
