//! What is escaped in a URL and a form.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};

use crate::replaced::replaced;

/// Everything but letters, digits and `-._~`: what is escaped where nothing else is said.
pub(crate) const PERCENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Of the reserved characters those that end nothing: not `&#+[]`, nor what joins lists.
const RESERVED_IN_QUERY: &AsciiSet = &PERCENT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*');

/// The same in a path, where `/` and `?` end something, too.
const RESERVED_IN_PATH: &AsciiSet = &RESERVED_IN_QUERY.add(b'/').add(b'?');

/// How characters that mean something in the place are escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// As `%XX`, everything but letters, digits and `-._~`.
    Percent,
    /// The same, and a space is `+`, as in forms.
    Plus,
    /// As OpenAPI's `allowReserved`: `:@!$'()*` stay, in a query also `/` and `?`. What would end the value is escaped all the same.
    Reserved,
}

/// Whether a text goes into a path, whose slashes part segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    Path,
    Query,
}

impl Escape {
    /// A text that stays in its place.
    pub(super) fn apply(self, text: &str, ground: Ground) -> String {
        self.borrowed(text, ground).into_owned()
    }

    /// The same, borrowed where there is nothing to escape.
    pub(super) fn borrowed(self, text: &str, ground: Ground) -> Cow<'_, str> {
        let set = match (self, ground) {
            (Self::Percent | Self::Plus, _) => PERCENT,
            (Self::Reserved, Ground::Path) => RESERVED_IN_PATH,
            (Self::Reserved, Ground::Query) => RESERVED_IN_QUERY,
        };
        let escaped = match Cow::from(utf8_percent_encode(text, set)) {
            // One escaped letter alone is borrowed, too.
            Cow::Borrowed(same) if same.len() == text.len() => return Cow::Borrowed(text),
            escaped => escaped.into_owned(),
        };

        Cow::Owned(if self == Self::Plus {
            // A percent sign of the text has become `%25`, so these are spaces.
            replaced(&escaped, "%20", "+")
        } else {
            escaped
        })
    }
}

/// What `+` in an escaped text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlusSign {
    Space,
    Itself,
}

/// The text behind its escapes; nothing where it is no UTF-8.
pub(crate) fn unescape(text: &str, plus: PlusSign) -> Option<String> {
    let spaced;
    let text = match plus {
        PlusSign::Space => {
            spaced = replaced(text, "+", " ");
            &spaced
        }
        PlusSign::Itself => text,
    };

    percent_decode(text.as_bytes())
        .decode_utf8()
        .ok()
        .map(Cow::into_owned)
}
