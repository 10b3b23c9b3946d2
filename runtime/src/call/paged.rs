//! A call that yields a list in pages.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::{Call, CallFuture};
use crate::answer::Output;
use crate::apart::Apart;
use crate::api::Pagination;
use crate::codec::{self, Shape, Slot};
use crate::encoding::{Parameter, Placed};
use crate::envelope::Survey;
use crate::error::Error;
use crate::execute::Plan;
use crate::options::CallOptions;
use crate::paging::{Items, Page, PageToken, Pages, Walk, ask_for_size, pagination_of};
use crate::response::Response;

/// A call of an operation that yields a list in pages: one page by `.await`, all of them by [`items`](Self::items) or
/// [`pages`](Self::pages).
///
/// # Examples
///
/// ```
/// use brogue_runtime::{Error, PageToken, PagedCall};
///
/// /// Reads on from where the last run stopped, and tells where it stopped itself.
/// async fn read_some(call: PagedCall<i64>, from: &PageToken) -> Result<Option<PageToken>, Error> {
///     let mut pages = call.limit(1_000).pages_from(from);
///     while let Some(page) = pages.try_next().await? {
///         println!("{} numbers, {:?} more", page.items.len(), page.remaining);
///     }
///     Ok(pages.next_page().cloned())
/// }
/// ```
#[must_use = "a call does nothing until it is awaited or its items are"]
pub struct PagedCall<T> {
    pub(super) plan: Apart<Plan>,
    walk: Walk,
    returns: PhantomData<fn() -> T>,
}

impl<T: Slot> PagedCall<T> {
    /// Makes one call and gives its page.
    pub fn send(self) -> CallFuture<Page<T>> {
        self.one().send()
    }

    /// Makes one call and gives its page with status, headers and findings.
    pub fn with_response(self) -> CallFuture<Response<Page<T>>> {
        self.one().with_response()
    }

    /// All items, read page by page as they are asked for.
    pub fn items(self) -> Items<T> {
        Items::new(self.pages())
    }

    /// The items from a page on.
    pub fn items_from(self, token: &PageToken) -> Items<T> {
        Items::new(self.pages_from(token))
    }

    /// The items of a list of which the spec does not know how it goes on, or of which you know better.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn read(call: brogue_runtime::PagedCall<i64>) -> Result<(), brogue_runtime::Error> {
    /// use brogue_runtime::Pagination;
    ///
    /// const BY_PAGE: Pagination = Pagination::page("page").size_parameter("per_page").size(20);
    ///
    /// let numbers: Vec<i64> = call.items_with(BY_PAGE).try_collect().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn items_with(self, pagination: Pagination) -> Items<T> {
        self.paged_by(pagination).items()
    }

    /// All pages, read as they are asked for.
    pub fn pages(self) -> Pages<T> {
        self.walk(None)
    }

    /// The pages from this one on.
    pub fn pages_from(self, token: &PageToken) -> Pages<T> {
        self.walk(Some(token))
    }

    /// The pages of a list of which the spec does not know how it goes on, or of which you know better.
    pub fn pages_with(self, pagination: Pagination) -> Pages<T> {
        self.paged_by(pagination).pages()
    }

    fn walk(self, start: Option<&PageToken>) -> Pages<T> {
        let walk = self.walk;

        Pages::new(self.prepared(), start, walk)
    }

    fn one(self) -> Call<Page<T>> {
        Call::new(self.prepared())
    }
}

impl<T> PagedCall<T> {
    pub(crate) fn new(mut plan: Apart<Plan>) -> Self {
        let operation = plan.operation;
        plan.survey = Some(Survey::ALL);
        plan.pagination =
            pagination_of(&plan.core, &operation.pagination, operation.is_undeclared());

        Self {
            plan,
            walk: Walk::default(),
            returns: PhantomData,
        }
    }

    fn prepared(mut self) -> Apart<Plan> {
        let plan = &mut *self.plan;
        ask_for_size(&mut plan.request, &plan.pagination);

        self.plan
    }

    /// The list goes on like this, whatever the spec says.
    pub fn paged_by(mut self, pagination: Pagination) -> Self {
        self.plan.pagination = pagination.or_items(self.plan.operation.pagination.items);
        self
    }

    /// While you work on a page, the next one is read already; never more than one, never one that the limit makes needless, and not where a
    /// call changes something. An error in it comes when that page is asked for. Dropping the stream gives the page up.
    pub fn prefetch(mut self) -> Self {
        self.walk.ahead = true;
        self
    }

    /// Makes one call and decodes its list into a type of your own.
    pub fn send_as<U: DeserializeOwned>(self) -> CallFuture<U> {
        Call::<()>::new(self.prepared()).send_as()
    }

    /// The same call, of one page, yielding something else that the runtime has: the list with its bad elements apart
    /// ([`Sifted`](crate::Sifted)), the body as a [`Download`](crate::Download).
    pub fn returning<U: Output>(self) -> Call<U> {
        Call::new(self.prepared())
    }

    /// Elements that do not fit their type are set apart in [`Page::bad`], with a finding each, and are no error. Where the call is strict
    /// they are.
    pub fn sift(mut self) -> Self {
        self.plan.sifts = true;
        self
    }

    /// Ends after so many items. No page is read that is not needed.
    pub fn limit(mut self, items: usize) -> Self {
        self.walk.limit = Some(items);
        self
    }

    /// Does something other than the client does, for this call and its further pages.
    pub fn with(mut self, options: CallOptions) -> Self {
        self.plan.set_options(options);
        self
    }

    /// Adds a name and a value to the query, also where the spec knows no such parameter.
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.plan.request.add_query_text(name, &value.to_string());
        self
    }

    /// Sets a header.
    pub fn header(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.plan
            .request
            .set_header_text(name, &value.to_string(), false);
        self
    }

    /// Sets a body of JSON.
    pub fn json(mut self, body: &dyn Slot) -> Self {
        self.set_json(body);
        self
    }

    /// Sets a declared parameter of the query.
    #[doc(hidden)]
    pub fn set_query(&mut self, parameter: impl Into<Parameter>, value: &dyn Placed) {
        self.plan.request.set_query(&parameter.into(), value);
    }

    /// Sets a declared header.
    #[doc(hidden)]
    pub fn set_header(&mut self, parameter: impl Into<Parameter>, value: &dyn Placed) {
        self.plan.request.set_header(&parameter.into(), value);
    }

    /// Sets a declared cookie.
    #[doc(hidden)]
    pub fn set_cookie(&mut self, parameter: impl Into<Parameter>, value: &dyn Placed) {
        self.plan.request.set_cookie(&parameter.into(), value);
    }

    /// Sets the body.
    #[doc(hidden)]
    pub fn set_json(&mut self, body: &dyn Slot) {
        self.plan.set_json(codec::encode(body, &Shape::PLAIN));
    }

    /// Sets a body that is a list.
    #[doc(hidden)]
    pub fn set_json_list<E: Slot>(&mut self, body: &[E]) {
        self.plan.set_json(codec::encode_list(body, &Shape::PLAIN));
    }
}

impl<T: Slot> IntoFuture for PagedCall<T> {
    type Output = Result<Page<T>, Error>;
    type IntoFuture = CallFuture<Page<T>>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<T> Clone for PagedCall<T> {
    fn clone(&self) -> Self {
        Self {
            plan: self.plan.clone(),
            walk: self.walk,
            returns: PhantomData,
        }
    }
}

impl<T> fmt::Debug for PagedCall<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.plan.show("PagedCall", formatter)
    }
}
