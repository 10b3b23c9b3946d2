//! The body of a request as the connections want it.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::transport::{Body, TransportError};

/// A body of bytes goes out at once, any other as the connection takes it.
pub(super) fn outgoing(body: Body) -> ::reqwest::Body {
    let body = match body.into_bytes() {
        Ok(bytes) => return ::reqwest::Body::from(bytes),
        Err(body) => body,
    };
    let left = body.length();

    ::reqwest::Body::wrap(Outgoing {
        body: Mutex::new(body),
        left,
    })
}

/// A body that is asked for its chunks. The mutex is never waited for: it only makes what is `Send` also `Sync`.
struct Outgoing {
    body: Mutex<Body>,
    left: Option<u64>,
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = self.get_mut();
        let body = this.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        let chunk = ready!(body.poll_chunk(context));
        if let Ok(Some(chunk)) = &chunk {
            let taken = chunk.len() as u64;
            this.left = this.left.map(|left| left.saturating_sub(taken));
        }

        Poll::Ready(chunk.transpose().map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.left
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
