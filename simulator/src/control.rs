//! What the command line and programs in other languages can do to a simulated vendor: paths below `/_simulator`.

use crate::reply::{Reply, Request};
use crate::world::World;

/// Where it begins. No vendor has such a path.
const PREFIX: &str = "/_simulator";

/// The answer where the path is one of these.
pub(crate) fn answer(_world: &World, request: &Request) -> Option<Reply> {
    request
        .path
        .strip_prefix(PREFIX)
        .map(|_| Reply::empty(http::StatusCode::NOT_FOUND))
}
