//! Chunks that a caller gives, held to the length that they promise.

use std::task::{Context, Poll};

use bytes::Bytes;

use super::{Chunk, Chunks, Source};
use crate::clock::BoxFuture;
use crate::transport::{TransportError, TransportErrorKind};

/// Chunks of a caller.
pub(super) struct Given {
    state: State,
    /// What is to come of the length that was promised.
    left: Option<u64>,
}

enum State {
    Idle(Box<dyn Chunks>),
    /// With the chunks, which come back together with the next one, and with what is left then.
    Reading(BoxFuture<'static, (Box<dyn Chunks>, Option<u64>, Chunk)>),
    Ended,
}

impl Given {
    pub(super) fn new(chunks: Box<dyn Chunks>) -> Self {
        Self {
            state: State::Idle(chunks),
            left: None,
        }
    }
}

impl Source for Given {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Chunk> {
        let mut reading = match std::mem::replace(&mut self.state, State::Ended) {
            State::Idle(chunks) => read(chunks, self.left),
            State::Reading(reading) => reading,
            State::Ended => return Poll::Ready(Ok(None)),
        };
        let Poll::Ready((chunks, left, next)) = reading.as_mut().poll(context) else {
            self.state = State::Reading(reading);
            return Poll::Pending;
        };
        self.left = left;
        if matches!(next, Ok(Some(_))) {
            self.state = State::Idle(chunks);
        }

        Poll::Ready(next)
    }

    fn promise(&mut self, length: u64) -> bool {
        self.left = Some(length);
        true
    }

    fn is_at_its_end(&self) -> bool {
        self.left == Some(0)
    }
}

fn read(
    mut chunks: Box<dyn Chunks>,
    left: Option<u64>,
) -> BoxFuture<'static, (Box<dyn Chunks>, Option<u64>, Chunk)> {
    Box::pin(async move {
        let Some(left) = left else {
            let next = chunks.next().await;
            return (chunks, None, next);
        };
        match promised(&mut *chunks, left).await {
            Ok((chunk, left)) => (chunks, Some(left), Ok(chunk)),
            Err(error) => (chunks, Some(left), Err(error)),
        }
    })
}

/// The next chunk of what has promised so many bytes, and what is left then. The last one is held back until it is certain that it is
/// the last.
async fn promised(
    chunks: &mut dyn Chunks,
    left: u64,
) -> Result<(Option<Bytes>, u64), TransportError> {
    let broken = |problem: String| Err(TransportError::new(TransportErrorKind::Upload, problem));
    let Some(chunk) = filled(chunks).await? else {
        return match left {
            0 => Ok((None, 0)),
            left => broken(format!("it ended {left} bytes short of its length")),
        };
    };
    match left.checked_sub(chunk.len() as u64) {
        None => broken("it is longer than its length".to_owned()),
        Some(0) if filled(chunks).await?.is_some() => {
            broken("it is longer than its length".to_owned())
        }
        Some(left) => Ok((Some(chunk), left)),
    }
}

/// The next chunk with something in it.
async fn filled(chunks: &mut dyn Chunks) -> Chunk {
    loop {
        match chunks.next().await? {
            Some(chunk) if chunk.is_empty() => {}
            next => return Ok(next),
        }
    }
}
