//! The request as it goes out, with the credential in it.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{self, HeaderValue};

use super::Plan;
use crate::answer::Reading;
use crate::clock::BoxFuture;
use crate::credentials::{self, Grant};
use crate::error::{Error, ErrorKind};
use crate::request::Target;
use crate::transport::{Body, Transfer};
use crate::upload::{SENT_ALREADY, Upload};

/// A body of so many bytes is with the connection as soon as there is one.
const AT_ONCE: usize = 256 * 1024;

/// The request with the credential in it, and its body opened.
pub(super) async fn assemble(
    plan: &Plan,
    target: &Target,
    grant: &Grant<'_>,
) -> Result<http::Request<Body>, Error> {
    let inner = plan.core.inner();
    let request = &plan.request;
    let mut url = target.url.clone();
    let mut headers = request.headers();

    if !headers.contains_key(header::ACCEPT) {
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept(plan)));
    }
    if !headers.contains_key(header::USER_AGENT) {
        headers.insert(header::USER_AGENT, inner.user_agent.clone());
    }
    let base = plan.core.base_of(plan.operation);
    // The base of the client was looked at when it was built.
    if *base != *inner.base_url && !grant.is_empty() && !is_safe(&base) {
        return Err(Error::new(
            ErrorKind::Request,
            "the credential would go to the server of this call over plain http, nothing was sent",
        ));
    }
    grant.put(&base, &mut url, &mut headers)?;

    let mut built = http::Request::new(body(plan).await?);
    *built.method_mut() = request.method().clone();
    // The source would show the URL, so it is left out.
    *built.uri_mut() = http::Uri::try_from(url)
        .map_err(|_| Error::new(ErrorKind::Request, "the URL is no URL or too long"))?;
    *built.headers_mut() = headers;

    Ok(built)
}

/// Whether nobody on the way to a server can read along.
fn is_safe(base: &str) -> bool {
    url::Url::parse(base).is_ok_and(|url| credentials::is_safe(&url))
}

fn accept(plan: &Plan) -> &'static str {
    match plan.operation.answers {
        Some(answers) => answers.accept,
        // Nobody knows what an undeclared path yields; who wants no value takes anything.
        None if plan.operation.is_undeclared() && plan.reading != Reading::Value => "*/*",
        None => plan.operation.accept,
    }
}

/// The body of an attempt. What has to be opened waits on the heap, so that a call without such a body is no larger for it.
async fn body(plan: &Plan) -> Result<Body, Error> {
    let Some(upload) = plan.request.body() else {
        return Ok(Body::from(Bytes::new()));
    };
    match upload.as_bytes() {
        Some(bytes) if bytes.len() <= AT_ONCE => Ok(Body::from(bytes.clone())),
        Some(bytes) => Ok(watched(plan, Body::from(bytes.clone()), false)),
        None => {
            let opening: BoxFuture<'_, _> = Box::pin(streamed(plan, upload));
            opening.await
        }
    }
}

async fn streamed(plan: &Plan, upload: &Upload) -> Result<Body, Error> {
    if !upload.can_be_sent() {
        return Err(Error::new(ErrorKind::Request, SENT_ALREADY));
    }
    let body = upload.open().await.map_err(|error| {
        let problem = plan.core.inner().redactor.redact(&error.to_string());
        Error::new(ErrorKind::Request, problem).with_source(error)
    })?;
    let method = plan.request.method();
    if body.length().is_none() && matches!(*method, http::Method::GET | http::Method::HEAD) {
        // The connection would take it for no body at all.
        let problem = format!(
            "a stream goes out with {method} only where its length is known: say its `.length(..)`"
        );
        return Err(Error::new(ErrorKind::Request, problem));
    }

    Ok(watched(plan, body, true))
}

/// Of a body that is streamed, or large, it is seen how it moves.
fn watched(plan: &Plan, body: Body, is_streamed: bool) -> Body {
    let clock = Arc::clone(&plan.core.inner().clock);

    body.watched(Arc::new(Transfer::new(clock, is_streamed)))
}
