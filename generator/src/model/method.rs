//! HTTP methods.

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
    /// `QUERY`
    Query,
    /// Another one, as it stands in a request line.
    Other(Token),
}

impl Method {
    /// As it stands in a request line.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(token) => token.as_str(),
        }
    }

    /// Whether sending it twice is the same as once, as HTTP has it. Of a method that few know nothing is assumed, unless it is one that only reads.
    pub fn is_idempotent(self) -> bool {
        match self {
            Self::Get
            | Self::Put
            | Self::Delete
            | Self::Options
            | Self::Head
            | Self::Trace
            | Self::Query => true,
            Self::Post | Self::Patch => false,
            Self::Other(token) => READING.contains(&token.as_str()),
        }
    }
}

/// Methods besides those that have a name of their own here that change nothing, by the registry of HTTP methods.
const READING: &[&str] = &["PROPFIND", "REPORT", "SEARCH"];

/// The name of an HTTP method that few know. Short enough to be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    letters: [u8; Self::MAX],
    length: u8,
}

impl Token {
    /// No name is longer.
    pub const MAX: usize = 40;

    /// A name; `None` where a request line cannot have it.
    pub fn parse(text: &str) -> Option<Self> {
        let is_of_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if text.is_empty() || !text.bytes().all(is_of_token) {
            return None;
        }
        let mut letters = [0; Self::MAX];
        letters
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());

        Some(Self {
            letters,
            length: u8::try_from(text.len()).ok()?,
        })
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        let letters = self.letters.get(..usize::from(self.length));

        std::str::from_utf8(letters.unwrap_or_default()).unwrap_or_default()
    }
}
