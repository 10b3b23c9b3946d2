//! Pages and items as streams. A page is read when it is asked for, and one ahead where the caller says so.

use std::collections::HashSet;
use std::fmt;
use std::iter::Peekable;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::ahead::Ahead;
use super::facts::fingerprint;
use super::page::Page;
use super::start::ask_for;
use super::token::PageToken;
use crate::apart::Apart;
use crate::api::Replay;
use crate::call::{Call, CallFuture};
use crate::codec::Slot;
use crate::error::Error;
use crate::execute::Plan;
use crate::sifted::{BadElement, Sifted};

/// The pages of a list, in order.
///
/// It ends at the vendor's word, at an empty page, at a page or a place that came before, or after the limit. After an error it ends too;
/// [`next_page`](Self::next_page) tells where to resume. Dropping it gives up what it is reading.
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<T> {
    plan: Apart<Plan>,
    state: State<T>,
    upcoming: Option<PageToken>,
    /// Pages that came, by what their items read.
    seen: HashSet<u64>,
    /// Places that were asked for, each by its fingerprint.
    asked: HashSet<u64>,
    left: Option<usize>,
    ahead: bool,
}

enum State<T> {
    /// The next page is still to be asked for.
    Idle,
    Reading(CallFuture<Page<T>>),
    /// The next page is being read while the caller has the one before.
    Ahead(Ahead<Page<T>>),
    Ended,
}

/// How far a list is read, and how.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Walk {
    /// After so many items it ends.
    pub(crate) limit: Option<usize>,
    /// One page is read ahead.
    pub(crate) ahead: bool,
}

impl<T> Pages<T> {
    pub(crate) fn new(plan: Apart<Plan>, start: Option<&PageToken>, walk: Walk) -> Self {
        // What changes something, or cannot be taken back, is not asked for before it is wanted.
        let ahead = walk.ahead && plan.operation.replay == Replay::Safe;

        Self {
            plan,
            state: if walk.limit == Some(0) {
                State::Ended
            } else {
                State::Idle
            },
            upcoming: start.cloned(),
            seen: HashSet::new(),
            asked: start.map(fingerprint).into_iter().collect(),
            left: walk.limit,
            ahead,
        }
    }

    /// The page after the last one that was given, or the one that failed. `None` at the very start, and where there is none.
    pub fn next_page(&self) -> Option<&PageToken> {
        self.upcoming.as_ref()
    }
}

impl<T: Slot> Pages<T> {
    /// The next page; `None` at the end.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        self.next().await.transpose()
    }

    /// The next page or error; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        loop {
            let page = match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Idle => {
                    self.state = State::Reading(self.ask());
                    continue;
                }
                State::Reading(reading) => ready!(Pin::new(reading).poll(context)),
                State::Ahead(ahead) => {
                    let Some(page) = ready!(ahead.poll(context)) else {
                        self.state = State::Idle;
                        continue;
                    };
                    page
                }
            };

            return Poll::Ready(self.take(page));
        }
    }

    fn ask(&self) -> CallFuture<Page<T>> {
        let mut plan = self.plan.clone();
        if let Some(start) = &self.upcoming {
            ask_for(&mut plan, start);
        }

        Call::new(plan).send()
    }

    fn take(&mut self, page: Result<Page<T>, Error>) -> Option<Result<Page<T>, Error>> {
        self.state = State::Ended;
        let mut page = match page {
            Ok(page) => page,
            Err(error) => return Some(Err(error)),
        };
        let is_empty = page.items.is_empty() && page.bad.is_empty();
        if is_empty || !self.seen.insert(page.fingerprint) {
            self.upcoming = None;
            return None;
        }
        // A place that was asked for before would lead in a circle.
        page.next = page
            .next
            .filter(|next| self.asked.insert(fingerprint(next)));
        self.upcoming.clone_from(&page.next);

        if let Some(left) = &mut self.left {
            page.truncate(*left);
            *left -= page.items.len();
        }
        if page.next.is_some() && self.left != Some(0) {
            self.state = self.go_on();
        }

        Some(Ok(page))
    }

    fn go_on(&self) -> State<T> {
        if !self.ahead {
            return State::Idle;
        }

        match Ahead::start(self.ask()) {
            Ok(ahead) => State::Ahead(ahead),
            Err(reading) => State::Reading(reading),
        }
    }
}

