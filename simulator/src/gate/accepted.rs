//! What the vendor takes without having given it out: keys, users, clients.

use std::fmt;

/// Everything that is taken, the oldest first.
#[derive(Clone)]
pub(crate) struct Accepted {
    keys: Vec<String>,
    users: Vec<(String, String)>,
    clients: Vec<(String, String)>,
}

impl Accepted {
    /// What a vendor begins with.
    pub(crate) const KEY: &'static str = "simulated-key";
    pub(crate) const TOKEN: &'static str = "simulated-token";
    pub(crate) const USER: &'static str = "user@example.com";
    pub(crate) const PASSWORD: &'static str = "simulated-password";
    pub(crate) const CLIENT_ID: &'static str = "simulated-client";
    pub(crate) const CLIENT_SECRET: &'static str = "simulated-secret";

    /// Takes a key wherever a key or a plain bearer token goes.
    pub(crate) fn add_key(&mut self, key: String) {
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
    }

    /// Takes a user; one of this name has another password from now on.
    pub(crate) fn add_user(&mut self, name: String, password: String) {
        self.users.retain(|(known, _)| *known != name);
        self.users.push((name, password));
    }

    /// Takes a client; one of this id has another secret from now on.
    pub(crate) fn add_client(&mut self, id: String, secret: String) {
        self.clients.retain(|(known, _)| *known != id);
        self.clients.push((id, secret));
    }

    /// Which key it is, counted from 0.
    pub(super) fn key(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|known| known == key)
    }

    /// Whether a user has this password.
    pub(super) fn has_user(&self, name: &str, password: &str) -> bool {
        let mut users = self.users.iter();

        users.any(|(known, secret)| known == name && secret == password)
    }

    /// Whether there is a client, with this secret where one is shown.
    pub(super) fn has_client(&self, id: &str, secret: Option<&str>) -> bool {
        self.clients
            .iter()
            .filter(|(known, _)| known == id)
            .any(|(_, known)| secret.is_none_or(|secret| secret == known))
    }

    /// The client that has this secret.
    pub(super) fn client_of(&self, secret: &str) -> Option<&str> {
        let mut clients = self.clients.iter();

        clients
            .find(|(_, known)| known == secret)
            .map(|(id, _)| id.as_str())
    }
}

impl Default for Accepted {
    fn default() -> Self {
        Self {
            keys: vec![Self::KEY.to_owned(), Self::TOKEN.to_owned()],
            users: vec![(Self::USER.to_owned(), Self::PASSWORD.to_owned())],
            clients: vec![(Self::CLIENT_ID.to_owned(), Self::CLIENT_SECRET.to_owned())],
        }
    }
}

impl fmt::Debug for Accepted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Accepted")
            .field("keys", &self.keys.len())
            .field("users", &self.users.len())
            .field("clients", &self.clients.len())
            .finish()
    }
}
