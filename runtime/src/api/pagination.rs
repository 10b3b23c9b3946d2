//! How a list goes on.

/// How a list goes on: what asks for the next page, and what tells whether there is one.
///
/// A spec declares it for each list. Where it does not, a caller does, for one call (`.items_with(..)`) or for all
/// ([`ClientBuilder::pagination`](crate::ClientBuilder::pagination)). Places in an answer are JSON Pointers (RFC 6901) into the whole body.
///
/// A list ends where the vendor says so, at a page without items, at a page that came before, at a next page that was asked for before, and,
/// where the vendor says nothing and the size of a page is known, at a page that is not full.
///
/// # Examples
///
/// ```
/// use brogue_runtime::Pagination;
///
/// const BY_RECORD: Pagination = Pagination::offset("start").items("/data").size(100).remaining("/meta/remaining");
/// const BY_PAGE: Pagination = Pagination::page("page").size_parameter("per_page").size(50);
/// const BY_CURSOR: Pagination = Pagination::cursor("after", "/paging/next").items("/results");
/// const BY_LAST_ITEM: Pagination = Pagination::after_last("starting_after", "/id").more("/has_more");
/// const BY_LINK: Pagination = Pagination::next_link("/links/next").items("/data");
/// const BY_HEADER: Pagination = Pagination::link_header();
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a pagination does nothing until it is given to a call or a client"]
pub struct Pagination {
    pub(crate) strategy: Strategy,
    /// What takes the position: a name in the query, or a place in the body.
    pub(crate) parameter: &'static str,
    pub(crate) size_parameter: Option<&'static str>,
    pub(crate) in_body: bool,
    /// Where the items are; where the envelope has the value unless set.
    pub(crate) items: Option<&'static str>,
    pub(crate) size: Option<u32>,
    pub(crate) next: Option<&'static str>,
    pub(crate) more: Option<&'static str>,
    pub(crate) remaining: Option<&'static str>,
    pub(crate) total: Option<&'static str>,
    pub(crate) total_pages: Option<&'static str>,
}

/// How the next page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    /// Not at all: there is one page.
    Single,
    /// Nobody says how: one page is read.
    Unknown,
    /// By the number of its first record, counted from 0.
    Offset,
    /// By its number, counted from this one.
    Page(u32),
    /// By a value of the answer.
    Cursor,
    /// By a value of the last item.
    AfterLast,
    /// By a link in the body.
    Link,
    /// By a link in the header `link`.
    LinkHeader,
}

/// A list that is whole.
impl Default for Pagination {
    fn default() -> Self {
        Self::NONE
    }
}

impl Strategy {
    /// Whether more than one page may be read.
    pub(crate) const fn goes_on(self) -> bool {
        !matches!(self, Self::Single | Self::Unknown)
    }
}

impl Pagination {
    /// Whether a page tells about its list.
    pub(crate) const fn says_more(&self) -> bool {
        self.items.is_some() || self.strategy.goes_on()
    }

    /// The list is whole.
    pub const NONE: Self = Self::by(Strategy::Single, "");

    const fn by(strategy: Strategy, parameter: &'static str) -> Self {
        Self {
            strategy,
            parameter,
            size_parameter: None,
            in_body: false,
            items: None,
            size: None,
            next: None,
            more: None,
            remaining: None,
            total: None,
            total_pages: None,
        }
    }

    /// The list may go on, nobody says how: one page is read.
    pub const fn unknown() -> Self {
        Self::by(Strategy::Unknown, "")
    }

    /// A page is asked for by the number of its first record, counted from 0, in this query parameter.
    pub const fn offset(parameter: &'static str) -> Self {
        Self::by(Strategy::Offset, parameter)
    }

    /// A page is asked for by its number in this query parameter. The first is number 1, unless [`first`](Self::first) says otherwise.
    pub const fn page(parameter: &'static str) -> Self {
        Self::by(Strategy::Page(1), parameter)
    }

    /// A page is asked for by a cursor in this query parameter. The page before has it, a text or a number, at `next`; without one it is the
    /// last.
    pub const fn cursor(parameter: &'static str, next: &'static str) -> Self {
        Self::by(Strategy::Cursor, parameter).next(next)
    }

    /// A page is asked for by what the last item of the page before has at `pointer`, in this query parameter. The pointer starts at the item.
    pub const fn after_last(parameter: &'static str, pointer: &'static str) -> Self {
        Self::by(Strategy::AfterLast, parameter).next(pointer)
    }

    /// The page before links to the next one, at `next`: a whole URL, or one relative to its own. A link to another host is never followed.
    pub const fn next_link(next: &'static str) -> Self {
        Self::by(Strategy::Link, "").next(next)
    }

    /// The page before links to the next one in the header `link` (RFC 8288), with the relation `next`. A link to another host is never
    /// followed.
    pub const fn link_header() -> Self {
        Self::by(Strategy::LinkHeader, "")
    }

    /// Where the items of a page are. Unless said, where the envelope has the value; in a bare body that is the body.
    pub const fn items(mut self, pointer: &'static str) -> Self {
        self.items = Some(pointer);
        self
    }

    /// Items in a full page. With a [`size_parameter`](Self::size_parameter) so many are asked for, unless the caller asks for another number.
    pub const fn size(mut self, items: u32) -> Self {
        self.size = Some(items);
        self
    }

    /// The query parameter that takes how many items a page shall have.
    pub const fn size_parameter(mut self, parameter: &'static str) -> Self {
        self.size_parameter = Some(parameter);
        self
    }

    /// The number of the first page, where pages have numbers.
    pub const fn first(mut self, number: u32) -> Self {
        if let Strategy::Page(_) = self.strategy {
            self.strategy = Strategy::Page(number);
        }
        self
    }

    /// Parameters are places in the JSON body instead of names in the query: `Pagination::cursor("/page/after", "/next").in_body()`.
    pub const fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// Where the number of the next page or of its first record is; a page without it is the last.
    pub const fn next(mut self, pointer: &'static str) -> Self {
        self.next = Some(pointer);
        self
    }

    /// Where it is told whether there are more pages.
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(pointer);
        self
    }

    /// Where the number of items after this page is.
    pub const fn remaining(mut self, pointer: &'static str) -> Self {
        self.remaining = Some(pointer);
        self
    }

    /// Where the number of items in all is.
    pub const fn total(mut self, pointer: &'static str) -> Self {
        self.total = Some(pointer);
        self
    }

    /// Where the number of pages is.
    pub const fn total_pages(mut self, pointer: &'static str) -> Self {
        self.total_pages = Some(pointer);
        self
    }

    /// The same, with the items there unless it says itself where they are.
    pub(crate) const fn or_items(mut self, pointer: Option<&'static str>) -> Self {
        if self.items.is_none() {
            self.items = pointer;
        }
        self
    }
}
