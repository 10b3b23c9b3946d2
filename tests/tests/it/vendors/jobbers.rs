//! The calls of Jobbers One.

use jobbers::{Client, ClientBuilder, CredentialValue};

use crate::case::play;

/// A client with a token from elsewhere, for a server.
fn client(url: &str) -> ClientBuilder {
    Client::builder()
        .credential("account", CredentialValue::bearer("made-up-token"))
        .base_url(url)
}

async fn wire<T>(name: &str, calls: impl AsyncFnOnce(Client) -> T) -> T {
    play("jobbers", name, client, calls).await
}

#[tokio::test]
async fn a_text_in_the_path_is_a_form_value() {
    let echo = wire("echo-path", async |client: Client| {
        client.echo().path("hello world + 1/2").await
    })
    .await
    .unwrap();

    assert_eq!(echo, "echo hello world");
}
