//! How a list goes on.

/// How a list goes on.
///
/// # Examples
///
/// ```
/// use brogue_runtime::api::Pagination;
///
/// const BY_NUMBER: Pagination = Pagination::offset("start", "/data").size(100).remaining("/meta/remaining");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pagination {
    pub(crate) strategy: Strategy,
    pub(crate) items: &'static str,
    pub(crate) size: Option<u32>,
    pub(crate) next: Option<&'static str>,
    pub(crate) remaining: Option<&'static str>,
    pub(crate) total: Option<&'static str>,
}

/// How the next page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    /// Not at all: there is one page.
    Single,
    /// By the number of its first record, counted from 0, in this query parameter.
    Offset(&'static str),
}

impl Pagination {
    /// The body is one page of items.
    pub const NONE: Self = Self::unknown("");

    /// The list may go on, nobody says how: one page is read, with its items here.
    pub const fn unknown(items: &'static str) -> Self {
        Self {
            strategy: Strategy::Single,
            items,
            size: None,
            next: None,
            remaining: None,
            total: None,
        }
    }

    /// By record number in this query parameter, with the items here.
    pub const fn offset(parameter: &'static str, items: &'static str) -> Self {
        Self {
            strategy: Strategy::Offset(parameter),
            ..Self::unknown(items)
        }
    }

    /// Records in a full page.
    #[must_use]
    pub const fn size(mut self, records: u32) -> Self {
        self.size = Some(records);
        self
    }

    /// JSON Pointer to the start of the next page.
    #[must_use]
    pub const fn next(mut self, pointer: &'static str) -> Self {
        self.next = Some(pointer);
        self
    }

    /// JSON Pointer to the number of records after this page.
    #[must_use]
    pub const fn remaining(mut self, pointer: &'static str) -> Self {
        self.remaining = Some(pointer);
        self
    }

    /// JSON Pointer to the number of records in all.
    #[must_use]
    pub const fn total(mut self, pointer: &'static str) -> Self {
        self.total = Some(pointer);
        self
    }
}
