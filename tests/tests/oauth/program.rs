//! Tokens that the program asks for by itself: with its id and secret in the header, and with a password in JSON.

use brogue_runtime::{ClientBuilder, Core, OAuthCredentials, Operation};

use crate::Client;
use crate::case::Case;
use crate::club;

#[tokio::test]
async fn each_operation_takes_the_token_of_its_scheme() {
    let mut case = Case::open("two-schemes").await;
    let given = OAuthCredentials::new()
        .client("guild 7", "hush/client")
        .refresh_token("hush-r-0");
    let client = case.build(Client::builder().oauth(given), "/api/v2");

    client.hooks().list().await.unwrap();
    client.things().list().await.unwrap();
    client.hooks().list().await.unwrap();
    // Neither is asked for again.
    client.things().add().await.unwrap();
    case.settle();
}

#[tokio::test]
async fn who_gives_the_programs_credentials_alone_is_told_what_a_call_lacks() {
    let mut case = Case::open("program-alone").await;
    let given = OAuthCredentials::new().client("guild 7", "hush/client");
    let client = case.build(Client::builder().oauth(given), "/api/v2");

    client.hooks().list().await.unwrap();
    let error = client.things().list().await.unwrap_err();
    assert!(
        error.is_unauthorized() && error.to_string().contains("consent"),
        "{error}"
    );
    case.show_error(&error);
    case.settle();
}

static LIST: Operation = Operation::get("listThings", "/things");

async fn list(club: &Core) -> Result<(), brogue_runtime::Error> {
    club.call(&LIST).returns().await
}

#[tokio::test]
async fn a_token_for_a_password_lives_from_its_last_use_on_and_is_asked_for_again_after_that() {
    let mut case = Case::open("sliding").await;
    let builder: ClientBuilder<Core> = ClientBuilder::new(&club::API);
    let given = OAuthCredentials::new().user("hush-key", "hush\"secret");
    let club = case.build(builder.oauth(given), "");

    list(&club).await.unwrap();
    for _ in 0..3 {
        // Each time beyond the middle of its life, together far beyond its end.
        case.clock.advance(2_400);
        list(&club).await.unwrap();
    }
    // Nobody used it for longer than it lives: a password is asked with again, there is no refresh token.
    case.clock.advance(3_700);
    list(&club).await.unwrap();

    // The vendor takes a token for ended before its time: one more, and the call is sent again.
    list(&club).await.unwrap();
    case.settle();
}

#[tokio::test]
async fn a_password_that_is_not_taken_is_told_in_the_vendors_words_without_it() {
    let mut case = Case::open("bad-password").await;
    let builder: ClientBuilder<Core> = ClientBuilder::new(&club::API);
    let given = OAuthCredentials::new().user("hush-key", "hush-secret");
    let club = case.build(builder.oauth(given), "");

    let error = list(&club).await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert!(error.to_string().contains("no such user"), "{error}");
    case.show_error(&error);
    case.settle();
}
