//! A body on its way: the bytes, or where its chunks come from and how many bytes they promise to be.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use super::reqwest::to_transport_error;
use super::transfer::Transfer;
use super::{TransportError, TransportErrorKind};
use crate::clock::BoxFuture;

/// A large body of bytes is handed out in pieces of this size where somebody watches how it moves.
const PIECE: usize = 64 * 1024;

/// A body on its way: that of an answer, still to be read, or that of a request, still to be sent.
pub struct Body {
    source: Source,
    length: Option<u64>,
    /// What is to come of the length.
    left: Option<u64>,
    transfer: Option<Arc<Transfer>>,
}

/// Where the chunks of a body come from.
pub trait Chunks: Send {
    /// The next chunk; `None` at the end.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

enum Source {
    Whole(Bytes),
    Chunks(Box<dyn Chunks>),
    /// An answer of the built-in transport, which is asked without a box for each chunk.
    Answer(Box<::reqwest::Response>),
    /// Ended, by its end or by an error.
    Ended,
}

impl Body {
    /// A body that is read from here.
    pub fn new(chunks: impl Chunks + 'static) -> Self {
        Self::boxed(Box::new(chunks))
    }

    pub(crate) fn boxed(chunks: Box<dyn Chunks>) -> Self {
        Self::of(Source::Chunks(chunks))
    }

    /// The body of an answer of the built-in transport.
    pub(super) fn of_answer(answer: ::reqwest::Response) -> Self {
        Self::of(Source::Answer(Box::new(answer)))
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            length: None,
            left: None,
            transfer: None,
        }
    }

    /// Says how many bytes the chunks are in all. What gives more or fewer fails, before its last chunk is handed out.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        if matches!(self.source, Source::Chunks(_)) {
            self.length = Some(length);
            self.left = Some(length);
        }
        self
    }

    /// How many bytes it is in all, if that is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The bytes, where it is made of bytes and none is taken yet.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Whole(bytes) if self.length == Some(bytes.len() as u64) => Some(bytes),
            Source::Whole(_) | Source::Chunks(_) | Source::Answer(_) | Source::Ended => None,
        }
    }

    /// The next chunk; `None` at the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        let Some(transfer) = self.transfer.clone() else {
            return self.next().await;
        };
        transfer.asked();
        match self.next().await {
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
        }
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
        match self.source {
            Source::Whole(bytes) if self.transfer.is_none() => Ok(bytes),
            source => Err(Self { source, ..self }),
        }
    }

    fn is_at_its_end(&self) -> bool {
        match &self.source {
            Source::Whole(rest) => rest.is_empty(),
            Source::Chunks(_) | Source::Answer(_) => self.left == Some(0),
            Source::Ended => true,
        }
    }

    async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        let next = match &mut self.source {
            Source::Whole(bytes) if bytes.is_empty() => Ok(None),
            Source::Whole(bytes) if self.transfer.is_some() => {
                return Ok(Some(bytes.split_to(bytes.len().min(PIECE))));
            }
            Source::Whole(bytes) => return Ok(Some(std::mem::take(bytes))),
            Source::Chunks(chunks) => match &mut self.left {
                None => chunks.next().await,
                Some(left) => promised(&mut **chunks, left).await,
            },
            Source::Answer(answer) => answer.chunk().await.map_err(to_transport_error),
            Source::Ended => return Ok(None),
        };
        if !matches!(next, Ok(Some(_))) {
            self.source = Source::Ended;
        }

        next
    }
}

/// The next chunk of what has promised so many bytes. The last one is held back until it is certain that it is the last.
async fn promised(
    chunks: &mut dyn Chunks,
    left: &mut u64,
) -> Result<Option<Bytes>, TransportError> {
    let broken = |problem: String| Err(TransportError::new(TransportErrorKind::Upload, problem));
    let Some(chunk) = filled(chunks).await? else {
        return match *left {
            0 => Ok(None),
            left => broken(format!("it ended {left} bytes short of its length")),
        };
    };
    match left.checked_sub(chunk.len() as u64) {
        None => broken("it is longer than its length".to_owned()),
        Some(0) if filled(chunks).await?.is_some() => {
            broken("it is longer than its length".to_owned())
        }
        Some(rest) => {
            *left = rest;
            Ok(Some(chunk))
        }
    }
}

/// The next chunk with something in it.
async fn filled(chunks: &mut dyn Chunks) -> Result<Option<Bytes>, TransportError> {
    loop {
        match chunks.next().await? {
            Some(chunk) if chunk.is_empty() => {}
            next => return Ok(next),
        }
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
            source: Source::Whole(whole),
            left: None,
            transfer: None,
        }
    }
}
