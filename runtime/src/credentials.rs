//! What lets a call in: which credentials it needs, where each goes, and which must be asked for first.
//!
//! A client holds credentials by scheme. A call names sets of schemes, any one of which does; of those that can be had the one given last
//! counts, and of several the largest. Tokens come from an [`Issuer`]; here they only get their place in the request, and only where the
//! request stays with the API's own host.

mod authorization;
mod consent;
mod exchange;
mod few;
mod given;
mod guard;
mod issuer;
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
use few::Few;
pub use given::{CredentialValue, OAuthCredentials};
pub(crate) use guard::{is_safe, is_this_machine, may_carry};
pub(crate) use issuer::{Issuer, Issuing, Outcome, Token};
pub(crate) use owners::Owners;
pub(crate) use resolve::{Given, credentials, redactor, usual_store};
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
    /// The header of a credential that the caller gave, where it has one of its own.
    header: Option<(HeaderName, HeaderValue)>,
}

impl Held {
    pub(crate) fn new(credential: Credential, name: Option<Arc<str>>, origin: Origin) -> Self {
        let header = match &origin {
            Origin::Fixed(secret) => header(credential.place, name.as_deref(), secret),
            Origin::Tokens(_) => None,
        };

        Self {
            credential,
            name,
            origin,
            header,
        }
    }
}

#[derive(Clone)]
pub(crate) enum Origin {
    /// The caller gave it.
    Fixed(Secret),
    /// It is asked for.
    Tokens(Arc<dyn Issuer>),
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
    pub(crate) fn tokens(&self) -> Vec<&Arc<dyn Issuer>> {
        let tokens = self.held.iter().filter_map(|held| match &held.origin {
            Origin::Tokens(source) => Some(source),
            Origin::Fixed(_) => None,
        });

        tokens.collect()
    }

    /// What lets a call in, or `None` where that cannot be had.
    fn choose(&self, api: &Api, operation: &Operation) -> Option<Few<&Held>> {
        match operation.security.or(api.security) {
            Some([]) => Some(Few::default()),
            Some(sets) => sets
                .iter()
                .filter_map(|set| self.all_of(set))
                .max_by_key(|(latest, chosen)| (*latest, chosen.len()))
                .map(|(_, chosen)| chosen),
            None => Some(self.held.last().into_iter().collect()),
        }
    }

    /// The credentials of a set, and which place the latest of them has.
    fn all_of(&self, set: &[&str]) -> Option<(usize, Few<&Held>)> {
        let mut latest = 0;
        let mut chosen = Few::default();
        for scheme in set {
            let known = |held: &Held| held.credential.scheme == *scheme;
            let position = self.held.iter().position(known)?;
            latest = latest.max(position + 1);
            chosen.push(self.held.get(position)?);
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
    ) -> Result<Grant<'_>, TokenFailure> {
        let chosen = self
            .choose(api, operation)
            .ok_or_else(|| TokenFailure::missing(&needed(api, operation)))?;
        let mut parts = Few::default();

        for held in chosen {
            let token = match &held.origin {
                Origin::Fixed(_) => None,
                Origin::Tokens(source) => {
                    let token = match source.at_hand() {
                        Some(token) => token,
                        None => Arc::clone(source).obtain().await?,
                    };
                    Some(Issued {
                        secret: Secret::Bearer(token.access),
                        source,
                        generation: token.generation,
                    })
                }
            };
            parts.push(Part { held, token });
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
pub(crate) struct Grant<'client> {
    parts: Few<Part<'client>>,
}

struct Part<'client> {
    held: &'client Held,
    /// What was asked for.
    token: Option<Issued<'client>>,
}

/// A token, where it comes from, and the how many-eth it is.
struct Issued<'client> {
    secret: Secret,
    source: &'client Arc<dyn Issuer>,
    generation: u64,
}

impl Grant<'_> {
    /// The call was let in.
    pub(crate) fn succeeded(&self) {
        for token in self.tokens() {
            token.source.succeeded(token.generation);
        }
    }

    /// The call was not let in. Tells whether another try could be, with tokens asked for anew.
    pub(crate) fn rejected(&self) -> bool {
        let mut renewable = false;
        for token in self.tokens() {
            renewable |= token.source.rejected(token.generation);
        }

        renewable
    }

    /// Whether no token of it is in doubt: the vendor gave it out, or let a call in by it, a moment ago.
    pub(crate) fn is_trusted(&self) -> bool {
        self.tokens()
            .all(|token| token.source.is_trusted(token.generation))
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

    fn tokens(&self) -> impl Iterator<Item = &Issued<'_>> {
        self.parts.iter().filter_map(|part| part.token.as_ref())
    }
}

fn put(part: &Part<'_>, url: &mut String, headers: &mut HeaderMap) -> Result<(), Error> {
    let held = part.held;
    if let Some((name, value)) = &held.header {
        headers.insert(name.clone(), value.clone());
        return Ok(());
    }
    let secret = match (&part.token, &held.origin) {
        (Some(token), _) => Some(&token.secret),
        (None, Origin::Fixed(secret)) => Some(secret),
        (None, Origin::Tokens(_)) => None,
    };
    let named = |name| held.name.as_deref().unwrap_or(name);
    let header = match (held.credential.place, secret) {
        (CredentialPlace::Query(parameter), Some(secret)) => {
            append_pair(url, named(parameter), secret.expose());
            return Ok(());
        }
        (CredentialPlace::Cookie(name), Some(secret)) => {
            let cookies = with_cookie(headers, named(name), secret.expose());
            sensitive(cookies).map(|cookies| (header::COOKIE, cookies))
        }
        (place, Some(secret)) => header(place, held.name.as_deref(), secret),
        (_, None) => None,
    };
    let (name, value) =
        header.ok_or_else(|| Error::new(ErrorKind::Request, "the credential fits in no header"))?;
    headers.insert(name, value);

    Ok(())
}

/// The header that a secret is sent in, where it has one of its own and fits in it.
fn header(
    place: CredentialPlace,
    name: Option<&str>,
    secret: &Secret,
) -> Option<(HeaderName, HeaderValue)> {
    match place {
        CredentialPlace::Query(_) | CredentialPlace::Cookie(_) => None,
        CredentialPlace::Header(declared) => {
            let name = HeaderName::from_bytes(name.unwrap_or(declared).as_bytes()).ok()?;
            Some((name, sensitive(secret.expose().to_owned())?))
        }
        CredentialPlace::Basic | CredentialPlace::Bearer | CredentialPlace::OAuth(_) => {
            let value = match secret {
                Secret::Basic { user, password } => basic_value(user, password.expose_secret()),
                Secret::ApiKey(token) | Secret::Bearer(token) => {
                    ["Bearer ", token.expose_secret()].concat()
                }
            };
            Some((header::AUTHORIZATION, sensitive(value)?))
        }
    }
}

/// A header's value that is shown nowhere.
fn sensitive(value: String) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(value).ok()?;
    value.set_sensitive(true);

    Some(value)
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
