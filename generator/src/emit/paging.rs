//! How lists go on, as descriptors of the runtime.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{PagedBy, Pages, Pagination};

use super::api::number;
use super::print::tokens;
use super::symbol::Symbols;

/// The type and the value of what says how a list goes on, where that has to be said. `data` is where the items are unless said.
pub(super) fn pagination_value(
    symbols: &Symbols<'_>,
    pagination: &Pagination,
    data: &str,
) -> Option<(TokenStream, TokenStream)> {
    if *pagination == Pagination::None {
        return None;
    }
    let ty = tokens(&symbols.runtime("Pagination"));
    let mut calls = TokenStream::new();
    let (start, items) = match pagination {
        Pagination::None => return None,
        Pagination::Unknown { items } => (quote!(unknown()), items),
        Pagination::Pages(pages) => {
            calls.extend(told(pages));
            (start(&pages.by), &pages.items)
        }
    };
    if items != data {
        calls.extend(quote!(.items(#items)));
    }

    Some((ty.clone(), quote!(#ty::#start #calls)))
}

fn start(by: &PagedBy) -> TokenStream {
    match by {
        PagedBy::Offset { parameter, .. } => quote!(offset(#parameter)),
        PagedBy::Page { parameter, .. } => quote!(page(#parameter)),
        PagedBy::Cursor { parameter, next } => quote!(cursor(#parameter, #next)),
        PagedBy::AfterLast { parameter, pointer } => quote!(after_last(#parameter, #pointer)),
        PagedBy::Link { next } => quote!(next_link(#next)),
        PagedBy::LinkHeader => quote!(link_header()),
    }
}

fn told(pages: &Pages) -> TokenStream {
    let mut calls = TokenStream::new();
    if pages.in_body {
        calls.extend(quote!(.in_body()));
    }
    let (first, next) = match &pages.by {
        PagedBy::Offset { next, .. } => (1, next),
        PagedBy::Page { first, next, .. } => (*first, next),
        PagedBy::Cursor { .. }
        | PagedBy::AfterLast { .. }
        | PagedBy::Link { .. }
        | PagedBy::LinkHeader => (1, &None),
    };
    if first != 1 {
        let first = number(u64::from(first));
        calls.extend(quote!(.first(#first)));
    }
    if let Some(size) = pages.size {
        let size = number(u64::from(size));
        calls.extend(quote!(.size(#size)));
    }
    let places = [
        ("size_parameter", &pages.size_parameter),
        ("next", next),
        ("more", &pages.more),
        ("remaining", &pages.remaining),
        ("total", &pages.total),
        ("total_pages", &pages.total_pages),
    ];
    for (name, place) in places {
        let name = format_ident!("{name}");
        calls.extend(place.as_ref().map(|place| quote!(.#name(#place))));
    }

    calls
}
