//! The body of an answer as it comes in, bounded in time and size.

use std::pin::pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{self, HeaderMap};

use super::attempt::broken;
use super::limit::{Limit, Pulse};
use super::{Failure, Plan};
use crate::charset::BYTE_ORDER_MARK;
use crate::clock::within;
use crate::error::{Error, ErrorKind};
use crate::retry::Retry;
use crate::transport::Body;

/// So much of an error's body is read, and so long; the status counts, not the rest.
const ERROR_BODY: usize = 64 * 1024;
const ERROR_BODY_TIME: Duration = Duration::from_secs(5);

/// The whole body of a success, up to the bound.
pub(super) async fn read(
    plan: &Plan,
    body: &mut Body,
    declared: Option<u64>,
    limit: &Limit<'_>,
) -> Result<Bytes, Failure> {
    if declared.is_some_and(|length| length > plan.settings.max_body_bytes) {
        return Err(too_large(plan));
    }
    let clock = &*plan.core.inner().clock;
    let pulse = Pulse::default();
    let reading = pin!(read_whole(plan, body, &pulse));

    limit.read(clock, &pulse, reading).await?
}

async fn read_whole(plan: &Plan, body: &mut Body, pulse: &Pulse) -> Result<Bytes, Failure> {
    let mut whole = BytesMut::new();
    let mut first: Option<Bytes> = None;
    loop {
        let chunk = match body.chunk().await.map_err(|error| broken(plan, error))? {
            Some(chunk) => chunk,
            // A body of one chunk is handed on as it came.
            None if whole.is_empty() => return Ok(first.unwrap_or_default()),
            None => return Ok(whole.freeze()),
        };
        pulse.beat();
        let so_far = first.as_ref().map_or(0, Bytes::len).max(whole.len());
        if (so_far + chunk.len()) as u64 > plan.settings.max_body_bytes {
            return Err(too_large(plan));
        }
        match first.take() {
            None if whole.is_empty() => first = Some(chunk),
            None => whole.extend_from_slice(&chunk),
            Some(start) => {
                whole.extend_from_slice(&start);
                whole.extend_from_slice(&chunk);
            }
        }
    }
}

/// The start of an error's body, as far as it comes in time.
pub(super) async fn read_start(plan: &Plan, body: &mut Body, limit: &Limit<'_>) -> Bytes {
    let clock = &*plan.core.inner().clock;
    let mut start = BytesMut::new();
    let reading = async {
        while let Ok(Some(chunk)) = body.chunk().await {
            let room = chunk.len().min(ERROR_BODY - start.len());
            start.extend_from_slice(chunk.get(..room).unwrap_or_default());
            if start.len() == ERROR_BODY {
                break;
            }
        }
    };
    within(clock, Some(limit.left(clock).min(ERROR_BODY_TIME)), reading).await;

    unmarked(start.freeze())
}

/// The length that the answer declares.
pub(super) fn declared_length(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

fn too_large(plan: &Plan) -> Failure {
    let bound = plan.settings.max_body_bytes;
    let problem =
        format!("the body is larger than {bound} bytes; `max_body_bytes` sets how much is read");

    Failure {
        error: Error::new(ErrorKind::TooLarge, problem),
        retry: Retry::Never,
    }
}

/// The body without a byte order mark.
fn unmarked(body: Bytes) -> Bytes {
    match body.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => body.slice_ref(rest),
        None => body,
    }
}
