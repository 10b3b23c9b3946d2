//! The quirks of one place, which takes no room where there are none: that is nearly everywhere.

use std::ops::Deref;
use std::sync::LazyLock;

use super::QuirkWords;

/// The quirks written at one place.
#[derive(Clone, Debug, Default)]
pub struct Quirks(Option<Box<QuirkWords>>);

impl From<QuirkWords> for Quirks {
    fn from(words: QuirkWords) -> Self {
        Self(Some(Box::new(words)))
    }
}

impl Deref for Quirks {
    type Target = QuirkWords;

    fn deref(&self) -> &QuirkWords {
        static NONE: LazyLock<QuirkWords> = LazyLock::new(QuirkWords::default);

        self.0.as_deref().unwrap_or(&NONE)
    }
}
