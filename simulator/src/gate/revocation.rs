//! Where tokens are taken back, with everything that came of the same consent.
//!
//! A `GET` with an access token has to show one that does. A form names any token; that nobody knows it is no error, as RFC 7009 has it.

use brogue_generator::model::{ClientPlace, RevocationMethod, TokenBody};
use http::StatusCode;
use serde_json::json;

use super::addresses::{Grant, Way};
use super::denial::Denial;
use super::fields::{self, Sent};
use super::presented;
use super::{Shown, unauthorized};
use crate::reply::{Reply, Request};
use crate::world::{World, lock};

/// What comes of giving tokens back.
pub(super) enum Taken {
    /// They are taken back.
    Back(Reply),
    /// The request is not as it has to be.
    Denied(Denial),
    /// The token does not let its holder in.
    Refused(Box<crate::reply::Refusal>),
}

/// Takes tokens back.
pub(super) fn take(world: &World, ways: &[Way<'_>], request: &Request) -> Taken {
    let Some(way) = ways.first() else {
        return Taken::Denied(Denial::request("nothing is taken back here"));
    };
    match way.revocation().map(|revocation| revocation.method) {
        Some(RevocationMethod::Get) => visited(world, way, request),
        Some(RevocationMethod::Post) | None => match handed_over(world, way, request) {
            Ok(()) => Taken::Back(Reply::empty(StatusCode::OK)),
            Err(denial) => Taken::Denied(denial),
        },
    }
}

/// A `GET` with the access token.
fn visited(world: &World, way: &Way<'_>, request: &Request) -> Taken {
    let Some(token) = presented::bearer(&request.headers) else {
        return Taken::Refused(unauthorized("an access token is missing", Shown::Nothing));
    };
    let mut gate = lock(&world.gate);
    let access = gate.tokens.access(token, world.clock.elapsed());
    let family = access.ok().map(|access| access.family.clone());
    let Some(family) = family.filter(|family| family.is_good_for(way.scheme)) else {
        let message = "the access token has ended, or is none";
        return Taken::Refused(unauthorized(message, Shown::Token));
    };
    gate.tokens.revoke(family.number);

    Taken::Back(Reply::json(StatusCode::OK, json!({})))
}

/// A form with a token.
fn handed_over(world: &World, way: &Way<'_>, request: &Request) -> Result<(), Denial> {
    if fields::form_of(&request.headers) != Some(TokenBody::Form) {
        let wanted = fields::media_type(TokenBody::Form);
        return Err(Denial::request(format!("the body has to be `{wanted}`")));
    }
    let sent = fields::read(request, TokenBody::Form)?;
    let mut gate = lock(&world.gate);
    let (id, secret) = client(way, request, &sent)?;
    if let Some(id) = &id
        && !gate.accepted.has_client(id, secret.as_deref())
    {
        return Err(Denial::client());
    }
    let token = sent
        .get("token")
        .ok_or_else(|| Denial::request("`token` is missing"))?;
    let Some(family) = gate.tokens.family_of(token).cloned() else {
        return Ok(());
    };
    if id.is_some() && family.client.is_some() && id != family.client {
        return Err(Denial::grant("the token was given to another client"));
    }
    gate.tokens.revoke(family.number);

    Ok(())
}

/// Who gives a token back: where the client's credentials go in requests for tokens, they go here.
fn client(
    way: &Way<'_>,
    request: &Request,
    sent: &Sent,
) -> Result<(Option<String>, Option<String>), Denial> {
    let place = [Grant::Refresh, Grant::Code, Grant::Password, Grant::Client]
        .into_iter()
        .find_map(|grant| way.request(grant))
        .map(|request| request.client);

    match place {
        Some(ClientPlace::Header) => {
            let (id, secret) = presented::client(&request.headers).ok_or_else(Denial::client)?;
            Ok((Some(id), Some(secret)))
        }
        Some(ClientPlace::Fields) | None => Ok((
            sent.get("client_id").cloned(),
            sent.get("client_secret").cloned(),
        )),
    }
}
