//! Where tokens are given out: which of the declared requests it is, whether what it shows is good, and what it yields.
//!
//! Several requests may share an address, also those of several schemes. Their fixed texts tell them apart, else what they show does; a
//! token is good for all schemes whose request it was. Where nobody asks for scopes a token is good for all of them. A program that asks
//! for itself gets no refresh token.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use brogue_generator::model::{CodeYields, TokenRequest, TokenValue};
use sha2::{Digest, Sha256};

use super::GateState;
use super::addresses::{Grant, Purpose, Way};
use super::answer::{Given, life};
use super::consent::known;
use super::denial::Denial;
use super::fields::{self, Fields, Sent};
use super::scopes::Scopes;
use super::tokens::{Family, Fault};
use crate::reply::Request;
use crate::world::{World, lock};
use std::time::Duration;

/// One request that it may be.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    way: Way<'a>,
    grant: Grant,
    request: &'a TokenRequest,
}

/// A request whose credentials are good.
struct Claim<'a> {
    candidate: Candidate<'a>,
    client: Option<String>,
    scopes: Scopes,
    /// The code or refresh token, and the consent that it stands for.
    shown: Option<(String, Family)>,
}

/// Answers a token request, by the way that it was.
pub(super) fn exchange<'a>(
    world: &World,
    ways: &[Way<'a>],
    request: &Request,
) -> Result<(Way<'a>, Given), Denial> {
    let candidates: Vec<Candidate<'a>> = ways.iter().filter_map(candidate).collect();
    let form = fields::form_of(&request.headers);
    let (Some(form), true) = (
        form,
        candidates.iter().any(|one| Some(one.request.body) == form),
    ) else {
        let wanted = candidates
            .first()
            .map(|one| fields::media_type(one.request.body));
        let message = format!("the body has to be `{}`", wanted.unwrap_or_default());
        return Err(Denial::request(message));
    };
    let sent = fields::read(request, form)?;
    let now = world.clock.elapsed();
    let mut gate = lock(&world.gate);
    let mut claims = Vec::new();
    let mut denials = Vec::new();
    for candidate in candidates.iter().filter(|one| one.request.body == form) {
        match claim(&mut gate, *candidate, request, &sent, now) {
            Ok(claim) => claims.push(claim),
            Err(denial) => denials.push(denial),
        }
    }
    let schemes: Vec<String> = claims
        .iter()
        .map(|claim| claim.candidate.way.scheme.to_owned())
        .collect();
    match claims.into_iter().next() {
        Some(claim) => Ok((claim.candidate.way, give(&mut gate, claim, schemes, now))),
        None => Err(telling(denials)),
    }
}

fn candidate<'a>(way: &Way<'a>) -> Option<Candidate<'a>> {
    let Purpose::Tokens(grant) = way.purpose else {
        return None;
    };

    Some(Candidate {
        way: *way,
        grant,
        request: way.request(grant)?,
    })
}

/// Of several denials the one that came furthest: what shows nothing good tells more than what is another request altogether.
fn telling(denials: Vec<Denial>) -> Denial {
    let rank = |denial: &Denial| match denial.code {
        "unsupported_grant_type" => 0,
        "invalid_request" => 1,
        _ => 2,
    };
    let mut best: Option<Denial> = None;
    for denial in denials {
        if best.as_ref().is_none_or(|best| rank(&denial) > rank(best)) {
            best = Some(denial);
        }
    }

    best.unwrap_or_else(|| Denial::request("nothing is given out here"))
}

