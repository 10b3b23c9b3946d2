//! What a request shows to be let in.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, header};
use url::form_urlencoded;

use crate::reply::Request;

/// The bearer token of a request.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    authorization(headers, "bearer")
}

/// The name and the password of a request.
pub(super) fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let encoded = authorization(headers, "basic")?;
    let text = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (name, password) = text.split_once(':')?;

    Some((name.to_owned(), password.to_owned()))
}

/// A client's id and secret in the head: each is escaped like a field of a form, as RFC 6749 has it.
pub(super) fn client(headers: &HeaderMap) -> Option<(String, String)> {
    let (id, secret) = basic(headers)?;

    Some((unescaped(&id), unescaped(&secret)))
}

/// A parameter of the query.
pub(super) fn query<'a>(request: &'a Request, name: &str) -> Option<Cow<'a, str>> {
    pairs(request)
        .find(|(known, _)| known == name)
        .map(|(_, value)| value)
}

/// All parameters of the query.
pub(super) fn pairs(request: &Request) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(request.query.as_deref().unwrap_or_default().as_bytes())
}

/// A header; of `authorization` only what comes after the word that names its kind, where there is one.
pub(super) fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let value = request.headers.get(name)?.to_str().ok()?;
    if !name.eq_ignore_ascii_case(header::AUTHORIZATION.as_str()) {
        return Some(value);
    }

    Some(value.split_once(' ').map_or(value, |(_, key)| key.trim()))
}

/// A cookie.
pub(super) fn cookie<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request
        .headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.split_once('='))
        .find(|(known, _)| known.trim() == name)
        .map(|(_, value)| value.trim())
}

fn authorization<'a>(headers: &'a HeaderMap, kind: &str) -> Option<&'a str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (known, rest) = value.split_once(' ')?;

    known.eq_ignore_ascii_case(kind).then_some(rest.trim())
}

/// A text that was escaped like a field of a form.
fn unescaped(text: &str) -> String {
    let field = format!("={text}");
    let mut pairs = form_urlencoded::parse(field.as_bytes());

    // An `&` in it was not escaped: it stands for itself.
    match (pairs.next(), pairs.next()) {
        (Some((_, value)), None) => value.into_owned(),
        _ => text.to_owned(),
    }
}
