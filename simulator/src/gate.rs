//! Who is let in: credentials, tokens with their ends and scopes, quotas.
//!
//! All of it is as the document declares it: its security schemes, the sets of them that it asks for, and the quirks `token-request`,
//! `token-lifetime`, `code-exchange`, `revoke` and `rate-limit`. Addresses for consent and tokens come before the paths of operations.
//! Where the document declares such an address as an operation as well, its request and its answer are as declared.

mod accepted;
mod addresses;
mod admission;
mod answer;
mod consent;
mod credentials;
mod denial;
mod exchange;
mod fields;
mod introspection;
mod kept;
mod presented;
mod quota;
mod revocation;
mod scopes;
mod tokens;
mod window;

use http::{HeaderMap, HeaderValue, header};

pub(crate) use accepted::Accepted;
pub(crate) use addresses::Addresses;
pub use credentials::Credentials;

use addresses::Purpose;
use quota::Counters;
use revocation::Taken;
use tokens::Tokens;

use crate::received;
use crate::reply::{Refusal, RefusalKind, Reply, Request};
use crate::routes::Found;
use crate::vendor::OperationId;
use crate::world::{Settings, World};

/// Tokens that were given out, and what was counted.
#[derive(Debug)]
pub(crate) struct GateState {
    /// What is taken without having been given out.
    pub(crate) accepted: Accepted,
    tokens: Tokens,
    counters: Counters,
    /// How many of the next users decline.
    users_to_decline: usize,
    /// Whether a refresh token does once.
    rotates: bool,
}

impl GateState {
    /// Nothing is given out, nothing counted.
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            accepted: settings.accepted.clone(),
            tokens: Tokens::new(settings.seed),
            counters: Counters::default(),
            users_to_decline: 0,
            rotates: true,
        }
    }
}

/// Somebody who was let in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Visitor {
    /// What tells this one from others: the same for all requests with one credential, also when its token is renewed. No secret.
    pub(crate) owner: String,
    /// The program that came, where its token says so.
    pub(crate) client: Option<String>,
}

/// What counting a request came to.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    /// What every answer tells of the quota.
    pub(crate) headers: HeaderMap,
    /// Where the quota is used up.
    pub(crate) refusal: Option<Box<Refusal>>,
}

/// The answer where the path is one of the addresses that users are asked at, or tokens given out and taken back. No quota counts it.
pub(crate) fn token_call(
    world: &World,
    request: &Request,
    found: &Found,
) -> Option<Result<Reply, Box<Refusal>>> {
    let vendor = &world.vendor;
    let ways = vendor
        .addresses
        .ways(&vendor.api, &request.method, &request.path);
    let Some(purpose) = ways.first().map(|way| way.purpose) else {
        return told_about(world, request, found);
    };
    if purpose == Purpose::Consent {
        return Some(Ok(consent::ask(world, &ways, request)));
    }
    let declared = match found {
        Found::Operation(id, path) => {
            // What the document says of the call comes before what the standard says.
            if let Err(refusal) = received::read(world, *id, path, request) {
                return Some(Err(refusal));
            }
            vendor.call(*id)
        }
        Found::OtherMethods(_) | Found::Absent | Found::Nothing => None,
    };
    let denied = |denial: denial::Denial| match declared {
        Some(_) => Err(denial.refusal()),
        None => Ok(denial.reply()),
    };

    Some(match purpose {
        Purpose::Revocation => match revocation::take(world, &ways, request) {
            Taken::Back(reply) => Ok(reply),
            Taken::Denied(denial) => denied(denial),
            Taken::Refused(refusal) => Err(refusal),
        },
        Purpose::Consent | Purpose::Tokens(_) => match exchange::exchange(world, &ways, request) {
            Ok((way, given)) => Ok(answer::reply(world, &way, given, declared)),
            Err(denial) => denied(denial),
        },
    })
}

/// The answer where the path leads to a call that tells about tokens.
fn told_about(
    world: &World,
    request: &Request,
    found: &Found,
) -> Option<Result<Reply, Box<Refusal>>> {
    let Found::Operation(id, path) = found else {
        return None;
    };
    let call = Some(*id).filter(|id| world.vendor.addresses.tells_about_tokens(*id));
    let call = world.vendor.call(call?)?;
    let received =
        let_in(world, *id, request, false).and_then(|_| received::read(world, *id, path, request));

    Some(received.map(|received| introspection::tell(world, call, &received)))
}

/// Lets a request in; `expired` takes its token for one that has just ended.
pub(crate) fn let_in(
    world: &World,
    id: OperationId,
    request: &Request,
    expired: bool,
) -> Result<Visitor, Box<Refusal>> {
    admission::let_in(world, id, request, expired).map_err(|mut refusal| {
        // Nothing is counted, and the quota is told all the same.
        refusal.headers.extend(quota::untouched(world, id));
        refusal
    })
}

/// Counts a request against the declared quotas.
pub(crate) fn count(
    world: &World,
    id: OperationId,
    visitor: &Visitor,
    request: &Request,
) -> Counted {
    quota::count(world, id, visitor, request)
}

/// What a request without a good token has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// Nothing.
    Nothing,
    /// A token that does not do.
    Token,
}

/// The refusal of a request whose token is missing, or does not do.
fn unauthorized(message: impl Into<String>, shown: Shown) -> Box<Refusal> {
    let mut refusal = Refusal::new(RefusalKind::Unauthorized, message);
    let value = HeaderValue::from_static(match shown {
        Shown::Nothing => "Bearer",
        Shown::Token => "Bearer error=\"invalid_token\"",
    });
    refusal.headers.insert(header::WWW_AUTHENTICATE, value);

    refusal
}
