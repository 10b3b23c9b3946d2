//! What lets a call in: which credentials it needs, where each goes, and which must be asked for first.
//!
//! A client holds credentials by scheme. A call names sets of schemes, any one of which does; of those that can be had the one given last
//! counts, and of several the largest. Tokens come from a [`TokenSource`]; here they only get their place in the request, and only where the request stays with the
//! API's own host.

mod authorization;
mod consent;
mod exchange;
mod given;
mod guard;
mod owners;
mod resolve;
mod source;
mod store;

use std::fmt;
use std::sync::Arc;

use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use secrecy::ExposeSecret;
use url::Url;

pub use authorization::{Authorization, CodeExchange};
pub use given::{CredentialValue, OAuthCredentials};
pub(crate) use guard::{is_safe, is_this_machine, may_carry};
pub(crate) use owners::Owners;
pub(crate) use resolve::{Given, credentials, redactor};
pub use source::DeviceAuthorization;
pub(crate) use source::{Network, TokenFailure, TokenSource};
pub use store::{FileTokenStore, MemoryTokenStore, TokenLock, TokenStore, TokenStoreError, Tokens};

use crate::api::{Api, Credential, CredentialPlace, Operation};
use crate::error::{Error, ErrorKind};
use crate::request::append_pair;
use crate::secret::{Secret, basic_value};

/// The credentials of a client, in the order they were given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credentials {
    held: Vec<Held>,
}

/// One credential and where it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) credential: Credential,
    /// What it is called on the wire, where the caller knows better than the spec.
    pub(crate) name: Option<Arc<str>>,
    pub(crate) origin: Origin,
}

#[derive(Clone)]
pub(crate) enum Origin {
    /// The caller gave it.
    Fixed(Secret),
    /// It is asked for.
    Tokens(Arc<TokenSource>),
}

impl fmt::Debug for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(secret) => secret.fmt(formatter),
            Self::Tokens(_) => formatter.write_str("oauth([redacted])"),
        }
    }
}

impl Credentials {
    pub(crate) fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    pub(crate) fn held(&self) -> &[Held] {
        &self.held
    }

    /// Takes one more; one of the same scheme is replaced.
    pub(crate) fn hold(&mut self, held: Held) {
        self.held
            .retain(|other| other.credential != held.credential);
        self.held.push(held);
    }

    /// Everything that asks for tokens.
    pub(crate) fn tokens(&self) -> Vec<&Arc<TokenSource>> {
        let tokens = self.held.iter().filter_map(|held| match &held.origin {
            Origin::Tokens(source) => Some(source),
            Origin::Fixed(_) => None,
        });

        tokens.collect()
    }

    /// What lets a call in, or `None` where that cannot be had.
    pub(crate) fn choose(&self, api: &Api, operation: &Operation) -> Option<Vec<&Held>> {
        match operation.security.or(api.security) {
            Some([]) => Some(Vec::new()),
            Some(sets) => sets
                .iter()
                .filter_map(|set| self.all_of(set))
                .max_by_key(|(latest, chosen)| (*latest, chosen.len()))
                .map(|(_, chosen)| chosen),
            None => Some(self.held.last().into_iter().collect()),
        }
    }

    /// The credentials of a set, and which place the latest of them has.
    fn all_of(&self, set: &[&str]) -> Option<(usize, Vec<&Held>)> {
        let mut latest = 0;
        let mut chosen = Vec::with_capacity(set.len());
        for scheme in set {
            let known = |held: &Held| held.credential.scheme == *scheme;
            let position = self.held.iter().position(known)?;
            latest = latest.max(position + 1);
            chosen.extend(self.held.get(position));
        }

        Some((latest, chosen))
    }

    /// The parameters of the query that a call's credentials go into.
    pub(crate) fn query_parameters(&self, api: &Api, operation: &Operation) -> Vec<String> {
        self.choose(api, operation)
            .unwrap_or_default()
            .iter()
            .filter_map(|held| match held.credential.place {
                CredentialPlace::Query(parameter) => {
                    Some(held.name.as_deref().unwrap_or(parameter).to_owned())
                }
                _ => None,
            })
            .collect()
    }

    /// Gets what lets a call in; tokens are asked for where they must be.
    pub(crate) async fn obtain(
        &self,
        api: &Api,
        operation: &Operation,
    ) -> Result<Grant, TokenFailure> {
        let chosen = self
            .choose(api, operation)
            .ok_or_else(|| TokenFailure::missing(&needed(api, operation)))?;
        let mut parts = Vec::with_capacity(chosen.len());

        for held in chosen {
            let place = held.credential.place;
            parts.push(match &held.origin {
                Origin::Fixed(secret) => Part {
                    place,
                    name: held.name.clone(),
                    secret: secret.clone(),
                    token: None,
                },
                Origin::Tokens(source) => {
                    let token = source.obtain().await?;
                    Part {
                        place,
                        name: None,
                        secret: Secret::Bearer(token.access),
                        token: Some((Arc::clone(source), token.generation)),
                    }
                }
            });
        }

        Ok(Grant { parts })
    }
}

