//! Where users are asked, and tokens are given out and taken back.
//!
//! Addresses of a document are whole; the simulated vendor answers all of them by their paths on its own host. A generated client sends
//! what goes to the API's own host to the caller's base URL; for addresses on other hosts it takes [`crate::Simulator::transport`].

use brogue_generator::model::contract::Contract;
use brogue_generator::model::{Api, CodeFlow, OAuth, Revocation, RevocationMethod, TokenRequest};
use url::Url;

use super::introspection;
use crate::vendor::OperationId;

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A user is asked.
    Consent,
    /// Tokens are given out.
    Tokens(Grant),
    /// Tokens are taken back.
    Revocation,
}

/// What tokens are given out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grant {
    /// A code that a user brought.
    Code,
    /// The client's own credentials.
    Client,
    /// A user's name and password.
    Password,
    /// A refresh token.
    Refresh,
}

/// All addresses of an API.
#[derive(Debug, Default)]
pub(crate) struct Addresses {
    all: Vec<Address>,
    /// The origins of those that are not on the API's own host.
    foreign: Vec<url::Origin>,
    /// The calls that tell about tokens.
    introspection: Vec<OperationId>,
}

#[derive(Debug)]
struct Address {
    path: String,
    method: &'static str,
    purpose: Purpose,
    /// The position of its scheme among the credentials.
    credential: usize,
}

/// A way to consent or to tokens, as one scheme has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way<'a> {
    pub(super) scheme: &'a str,
    pub(super) oauth: &'a OAuth,
    pub(super) purpose: Purpose,
}

impl<'a> Way<'a> {
    /// How a grant is asked for.
    pub(super) fn request(&self, grant: Grant) -> Option<&'a TokenRequest> {
        match grant {
            Grant::Code => self.code().map(|code| &code.exchange),
            Grant::Client => self.oauth.client_credentials.as_ref(),
            Grant::Password => self.oauth.password.as_ref(),
            Grant::Refresh => self.oauth.refresh.as_ref(),
        }
    }

    pub(super) fn code(&self) -> Option<&'a CodeFlow> {
        self.oauth.code.as_ref()
    }

    pub(super) fn revocation(&self) -> Option<&'a Revocation> {
        self.oauth.revocation.as_ref()
    }
}

impl Addresses {
    /// The addresses of an API.
    pub(crate) fn of(api: &Api, contract: &Contract) -> Self {
        let own = Url::parse(&api.base_url).map(|url| url.origin()).ok();
        let mut addresses = Self {
            introspection: introspection::calls(api, contract),
            ..Self::default()
        };
        for (credential, known) in api.credentials.iter().enumerate() {
            for (url, method, purpose) in known.oauth().map(purposes).unwrap_or_default() {
                let Ok(url) = Url::parse(url) else { continue };
                let origin = url.origin();
                if Some(&origin) != own.as_ref() && !addresses.foreign.contains(&origin) {
                    addresses.foreign.push(origin);
                }
                addresses.all.push(Address {
                    path: url.path().to_owned(),
                    method,
                    purpose,
                    credential,
                });
            }
        }

        addresses
    }

    /// What a request to a path may be for: all schemes that have the address.
    pub(super) fn ways<'a>(&self, api: &'a Api, method: &str, path: &str) -> Vec<Way<'a>> {
        let fits = |address: &&Address| address.path == path && address.method == method;

        self.all
            .iter()
            .filter(fits)
            .filter_map(|address| {
                let credential = api.credentials.get(address.credential)?;
                Some(Way {
                    scheme: credential.scheme(),
                    oauth: credential.oauth()?,
                    purpose: address.purpose,
                })
            })
            .collect()
    }

    /// Whether a call tells about tokens.
    pub(super) fn tells_about_tokens(&self, id: OperationId) -> bool {
        self.introspection.contains(&id)
    }

    /// Whether an address is on a host of its own.
    pub(crate) fn is_foreign(&self, url: &Url) -> bool {
        self.foreign.contains(&url.origin())
    }
}

fn purposes(oauth: &OAuth) -> Vec<(&str, &'static str, Purpose)> {
    let consent = oauth
        .code
        .iter()
        .map(|code| (code.authorize.as_str(), "GET", Purpose::Consent));
    let exchange = oauth.code.as_ref().map(|code| &code.exchange);
    let grants = [
        (exchange, Grant::Code),
        (oauth.client_credentials.as_ref(), Grant::Client),
        (oauth.password.as_ref(), Grant::Password),
        (oauth.refresh.as_ref(), Grant::Refresh),
    ];
    let tokens = grants.into_iter().filter_map(|(request, grant)| {
        request.map(|request| (request.url.as_str(), "POST", Purpose::Tokens(grant)))
    });
    let revocation = oauth.revocation.iter().map(|revocation| {
        let method = match revocation.method {
            RevocationMethod::Get => "GET",
            RevocationMethod::Post => "POST",
        };
        (revocation.url.as_str(), method, Purpose::Revocation)
    });

    consent.chain(tokens).chain(revocation).collect()
}
