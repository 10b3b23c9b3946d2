//! The credentials of Jobbers One, with the crate that callers have.

use jobbers::types::TokenRequest;
use jobbers::{Client, ClientBuilder, OAuthCredentials, RetryPolicy};

use crate::case::Case;

fn builder() -> ClientBuilder {
    Client::builder().oauth(OAuthCredentials::new().user("hush-key", "hush\"secret"))
}

#[tokio::test]
async fn a_token_of_jobbers_slides_and_is_asked_for_again_with_key_and_secret() {
    let mut case = Case::open("jobbers").await;
    let client = case.build(builder(), "");

    client.enterprise().groups().await.unwrap();
    for _ in 0..2 {
        // Each time beyond the middle of its life, together beyond its end.
        case.clock.advance(2_400);
        client.enterprise().groups().await.unwrap();
    }
    // A program may ask for tokens on its own: no credential goes with it, and the client's token is another one.
    let request = TokenRequest::new("hush-key", "hush\"secret");
    let own = client
        .authentication()
        .create_token(&request)
        .await
        .unwrap();
    assert_eq!(own.access_token, "hush-t-9");
    case.show(&format!("{request:?} {own:?}"));

    // Nobody used it for an hour.
    case.clock.advance(3_600);
    client.echo().nothing().await.unwrap();
    // An answer that does not say how long a token lives means an hour, too.
    case.clock.advance(3_600);
    client.echo().nothing().await.unwrap();
    // The vendor takes it for ended before its time.
    client.echo().nothing().await.unwrap();
    case.settle();
}

#[tokio::test]
async fn a_key_that_is_not_taken_is_told_without_it() {
    let mut case = Case::open("jobbers-bad-key").await;
    let client = case.build(builder().retry(RetryPolicy::none()), "");

    let error = client.echo().nothing().await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert!(error.to_string().contains("no such key"), "{error}");
    assert_eq!(error.api().unwrap().code.as_deref(), Some("is_invalid"));
    assert_eq!(error.api().unwrap().field.as_deref(), Some("username"));
    case.show_error(&error);
    case.settle();
}
