//! The request as it goes out, with the credential in it.

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::Plan;
use crate::api::CredentialPlace;
use crate::error::{Error, ErrorKind};
use crate::request::{Target, append_pair};
use crate::secret::{Secret, basic_value};

/// The request with the credential in it.
pub(super) fn assemble(plan: &Plan, target: &Target) -> Result<http::Request<Bytes>, Error> {
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
