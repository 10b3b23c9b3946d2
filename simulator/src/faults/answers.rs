//! Answers that a fault gives instead of the vendor's own.

use http::{HeaderValue, StatusCode, header};

use super::fault::Kind;
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
            let seconds = retry_after
                .as_secs()
                .saturating_add(u64::from(retry_after.subsec_nanos() > 0));
            let headers = &mut refusal.headers;
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Some(with(world, id, &refusal, StatusCode::TOO_MANY_REQUESTS))
        }
        Kind::ServerError(status) => {
            let refusal = Refusal::new(RefusalKind::Failed, "something went wrong on our side");
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            Some(with(world, id, &refusal, status))
        }
        Kind::BadGateway => Some(Reply::bytes(StatusCode::BAD_GATEWAY, "text/html", HTML)),
        Kind::Refusal => {
            let refusal = Refusal::new(RefusalKind::Refused, "the request was refused");
            Some(render::refusal(world, id, &refusal))
        }
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

/// The vendor's own body for a refusal, with this status, whether or not the document declares it: outages are in few documents.
fn with(world: &World, id: Option<OperationId>, refusal: &Refusal, status: StatusCode) -> Reply {
    let mut reply = render::refusal(world, id, refusal);
    reply.status = status;

    reply
}
