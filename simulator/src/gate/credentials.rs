//! What a test can see of credentials and do to them.

use std::sync::Arc;

use super::answer::life;
use super::scopes::Scopes;
use super::tokens::{Family, Life};
use super::{Accepted, GateState};
use crate::world::{World, lock};

/// The credentials of a running vendor: what it takes, and what it has given out.
///
/// Every vendor takes what the constants say; the builder and this handle add more.
#[derive(Clone, Debug)]
pub struct Credentials {
    world: Arc<World>,
}

impl Credentials {
    /// A key that is good wherever a key or a plain bearer token goes.
    pub const KEY: &'static str = Accepted::KEY;
    /// Another one, for where a token looks more natural.
    pub const TOKEN: &'static str = Accepted::TOKEN;
    /// The name of a user.
    pub const USER: &'static str = Accepted::USER;
    /// The password of that user.
    pub const PASSWORD: &'static str = Accepted::PASSWORD;
    /// The id of a client that may ask for tokens.
    pub const CLIENT_ID: &'static str = Accepted::CLIENT_ID;
    /// The secret of that client. Where the document lets the secret be left out the client is let in without it; a wrong one never is.
    pub const CLIENT_SECRET: &'static str = Accepted::CLIENT_SECRET;

    pub(crate) fn new(world: Arc<World>) -> Self {
        Self { world }
    }

    /// Takes a key wherever a key or a plain bearer token goes.
    pub fn add_key(&self, key: impl Into<String>) {
        self.gate(|gate| gate.accepted.add_key(key.into()));
    }

    /// Takes a user; one of this name has this password from now on.
    pub fn add_user(&self, name: impl Into<String>, password: impl Into<String>) {
        self.gate(|gate| gate.accepted.add_user(name.into(), password.into()));
    }

    /// Takes a client; one of this id has this secret from now on.
    pub fn add_client(&self, id: impl Into<String>, secret: impl Into<String>) {
        self.gate(|gate| gate.accepted.add_client(id.into(), secret.into()));
    }

    /// An access token that nobody had to ask for: good for all schemes, and for these scopes only. It lives as long as those of the first
    /// scheme that gives out tokens, for ever where none does.
    pub fn access_token(&self, scopes: &[&str]) -> String {
        let now = self.world.clock.elapsed();
        let mut credentials = self.world.vendor.api.credentials.iter();
        let oauth = credentials.find_map(|credential| credential.oauth());
        let life = oauth.map_or(Life::Endless, life);

        self.gate(|gate| {
            let family = consent(gate, scopes);
            gate.tokens.give_access(family, life, now)
        })
    }

    /// A refresh token that nobody had to ask for: it yields tokens for these scopes only.
    pub fn refresh_token(&self, scopes: &[&str]) -> String {
        self.gate(|gate| {
            let family = consent(gate, scopes);
            gate.tokens.give_refresh(family)
        })
    }

    /// How many access tokens let somebody in.
    pub fn alive(&self) -> usize {
        let now = self.world.clock.elapsed();

        self.gate(|gate| gate.tokens.alive(now))
    }

    /// All access tokens end now; refresh tokens go on.
    pub fn expire_tokens(&self) {
        let now = self.world.clock.elapsed();
        self.gate(|gate| gate.tokens.end_all(now));
    }

    /// All tokens and codes are taken back, refresh tokens among them.
    pub fn revoke_tokens(&self) {
        self.gate(|gate| gate.tokens.revoke_all());
    }

    /// The next user who is asked declines. Said twice, the next two do.
    pub fn deny_next_user(&self) {
        self.gate(|gate| gate.users_to_decline += 1);
    }

    /// Whether a refresh token does once and yields its successor. It does where nothing is said; else it does for ever.
    pub fn rotate_refresh_tokens(&self, rotates: bool) {
        self.gate(|gate| gate.rotates = rotates);
    }

    fn gate<T>(&self, act: impl FnOnce(&mut GateState) -> T) -> T {
        act(&mut lock(&self.world.gate))
    }
}

fn consent(gate: &mut GateState, scopes: &[&str]) -> Family {
    let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();

    gate.tokens.family(None, None, Scopes::These(scopes))
}
