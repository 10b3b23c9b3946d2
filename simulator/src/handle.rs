//! The way of one request through the vendor, from the first look at its path to the entry in the log.

use std::sync::Arc;
use std::time::Instant;

use brogue_generator::model::NotFound;

use crate::behave::Outcome;
use crate::reply::{Refusal, RefusalKind, Reply, Request};
use crate::routes::Found;
use crate::vendor::OperationId;
use crate::world::World;
use crate::{behave, control, faults, gate, log, received, render, webhooks};

/// What came of a request.
pub(crate) enum Handled {
    /// An answer.
    Reply(Reply),
    /// The beginning of an answer; then the connection is to be closed.
    Half(Reply),
    /// The connection is to be broken off.
    Reset,
}

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It is larger than is taken.
    TooLarge,
    /// The connection broke in the middle, or nothing came for too long.
    Broken,
}

/// What is known of a request while it goes its way; it becomes an entry of the log.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    /// Where its path leads.
    pub(crate) operation: Option<OperationId>,
    /// What it broke.
    pub(crate) broken: Vec<log::Broken>,
    /// The quirks it met, beyond those that hold for its operation anyway.
    pub(crate) quirks: Vec<&'static str>,
    /// The faults that were done to it.
    pub(crate) faults: Vec<String>,
}

/// Answers a request.
pub(crate) async fn handle(
    world: &Arc<World>,
    request: Request,
    unread: Option<Unread>,
) -> Handled {
    if let Some(reply) = control::answer(world, &request) {
        return Handled::Reply(reply);
    }
    let began = Instant::now();
    let mut trail = Trail::default();
    let handled = on_its_way(world, &request, unread, &mut trail).await;
    let reply = match &handled {
        Handled::Reply(reply) | Handled::Half(reply) => Some(reply),
        Handled::Reset => None,
    };
    log::note(world, &request, reply, trail, began.elapsed());

    handled
}

async fn on_its_way(
    world: &Arc<World>,
    request: &Request,
    unread: Option<Unread>,
    trail: &mut Trail,
) -> Handled {
    let vendor = &world.vendor;
    let found = vendor.routes.find(&request.method, &request.path);
    if let Found::Operation(id, _) = &found {
        trail.operation = Some(*id);
    }
    let struck = faults::strike(world, request, trail);
    if let Some(delay) = struck.delay() {
        tokio::time::sleep(delay).await;
    }
    if struck.resets() {
        return Handled::Reset;
    }
    if let Some(reply) = struck.reply() {
        return Handled::Reply(reply);
    }

    let result = match unread {
        // Whoever has stopped to send may still listen.
        Some(Unread::Broken) => Err(Refusal::new(
            RefusalKind::Malformed,
            "the body ends before its end",
        )),
        Some(Unread::TooLarge) => Err(Refusal::new(
            RefusalKind::TooLarge,
            format!("the body is larger than {} bytes", world.settings.max_body),
        )),
        None => match gate::token_call(world, request, &found) {
            Some(result) => {
                trail.quirks.push("token-request");
                result
            }
            None => carried_out(world, request, found, &struck, trail),
        },
    };
    let mut reply = result.unwrap_or_else(|refusal| {
        trail.broken.clone_from(&refusal.broken);
        render::refusal(world, trail.operation, &refusal)
    });
    struck.bend(world, request, trail, &mut reply);

    if struck.halves() {
        Handled::Half(reply)
    } else {
        Handled::Reply(reply)
    }
}

fn carried_out(
    world: &Arc<World>,
    request: &Request,
    found: Found,
    struck: &faults::Struck,
    trail: &mut Trail,
) -> Result<Reply, Box<Refusal>> {
    let vendor = &world.vendor;
    let (id, path) = match found {
        Found::Operation(id, path) => (id, path),
        Found::OtherMethods(methods) => {
            let methods = methods.join(", ");
            let message = format!("`{}` is not allowed here, only {methods}", request.method);
            let mut refusal = Refusal::new(RefusalKind::MethodNotAllowed, message);
            if let Ok(allow) = http::HeaderValue::try_from(methods) {
                refusal.headers.insert(http::header::ALLOW, allow);
            }
            return Err(refusal);
        }
        Found::Absent => {
            trail.quirks.push("availability");
            let message = format!("the vendor does not have `{}` yet", request.path);
            return Err(Refusal::new(RefusalKind::NoSuchPath, message));
        }
        Found::Nothing => {
            let message = format!("there is no `{}`", request.path);
            return Err(Refusal::new(RefusalKind::NoSuchPath, message));
        }
    };
    let visitor = gate::let_in(world, id, request, struck.expires_token())?;
    // From here on, every answer tells what is left of the quota, a refusal as well.
    let counted = gate::count(world, id, &visitor, request);
    let acted = match counted.refusal {
        Some(refusal) => Err(refusal),
        None => received::read(world, id, &path, request)
            .and_then(|received| behave::act(world, id, received)),
    };
    let is_missing = match &acted {
        Ok(acted) => matches!(acted.outcome, Outcome::Missing),
        Err(refusal) => refusal.kind == RefusalKind::NotFound,
    };
    if is_missing && vendor.operation(id).1.not_found != NotFound::default() {
        trail.quirks.push("not-found");
    }
    let mut reply = match acted {
        Ok(mut acted) => {
            webhooks::settle(world, id, &mut acted);
            let reply = render::answer(world, id, request, &acted);
            webhooks::changed(world, id, &acted.changes);
            reply
        }
        Err(refusal) => {
            trail.broken.clone_from(&refusal.broken);
            render::refusal(world, Some(id), &refusal)
        }
    };
    reply.headers.extend(counted.headers);

    Ok(reply)
}
