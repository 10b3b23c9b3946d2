//! The sending side: signs as a vendor does. For tests of receivers, and for simulated vendors.

use std::time::SystemTime;

use http::{HeaderMap, HeaderName, HeaderValue};
use secrecy::SecretString;

use super::content::{contents, in_words};
use super::error::{WebhookError, WebhookErrorKind};
use super::event::text_of;
use super::key::Key;
use super::signature::{Place, Signature};
use super::text_form::{encode, write_time};
use super::unsigned::{cut, insert};
use crate::codec::quoted;

/// Signs deliveries as a vendor does.
///
/// # Examples
///
/// ```
/// use brogue_runtime::webhook::{Place, Signature, Signer, WebhookVerifier};
/// use std::time::SystemTime;
///
/// const SIGNATURE: Signature = Signature::at(Place::member("/signature")).timestamp(Place::member("/sent"));
///
/// let signer = Signer::new(SIGNATURE, "hush")?;
/// let (headers, body) = signer.sign(br#"{"event":"made"}"#, SystemTime::now())?;
/// WebhookVerifier::new(SIGNATURE, "hush")?.verify(&headers, &body)?;
/// # Ok::<(), brogue_runtime::webhook::WebhookError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Signer {
    signature: Signature,
    key: Key,
}

impl Signer {
    /// Signs with a secret.
    pub fn new(
        signature: Signature,
        secret: impl Into<SecretString>,
    ) -> Result<Self, WebhookError> {
        let key = Key::new(&signature, &secret.into())?;

        Ok(Self { signature, key })
    }

    pub(super) fn with_key(signature: Signature, key: Key) -> Self {
        Self { signature, key }
    }

    /// Signs a body that is sent at a time: the headers that it needs, and the body, with the members that it needs.
    pub fn sign(&self, body: &[u8], now: SystemTime) -> Result<(HeaderMap, Vec<u8>), WebhookError> {
        self.sign_with(HeaderMap::new(), body, now)
    }

    /// The same, with headers that are there already: some vendors sign one of them, too.
    pub fn sign_with(
        &self,
        mut headers: HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<(HeaderMap, Vec<u8>), WebhookError> {
        let signature = &self.signature;
        let mut body = without_own(signature, body)?;
        let timestamp = match signature.timestamp {
            None => None,
            Some(place) => {
                let (text, is_number) = write_time(now, signature.unit).ok_or_else(|| {
                    unsignable("the time of the delivery has no form of this vendor".to_owned())
                })?;
                put(&mut headers, &mut body, place, &text, is_number)?;
                Some(text)
            }
        };
        let content = contents(signature, &headers, &body, timestamp.as_deref())?;
        let content = content.first().map(Vec::as_slice).unwrap_or_default();
        let text = format!(
            "{}{}",
            signature.prefix,
            encode(&self.key.sign(content), signature.encoding)
        );
        put(&mut headers, &mut body, signature.place, &text, false)?;

        Ok((headers, body))
    }
}

/// The body without a signature and a time that it may carry already.
fn without_own(signature: &Signature, body: &[u8]) -> Result<Vec<u8>, WebhookError> {
    let mut own: Vec<&str> = Vec::new();
    for place in [Some(signature.place), signature.timestamp] {
        if let Some(Place::Member(pointer)) = place {
            own.push(pointer);
        }
    }
    if own.is_empty() {
        return Ok(body.to_vec());
    }

    match cut(text_of(body)?, &own) {
        Ok(text) => Ok(text.into_bytes()),
        Err(_) => Err(unsignable("the body is no JSON object".to_owned())),
    }
}

/// Puts a text where it belongs.
fn put(
    headers: &mut HeaderMap,
    body: &mut Vec<u8>,
    place: Place,
    text: &str,
    is_number: bool,
) -> Result<(), WebhookError> {
    match place {
        Place::Header(name) => put_header(headers, name, text),
        Place::Item { header, name } => {
            let item = format!("{name}={text}");
            let list = match headers.get(header).and_then(|list| list.to_str().ok()) {
                Some(list) => format!("{list},{item}"),
                None => item,
            };
            put_header(headers, header, &list)
        }
        Place::Member(pointer) => {
            let raw = if is_number {
                text.to_owned()
            } else {
                quoted(text)
            };
            let inserted = insert(text_of(body)?, pointer, &raw);
            let inserted = inserted
                .ok_or_else(|| unsignable(format!("{} has no place in it", in_words(place))))?;
            *body = inserted.into_bytes();
            Ok(())
        }
    }
}

fn put_header(headers: &mut HeaderMap, name: &str, text: &str) -> Result<(), WebhookError> {
    let name = HeaderName::try_from(name);
    let value = HeaderValue::try_from(text);
    let (Ok(name), Ok(value)) = (name, value) else {
        return Err(unsignable("a header has no such name or value".to_owned()));
    };
    headers.insert(name, value);
    Ok(())
}

fn unsignable(message: String) -> WebhookError {
    WebhookError::new(WebhookErrorKind::Body, message)
}
