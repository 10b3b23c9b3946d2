//! The request as it goes out, with the credential in it.

use bytes::Bytes;
use http::header::{self, HeaderValue};

use super::Plan;
use crate::answer::Reading;
use crate::credentials::Grant;
use crate::error::{Error, ErrorKind};
use crate::request::Target;

/// The request with the credential in it.
pub(super) fn assemble(
    plan: &Plan,
    target: &Target,
    grant: &Grant,
) -> Result<http::Request<Bytes>, Error> {
    let inner = plan.core.inner();
    let request = &plan.request;
    let mut url = target.url.clone();
    let mut headers = request.headers();

    headers
        .entry(header::ACCEPT)
        .or_insert_with(|| HeaderValue::from_static(accept(plan)));
    headers
        .entry(header::USER_AGENT)
        .or_insert_with(|| inner.user_agent.clone());
    grant.put(&inner.base_url, &mut url, &mut headers)?;

    let mut built = http::Request::new(request.body().cloned().unwrap_or_default());
    *built.method_mut() = request.method().clone();
    // The source would show the URL, so it is left out.
    *built.uri_mut() = url
        .parse()
        .map_err(|_| Error::new(ErrorKind::Request, "the URL is no URL or too long"))?;
    *built.headers_mut() = headers;

    Ok(built)
}

fn accept(plan: &Plan) -> &'static str {
    match plan.operation.answers {
        Some(answers) => answers.accept,
        // Nobody knows what an undeclared path yields; who wants no value takes anything.
        None if plan.operation.is_undeclared() && plan.reading != Reading::Value => "*/*",
        None => "application/json",
    }
}