fn claim<'a>(
    gate: &mut GateState,
    candidate: Candidate<'a>,
    request: &Request,
    sent: &Sent,
    now: Duration,
) -> Result<Claim<'a>, Denial> {
    fields::literals_fit(candidate.request, sent)?;
    let fields = Fields::of(candidate.request, sent)?;
    let client = fields.client(&request.headers, &gate.accepted)?;
    let shown = match candidate.grant {
        Grant::Client => None,
        Grant::Password => {
            let name = fields.get(&TokenValue::UserName).unwrap_or_default();
            let password = fields.get(&TokenValue::Password).unwrap_or_default();
            if !gate.accepted.has_user(name, password) {
                return Err(Denial::grant("no user has this name and this password"));
            }
            None
        }
        Grant::Code => Some(code(gate, &fields, now)?),
        Grant::Refresh => {
            let text = fields.get(&TokenValue::RefreshToken).unwrap_or_default();
            let message = "the refresh token is unknown, or was used before";
            let family = gate.tokens.refresh(text);
            let family = family.cloned().ok_or_else(|| Denial::grant(message))?;
            Some((text.to_owned(), family))
        }
    };
    if let Some((_, family)) = &shown {
        let is_anothers = client.is_some() && family.client.is_some() && client != family.client;
        if is_anothers || !family.is_good_for(candidate.way.scheme) {
            return Err(Denial::grant("it was given to another client"));
        }
    }
    let before = shown.as_ref().map(|(_, family)| &family.scopes);
    let scopes = match fields.get(&TokenValue::Scope) {
        Some(asked) => {
            let asked = Scopes::parse(asked);
            let known = known(&candidate.way);
            let mut beyond = [Some(&known), before].into_iter().flatten();
            if let Some(scope) = beyond.find_map(|all| all.first_beyond(&asked)) {
                return Err(Denial::scope(scope));
            }
            asked
        }
        None => before.cloned().unwrap_or(Scopes::All),
    };

    Ok(Claim {
        candidate,
        client,
        scopes,
        shown,
    })
}

/// The code of an exchange, and the consent that it stands for.
fn code(
    gate: &mut GateState,
    fields: &Fields<'_>,
    now: Duration,
) -> Result<(String, Family), Denial> {
    let text = fields.get(&TokenValue::Code).unwrap_or_default();
    let code = gate.tokens.code(text, now).map_err(|fault| {
        Denial::grant(match fault {
            Fault::Unknown => "the code is unknown",
            Fault::Used => "the code was used before",
            Fault::Ended => "the code has ended",
        })
    })?;
    if fields.has(&TokenValue::RedirectUri)
        && fields.get(&TokenValue::RedirectUri) != Some(code.redirect_uri.as_str())
    {
        let message = "the user was sent back to another address";
        return Err(Denial::grant(message));
    }
    if fields.has(&TokenValue::Verifier) {
        let verifier = fields.get(&TokenValue::Verifier);
        let hash = |text: &str| URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()));
        if verifier.map(hash) != code.challenge {
            let message = "the verifier does not prove who asked the user";
            return Err(Denial::grant(message));
        }
    }

    Ok((text.to_owned(), code.family))
}

/// Gives out what a request yields.
fn give(gate: &mut GateState, claim: Claim<'_>, schemes: Vec<String>, now: Duration) -> Given {
    let Candidate { way, grant, .. } = claim.candidate;
    let rotates = gate.rotates;
    let tokens = &mut gate.tokens;
    let mut kept = None;
    let mut family = match claim.shown {
        None => tokens.family(Some(schemes), claim.client, claim.scopes.clone()),
        Some((text, family)) => {
            match grant {
                Grant::Refresh if rotates => tokens.forget_refresh(&text),
                Grant::Refresh => kept = Some(text),
                Grant::Code | Grant::Client | Grant::Password => tokens.use_code(&text),
            }
            family
        }
    };
    let yields_refresh = way.code().map(|code| code.yields) == Some(CodeYields::RefreshToken);
    let has_refresh = way.oauth.refresh.is_some();
    let refresh = match grant {
        Grant::Client => None,
        Grant::Code if yields_refresh => Some(tokens.give_refresh(family.clone())),
        Grant::Code | Grant::Password if !has_refresh => None,
        Grant::Code | Grant::Password | Grant::Refresh => {
            Some(kept.unwrap_or_else(|| tokens.give_refresh(family.clone())))
        }
    };
    // The access token may be good for less than the consent.
    family.scopes = claim.scopes.clone();
    let access = (grant != Grant::Code || !yields_refresh)
        .then(|| tokens.give_access(family, life(way.oauth), now));

    Given {
        access,
        refresh,
        scopes: claim.scopes,
    }
}
