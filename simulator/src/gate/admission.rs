//! Whether what a request shows lets it in: one of the sets that its operation asks for has to be there whole.
//!
//! A call that may go without a credential is let in with a wrong one as well. A scheme that the document names and a client cannot have,
//! such as a certificate, is taken for there. Of several reasons the one that came furthest is told: missing, wrong, good for too little.

use std::time::Duration;

use brogue_generator::model::{Credential, SchemeUse};
use http::{HeaderValue, header};

use super::tokens::Fault;
use super::{GateState, Shown, Visitor, presented, unauthorized};
use crate::reply::{Refusal, RefusalKind, Request};
use crate::vendor::OperationId;
use crate::world::{World, lock};

/// Why a credential does not let in, in the order of how far it came.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lack {
    /// It is not there.
    Missing,
    /// It is not good.
    Wrong(&'static str),
    /// It is not good for this.
    Scopes(Vec<String>),
}

/// Who a credential belongs to.
struct Holder {
    owner: String,
    client: Option<String>,
}

pub(super) fn let_in(
    world: &World,
    id: OperationId,
    request: &Request,
    expired: bool,
) -> Result<Visitor, Box<Refusal>> {
    let api = &world.vendor.api;
    let (_, operation) = world.vendor.operation(id);
    let sets = operation
        .security
        .as_deref()
        .or(api.security.as_deref())
        .unwrap_or_default();
    let is_open = sets.is_empty() || sets.iter().any(Vec::is_empty);
    let now = world.clock.elapsed();
    let mut gate = lock(&world.gate);
    let needed = || -> Vec<&Credential> {
        let mut needed = api.credentials.iter().collect::<Vec<_>>();
        let uses = || sets.iter().flatten();
        needed.retain(|known| uses().any(|used| used.scheme == known.scheme()));
        needed
    };
    if expired && !is_open {
        if let Some(token) = presented::bearer(&request.headers) {
            gate.tokens.end(token, now);
        }
        return Err(refusal(Lack::Wrong("the credential has ended"), &needed()));
    }
    let mut lack = Lack::Missing;
    for set in sets.iter().filter(|set| !set.is_empty()) {
        match all_of(&api.credentials, set, &gate, request, now) {
            Ok(holders) => {
                if let Some(token) = presented::bearer(&request.headers) {
                    gate.tokens.used(token, now);
                }
                return Ok(visitor(holders));
            }
            Err(other) => lack = lack.max(other),
        }
    }
    if is_open {
        return Ok(Visitor::default());
    }

    Err(refusal(lack, &needed()))
}

fn all_of(
    credentials: &[Credential],
    set: &[SchemeUse],
    gate: &GateState,
    request: &Request,
    now: Duration,
) -> Result<Vec<Holder>, Lack> {
    let mut holders = Vec::with_capacity(set.len());
    let mut lack = None;
    for used in set {
        let mut known = credentials.iter();
        let Some(credential) = known.find(|one| one.scheme() == used.scheme) else {
            continue;
        };
        match holder(credential, used, gate, request, now) {
            Ok(holder) => holders.push(holder),
            Err(other) => lack = lack.max(Some(other)),
        }
    }

    lack.map_or(Ok(holders), Err)
}

fn holder(
    credential: &Credential,
    used: &SchemeUse,
    gate: &GateState,
    request: &Request,
    now: Duration,
) -> Result<Holder, Lack> {
    let key = match credential {
        Credential::ApiKeyQuery { parameter, .. } => presented::query(request, parameter),
        Credential::ApiKeyHeader { header, .. } => {
            presented::header(request, header).map(Into::into)
        }
        Credential::ApiKeyCookie { cookie, .. } => {
            presented::cookie(request, cookie).map(Into::into)
        }
        Credential::Basic { .. } => return user(gate, request),
        Credential::Bearer { .. } | Credential::OAuth { .. } => {
            presented::bearer(&request.headers).map(Into::into)
        }
    };
    let key = key.ok_or(Lack::Missing)?;
    match credential {
        Credential::OAuth { .. } => token(used, gate, &key, now),
        Credential::Bearer { .. } => own_key(gate, &key).or_else(|_| token(used, gate, &key, now)),
        Credential::ApiKeyQuery { .. }
        | Credential::ApiKeyHeader { .. }
        | Credential::ApiKeyCookie { .. }
        | Credential::Basic { .. } => own_key(gate, &key),
    }
}

