//! Other places for the servers that operations have of their own.

use url::Url;

use super::ClientBuilder;
use super::draft::base_url;
use crate::client::Core;
use crate::error::Error;

impl<C: From<Core>> ClientBuilder<C> {
    /// Another place for the calls whose operation has this server of its own, as their documentation shows it. Without it they go
    /// there, and to the [`base_url`](Self::base_url) where one is set: nothing goes past a test server.
    pub fn server_url(mut self, declared: impl Into<String>, url: impl Into<String>) -> Self {
        self.draft.servers.push((declared.into(), url.into()));
        self
    }
}

/// The places as URLs, by the servers as the spec has them.
pub(super) fn places(given: &[(String, String)]) -> Result<Vec<(String, Url)>, Error> {
    let place = |(declared, place): &(String, String)| {
        Ok((declared.trim_end_matches('/').to_owned(), base_url(place)?))
    };

    given.iter().map(place).collect()
}
