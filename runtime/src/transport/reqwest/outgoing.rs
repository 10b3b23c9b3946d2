//! The body of a request as the connections want it.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::clock::BoxFuture;
use crate::transport::{Body, TransportError};

/// A body of bytes goes out at once, any other as the connection takes it.
pub(super) fn outgoing(body: Body) -> ::reqwest::Body {
    let body = match body.into_bytes() {
        Ok(bytes) => return ::reqwest::Body::from(bytes),
        Err(body) => body,
    };
    let left = body.length();

    ::reqwest::Body::wrap(Outgoing {
        state: Mutex::new(State::Idle(body)),
        left,
    })
}

/// A body that is asked for its chunks. The mutex is never waited for: it only makes what is `Send` also `Sync`.
struct Outgoing {
    state: Mutex<State>,
    left: Option<u64>,
}

enum State {
    Idle(Body),
    Reading(BoxFuture<'static, (Body, Chunk)>),
    Ended,
}

type Chunk = Result<Option<Bytes>, TransportError>;

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = self.get_mut();
        let state = this.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut reading = match std::mem::replace(state, State::Ended) {
            State::Idle(mut body) => Box::pin(async move {
                let chunk = body.chunk().await;
                (body, chunk)
            }),
            State::Reading(reading) => reading,
            State::Ended => return Poll::Ready(None),
        };
        let Poll::Ready((body, chunk)) = reading.as_mut().poll(context) else {
            *state = State::Reading(reading);
            return Poll::Pending;
        };
        match chunk {
            Ok(Some(chunk)) => {
                *state = State::Idle(body);
                this.left = this
                    .left
                    .map(|left| left.saturating_sub(chunk.len() as u64));
                Poll::Ready(Some(Ok(Frame::data(chunk))))
            }
            Ok(None) => Poll::Ready(None),
            Err(error) => Poll::Ready(Some(Err(error))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.left
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
