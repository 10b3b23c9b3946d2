//! Where users are asked. Every user consents at once and is sent back with a code, unless the next one is to decline.
//!
//! A client or an address to go back to that is not good is told to the user, as RFC 6749 demands; anything else is told to the client.

use http::StatusCode;
use url::Url;

use super::GateState;
use super::addresses::Way;
use super::denial::{Denial, keep_private};
use super::presented::pairs;
use super::scopes::Scopes;
use crate::reply::{Reply, Request};
use crate::world::{World, lock};
use brogue_generator::model::Pkce;

/// What a client asks a user.
#[derive(Default)]
struct Question {
    response_type: String,
    client_id: String,
    redirect_uri: String,
    state: Option<String>,
    scope: Option<String>,
    challenge: Option<String>,
    challenge_method: Option<String>,
}

/// The answer to somebody who is sent to ask a user.
pub(super) fn ask(world: &World, ways: &[Way<'_>], request: &Request) -> Reply {
    let question = match Question::read(request) {
        Ok(question) => question,
        Err(message) => return shown(&message),
    };
    let mut gate = lock(&world.gate);
    if !gate.accepted.has_client(&question.client_id, None) {
        return shown("no client has this `client_id`");
    }
    let Some(back) = Url::parse(&question.redirect_uri)
        .ok()
        .filter(|url| url.fragment().is_none())
    else {
        return shown("`redirect_uri` has to be a whole address without a fragment");
    };
    let told = consent(&mut gate, world, ways, &question);
    drop(gate);

    sent_back(back, &told, question.state.as_deref())
}

impl Question {
    fn read(request: &Request) -> Result<Self, String> {
        let mut question = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in pairs(request) {
            let value = value.into_owned();
            match &*name {
                "response_type" => question.response_type = value,
                "client_id" => question.client_id = value,
                "redirect_uri" => question.redirect_uri = value,
                "state" => question.state = Some(value),
                "scope" => question.scope = Some(value),
                "code_challenge" => question.challenge = Some(value),
                "code_challenge_method" => question.challenge_method = Some(value),
                // The standard wants others to be passed over.
                _ => continue,
            }
            if seen.iter().any(|known| *known == name) {
                return Err(format!("`{name}` is there twice"));
            }
            seen.push(name.into_owned());
        }

        Ok(question)
    }
}

/// What the client is told: a code, or why there is none.
fn consent(
    gate: &mut GateState,
    world: &World,
    ways: &[Way<'_>],
    question: &Question,
) -> Vec<(&'static str, String)> {
    let error = |code: &str, message: &str| {
        vec![
            ("error", code.to_owned()),
            ("error_description", message.to_owned()),
        ]
    };
    if question.response_type != "code" {
        return error(
            "unsupported_response_type",
            "`response_type` has to be `code`",
        );
    }
    let scopes = match scopes(ways, question.scope.as_deref()) {
        Ok(scopes) => scopes,
        Err(denial) => return error(denial.code, &denial.message),
    };
    // A vendor that takes no challenge does not look at it.
    let proves = ways
        .iter()
        .filter_map(Way::code)
        .any(|code| code.pkce == Pkce::S256);
    let challenge = question.challenge.clone().filter(|_| proves);
    let method = question.challenge_method.as_deref();
    if challenge.is_some() && method != Some("S256") {
        return error(
            "invalid_request",
            "`code_challenge_method` has to be `S256`",
        );
    }
    if gate.users_to_decline > 0 {
        gate.users_to_decline -= 1;
        return error("access_denied", "the user has declined");
    }
    let schemes = ways.iter().map(|way| way.scheme.to_owned()).collect();
    let client = Some(question.client_id.clone());
    let tokens = &mut gate.tokens;
    let family = tokens.family(Some(schemes), client, scopes);
    let redirect_uri = question.redirect_uri.clone();
    let code = tokens.give_code(family, redirect_uri, challenge, world.clock.elapsed());

    vec![("code", code)]
}

/// The scopes that are asked for; all where none is.
fn scopes(ways: &[Way<'_>], asked: Option<&str>) -> Result<Scopes, Denial> {
    let Some(asked) = asked.filter(|asked| !asked.trim().is_empty()) else {
        return Ok(Scopes::All);
    };
    let asked = Scopes::parse(asked);
    let mut beyond = None;
    for way in ways {
        match known(way).first_beyond(&asked) {
            None => return Ok(asked),
            Some(scope) => beyond = beyond.or(Some(scope)),
        }
    }

    Err(Denial::scope(beyond.unwrap_or_default()))
}

/// The scopes of a scheme; any where it declares none.
pub(super) fn known(way: &Way<'_>) -> Scopes {
    match way.oauth.known_scopes.as_slice() {
        [] => Scopes::All,
        known => Scopes::These(known.to_vec()),
    }
}

/// The user goes back to the client.
fn sent_back(mut url: Url, told: &[(&'static str, String)], state: Option<&str>) -> Reply {
    let state = state.map(|state| ("state", state));
    let told = told.iter().map(|(name, value)| (*name, value.as_str()));
    url.query_pairs_mut().extend_pairs(told.chain(state));
    let mut reply = Reply::empty(StatusCode::FOUND);
    reply.header("location", url.as_str());
    keep_private(&mut reply);

    reply
}

/// A page for the user.
fn shown(message: &str) -> Reply {
    let text = format!("This cannot be asked: {message}.\n");

    Reply::bytes(StatusCode::BAD_REQUEST, "text/plain; charset=utf-8", text)
}
