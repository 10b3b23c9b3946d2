//! The calls that the document shows.

use geonext::types::{ClientDeletionInput, ClientInput};
use geonext::{Client, Upload};

use super::wire;
use crate::inputs::geonext_client;

#[tokio::test]
async fn a_client_goes_as_a_form_with_brackets() {
    let client = wire("create-form", async |client: Client| {
        client.clients().create(&geonext_client()).await
    });
    let client = client.await.unwrap();

    assert_eq!(client.id.unwrap().as_str(), "117");
    assert_eq!(client.first_name.as_deref(), Some("Ana"));
    assert_eq!(client.last_name, None);
    assert_eq!(client.deleted, Some(false));
    assert_eq!(client.unknown.get("avatar").unwrap(), "");
}

#[tokio::test]
async fn a_client_with_a_picture_goes_in_parts() {
    let picture = Upload::new("ana.png", "made-up picture");
    let client = wire("create-parts", async |client: Client| {
        let input = geonext_client().upload_avatar(picture);
        client.clients().create(&input).await
    });

    assert_eq!(client.await.unwrap().id.unwrap().as_str(), "117");
}

#[tokio::test]
async fn what_the_document_does_not_show_is_sent_by_name() {
    let client = wire("create-least", async |client: Client| {
        let input = ClientInput::new()
            .company_name("Harbor Bakery")
            .member("tax_rate_id", 3);
        client.clients().create(&input).await
    });

    assert_eq!(client.await.unwrap().id.unwrap().as_str(), "118");
}

#[tokio::test]
async fn ids_to_delete_are_fields_with_brackets() {
    wire("bulk-delete", async |client: Client| {
        let ids = ClientDeletionInput::new().ids([7, 8]);
        client
            .clients()
            .bulk_delete(&ids)
            .origin("xero")
            .await
            .unwrap();

        // What is answered nobody says: it can be looked at.
        let ids = ClientDeletionInput::new().ids(["7"]);
        let call = client.clients().bulk_delete(&ids);
        let body: geonext::Value = call.send_as().await.unwrap();
        assert_eq!(body["deleted"][0], 7);
    })
    .await;
}

#[tokio::test]
async fn the_user_the_keys_and_the_configuration_are_read() {
    wire("open-id", async |client: Client| {
        let open_id = client.open_id();

        let user = open_id.user_info().await.unwrap();
        assert_eq!(user.sub.as_deref(), Some("42"));
        assert_eq!(user.unknown.get("email").unwrap(), "ana@example.com");

        let keys = open_id.keys().await.unwrap().keys.unwrap();
        assert_eq!(keys[0].key_type.as_deref(), Some("RSA"));
        assert_eq!(keys[0].exponent.as_deref(), Some("AQAB"));

        let configuration = open_id.configuration().await.unwrap();
        assert!(configuration.jwks_uri.unwrap().ends_with("/keys"));
        assert!(configuration.unknown.get("scopes_supported").is_some());

        let person = open_id.webfinger("acct:ana@example.com");
        let links = person.rel("http://openid.net/specs/connect/1.0/issuer");
        let links = links.await.unwrap().links.unwrap();
        assert_eq!(
            links[0].href.as_deref(),
            Some("https://api.geoworkforce.io")
        );
    })
    .await;
}

#[tokio::test]
async fn an_error_tells_what_is_wrong_in_one_of_two_members() {
    wire("errors", async |client: Client| {
        let error = client.open_id().user_info().await.unwrap_err();
        assert!(error.is_unauthorized(), "{error}");
        let message = error.api().unwrap().message.as_deref();
        assert_eq!(message, Some("The token has expired"));

        let error = client
            .clients()
            .create(&ClientInput::new())
            .await
            .unwrap_err();
        assert!(error.is_rejected(), "{error}");
        let message = error.api().unwrap().message.as_deref();
        assert_eq!(message, Some("email is taken"));

        let none = ClientDeletionInput::new();
        let error = client.clients().bulk_delete(&none).await.unwrap_err();
        assert!(error.is_not_found() && error.api().is_none(), "{error}");
    })
    .await;
}