fn own_key(gate: &GateState, key: &str) -> Result<Holder, Lack> {
    let number = gate.accepted.key(key);
    let number = number.ok_or(Lack::Wrong("the key is not good"))?;

    Ok(Holder {
        owner: format!("key {number}"),
        client: None,
    })
}

fn user(gate: &GateState, request: &Request) -> Result<Holder, Lack> {
    let (name, password) = presented::basic(&request.headers).ok_or(Lack::Missing)?;
    if !gate.accepted.has_user(&name, &password) {
        return Err(Lack::Wrong("no user has this name and this password"));
    }

    Ok(Holder {
        owner: format!("user {name}"),
        client: None,
    })
}

fn token(used: &SchemeUse, gate: &GateState, text: &str, now: Duration) -> Result<Holder, Lack> {
    let access = gate.tokens.access(text, now).map_err(|fault| {
        Lack::Wrong(match fault {
            Fault::Ended => "the access token has ended",
            Fault::Unknown | Fault::Used => "the access token is unknown, or was taken back",
        })
    })?;
    let family = &access.family;
    if !family.is_good_for(&used.scheme) {
        return Err(Lack::Wrong("the access token is for other calls"));
    }
    let lacking = family.scopes.lack(&used.scopes);
    if !lacking.is_empty() {
        return Err(Lack::Scopes(lacking));
    }

    Ok(Holder {
        owner: format!("consent {}", family.number),
        client: family.client.clone(),
    })
}

fn visitor(holders: Vec<Holder>) -> Visitor {
    let client = holders.iter().find_map(|holder| holder.client.clone());
    let owners: Vec<String> = holders.into_iter().map(|holder| holder.owner).collect();

    Visitor {
        owner: owners.join(", "),
        client,
    }
}

fn refusal(lack: Lack, needed: &[&Credential]) -> Box<Refusal> {
    let takes_bearer = needed
        .iter()
        .any(|one| matches!(one, Credential::Bearer { .. } | Credential::OAuth { .. }));
    let takes_basic = needed
        .iter()
        .any(|one| matches!(one, Credential::Basic { .. }));
    let (message, shown) = match lack {
        Lack::Scopes(scopes) => return lacking(&scopes),
        Lack::Missing => (missing(needed), Shown::Nothing),
        Lack::Wrong(why) => (why.to_owned(), Shown::Token),
    };
    let mut refusal = unauthorized(message, shown);
    if !takes_bearer {
        refusal.headers.remove(header::WWW_AUTHENTICATE);
        if takes_basic {
            let value = HeaderValue::from_static("Basic realm=\"simulated\"");
            refusal.headers.insert(header::WWW_AUTHENTICATE, value);
        }
    }

    refusal
}

fn lacking(scopes: &[String]) -> Box<Refusal> {
    let names: Vec<String> = scopes.iter().map(|scope| format!("`{scope}`")).collect();
    let plural = if names.len() == 1 { "" } else { "s" };
    let message = format!(
        "the access token lacks the scope{plural} {}",
        names.join(", ")
    );
    let mut refusal = Refusal::new(RefusalKind::Forbidden, message);
    let scope = scopes.join(" ");
    let value = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
    if let Ok(value) = HeaderValue::try_from(value) {
        refusal.headers.insert(header::WWW_AUTHENTICATE, value);
    }

    refusal
}

fn missing(needed: &[&Credential]) -> String {
    let mut places: Vec<String> = Vec::new();
    for credential in needed {
        let place = match credential {
            Credential::ApiKeyQuery { parameter, .. } => format!("a key as query `{parameter}`"),
            Credential::ApiKeyHeader { header, .. } => format!("a key as header `{header}`"),
            Credential::ApiKeyCookie { cookie, .. } => format!("a key as cookie `{cookie}`"),
            Credential::Basic { .. } => "a user's name and password".to_owned(),
            Credential::Bearer { .. } | Credential::OAuth { .. } => "a bearer token".to_owned(),
        };
        if !places.contains(&place) {
            places.push(place);
        }
    }

    format!("a credential is missing: {}", places.join(", or "))
}
