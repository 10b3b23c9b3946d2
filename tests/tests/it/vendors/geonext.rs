//! The calls of `GeoNext`: the two that its document shows, those of `OpenID`, and those that only its rules are known of.

mod calls;
mod deliveries;
mod quota;
mod undeclared;

use geonext::{Client, ClientBuilder, CredentialValue};

use crate::case::play;
use crate::quick_clock::QuickClock;

/// A client with a token from elsewhere, for a server. Its turns come at once, though the quota is one call a second.
fn client(url: &str) -> ClientBuilder {
    Client::builder()
        .credential("account", CredentialValue::bearer("made-up-token"))
        .clock(QuickClock::new())
        .base_url(url)
}

async fn wire<T>(name: &str, calls: impl AsyncFnOnce(Client) -> T) -> T {
    play("geonext", name, client, calls).await
}
