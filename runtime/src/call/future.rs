//! A call that is being made.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::answer::Answer;
use crate::clock::BoxFuture;
use crate::error::Error;

/// A call that is being made: what `.await` of a call and its `send` give. It is lazy, and gives the call up when it is dropped.
///
/// The course of a call stands in the runtime and is compiled there. What a type adds is the function that reads it; so a generated crate
/// with hundreds of calls holds no state machine of its own.
///
/// # Examples
///
/// ```
/// use brogue_runtime::{Call, Error};
///
/// /// Counts two things at a time.
/// async fn both(first: Call<i64>, second: Call<i64>) -> Result<i64, Error> {
///     let first = tokio::spawn(first.send());
///     let second = second.send().await?;
///     Ok(first.await.expect("no panic")? + second)
/// }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct CallFuture<V> {
    answer: Fetch,
    read: Read<V>,
}

/// How the value comes out of an answer.
pub(crate) type Read<V> = fn(&mut Answer) -> Result<V, Error>;

/// An answer that is being fetched.
pub(crate) type Fetch = BoxFuture<'static, Result<Answer, Error>>;

impl<V> CallFuture<V> {
    pub(crate) fn new(answer: Fetch, read: Read<V>) -> Self {
        Self { answer, read }
    }

    /// How the answer comes, and how it is read.
    pub(crate) fn into_parts(self) -> (Fetch, Read<V>) {
        (self.answer, self.read)
    }
}

impl<V> Future for CallFuture<V> {
    type Output = Result<V, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match ready!(self.answer.as_mut().poll(context)) {
            Ok(mut answer) => Poll::Ready((self.read)(&mut answer)),
            Err(error) => Poll::Ready(Err(error)),
        }
    }
}

impl<V> fmt::Debug for CallFuture<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CallFuture").finish_non_exhaustive()
    }
}
