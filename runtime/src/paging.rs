//! Lists that come in pages: one page, a stream of pages, a stream of items.

mod page;
mod stream;

pub use page::{Page, PageToken};
pub use stream::{Items, Pages};
