//! What goes out: outcomes and refusals in the bodies that the document declares.

use http::StatusCode;
use serde_json::json;

use crate::behave::Acted;
use crate::reply::{Refusal, RefusalKind, Reply};
use crate::vendor::OperationId;
use crate::world::World;

/// The answer to a call that was carried out.
pub(crate) fn answer(_world: &World, _id: OperationId, _acted: &Acted) -> Reply {
    Reply::json(StatusCode::OK, json!({}))
}

/// The answer to a call that was not; `id` where its path leads to an operation.
pub(crate) fn refusal(_world: &World, _id: Option<OperationId>, refusal: &Refusal) -> Reply {
    let status = match refusal.kind {
        RefusalKind::NoSuchPath | RefusalKind::NotFound => StatusCode::NOT_FOUND,
        RefusalKind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        RefusalKind::Unauthorized => StatusCode::UNAUTHORIZED,
        RefusalKind::Forbidden => StatusCode::FORBIDDEN,
        RefusalKind::Conflict => StatusCode::CONFLICT,
        RefusalKind::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        RefusalKind::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        RefusalKind::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
        RefusalKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        RefusalKind::Malformed | RefusalKind::Refused => StatusCode::BAD_REQUEST,
    };
    let mut reply = Reply::json(status, json!({ "message": refusal.message }));
    reply.headers.extend(refusal.headers.clone());

    reply
}
