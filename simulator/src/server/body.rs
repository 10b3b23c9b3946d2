//! The bytes of an answer: all of them, or half of them and then a broken connection.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// The body of an answer.
#[derive(Debug)]
pub(super) struct ResponseBody {
    left: Bytes,
    /// What the head promises and nobody sends.
    missing: u64,
    then: Then,
}

/// What comes after the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    /// The end.
    End,
    /// A break, one turn later, so that the bytes are on their way before it.
    Wait,
    /// A break.
    Break,
}

/// The rest of the answer is kept back on purpose.
#[derive(Debug, thiserror::Error)]
#[error("the answer ends in the middle on purpose")]
pub(super) struct CutOff;

impl ResponseBody {
    /// All bytes.
    pub(super) fn whole(bytes: Bytes) -> Self {
        Self {
            left: bytes,
            missing: 0,
            then: Then::End,
        }
    }

    /// Half of the bytes, though the head promises all of them.
    pub(super) fn half(bytes: &Bytes) -> Self {
        let left = bytes.slice(..bytes.len() / 2);
        Self {
            missing: length(bytes) - length(&left),
            left,
            then: Then::Wait,
        }
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = CutOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, CutOff>>> {
        if !self.left.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.left)))));
        }
        match self.then {
            Then::End => Poll::Ready(None),
            Then::Wait => {
                self.then = Then::Break;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Then::Break => Poll::Ready(Some(Err(CutOff))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty() && self.then == Then::End
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(length(&self.left) + self.missing)
    }
}

fn length(bytes: &Bytes) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
