//! The body of an answer that is handed out while it still comes: piece by piece, each of them in time.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;

use crate::answer::Origin;
use crate::clock::{BoxFuture, Clock};
use crate::error::{Error, ErrorKind, in_seconds};
use crate::options::Settings;
use crate::transport::{Body, TransportError};

/// A body that still comes. Dropping it ends it.
pub(crate) struct Flow {
    /// Nothing where it has ended.
    body: Option<Body>,
    /// Ends when the next piece takes too long.
    patience: Option<BoxFuture<'static, ()>>,
    clock: Arc<dyn Clock>,
    timeout: Duration,
    stall_timeout: Duration,
    too_late: ErrorKind,
    pub(crate) origin: Origin,
    pub(crate) max_body_bytes: u64,
    pub(crate) max_event_bytes: usize,
}

impl Flow {
    pub(crate) fn new(
        body: Body,
        origin: Origin,
        clock: &Arc<dyn Clock>,
        settings: &Settings,
    ) -> Self {
        Self {
            body: Some(body),
            patience: None,
            clock: Arc::clone(clock),
            timeout: settings.timeout,
            stall_timeout: settings.stall_timeout,
            too_late: ErrorKind::Timeout,
            origin,
            max_body_bytes: settings.max_body_bytes,
            max_event_bytes: settings.max_event_bytes,
        }
    }

    /// Pieces follow each other, so that a long wait is a stall. Events come when there is something to tell.
    pub(crate) fn steady(mut self) -> Self {
        if self.stall_timeout < self.timeout {
            self.timeout = self.stall_timeout;
            self.too_late = ErrorKind::Stalled;
        }
        self
    }

    /// Reads no more.
    pub(crate) fn end(&mut self) {
        self.body = None;
        self.patience = None;
    }

    /// The next piece, which is not empty; `None` at the end, and after an error. What is polled may be dropped: nothing is lost.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Error>> {
        while let Some(body) = &mut self.body {
            let Poll::Ready(read) = body.poll_chunk(context) else {
                return self.wait(context).map(Err);
            };
            self.patience = None;
            match read {
                Ok(Some(piece)) if piece.is_empty() => {}
                Ok(Some(piece)) => return Poll::Ready(Ok(Some(piece))),
                Ok(None) => self.end(),
                Err(error) => return Poll::Ready(Err(self.broken(error))),
            }
        }

        Poll::Ready(Ok(None))
    }

    /// Waits no longer than the next piece may take.
    fn wait(&mut self, context: &mut Context<'_>) -> Poll<Error> {
        let (clock, timeout) = (&self.clock, self.timeout);
        let patience = self
            .patience
            .get_or_insert_with(|| clock.sleep(timeout.min(crate::clock::FOREVER)));
        ready!(patience.as_mut().poll(context));
        self.end();
        let problem = format!("nothing more came within {}", in_seconds(timeout));

        Poll::Ready(self.fail(self.too_late, problem))
    }

    fn broken(&mut self, error: TransportError) -> Error {
        self.end();
        let problem = self.origin.redactor().redact(&error.to_string());

        self.fail(ErrorKind::Transport, problem).with_source(error)
    }

    /// An error of this call.
    pub(crate) fn fail(&self, kind: ErrorKind, problem: impl Into<String>) -> Error {
        self.describe(Error::new(kind, problem.into()))
    }

    /// The error, saying which call it is about.
    pub(crate) fn describe(&self, error: Error) -> Error {
        self.origin.clone().describe(error)
    }
}

impl fmt::Debug for Flow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.body {
            Some(_) => "open",
            None => "ended",
        })
    }
}
