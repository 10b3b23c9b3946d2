//! The vendor's clock, from outside.

use std::time::Duration;

use brogue_runtime::Clock as _;
use http::{Method, StatusCode};
use jiff::Timestamp;
use serde_json::json;

use super::{Refused, object, only, refused};
use crate::duration;
use crate::reply::{Reply, Request};
use crate::world::World;

/// The most that it is set forward at once: ten years.
const MOST: Duration = Duration::from_secs(3_650 * 86_400);

/// `/_simulator/clock`
pub(super) fn answer(world: &World, request: &Request) -> Result<Reply, Refused> {
    only(request, &[Method::GET, Method::POST])?;
    if request.method == "POST" {
        let members = object(request)?;
        let advance = members.get("advance").and_then(|time| time.as_str());
        let time = advance.and_then(duration::parse).ok_or_else(|| {
            refused("the body is to be `{\"advance\": \"2h\"}`, with a time like `300ms`, `90s` or `1h30m`")
        })?;
        if time > MOST {
            return Err(refused("the clock is set forward by 3650d at most"));
        }
        if members.len() > 1 {
            return Err(refused("there is nothing but `advance`"));
        }
        world.clock.advance(time);
    }
    let now = Timestamp::try_from(world.clock.time_of_day())
        .map_err(|_| refused("the clock is beyond the year 9999"))?;

    Ok(Reply::json(
        StatusCode::OK,
        json!({ "now": now.to_string() }),
    ))
}
