//! How a list goes on.

use super::{Item, Section, words};
use crate::model::{Operation, Output, PagedBy, Pagination};

/// What is told of the pages of a call; nothing where it has none.
pub(super) fn section(operation: &Operation) -> Section {
    let is_paged = matches!(operation.output, Output::Page { .. });
    let items = match &operation.pagination {
        Pagination::None => Vec::new(),
        Pagination::Unknown { items } => vec![
            Item::new(
                "goes on",
                "nobody says how; a caller names the way with `.items_with(..)`",
            ),
            Item::new("items", format!("at {}", words::at(items))),
        ],
        Pagination::Pages(_) if !is_paged => Vec::new(),
        Pagination::Pages(pages) => {
            let mut items = vec![Item::new("next page", way(&pages.by, pages.in_body))];
            items.push(Item::new(
                "items",
                format!("at {}", words::at(&pages.items)),
            ));
            let size = pages
                .size
                .map(|size| format!("{size} items in a full page"));
            let taken = pages
                .size_parameter
                .as_ref()
                .map(|name| format!("`{name}` takes how many are wanted"));
            let size: Vec<String> = [size, taken].into_iter().flatten().collect();
            if !size.is_empty() {
                items.push(Item::new("size", size.join("; ")));
            }
            let told = [
                ("more", &pages.more),
                ("left", &pages.remaining),
                ("total", &pages.total),
                ("pages", &pages.total_pages),
            ];
            items.extend(told.into_iter().filter_map(|(name, at)| {
                Some(Item::new(name, format!("told at `{}`", at.as_ref()?)))
            }));
            items.push(Item::new(
                "walk",
                "`.items()` reads all of them, `.pages()` page by page",
            ));
            items
        }
    };

    Section {
        key: "paging",
        title: "paging",
        items,
    }
}

fn way(by: &PagedBy, in_body: bool) -> String {
    let place = if in_body { "member" } else { "query parameter" };
    let told = |next: &Option<String>| {
        next.as_ref()
            .map(|next| format!(", told at `{next}`"))
            .unwrap_or_default()
    };

    match by {
        PagedBy::Offset { parameter, next } => format!(
            "{place} `{parameter}` is the number of its first item, counted from 0{}",
            told(next)
        ),
        PagedBy::Page {
            parameter,
            first,
            next,
        } => format!(
            "{place} `{parameter}` is its number, counted from {first}{}",
            told(next)
        ),
        PagedBy::Cursor { parameter, next } => {
            format!("{place} `{parameter}` is what the page before has at `{next}`")
        }
        PagedBy::AfterLast { parameter, pointer } => {
            format!("{place} `{parameter}` is what the last item before has at `{pointer}`")
        }
        PagedBy::Link { next } => format!("the page before links to it at `{next}`"),
        PagedBy::LinkHeader => "the page before links to it in the header `link`".to_owned(),
    }
}
