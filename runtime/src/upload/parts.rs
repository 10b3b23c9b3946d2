//! Several uploads one after the other as one body.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;

use super::Upload;
use crate::clock::BoxFuture;
use crate::transport::{Body, Chunks, TransportError, TransportErrorKind};

/// Opens all of them, so that what cannot be opened is known before anything is sent. The length is known where all lengths are.
pub(super) fn open(
    parts: Arc<[(String, Upload)]>,
) -> BoxFuture<'static, Result<Body, TransportError>> {
    Box::pin(async move {
        let mut bodies = VecDeque::with_capacity(parts.len());
        let mut length = Some(0_u64);
        for (name, part) in parts.iter() {
            let body = part.open().await.map_err(|error| named(name, error))?;
            length = length
                .zip(body.length())
                .and_then(|(sum, more)| sum.checked_add(more));
            bodies.push_back((name.clone(), body));
        }
        let body = Body::new(Chain { bodies });

        Ok(match length {
            Some(length) => body.with_length(length),
            None => body,
        })
    })
}

struct Chain {
    bodies: VecDeque<(String, Body)>,
}

impl Chunks for Chain {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            while let Some((name, body)) = self.bodies.front_mut() {
                match body.chunk().await {
                    Ok(Some(chunk)) => return Ok(Some(chunk)),
                    Ok(None) => drop(self.bodies.pop_front()),
                    Err(error) => return Err(named(name, error)),
                }
            }
            Ok(None)
        })
    }
}

/// The error, saying which part it is about.
fn named(name: &str, error: TransportError) -> TransportError {
    if name.is_empty() {
        return error;
    }
    let problem = format!("the part `{}`: {}", name.escape_debug(), error.innermost());

    TransportError::new(TransportErrorKind::Upload, problem)
}
