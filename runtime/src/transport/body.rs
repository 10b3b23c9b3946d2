//! A body on its way: the bytes, or where its chunks come from and how many bytes they promise to be.

mod given;

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use self::given::Given;
use super::TransportError;
use super::transfer::Transfer;
use crate::clock::BoxFuture;

/// A large body of bytes is handed out in pieces of this size where somebody watches how it moves.
const PIECE: usize = 64 * 1024;

/// A body on its way: that of an answer, still to be read, or that of a request, still to be sent.
pub struct Body {
    state: State,
    length: Option<u64>,
    transfer: Option<Arc<Transfer>>,
    /// Whether somebody waits for a chunk, which `transfer` knows.
    is_asked: bool,
}

/// Where the chunks of a body come from.
pub trait Chunks: Send {
    /// The next chunk; `None` at the end.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// The next chunk, or `None` at the end.
pub(crate) type Chunk = Result<Option<Bytes>, TransportError>;

/// Where chunks come from that are asked for without a box each.
pub(super) trait Source: Send {
    /// The next chunk.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Chunk>;

    /// Takes a promise of how many bytes it is in all, where it keeps one.
    fn promise(&mut self, _length: u64) -> bool {
        false
    }

    /// Whether it is certain that nothing comes any more.
    fn is_at_its_end(&self) -> bool {
        false
    }
}

enum State {
    Whole(Bytes),
    Coming(Box<dyn Source>),
    /// Ended, by its end or by an error.
    Ended,
}

impl Body {
    /// A body that is read from here.
    pub fn new(chunks: impl Chunks + 'static) -> Self {
        Self::boxed(Box::new(chunks))
    }

    pub(crate) fn boxed(chunks: Box<dyn Chunks>) -> Self {
        Self::of(Given::new(chunks))
    }

    /// A body that comes from a source of this crate's own.
    pub(super) fn of(source: impl Source + 'static) -> Self {
        Self {
            state: State::Coming(Box::new(source)),
            length: None,
            transfer: None,
            is_asked: false,
        }
    }

    /// Says how many bytes the chunks are in all. What gives more or fewer fails, before its last chunk is handed out.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        if let State::Coming(source) = &mut self.state
            && source.promise(length)
        {
            self.length = Some(length);
        }
        self
    }

    /// How many bytes it is in all, if that is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The bytes, where it is made of bytes and none is taken yet.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.state {
            State::Whole(bytes) if self.length == Some(bytes.len() as u64) => Some(bytes),
            State::Whole(_) | State::Coming(_) | State::Ended => None,
        }
    }

    /// The next chunk; `None` at the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        std::future::poll_fn(|context| self.poll_chunk(context)).await
    }

    /// The same for who is polled.
    pub(crate) fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Chunk> {
        let Some(transfer) = self.transfer.clone() else {
            return self.poll_next(context);
        };
        if !self.is_asked {
            transfer.asked();
            self.is_asked = true;
        }
        let next = ready!(self.poll_next(context));
        self.is_asked = false;

        Poll::Ready(match next {
            Ok(Some(chunk)) => {
                // Nobody asks for more where nothing is left.
                if self.is_at_its_end() {
                    transfer.ended();
                } else {
                    transfer.moved();
                }
                Ok(Some(chunk))
            }
            Ok(None) => {
                transfer.ended();
                Ok(None)
            }
            Err(error) => Err(transfer.failed(error)),
        })
    }

    /// Tells this of every chunk.
    pub(crate) fn watched(mut self, transfer: Arc<Transfer>) -> Self {
        self.transfer = Some(transfer);
        self
    }

    pub(crate) fn transfer(&self) -> Option<Arc<Transfer>> {
        self.transfer.clone()
    }

    /// All of it at once, where it is made of bytes and nobody watches how it moves.
    pub(crate) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.state {
            State::Whole(bytes) if self.transfer.is_none() => Ok(bytes),
            state => Err(Self { state, ..self }),
        }
    }

    fn is_at_its_end(&self) -> bool {
        match &self.state {
            State::Whole(rest) => rest.is_empty(),
            State::Coming(source) => source.is_at_its_end(),
            State::Ended => true,
        }
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Chunk> {
        let next = match &mut self.state {
            State::Whole(bytes) if bytes.is_empty() => Ok(None),
            State::Whole(bytes) => {
                let piece = match self.transfer {
                    Some(_) => bytes.split_to(bytes.len().min(PIECE)),
                    None => std::mem::take(bytes),
                };
                Ok(Some(piece))
            }
            State::Coming(source) => ready!(source.poll_next(context)),
            State::Ended => Ok(None),
        };
        if !matches!(next, Ok(Some(_))) {
            self.state = State::Ended;
        }

        Poll::Ready(next)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Body")
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(whole: T) -> Self {
        let whole = whole.into();

        Self {
            length: Some(whole.len() as u64),
            state: State::Whole(whole),
            transfer: None,
            is_asked: false,
        }
    }
}
