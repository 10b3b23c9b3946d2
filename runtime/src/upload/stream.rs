//! Streams as sources of chunks, and what can be taken once.

use std::error::Error as StdError;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use futures_core::Stream;

use crate::clock::BoxFuture;
use crate::transport::{Chunks, TransportError, TransportErrorKind};

type Chunk = Result<Option<Bytes>, TransportError>;

/// A stream as a source of chunks.
pub(super) struct Flow<S> {
    stream: Pin<Box<S>>,
}

impl<S> Flow<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream: Box::pin(stream),
        }
    }
}

impl<S, B, E> Chunks for Flow<S>
where
    S: Stream<Item = Result<B, E>> + Send,
    B: Into<Bytes>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn next(&mut self) -> BoxFuture<'_, Chunk> {
        Box::pin(std::future::poll_fn(|context| {
            self.stream.as_mut().poll_next(context).map(|next| {
                next.transpose()
                    .map(|chunk| chunk.map(Into::into))
                    .map_err(|error| TransportError::new(TransportErrorKind::Upload, error))
            })
        }))
    }
}

/// What can be read once, until somebody does.
pub(super) struct Once {
    chunks: Mutex<Option<Box<dyn Chunks>>>,
}

impl Once {
    pub(super) fn new(chunks: impl Chunks + 'static) -> Arc<Self> {
        Arc::new(Self {
            chunks: Mutex::new(Some(Box::new(chunks))),
        })
    }

    pub(super) fn is_there(&self) -> bool {
        self.lock().is_some()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Box<dyn Chunks>>> {
        self.chunks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes what can be read once when the first chunk is asked for, and not before: where no connection came about it can still be sent.
pub(super) struct Taking {
    once: Arc<Once>,
    taken: Option<Box<dyn Chunks>>,
}

impl Taking {
    pub(super) fn new(once: Arc<Once>) -> Self {
        Self { once, taken: None }
    }
}

impl Chunks for Taking {
    fn next(&mut self) -> BoxFuture<'_, Chunk> {
        if self.taken.is_none() {
            self.taken = self.once.lock().take();
        }
        match &mut self.taken {
            Some(chunks) => chunks.next(),
            None => Box::pin(async {
                Err(TransportError::new(
                    TransportErrorKind::Upload,
                    SENT_ALREADY,
                ))
            }),
        }
    }
}

/// Why what can be read once is not sent.
pub(crate) const SENT_ALREADY: &str = "the stream was sent already, and can be read once";
