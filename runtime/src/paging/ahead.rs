//! A page that is read while the caller works on the one before.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::answer::Answer;
use crate::call::{CallFuture, Fetch, Read};
use crate::error::Error;

/// A call in a task that ends with its owner. Only the answer is fetched there, whatever type it is read as, so that a task is compiled once.
pub(super) struct Ahead<V> {
    task: Task,
    read: Read<V>,
}

impl<V> Ahead<V> {
    /// Starts on a call; gives it back where nothing runs tasks.
    pub(super) fn start(call: CallFuture<V>) -> Result<Self, CallFuture<V>> {
        let (answer, read) = call.into_parts();

        match Task::start(answer) {
            Ok(task) => Ok(Self { task, read }),
            Err(answer) => Err(CallFuture::new(answer, read)),
        }
    }

    /// What came out; `None` where the task was ended from elsewhere.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<V, Error>>> {
        let answer = ready!(self.task.poll(context));

        Poll::Ready(answer.map(|answer| (self.read)(&mut answer?)))
    }
}

struct Task {
    answer: JoinHandle<Result<Answer, Error>>,
}

impl Task {
    fn start(answer: Fetch) -> Result<Self, Fetch> {
        match Handle::try_current() {
            Ok(runtime) => Ok(Self {
                answer: runtime.spawn(crate::observe::of_caller(answer)),
            }),
            Err(_) => Err(answer),
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Answer, Error>>> {
        Pin::new(&mut self.answer).poll(context).map(Result::ok)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.answer.abort();
    }
}
