//! Where a list goes on, as a value that can be kept.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where a list goes on. It can be kept as text, also by serde, and the list be resumed with it later; a token of a list that goes on in
/// another way is refused when the page is asked for.
///
/// # Examples
///
/// ```
/// use brogue_runtime::PageToken;
///
/// let token: PageToken = "offset:100".parse()?;
/// assert_eq!(token.to_string(), "offset:100");
/// assert!("somewhere".parse::<PageToken>().is_err());
/// # Ok::<(), brogue_runtime::InvalidPageToken>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PageToken {
    kind: TokenKind,
    text: String,
}

/// What a token holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TokenKind {
    /// The number of a record.
    Offset,
    /// The number of a page.
    Page,
    /// A cursor for the query, as text.
    Cursor,
    /// A cursor for the body, as JSON.
    Json,
    /// A link: path and query, or a whole URL where it leads elsewhere.
    Link,
}

impl TokenKind {
    const ALL: [Self; 5] = [
        Self::Offset,
        Self::Page,
        Self::Cursor,
        Self::Json,
        Self::Link,
    ];

    /// What tokens of the kind begin with.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Offset => "offset",
            Self::Page => "page",
            Self::Cursor => "cursor",
            Self::Json => "json",
            Self::Link => "link",
        }
    }
}

impl PageToken {
    pub(crate) fn new(kind: TokenKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
        }
    }

    pub(crate) fn kind(&self) -> TokenKind {
        self.kind
    }

    /// What it holds, without its kind.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for PageToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.kind.name(), self.text)
    }
}

/// A cursor or a link is the vendor's own text and may hold anything: only its kind is shown.
impl fmt::Debug for PageToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TokenKind::Offset | TokenKind::Page => write!(formatter, "PageToken({self})"),
            TokenKind::Cursor | TokenKind::Json | TokenKind::Link => {
                write!(formatter, "PageToken({}:..)", self.kind.name())
            }
        }
    }
}

impl FromStr for PageToken {
    type Err = InvalidPageToken;

    fn from_str(text: &str) -> Result<Self, InvalidPageToken> {
        let (name, text) = text.split_once(':').ok_or(InvalidPageToken)?;
        let kind = TokenKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or(InvalidPageToken)?;
        let is_sound = match kind {
            TokenKind::Offset | TokenKind::Page => text.parse::<u64>().is_ok(),
            TokenKind::Json => crate::pointer::find(text, &[]).is_ok(),
            TokenKind::Cursor | TokenKind::Link => !text.is_empty(),
        };

        is_sound
            .then(|| Self::new(kind, text))
            .ok_or(InvalidPageToken)
    }
}

impl Serialize for PageToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PageToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;

        text.parse().map_err(D::Error::custom)
    }
}

/// A text is no [`PageToken`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidPageToken;

impl fmt::Display for InvalidPageToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this is no page token such as `offset:100` or `cursor:abc`")
    }
}

impl std::error::Error for InvalidPageToken {}
