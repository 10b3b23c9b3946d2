//! What stops a slot from reading, cheap to pass up: the place and the reason, in one box.

use std::borrow::Cow;
use std::fmt;

use crate::codec::error::{DecodeError, DecodeErrorKind};
use crate::codec::finding;

/// The result of reading.
pub type Decoded<T = ()> = Result<T, Fault>;

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Text => "a string",
            Self::List => "a list",
            Self::Object => "an object",
        })
    }
}

/// Why a value was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(Box<Reason>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Reason {
    offset: usize,
    what: What,
    sensitive: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// The text is no JSON here.
    Syntax { expected: &'static str },
    /// The value nests too deep.
    TooDeep,
    /// The value is JSON, but not what the spec says.
    Mismatch {
        expected: Cow<'static, str>,
        seen: Option<Kind>,
    },
    /// The object lacks a member.
    Missing { member: &'static str },
    /// The object has a member twice.
    Duplicate { member: Box<str> },
}

impl Fault {
    fn new(offset: usize, what: What) -> Self {
        Self(Box::new(Reason {
            offset,
            what,
            sensitive: false,
        }))
    }

    #[cold]
    pub(crate) fn syntax(offset: usize, expected: &'static str) -> Self {
        Self::new(offset, What::Syntax { expected })
    }

    #[cold]
    pub(crate) fn too_deep(offset: usize) -> Self {
        Self::new(offset, What::TooDeep)
    }

    #[cold]
    pub(crate) fn mismatch(offset: usize, expected: &'static str, seen: Kind) -> Self {
        Self::new(
            offset,
            What::Mismatch {
                expected: Cow::Borrowed(expected),
                seen: Some(seen),
            },
        )
    }

    /// The value has the right kind, but not a value that fits.
    #[cold]
    pub fn unfit(offset: usize, expected: impl Into<Cow<'static, str>>) -> Self {
        Self::new(
            offset,
            What::Mismatch {
                expected: expected.into(),
                seen: None,
            },
        )
    }

    #[cold]
    pub(crate) fn missing(offset: usize, member: &'static str) -> Self {
        Self::new(offset, What::Missing { member })
    }

    #[cold]
    pub(crate) fn duplicate(offset: usize, member: &str) -> Self {
        Self::new(
            offset,
            What::Duplicate {
                member: member.into(),
            },
        )
    }

    pub(crate) fn offset(&self) -> usize {
        self.0.offset
    }

    /// The kind of the value that was there instead, if that was the matter.
    pub(crate) fn seen_kind(&self) -> Option<Kind> {
        match self.0.what {
            What::Mismatch { seen, .. } => seen,
            What::Syntax { .. } | What::TooDeep | What::Missing { .. } | What::Duplicate { .. } => {
                None
            }
        }
    }

    /// What is there must not be shown.
    #[must_use]
    pub(crate) fn redacted(mut self) -> Self {
        self.0.sensitive = true;
        self
    }

    /// Whether the text is well-formed there, so that reading can go on behind the value.
    pub(crate) fn is_recoverable(&self) -> bool {
        matches!(
            self.0.what,
            What::Mismatch { .. } | What::Missing { .. } | What::Duplicate { .. }
        )
    }

    /// The member it is about beyond its place, what was expected, and what is there.
    pub(crate) fn into_unplaced(self, text: &str) -> (Option<Box<str>>, Cow<'static, str>, String) {
        let Reason {
            offset,
            what,
            sensitive,
        } = *self.0;
        let excerpt = |of: fn(&str, usize) -> String| {
            if sensitive {
                finding::REDACTED.to_owned()
            } else {
                of(text, offset)
            }
        };
        match what {
            What::Syntax { expected } => (None, expected.into(), excerpt(finding::token_at)),
            What::TooDeep => (
                None,
                format!("at most {} levels", super::MAX_DEPTH).into(),
                "more".to_owned(),
            ),
            What::Mismatch {
                expected,
                seen: Some(Kind::Null),
            } => (None, expected, Kind::Null.to_string()),
            What::Mismatch {
                expected,
                seen: Some(seen @ (Kind::List | Kind::Object)),
            } => (None, expected, seen.to_string()),
            What::Mismatch { expected, .. } => (None, expected, excerpt(finding::excerpt_at)),
            What::Missing { member } => {
                (Some(member.into()), "a value".into(), "nothing".to_owned())
            }
            What::Duplicate { member } => (
                Some(member),
                "the member once".into(),
                "it again".to_owned(),
            ),
        }
    }

    /// The error for the caller, with the path of the place.
    pub fn into_error(self, text: &str) -> DecodeError {
        let path = finding::path_of(text, self.0.offset);

        self.into_error_at(path, text)
    }

    /// The errors of faults that are in the order of their places, whose paths are found in one scan.
    pub(crate) fn into_errors(faults: Vec<Self>, text: &str) -> Vec<DecodeError> {
        let offsets: Vec<usize> = faults.iter().map(Self::offset).collect();

        faults
            .into_iter()
            .zip(finding::paths_of(text, &offsets))
            .map(|(fault, path)| fault.into_error_at(path, text))
            .collect()
    }

    fn into_error_at(self, mut path: String, text: &str) -> DecodeError {
        let offset = self.0.offset;
        let kind = match self.0.what {
            What::Syntax { .. } => DecodeErrorKind::Syntax,
            What::TooDeep => DecodeErrorKind::TooDeep,
            What::Mismatch { .. } | What::Duplicate { .. } => DecodeErrorKind::Mismatch,
            What::Missing { .. } => DecodeErrorKind::Missing,
        };
        let (name, expected, seen) = self.into_unplaced(text);
        if let Some(name) = name {
            finding::push_name(&mut path, &name);
        }

        DecodeError {
            kind,
            path,
            expected,
            seen,
            offset,
        }
    }
}
