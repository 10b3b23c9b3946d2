//! What goes wrong on purpose.

use std::time::Duration;

use crate::handle::Trail;
use crate::reply::Reply;
use crate::vendor::OperationId;
use crate::world::World;

/// The rules in force.
#[derive(Debug, Default)]
pub(crate) struct FaultState;

/// The faults that one request gets.
#[derive(Debug, Default)]
pub(crate) struct Struck;

/// Decides which faults a request gets, and notes them in its trail.
pub(crate) fn strike(_world: &World, _trail: &mut Trail) -> Struck {
    Struck
}

impl Struck {
    /// How long the answer is kept back.
    pub(crate) fn delay(&self) -> Option<Duration> {
        None
    }

    /// Whether the connection is broken off.
    pub(crate) fn resets(&self) -> bool {
        false
    }

    /// What is answered instead.
    pub(crate) fn reply(&self) -> Option<Reply> {
        None
    }

    /// Whether the token of the request has just ended.
    pub(crate) fn expires_token(&self) -> bool {
        false
    }

    /// Changes an answer: drift, and pages that come twice.
    pub(crate) fn bend(&self, _world: &World, _id: Option<OperationId>, _reply: &mut Reply) {}
}
