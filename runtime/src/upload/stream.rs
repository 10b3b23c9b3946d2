//! Streams as sources of chunks, and what can be taken once.

use std::error::Error as StdError;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use futures_core::Stream;

use super::Opens;
use crate::clock::BoxFuture;
use crate::transport::{Body, Chunks, TransportError, TransportErrorKind};

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
    chunks: Arc<Slot>,
}

type Slot = Mutex<Option<Box<dyn Chunks>>>;

impl Once {
    pub(super) fn new(chunks: impl Chunks + 'static) -> Self {
        Self {
            chunks: Arc::new(Mutex::new(Some(Box::new(chunks)))),
        }
    }
}

impl Opens for Once {
    fn open(&self) -> BoxFuture<'_, Result<Body, TransportError>> {
        let taking = Taking {
            once: Arc::clone(&self.chunks),
            taken: None,
        };

        Box::pin(std::future::ready(Ok(Body::new(taking))))
    }

    fn can_be_sent(&self) -> bool {
        lock(&self.chunks).is_some()
    }

    fn kind(&self) -> &'static str {
        "stream"
    }
}

fn lock(slot: &Slot) -> MutexGuard<'_, Option<Box<dyn Chunks>>> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What makes the same chunks as often as it is asked.
pub(super) struct Again<F> {
    make: F,
}

impl<F: Fn() -> Box<dyn Chunks>> Again<F> {
    pub(super) fn new(make: F) -> Self {
        Self { make }
    }
}

impl<F: Fn() -> Box<dyn Chunks> + Send + Sync> Opens for Again<F> {
    fn open(&self) -> BoxFuture<'_, Result<Body, TransportError>> {
        Box::pin(std::future::ready(Ok(Body::boxed((self.make)()))))
    }

    fn kind(&self) -> &'static str {
        "replayable stream"
    }
}

/// Takes what can be read once when the first chunk is asked for, and not before: where no connection came about it can still be sent.
struct Taking {
    once: Arc<Slot>,
    taken: Option<Box<dyn Chunks>>,
}

impl Chunks for Taking {
    fn next(&mut self) -> BoxFuture<'_, Chunk> {
        if self.taken.is_none() {
            self.taken = lock(&self.once).take();
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
