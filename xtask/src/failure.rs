//! Why a command ends without success.

use std::fmt;

/// Why a command ends without success, and with which code.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something is not as it should be; the details were told already.
    Found(String),
    /// The command could not be done.
    Impossible(String),
}

impl Failure {
    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Found(_) => 1,
            Self::Impossible(_) => 2,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found(text) | Self::Impossible(text) => formatter.write_str(text),
        }
    }
}
