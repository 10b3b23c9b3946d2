//! How lists go on.

/// How a list goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pagination {
    /// It does not, or the call yields no list.
    None,
    /// It does, nobody says how.
    Unknown {
        /// JSON Pointer to the items.
        items: String,
    },
    /// It does, like this.
    Pages(Box<Pages>),
}

/// How a list goes on that comes in pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// What a page is asked for by.
    pub by: PagedBy,
    /// Whether what a page is asked for by stands in the JSON body; then parameters are JSON Pointers.
    pub in_body: bool,
    /// Items in a full page.
    pub size: Option<u32>,
    /// What takes the number of items wanted: a query parameter, or a place in the body.
    pub size_parameter: Option<String>,
    /// JSON Pointer to whether there is more.
    pub more: Option<String>,
    /// JSON Pointer to the number of items left.
    pub remaining: Option<String>,
    /// JSON Pointer to the number of items in all.
    pub total: Option<String>,
    /// JSON Pointer to the number of pages.
    pub total_pages: Option<String>,
    /// JSON Pointer to the items.
    pub items: String,
}

/// What a page is asked for by. A parameter is one of the query, or a place in the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagedBy {
    /// The number of its first record.
    Offset {
        /// What takes it.
        parameter: String,
        /// JSON Pointer to the number of the next one.
        next: Option<String>,
    },
    /// Its number.
    Page {
        /// What takes it.
        parameter: String,
        /// The number of the first page.
        first: u32,
        /// JSON Pointer to the number of the next one.
        next: Option<String>,
    },
    /// A value of the answer before.
    Cursor {
        /// What takes it.
        parameter: String,
        /// JSON Pointer to it.
        next: String,
    },
    /// A value of the last item before.
    AfterLast {
        /// What takes it.
        parameter: String,
        /// JSON Pointer to it, from the item on.
        pointer: String,
    },
    /// A link in the body.
    Link {
        /// JSON Pointer to it.
        next: String,
    },
    /// A link in the header `link`.
    LinkHeader,
}
