//! The calls of `NiceJob`: all forty of them, and what becomes of the answers that are no answer.

mod answers;
mod deliveries;
mod entities;
mod webhooks;

use nicejob::{Client, ClientBuilder, CredentialValue};

use crate::case::play;

/// A client with tokens from elsewhere, for a server.
fn client(url: &str) -> ClientBuilder {
    Client::builder()
        .credential("company", CredentialValue::bearer("made-up-token"))
        .credential(
            "developer",
            CredentialValue::bearer("made-up-developer-token"),
        )
        .base_url(url)
}

async fn wire<T>(name: &str, calls: impl AsyncFnOnce(Client) -> T) -> T {
    play("nicejob", name, client, calls).await
}

#[tokio::test]
async fn each_call_has_the_token_of_its_kind() {
    let (company, webhooks) = wire("tokens", async |client: Client| {
        (client.company().get().await, client.webhooks().list().await)
    })
    .await;

    assert_eq!(
        company.unwrap().unknown.get("name").unwrap(),
        "Harbor Bakery"
    );
    assert_eq!(webhooks.unwrap().items.len(), 1);
}
