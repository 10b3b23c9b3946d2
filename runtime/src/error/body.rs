//! The body that came with an error, and whether another try may help.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::{Error, ErrorKind};
use crate::by_status::{Declared, ErrorText};
use crate::excerpt;
use crate::secret::Redactor;

/// So much of a body is kept.
const KEPT: usize = 64 * 1024;

/// What is kept of a body. It is freed of credentials when it is asked for: most errors are tried again and never looked at.
pub(super) struct Kept {
    bytes: Bytes,
    is_cut: bool,
    redactor: Redactor,
}

/// What is needed of a body that others hold.
pub(crate) fn start_of(body: &[u8]) -> Bytes {
    Bytes::copy_from_slice(body.get(..=KEPT).unwrap_or(body))
}

impl Error {
    /// The body of the answer as text, without credentials; 64 KiB of it at most. [`excerpt`](Self::excerpt) is its start on one line.
    pub fn body(&self) -> Option<String> {
        let kept = self.inner.body.as_ref()?;
        let mut text = String::from_utf8_lossy(&kept.bytes).into_owned();
        if kept.is_cut {
            // Tells the redactor that a secret may have been cut in two.
            text.push('…');
        }

        Some(kept.redactor.redact(&text))
    }

    /// The body of the answer, decoded from JSON into a type of your own, as it came: nothing is redacted in it.
    ///
    /// # Errors
    ///
    /// Where there was no answer, and where its body is something else or longer than 64 KiB.
    ///
    /// # Examples
    ///
    /// ```
    /// # use brogue_runtime::__private::serde as serde;
    /// use brogue_runtime::Error;
    ///
    /// /// What this vendor says besides code and message.
    /// #[derive(serde::Deserialize)]
    /// # #[serde(crate = "brogue_runtime::__private::serde")]
    /// struct Limits {
    ///     limits: Vec<String>,
    /// }
    ///
    /// fn limits(error: &Error) -> Vec<String> {
    ///     error.body_as::<Limits>().map(|body| body.limits).unwrap_or_default()
    /// }
    /// ```
    pub fn body_as<T: DeserializeOwned>(&self) -> Result<T, Self> {
        let Some(kept) = &self.inner.body else {
            return Err(Self::new(ErrorKind::Decode, "no body came with the error"));
        };

        serde_json::from_slice(&kept.bytes).map_err(|error| {
            let problem = kept.redactor.redact(&error.to_string());

            Self::new(
                ErrorKind::Decode,
                format!(
                    "the body of the error does not fit: {}",
                    excerpt::one_line(&problem)
                ),
            )
        })
    }

    /// The body of the answer as the spec describes it: the type that the documentation of the method names, which goes by status where
    /// bodies differ. Nothing is redacted in it.
    ///
    /// # Errors
    ///
    /// Where there was no answer, and where its body is something else or longer than 64 KiB.
    ///
    /// # Examples
    ///
    /// ```
    /// use brogue_runtime::{Error, Value};
    ///
    /// fn limit(error: &Error) -> Option<Value> {
    ///     let body: Value = error.declared().ok()?;
    ///     body.get("limit").cloned()
    /// }
    /// ```
    pub fn declared<T: Declared>(&self) -> Result<T, Self> {
        let kept = self.inner.body.as_ref();
        let (Some(kept), Some(status)) = (kept, self.status()) else {
            return Err(Self::new(ErrorKind::Decode, "no body came with the error"));
        };
        let text = String::from_utf8_lossy(&kept.bytes);

        T::declared(&mut ErrorText::new(&text, status, &kept.redactor))
    }

    /// Whether the same call may be made again, and another time may go better: it was not carried out, or may be carried out twice, and
    /// what it failed with may pass. The client has tried it as often as its policy says by now.
    pub fn is_retryable(&self) -> bool {
        self.inner.is_retryable
    }

    /// The connection broke. The request may have been carried out.
    pub fn is_transport(&self) -> bool {
        self.kind() == ErrorKind::Transport
    }

    /// The body of the answer is larger than the client takes.
    pub fn is_too_large(&self) -> bool {
        self.kind() == ErrorKind::TooLarge
    }

    /// The vendor redirects, which is not followed.
    pub fn is_redirected(&self) -> bool {
        self.kind() == ErrorKind::Redirected
    }

    pub(crate) fn with_body(mut self, body: &Bytes, redactor: &Redactor) -> Self {
        // Of the body of an error no more than this is read.
        let is_cut = body.len() >= KEPT;
        // A slice would keep the whole body in memory.
        let bytes = match body.get(..KEPT).filter(|_| is_cut) {
            Some(start) => Bytes::copy_from_slice(start),
            None => body.clone(),
        };
        self.inner.body = Some(Kept {
            bytes,
            is_cut,
            redactor: redactor.clone(),
        });
        self
    }

    pub(crate) fn retryable(mut self, is_retryable: bool) -> Self {
        self.inner.is_retryable = is_retryable;
        self
    }
}
