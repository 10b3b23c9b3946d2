//! `GeoNext`: a user's code, refreshes without the client, and tokens that are given back.

use geonext::types::ClientDeletionInput;
use geonext::{Client, OAuthCredentials};

use super::{BACK, consent};
use crate::case::Case;

#[tokio::test]
async fn tokens_come_by_a_code_are_refreshed_without_the_client_and_given_back() {
    let mut case = Case::open("geonext").await;
    let program = OAuthCredentials::new()
        .client("program-7", "hush-client")
        .scopes(["openid", "write"]);
    let client = case.build(Client::builder().oauth(program), "");

    let question = client.authorize(BACK).unwrap();
    let url = question.url();
    assert!(url.contains("/oauth/authorize?response_type=code&client_id=program-7&"));
    assert!(url.contains("scope=openid%20write"), "{url}");
    assert!(!url.contains("code_challenge"), "{url}");
    let code = consent(&mut case, &question);
    client.exchange(code).await.unwrap();
    client.open_id().user_info().await.unwrap();

    // Two hours later it has ended.
    case.clock.advance(2 * 60 * 60);
    client.open_id().user_info().await.unwrap();

    // The vendor refuses one before its time: the newest refresh token yields the next.
    let ids = ClientDeletionInput::new().ids([7]);
    client.clients().bulk_delete(&ids).await.unwrap();

    client.revoke().await.unwrap();
    let error = client.open_id().user_info().await.unwrap_err();
    assert!(error.to_string().contains("consent"), "{error}");
    case.show_error(&error);
    case.settle();
}
