//! What the vendor says about an error.

use std::fmt;

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
