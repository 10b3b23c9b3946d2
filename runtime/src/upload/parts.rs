//! Several uploads one after the other as one body.

use std::collections::VecDeque;

use bytes::Bytes;

use super::{Opens, Upload};
use crate::clock::BoxFuture;
use crate::transport::{Body, Chunks, TransportError, TransportErrorKind};

/// What goes one after the other; each has a name for messages, which may be empty.
pub(super) struct Parts {
    parts: Vec<(String, Upload)>,
}

impl Parts {
    pub(super) fn new(parts: Vec<(String, Upload)>) -> Self {
        Self { parts }
    }
}

impl Opens for Parts {
    /// Opens all of them, so that what cannot be opened is known before anything is sent. The length is known where all lengths are.
    fn open(&self) -> BoxFuture<'_, Result<Body, TransportError>> {
        Box::pin(async move {
            let mut bodies = VecDeque::with_capacity(self.parts.len());
            let mut length = Some(0_u64);
            for (name, part) in &self.parts {
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

    fn can_be_sent(&self) -> bool {
        self.parts.iter().all(|(_, part)| part.can_be_sent())
    }

    fn kind(&self) -> &'static str {
        "parts"
    }
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
