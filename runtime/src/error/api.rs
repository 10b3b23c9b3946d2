//! What the vendor says about an error.

use std::fmt;

use crate::secret::Redactor;

/// What the vendor says about an error, or about one element of a bulk call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The vendor's code.
    pub code: Option<String>,
    /// The vendor's message.
    pub message: Option<String>,
    /// The field at fault.
    pub field: Option<String>,
}

impl ApiError {
    /// The same without credentials that the vendor repeats.
    pub(crate) fn redacted(self, redactor: &Redactor) -> Self {
        let redact = |text: Option<String>| text.map(|text| redactor.redact(&text));

        Self {
            code: redact(self.code),
            message: redact(self.message),
            field: redact(self.field),
        }
    }

    /// Whether the vendor says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.code.is_none() && self.message.is_none() && self.field.is_none()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message.as_deref().unwrap_or("no message"))?;
        match (&self.code, &self.field) {
            (Some(code), Some(field)) => write!(formatter, " (code {code}, field `{field}`)"),
            (Some(code), None) => write!(formatter, " (code {code})"),
            (None, Some(field)) => write!(formatter, " (field `{field}`)"),
            (None, None) => Ok(()),
        }
    }
}
