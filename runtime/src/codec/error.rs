//! Errors of the codec itself, before a call gives them a status and an operation.

use std::borrow::Cow;
use std::fmt;

/// What kept a text from being decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The text is no JSON.
    Syntax,
    /// The text nests deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep,
    /// A value is not what the spec says.
    Mismatch,
    /// A required member is not there.
    Missing,
}

/// A text that does not decode: where, what was expected, what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pub(crate) kind: DecodeErrorKind,
    pub(crate) path: String,
    pub(crate) expected: Cow<'static, str>,
    pub(crate) seen: String,
    pub(crate) offset: usize,
}

impl DecodeError {
    /// What kept the text from being decoded.
    pub fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The place as a path, such as `data[3].lat`; empty for the text as a whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What the spec says.
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What is there: the kind of the value, or the start of it.
    pub fn seen(&self) -> &str {
        &self.seen
    }

    /// The offset of the place in bytes.
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            expected,
            seen,
            offset,
            ..
        } = self;
        match (self.kind, path.as_str()) {
            (DecodeErrorKind::Syntax, _) => write!(
                formatter,
                "not JSON at byte {offset}: expected {expected}, found {seen}"
            ),
            (_, "") => write!(formatter, "expected {expected}, found {seen}"),
            _ => write!(formatter, "at `{path}`: expected {expected}, found {seen}"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// A value that has no wire form: a number that is not finite, or nesting without end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    pub(crate) member: Option<&'static str>,
    pub(crate) problem: &'static str,
}

impl EncodeError {
    /// The member whose value it is, if it is inside an object.
    pub fn member(&self) -> Option<&'static str> {
        self.member
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.member {
            Some(member) => write!(formatter, "`{member}` cannot be sent: {}", self.problem),
            None => write!(formatter, "the value cannot be sent: {}", self.problem),
        }
    }
}

impl std::error::Error for EncodeError {}
