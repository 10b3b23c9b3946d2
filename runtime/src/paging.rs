//! Lists that come in pages: one page, a stream of pages, a stream of items.
//!
//! `start` says which page is asked for, `facts` what its answer tells about the list, `next` where the list goes on, `stream` walks.

mod ahead;
mod facts;
mod link;
mod next;
mod page;
mod start;
mod stream;
mod token;

pub(crate) use facts::{Facts, Told, fingerprint, flag};
pub(crate) use link::is_named;
pub use page::Page;
pub(crate) use start::{Asked, ask_for_size, pagination_of};
pub(crate) use stream::Walk;
pub use stream::{Items, Pages};
pub use token::{InvalidPageToken, PageToken};
