//! Whether a delivery is genuine.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use secrecy::SecretString;

use super::content::{contents, in_words, signatures, timestamp};
use super::error::{WebhookError, WebhookErrorKind};
use super::key::Key;
use super::replay::DeliveryId;
use super::sign::Signer;
use super::signature::Signature;
use super::text_form::{decode, read_time};

/// A body of so many bytes is taken where nothing else is said.
pub(super) const LARGEST: usize = 1024 * 1024;

/// Tells genuine deliveries from others.
///
/// [`Webhooks`](super::Webhooks) does it and reads the event, too.
#[derive(Clone, Debug)]
pub struct WebhookVerifier {
    signature: Signature,
    first: Key,
    others: Vec<Key>,
    pub(super) largest: usize,
}

/// What is known of a genuine delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// What tells it from all others.
    pub id: DeliveryId,
    /// When it was sent, where the vendor says so.
    pub sent_at: Option<SystemTime>,
}

impl WebhookVerifier {
    /// Verifies with a secret.
    ///
    /// # Errors
    ///
    /// The secret is empty, or not in the form that the vendor gives it out in.
    pub fn new(
        signature: Signature,
        secret: impl Into<SecretString>,
    ) -> Result<Self, WebhookError> {
        Ok(Self {
            signature,
            first: Key::new(&signature, &secret.into())?,
            others: Vec::new(),
            largest: LARGEST,
        })
    }

    /// Takes deliveries with this secret, too: while a secret is exchanged, and where several senders have one each.
    pub fn also(mut self, secret: impl Into<SecretString>) -> Result<Self, WebhookError> {
        self.others.push(Key::new(&self.signature, &secret.into())?);

        Ok(self)
    }

    /// Signs as the vendor does, with the first secret: for tests.
    pub fn signer(&self) -> Signer {
        Signer::with_key(self.signature, self.first.clone())
    }

    /// Verifies a delivery that came now: the headers and every byte of the body as they came.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<Verified, WebhookError> {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// Verifies a delivery that came at a time.
    pub fn verify_at(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<Verified, WebhookError> {
        check_size(body, self.largest)?;
        let texts = signatures(&self.signature, headers, body)?;
        let time_text = timestamp(&self.signature, headers, body)?;
        let contents = contents(&self.signature, headers, body, time_text.as_deref())?;
        let candidates: Vec<Vec<u8>> = texts
            .iter()
            .flat_map(|text| decode(text, self.signature.encoding))
            .collect();
        if candidates.is_empty() {
            let place = in_words(self.signature.place);
            return Err(WebhookError::new(
                WebhookErrorKind::MalformedSignature,
                format!("{place} holds no signature in the encoding that the vendor uses"),
            ));
        }
        let genuine = self
            .keys()
            .find_map(|key| {
                let mut contents = contents.iter();
                contents.find_map(|content| key.find(content, &candidates))
            })
            .ok_or_else(|| {
                let message = "the signature is that of another body, time or secret: look whether the secret is the one of this endpoint, \
                               and whether the body was passed on byte by byte";
                WebhookError::new(WebhookErrorKind::WrongSignature, message)
            })?;
        let sent_at = time_text
            .map(|text| self.check_time(&text, now))
            .transpose()?;

        Ok(Verified {
            id: DeliveryId(genuine),
            sent_at,
        })
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.first).chain(&self.others)
    }

    fn check_time(&self, text: &str, now: SystemTime) -> Result<SystemTime, WebhookError> {
        let time = read_time(text, self.signature.unit).ok_or_else(|| {
            let message = "the time of the delivery is not written as the vendor writes it";
            WebhookError::new(WebhookErrorKind::MalformedTimestamp, message)
        })?;
        let tolerance = self.signature.tolerance;
        let (kind, away, direction) = match now.duration_since(time) {
            Ok(age) => (WebhookErrorKind::TooOld, age, "ago"),
            Err(ahead) => (WebhookErrorKind::TooNew, ahead.duration(), "in the future"),
        };
        if away <= tolerance {
            return Ok(time);
        }
        let message = format!(
            "the delivery was sent {} s {direction}, and {} s are allowed: look whether the clock of this machine is right",
            whole_seconds(away),
            tolerance.as_secs()
        );

        Err(WebhookError::new(kind, message))
    }
}

/// Whether a body is small enough to look at.
pub(super) fn check_size(body: &[u8], largest: usize) -> Result<(), WebhookError> {
    if body.len() <= largest {
        return Ok(());
    }
    let message = format!(
        "the body has {} bytes, and {largest} are allowed: set `max_body` if the vendor sends more",
        body.len()
    );

    Err(WebhookError::new(WebhookErrorKind::TooLarge, message))
}

/// Rounded up, so that what is too much shows as too much.
fn whole_seconds(duration: Duration) -> u64 {
    let more = u64::from(duration.subsec_nanos() > 0);

    duration.as_secs().saturating_add(more)
}
