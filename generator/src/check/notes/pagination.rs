//! How a list goes on, in one sentence.

use crate::model::{PagedBy, Pages, Pagination};

/// What a caller must know about a list.
pub(super) fn of_list(pagination: &Pagination) -> Option<String> {
    match pagination {
        Pagination::None => None,
        Pagination::Unknown { .. } => Some(
            "The list may go on, nobody says how: one page is read, and `.items_with(..)` reads all where you know the way.".to_owned(),
        ),
        Pagination::Pages(pages) => Some(format!(
            "The list comes in pages{}; {}, and `.items()` walks through all of them.",
            size(pages),
            way(pages)
        )),
    }
}

/// How lists go on that say nothing of their own.
pub(super) fn of_all_lists(pagination: &Pagination) -> Option<String> {
    match pagination {
        Pagination::None | Pagination::Unknown { .. } => None,
        Pagination::Pages(pages) => Some(format!(
            "Lists come in pages{}, also those of paths that the spec does not know; {}.",
            size(pages),
            way(pages)
        )),
    }
}

fn size(pages: &Pages) -> String {
    match (pages.size, &pages.size_parameter) {
        (Some(size), Some(parameter)) => {
            format!(
                " of {size} items unless {} says otherwise",
                named(pages, parameter)
            )
        }
        (Some(size), None) => format!(" of at most {size} items"),
        (None, Some(parameter)) => format!(" of as many items as {} says", named(pages, parameter)),
        (None, None) => String::new(),
    }
}

fn way(pages: &Pages) -> String {
    match &pages.by {
        PagedBy::Offset { parameter, .. } => format!(
            "{} is the number of the item that a page starts with",
            named(pages, parameter)
        ),
        PagedBy::Page {
            parameter, first, ..
        } => format!(
            "{} is the number of a page, the first of which is {first}",
            named(pages, parameter)
        ),
        PagedBy::Cursor { parameter, next } => format!(
            "{} is what the page before has at `{next}`",
            named(pages, parameter)
        ),
        PagedBy::AfterLast { parameter, pointer } => format!(
            "{} is what the last item of the page before has at `{pointer}`",
            named(pages, parameter)
        ),
        PagedBy::Link { next } => format!("a page links to the next one at `{next}`"),
        PagedBy::LinkHeader => "a page links to the next one in the header `link`".to_owned(),
    }
}

fn named(pages: &Pages, parameter: &str) -> String {
    if pages.in_body {
        format!("`{parameter}` of the body")
    } else {
        format!("`{parameter}`")
    }
}
