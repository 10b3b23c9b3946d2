//! How the body of a request gets on, seen from the side: when something last moved, and what it failed with.
//!
//! Whoever waits for the answer cannot ask the transport how far it is. So the body itself tells, whenever the transport takes a chunk.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::{TransportError, TransportErrorKind};
use crate::clock::Clock;

/// How the body of a request gets on.
#[derive(Debug)]
pub(crate) struct Transfer {
    clock: Arc<dyn Clock>,
    is_streamed: bool,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    phase: Phase,
    failure: Option<TransportError>,
}

/// Where the body of a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Nobody has asked for it yet: the connection is still being made.
    Waiting,
    /// The connection has asked for the next chunk, which the source has not given since.
    AtSource(Instant),
    /// The connection is sending the last chunk since.
    OnTheWire(Instant),
    /// All of it is with the connection since.
    Ended(Instant),
}

impl Transfer {
    /// Of a body that is streamed, or of one of bytes that is just large.
    pub(crate) fn new(clock: Arc<dyn Clock>, is_streamed: bool) -> Self {
        let state = State {
            phase: Phase::Waiting,
            failure: None,
        };

        Self {
            clock,
            is_streamed,
            state: Mutex::new(state),
        }
    }

    pub(crate) fn is_streamed(&self) -> bool {
        self.is_streamed
    }

    pub(crate) fn phase(&self) -> Phase {
        self.lock().phase
    }

    /// What the body failed with. The transport may have told only that it broke.
    pub(crate) fn take_failure(&self) -> Option<TransportError> {
        self.lock().failure.take()
    }

    pub(super) fn asked(&self) {
        self.enter(Phase::AtSource);
    }

    pub(super) fn moved(&self) {
        self.enter(Phase::OnTheWire);
    }

    pub(super) fn ended(&self) {
        self.enter(Phase::Ended);
    }

    /// Keeps the error, and gives one that says the same to the transport.
    pub(super) fn failed(&self, error: TransportError) -> TransportError {
        let copy = TransportError::new(TransportErrorKind::Upload, error.innermost().to_string());
        self.lock().failure = Some(error);

        copy
    }

    fn enter(&self, phase: fn(Instant) -> Phase) {
        let now = self.clock.now();
        let mut state = self.lock();
        // Whoever asks for more after the end begins nothing anew.
        if !matches!(state.phase, Phase::Ended(_)) {
            state.phase = phase(now);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
