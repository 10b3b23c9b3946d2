//! The text of an answer.

use std::borrow::Cow;

use bytes::Bytes;

/// A text that stays in the bytes it came in.
#[derive(Clone, Debug, Default)]
pub(crate) struct BodyText(Bytes);

impl BodyText {
    /// The text of a body, which is most often the body itself or the most of it.
    pub(crate) fn new(body: &Bytes, text: Cow<'_, str>) -> Self {
        Self(match text {
            Cow::Borrowed(text) => body.slice_ref(text.as_bytes()),
            Cow::Owned(text) => text.into(),
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        // Nothing else is ever in it.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}
