//! What is signed of a delivery, and where its signature and its time stand. Shared by who verifies and who signs.

use std::borrow::Cow;

use http::HeaderMap;

use super::error::{WebhookError, WebhookErrorKind};
use super::event::text_of;
use super::signature::{Place, Serialization, Signature, SignaturePart};
use super::unsigned::{CutFault, compact, cut};
use crate::pointer;

/// So many signatures of one delivery are looked at: one for each secret that the vendor signs with.
const MOST_SIGNATURES: usize = 16;

/// All that a delivery may be signed as: one text for each way of writing the body.
pub(super) fn contents(
    signature: &Signature,
    headers: &HeaderMap,
    body: &[u8],
    timestamp: Option<&str>,
) -> Result<Vec<Vec<u8>>, WebhookError> {
    let bodies = bodies(signature, body)?;

    bodies
        .into_iter()
        .map(|body| content(signature, headers, &body, timestamp))
        .collect()
}

fn content(
    signature: &Signature,
    headers: &HeaderMap,
    body: &[u8],
    timestamp: Option<&str>,
) -> Result<Vec<u8>, WebhookError> {
    let mut content = Vec::with_capacity(body.len() + 64);
    for (index, part) in signature.parts.iter().enumerate() {
        if index > 0 {
            content.extend_from_slice(signature.separator.as_bytes());
        }
        match part {
            SignaturePart::Body => content.extend_from_slice(body),
            SignaturePart::Timestamp => {
                content.extend_from_slice(timestamp.unwrap_or_default().as_bytes());
            }
            SignaturePart::Header(name) => {
                content.extend_from_slice(only_header(headers, name)?.as_bytes());
            }
            SignaturePart::Text(text) => content.extend_from_slice(text.as_bytes()),
        }
    }

    Ok(content)
}

/// The body in every form that it may have been signed in.
fn bodies<'body>(
    signature: &Signature,
    body: &'body [u8],
) -> Result<Vec<Cow<'body, [u8]>>, WebhookError> {
    let unsigned = unsigned_members(signature);
    if unsigned.is_empty() && signature.serialization != Serialization::Compact {
        // Without any member cut out there is but one way to write it that the vendor can mean: the one it sent.
        return Ok(vec![Cow::Borrowed(body)]);
    }
    let text = text_of(body)?;
    let as_sent = cut(text, &unsigned).map_err(|fault| match fault {
        CutFault::Json(fault) => WebhookError::new(WebhookErrorKind::Body, "the body is no JSON")
            .caused_by(fault.into_error(text)),
        CutFault::Twice(name) => WebhookError::new(
            WebhookErrorKind::Body,
            format!("the member `{name:.80}` stands in the body twice, so that nobody can say which one is meant"),
        ),
    })?;
    let compact = compact(&as_sent);
    let forms = match signature.serialization {
        Serialization::AsSent => vec![as_sent],
        Serialization::Compact => vec![compact],
        Serialization::Any if as_sent == compact => vec![as_sent],
        Serialization::Any => vec![as_sent, compact],
    };

    Ok(forms
        .into_iter()
        .map(|form| Cow::Owned(form.into_bytes()))
        .collect())
}

/// The members that are cut out before the body is signed.
pub(super) fn unsigned_members(signature: &Signature) -> Vec<&'static str> {
    let mut members = signature.without.to_vec();
    if let Place::Member(pointer) = signature.place
        && !members.contains(&pointer)
    {
        members.push(pointer);
    }

    members
}

/// The texts that may be the signature, without their prefix.
pub(super) fn signatures(
    signature: &Signature,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Vec<String>, WebhookError> {
    let values = values_at(signature.place, headers, body)?;
    if values.is_empty() {
        return Err(WebhookError::new(
            WebhookErrorKind::MissingSignature,
            format!(
                "{} is missing: the delivery does not come from the vendor, or something on the way has removed it",
                in_words(signature.place)
            ),
        ));
    }
    let prefix = signature.prefix;
    let signatures: Vec<String> = values
        .iter()
        .flat_map(|value| value.split_ascii_whitespace())
        .filter_map(|value| value.strip_prefix(prefix))
        .take(MOST_SIGNATURES)
        .map(str::to_owned)
        .collect();
    if signatures.is_empty() {
        let message = match prefix {
            "" => format!("{} is empty", in_words(signature.place)),
            _ => format!(
                "{} does not begin with `{prefix}`",
                in_words(signature.place)
            ),
        };
        return Err(WebhookError::new(
            WebhookErrorKind::MalformedSignature,
            message,
        ));
    }

    Ok(signatures)
}

/// The text of the time, where the vendor gives one.
pub(super) fn timestamp(
    signature: &Signature,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Option<String>, WebhookError> {
    let Some(place) = signature.timestamp else {
        return Ok(None);
    };
    let mut values = values_at(place, headers, body)?;
    match (values.pop(), values.is_empty()) {
        (Some(value), true) => Ok(Some(value)),
        (value, _) => {
            let what = if value.is_some() {
                "stands there more than once"
            } else {
                "is missing"
            };
            Err(WebhookError::new(
                WebhookErrorKind::MissingPart,
                format!("{}, the time of the delivery, {what}", in_words(place)),
            ))
        }
    }
}

/// What a place is called in a sentence.
pub(super) fn in_words(place: Place) -> String {
    match place {
        Place::Header(name) => format!("the header `{name}`"),
        Place::Item { header, name } => format!("`{name}` in the header `{header}`"),
        Place::Member(pointer) => format!("the member `{pointer}` of the body"),
    }
}

fn values_at(place: Place, headers: &HeaderMap, body: &[u8]) -> Result<Vec<String>, WebhookError> {
    let texts = |name: &str| -> Vec<String> {
        let all = headers.get_all(name).iter();
        all.filter_map(|value| value.to_str().ok())
            .map(|value| value.trim().to_owned())
            .collect()
    };

    Ok(match place {
        Place::Header(name) => texts(name),
        Place::Item { header, name } => texts(header)
            .iter()
            .flat_map(|list| list.split(','))
            .filter_map(|item| item.split_once('='))
            .filter(|(known, _)| known.trim() == name)
            .map(|(_, value)| value.trim().to_owned())
            .collect(),
        Place::Member(pointer) => {
            let text = text_of(body)?;
            let found = pointer::find(text, &[pointer]).map_err(|fault| {
                WebhookError::new(WebhookErrorKind::Body, "the body is no JSON")
                    .caused_by(fault.into_error(text))
            })?;
            found
                .into_iter()
                .flatten()
                .filter_map(|place| place.scalar())
                .collect()
        }
    })
}

fn only_header<'headers>(
    headers: &'headers HeaderMap,
    name: &str,
) -> Result<&'headers str, WebhookError> {
    let mut values = headers.get_all(name).iter();
    let only = values.next().filter(|_| values.next().is_none());

    only.and_then(|value| value.to_str().ok()).ok_or_else(|| {
        let message = format!("the header `{name}`, which is signed, is not there exactly once");
        WebhookError::new(WebhookErrorKind::MissingPart, message)
    })
}
