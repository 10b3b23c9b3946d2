//! Calls from code that is not async: the feature `blocking`.
//!
//! Every call has `.blocking()`, which gives the same words without `.await`. What happens below is the same, on one small runtime that
//! the process begins with the first such call and keeps. The calling thread runs its own call; connections, and renewals of tokens that
//! others wait for too, run on the runtime's thread.

use std::fmt;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use tokio::runtime::{Builder, Handle, Runtime};

use crate::answer::Output;
use crate::call::{Call, PagedCall};
use crate::client::Core;
use crate::codec::Slot;
use crate::error::{Error, ErrorKind};
use crate::paging::{Items, Page, PageToken, Pages};
use crate::response::Response;

/// A call, or a list in pages, for code that is not async. It comes from `.blocking()` of a call.
///
/// Inside an async runtime every method fails at once and nothing is sent: blocking there would stop other tasks.
///
/// # Examples
///
/// ```no_run
/// # fn sum(call: brogue_runtime::PagedCall<i64>) -> Result<i64, brogue_runtime::Error> {
/// let mut sum = 0;
/// for number in call.limit(500).blocking().items() {
///     sum += number?;
/// }
/// # Ok(sum)
/// # }
/// ```
#[must_use = "a call does nothing until it is sent"]
pub struct Blocking<T> {
    inner: T,
}

impl<T> Blocking<T> {
    fn new(inner: T) -> Self {
        Self { inner }
    }
}

impl<T: Output> Blocking<Call<T>> {
    /// Makes the call and gives its value.
    pub fn send(self) -> Result<T, Error> {
        wait(self.inner.send())
    }

    /// Makes the call and gives its value with status, headers and findings.
    pub fn with_response(self) -> Result<Response<T>, Error> {
        wait(self.inner.with_response())
    }
}

impl<T> Blocking<Call<T>> {
    /// Makes the call and decodes its value into a type of your own.
    pub fn send_as<U: DeserializeOwned>(self) -> Result<U, Error> {
        wait(self.inner.send_as())
    }
}

impl<T: Slot> Blocking<PagedCall<T>> {
    /// Makes one call and gives its page.
    pub fn send(self) -> Result<Page<T>, Error> {
        wait(self.inner.send())
    }

    /// Makes one call and gives its page with status, headers and findings.
    pub fn with_response(self) -> Result<Response<Page<T>>, Error> {
        wait(self.inner.with_response())
    }

    /// Makes one call and decodes its list into a type of your own.
    pub fn send_as<U: DeserializeOwned>(self) -> Result<U, Error> {
        wait(self.inner.send_as())
    }

    /// All items, read page by page as they are asked for.
    pub fn items(self) -> Blocking<Items<T>> {
        Blocking::new(self.inner.items())
    }

    /// The items from a page on.
    pub fn items_from(self, token: &PageToken) -> Blocking<Items<T>> {
        Blocking::new(self.inner.items_from(token))
    }

    /// All pages, read as they are asked for.
    pub fn pages(self) -> Blocking<Pages<T>> {
        Blocking::new(self.inner.pages())
    }

    /// The pages from this one on.
    pub fn pages_from(self, token: &PageToken) -> Blocking<Pages<T>> {
        Blocking::new(self.inner.pages_from(token))
    }
}

impl<T> Blocking<Items<T>> {
    /// The page after the one whose items are being given, to resume from later.
    pub fn next_page(&self) -> Option<&PageToken> {
        self.inner.next_page()
    }
}

impl<T> Blocking<Pages<T>> {
    /// The page after the last one that was given, or the one that failed.
    pub fn next_page(&self) -> Option<&PageToken> {
        self.inner.next_page()
    }
}

impl<T: Slot> Iterator for Blocking<Items<T>> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(self.inner.try_next()).transpose()
    }
}

impl<T: Slot> Iterator for Blocking<Pages<T>> {
    type Item = Result<Page<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(self.inner.try_next()).transpose()
    }
}

impl<T: fmt::Debug> fmt::Debug for Blocking<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Blocking")
            .field(&self.inner)
            .finish()
    }
}

impl<T> Call<T> {
    /// The same call for code that is not async.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl<T> PagedCall<T> {
    /// The same call for code that is not async.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl Core {
    /// Runs anything async of a client from code that is not: `client.block_on(client.exchange(code))?`.
    ///
    /// # Errors
    ///
    /// The error of the future, and where the calling thread is one of an async runtime.
    pub fn block_on<T>(&self, future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        wait(future)
    }
}

/// Gives a request struct its `.blocking()`.
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking {
    ($name:ident: $call:ty) => {
        impl $name {
            /// The same call for code that is not async.
            pub fn blocking(self) -> $crate::Blocking<$call> {
                self.call.blocking()
            }
        }
    };
}

fn wait<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    if Handle::try_current().is_ok() {
        return Err(Error::new(
            ErrorKind::Request,
            "a blocking call would stop the async runtime that this thread belongs to: `.await` the call, or make it in a thread of your own",
        ));
    }

    runtime()?.block_on(future)
}

/// The runtime of all blocking calls.
fn runtime() -> Result<&'static Handle, Error> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();

    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime.handle());
    }
    let made = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("brogue-blocking")
        .enable_all()
        .build()
        .map_err(|error| {
            let problem = "the runtime of blocking calls cannot be started";
            Error::new(ErrorKind::Request, problem).with_source(error)
        })?;

    // Where two threads begin at once, one of the two runtimes goes again.
    Ok(RUNTIME.get_or_init(|| made).handle())
}
