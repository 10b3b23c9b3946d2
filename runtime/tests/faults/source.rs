//! A stream of bytes that does what it is told, and tells when it is dropped.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use tokio::time::{Sleep, sleep};

/// One thing that a source does.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Bytes(Vec<u8>),
    Wait(Duration),
    Fail(&'static str),
    /// Gives nothing any more, and does not end.
    Hang,
}

/// A stream that does these in turn, and then ends.
pub(crate) struct Source {
    pieces: VecDeque<Piece>,
    waiting: Option<Pin<Box<Sleep>>>,
    open: Option<Arc<AtomicUsize>>,
}

impl Source {
    pub(crate) fn new(pieces: impl IntoIterator<Item = Piece>) -> Self {
        Self {
            pieces: pieces.into_iter().collect(),
            waiting: None,
            open: None,
        }
    }

    /// A source of these texts.
    pub(crate) fn of(texts: &[&str]) -> Self {
        Self::new(texts.iter().map(|text| Piece::Bytes((*text).into())))
    }

    /// Is counted here as long as it is there.
    pub(crate) fn counted(mut self, open: &Arc<AtomicUsize>) -> Self {
        open.fetch_add(1, Ordering::SeqCst);
        self.open = Some(Arc::clone(open));
        self
    }
}

impl Stream for Source {
    type Item = Result<Vec<u8>, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(waiting) = &mut self.waiting {
                std::task::ready!(waiting.as_mut().poll(context));
                self.waiting = None;
            }
            match self.pieces.pop_front() {
                Some(Piece::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Piece::Wait(pause)) => self.waiting = Some(Box::pin(sleep(pause))),
                Some(Piece::Fail(why)) => {
                    return Poll::Ready(Some(Err(std::io::Error::other(why))));
                }
                Some(Piece::Hang) => {
                    self.pieces.push_front(Piece::Hang);
                    return Poll::Pending;
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if let Some(open) = &self.open {
            open.fetch_sub(1, Ordering::SeqCst);
        }
    }
}
