//! Who is let in: credentials, tokens with their ends and scopes, quotas.

use http::HeaderMap;

use crate::reply::{Refusal, Reply, Request};
use crate::vendor::OperationId;
use crate::world::World;

/// Tokens that were given out, and what was counted.
#[derive(Debug, Default)]
pub(crate) struct GateState;

/// Somebody who was let in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Visitor {
    /// What tells this one from others: the same for all requests with one credential.
    pub(crate) owner: String,
}

/// What counting a request came to.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    /// What every answer tells of the quota.
    pub(crate) headers: HeaderMap,
    /// Where the quota is used up.
    pub(crate) refusal: Option<Box<Refusal>>,
}

/// The answer where the path is one of the addresses that users are asked at, or tokens given out and taken back.
pub(crate) fn token_call(_world: &World, _request: &Request) -> Option<Reply> {
    None
}

/// Lets a request in; `expired` takes its token for one that has just ended.
pub(crate) fn let_in(
    _world: &World,
    _id: OperationId,
    _request: &Request,
    _expired: bool,
) -> Result<Visitor, Box<Refusal>> {
    Ok(Visitor::default())
}

/// Counts a request against the declared quotas.
pub(crate) fn count(
    _world: &World,
    _id: OperationId,
    _visitor: &Visitor,
    _request: &Request,
) -> Counted {
    Counted::default()
}
