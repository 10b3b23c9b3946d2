//! What single attempts of a call came to.

use std::fmt;

use http::StatusCode;

use super::ErrorKind;

/// What one attempt of a call came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailedAttempt {
    /// What happened.
    pub kind: ErrorKind,
    /// The status that was answered, if there was an answer.
    pub status: Option<StatusCode>,
}

impl fmt::Display for FailedAttempt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(formatter, "{status}"),
            None => write!(formatter, "{:?}", self.kind),
        }
    }
}
