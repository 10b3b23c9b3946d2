//! A page that is read while the caller works on the one before.

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// A task that ends with its owner.
pub(super) struct Ahead<T> {
    task: JoinHandle<T>,
}

impl<T: Send + 'static> Ahead<T> {
    /// Starts on a future; gives it back where nothing runs tasks.
    pub(super) fn start<F>(future: F) -> Result<Self, F>
    where
        F: Future<Output = T> + Send + 'static,
    {
        match Handle::try_current() {
            Ok(runtime) => Ok(Self {
                task: runtime.spawn(future),
            }),
            Err(_) => Err(future),
        }
    }

    /// What came out; `None` where the task was ended from elsewhere.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<T>> {
        Pin::new(&mut self.task).poll(context).map(Result::ok)
    }
}

impl<T> Drop for Ahead<T> {
    fn drop(&mut self) {
        self.task.abort();
    }
}