impl<T: Slot> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Pages")
            .field("next_page", &self.upcoming)
            .finish_non_exhaustive()
    }
}

/// The items of a list, in order, read page by page.
///
/// # Examples
///
/// ```no_run
/// # async fn sum(call: brogue_runtime::PagedCall<i64>) -> Result<i64, brogue_runtime::Error> {
/// let mut sum = 0;
/// let mut numbers = call.items();
/// while let Some(number) = numbers.try_next().await? {
///     sum += number;
/// }
/// # Ok(sum)
/// # }
/// ```
///
/// An item that does not fit its type is an error in its place, and the stream goes on behind it; where the call is strict it ends. Any other
/// error ends it.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<T> {
    pages: Pages<T>,
    read: std::vec::IntoIter<T>,
    bad: Peekable<std::vec::IntoIter<BadElement>>,
    /// How many items of the page were given.
    given: usize,
}

/// An item, or one that does not fit.
type Element<T> = Result<T, BadElement>;

/// An item is never pinned where it waits.
impl<T> Unpin for Items<T> {}

impl<T> Items<T> {
    pub(crate) fn new(mut pages: Pages<T>) -> Self {
        pages.plan.sifts = true;

        Self {
            pages,
            read: Vec::new().into_iter(),
            bad: Vec::new().into_iter().peekable(),
            given: 0,
        }
    }

    /// The page after the one whose items are being given, to resume from later. `None` at the very start, and on the last page.
    pub fn next_page(&self) -> Option<&PageToken> {
        self.pages.next_page()
    }
}

impl<T: Slot> Items<T> {
    /// The next item; `None` at the end.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.next().await.transpose()
    }

    /// The next item or error; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// All items that are left, in one list; up to the limit where the call has one. The whole list is held in memory, and the items
    /// read before an error are lost: where either matters, take them one by one.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn first(call: brogue_runtime::PagedCall<i64>) -> Result<(), brogue_runtime::Error> {
    /// let first: Vec<i64> = call.limit(500).items().try_collect().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn try_collect<C: Default + Extend<T>>(mut self) -> Result<C, Error> {
        let mut items = C::default();
        while let Some(item) = self.try_next().await? {
            items.extend([item]);
        }

        Ok(items)
    }

    /// All items that are left, those that fit their type and those that do not; up to the limit where the call has one.
    pub async fn try_sift(mut self) -> Result<Sifted<T>, Error> {
        let mut sifted = Sifted::default();
        while let Some(element) = std::future::poll_fn(|context| self.poll_element(context)).await {
            match element? {
                Ok(item) => sifted.good.push(item),
                Err(bad) => sifted.bad.push(bad),
            }
        }

        Ok(sifted)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        self.poll_element(context).map(|element| {
            let element = element?;

            Some(element.and_then(|element| element.map_err(BadElement::into_error)))
        })
    }

    fn poll_element(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Element<T>, Error>>> {
        loop {
            let given = self.given;
            self.given += 1;
            if let Some(bad) = self.bad.next_if(|bad| bad.index() == given) {
                return Poll::Ready(Some(Ok(Err(bad))));
            }
            if let Some(item) = self.read.next() {
                return Poll::Ready(Some(Ok(Ok(item))));
            }
            self.given = given;
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => {
                    self.read = page.items.into_iter();
                    self.bad = page.bad.into_iter().peekable();
                    self.given = 0;
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T: Slot> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.read.len(), None)
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Items")
            .field("read", &self.read.len())
            .field("next_page", &self.pages.upcoming)
            .finish_non_exhaustive()
    }
}
