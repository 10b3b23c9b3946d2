//! What the answer with a page tells about the list.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::pointer::{self, Place};

/// What the answer with a page tells about the list, besides its items.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// What stands where the next page is told.
    pub(crate) next: Option<Told>,
    /// Whether there is more.
    pub(crate) more: Option<bool>,
    /// Items after this page.
    pub(crate) remaining: Option<u64>,
    /// Items in all.
    pub(crate) total: Option<u64>,
    /// Pages in all.
    pub(crate) total_pages: Option<u64>,
    /// What the items read and how many are left, to know a page again.
    pub(crate) fingerprint: u64,
}

/// A value that leads to the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// As it stands.
    pub(crate) json: String,
    /// In words, where it is one text, number or boolean.
    pub(crate) text: Option<String>,
}

impl Told {
    /// What leads to a next page; nothing, false and what is empty do not, and 0 only as the number of a record or a page.
    pub(crate) fn of(place: Place<'_>, is_number: bool) -> Option<Self> {
        let is_told = place.is_set() || (is_number && place.count().is_some());

        is_told.then(|| Self {
            json: place.raw.to_owned(),
            text: place.scalar(),
        })
    }

    /// What stands there in the last of these items. An id of 0 is an id.
    pub(crate) fn of_last(items: &[&str], pointer: &str) -> Option<Self> {
        let place = pointer::find(items.last()?, &[pointer]).ok()?.pop()??;
        let text = place.scalar().filter(|text| !text.is_empty())?;

        Some(Self {
            json: place.raw.to_owned(),
            text: Some(text),
        })
    }

    /// As a number.
    pub(crate) fn count(&self) -> Option<u64> {
        self.text.as_ref()?.trim().parse().ok()
    }
}

/// A flag, also as 0 and 1 or as a text of one.
pub(crate) fn flag(place: &Place<'_>) -> Option<bool> {
    match place.scalar()?.trim() {
        "true" | "True" | "TRUE" | "1" => Some(true),
        "false" | "False" | "FALSE" | "0" => Some(false),
        _ => None,
    }
}

/// A value in 64 bits, to know it again.
pub(crate) fn fingerprint(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
