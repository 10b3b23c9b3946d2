//! The calls of `GeoNext`.

use geonext::{Client, ClientBuilder, CredentialValue};

use crate::case::play;

/// A client with a token from elsewhere, for a server.
fn client(url: &str) -> ClientBuilder {
    Client::builder()
        .credential("account", CredentialValue::bearer("made-up-token"))
        .base_url(url)
}

async fn wire<T>(name: &str, calls: impl AsyncFnOnce(Client) -> T) -> T {
    play("geonext", name, client, calls).await
}

#[tokio::test]
async fn ids_to_delete_are_fields_with_brackets() {
    use geonext::types::ClientDeletionInput;

    wire("bulk-delete", async |client: Client| {
        let ids = ClientDeletionInput::new().ids(["7", "8"]);
        client.clients().bulk_delete(&ids).origin("xero").await
    })
    .await
    .unwrap();
}