/// The sets a call can be let in by, in prose.
fn needed(api: &Api, operation: &Operation) -> String {
    let sets = operation.security.or(api.security).unwrap_or_default();
    let sets: Vec<String> = sets
        .iter()
        .map(|set| {
            let names: Vec<String> = set.iter().map(|scheme| format!("`{scheme}`")).collect();
            names.join(" and ")
        })
        .collect();

    sets.join(", or ")
}

/// What lets one attempt in.
pub(crate) struct Grant {
    parts: Vec<Part>,
}

struct Part {
    place: CredentialPlace,
    name: Option<Arc<str>>,
    secret: Secret,
    /// Where a token comes from, and the how many-eth it is.
    token: Option<(Arc<TokenSource>, u64)>,
}

impl Grant {
    /// The call was let in.
    pub(crate) fn succeeded(&self) {
        for (source, generation) in self.tokens() {
            source.succeeded(*generation);
        }
    }

    /// The call was not let in. Tells whether another try could be, with tokens asked for anew.
    pub(crate) fn rejected(&self) -> bool {
        let mut renewable = false;
        for (source, generation) in self.tokens() {
            renewable |= source.rejected(*generation);
        }

        renewable
    }

    /// Whether no token of it is in doubt: the vendor gave it out, or let a call in by it, a moment ago.
    pub(crate) fn is_trusted(&self) -> bool {
        self.tokens()
            .all(|(source, generation)| source.is_trusted(*generation))
    }

    /// Whether nothing lets the call in but itself.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Puts everything in its place, unless it would leave the API's own host.
    pub(crate) fn put(
        &self,
        base: &str,
        url: &mut String,
        headers: &mut HeaderMap,
    ) -> Result<(), Error> {
        if self.parts.is_empty() {
            return Ok(());
        }
        // The base of a client that has a credential is safe. What only adds a path to it stays with its host.
        let adds_to_base = url
            .strip_prefix(base)
            .is_some_and(|rest| rest.starts_with(['/', '?']));
        let stays = || {
            let target = Url::parse(url).ok().zip(Url::parse(base).ok());
            target.is_some_and(|(target, base)| may_carry(&target, &base))
        };
        if !adds_to_base && !stays() {
            return Err(Error::new(
                ErrorKind::Request,
                "the credential would go to another host or over plain http, nothing was sent",
            ));
        }

        self.parts
            .iter()
            .try_for_each(|part| put(part, url, headers))
    }

    fn tokens(&self) -> impl Iterator<Item = &(Arc<TokenSource>, u64)> {
        self.parts.iter().filter_map(|part| part.token.as_ref())
    }
}

fn put(part: &Part, url: &mut String, headers: &mut HeaderMap) -> Result<(), Error> {
    let value = part.secret.expose();
    let named = |name| part.name.as_deref().unwrap_or(name);
    let (name, value) = match part.place {
        CredentialPlace::Query(parameter) => {
            append_pair(url, named(parameter), value);
            return Ok(());
        }
        CredentialPlace::Header(name) => (
            HeaderName::from_bytes(named(name).as_bytes()).ok(),
            value.to_owned(),
        ),
        CredentialPlace::Cookie(name) => (
            Some(header::COOKIE),
            with_cookie(headers, named(name), value),
        ),
        CredentialPlace::Basic | CredentialPlace::Bearer | CredentialPlace::OAuth(_) => {
            let value = match &part.secret {
                Secret::Basic { user, password } => basic_value(user, password.expose_secret()),
                Secret::ApiKey(token) | Secret::Bearer(token) => {
                    ["Bearer ", token.expose_secret()].concat()
                }
            };
            (Some(header::AUTHORIZATION), value)
        }
    };
    let (Some(name), Ok(mut value)) = (name, HeaderValue::try_from(value)) else {
        return Err(Error::new(
            ErrorKind::Request,
            "the credential fits in no header",
        ));
    };
    value.set_sensitive(true);
    headers.insert(name, value);

    Ok(())
}

/// The cookies of a request with one more.
fn with_cookie(headers: &HeaderMap, name: &str, value: &str) -> String {
    let others = headers
        .get(header::COOKIE)
        .and_then(|cookies| cookies.to_str().ok());

    match others {
        Some(others) => format!("{others}; {name}={value}"),
        None => format!("{name}={value}"),
    }
}
