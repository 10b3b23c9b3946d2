//! Answers that a fault gives instead of the vendor's own.

use http::{HeaderValue, StatusCode, header};

use super::fault::Kind;
use super::refusal;
use crate::render;
use crate::reply::{Refusal, RefusalKind, Reply};
use crate::vendor::OperationId;
use crate::world::World;

/// As the proxies of the world answer.
const HTML: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<h1>502 Bad Gateway</h1>\r\n\
    <p>The server received an invalid response from an upstream server.</p>\r\n</body>\r\n</html>\r\n";

/// What is answered instead; nothing where there is no answer at all.
pub(super) fn reply(world: &World, id: Option<OperationId>, kind: Kind) -> Option<Reply> {
    match kind {
        Kind::RateLimit(retry_after) => {
            let mut refusal = Refusal::new(RefusalKind::RateLimited, "there are too many requests");
            let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
            let headers = &mut refusal.headers;
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Some(render::refusal(world, id, &refusal))
        }
        Kind::ServerError(status) => {
            let refusal = Refusal::new(RefusalKind::Refused, "something went wrong on our side");
            let mut reply = render::refusal(world, id, &refusal);
            reply.status =
                StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            Some(reply)
        }
        Kind::BadGateway => Some(Reply::bytes(StatusCode::BAD_GATEWAY, "text/html", HTML)),
        Kind::Refusal => id.and_then(|id| refusal::in_success(world, id)),
        Kind::Reset
        | Kind::Delay(_)
        | Kind::HalfAnswer
        | Kind::ExtraMember
        | Kind::Null
        | Kind::NewEnumValue
        | Kind::WrongType
        | Kind::MissingMember
        | Kind::ExpiredToken
        | Kind::DuplicatedPage => None,
    }
}
