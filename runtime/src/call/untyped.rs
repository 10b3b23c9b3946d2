//! What a call can do whose value is any JSON: it may be a list.

use serde_json::Value;

use super::{Call, PagedCall};
use crate::api::Pagination;
use crate::paging::{Items, Pages};

impl Call<Value> {
    /// The value is a list that comes in pages, as the API's lists go on or the client's [`pagination`](crate::ClientBuilder::pagination)
    /// says.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn read(client: brogue_runtime::Core) -> Result<(), brogue_runtime::Error> {
    /// use brogue_runtime::{Method, Pagination};
    ///
    /// let jobs = client.request(Method::GET, "/jobs").query("state", "open");
    /// let mut jobs = jobs.items_with(Pagination::page("page"));
    /// while let Some(job) = jobs.try_next().await? {
    ///     println!("{}", job["title"]);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn paged(self) -> PagedCall<Value> {
        PagedCall::new(self.plan)
    }

    /// All items of the list, read page by page as they are asked for.
    pub fn items(self) -> Items<Value> {
        self.paged().items()
    }

    /// All items of a list that goes on like this.
    pub fn items_with(self, pagination: Pagination) -> Items<Value> {
        self.paged().items_with(pagination)
    }

    /// All pages of the list, read as they are asked for.
    pub fn pages(self) -> Pages<Value> {
        self.paged().pages()
    }

    /// All pages of a list that goes on like this.
    pub fn pages_with(self, pagination: Pagination) -> Pages<Value> {
        self.paged().pages_with(pagination)
    }
}
