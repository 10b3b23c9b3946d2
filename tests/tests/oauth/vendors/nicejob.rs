//! `NiceJob`: tokens of companies and one of the program's own, in one client.

use nicejob::{Client, OAuthCredentials};

use super::{BACK, consent};
use crate::case::Case;

#[tokio::test]
async fn one_client_has_the_tokens_of_companies_and_the_programs_own() {
    let mut case = Case::open("nicejob").await;
    let program = OAuthCredentials::new().client("program-7", "hush-client");
    let client = case.build(Client::builder().oauth(program), "");
    let bakery = client.for_credential("bakery").unwrap();

    let question = bakery.authorize(BACK).unwrap();
    let url = question.url();
    assert!(url.contains("client_id=program-7"), "{url}");
    assert!(url.contains("redirect_uri=https%3A%2F%2Fapp.example.com%2Fback"));
    assert!(url.contains("scope=bookings%20cases%20campaigns%20enrollments"));
    assert!(!url.contains("code_challenge"), "{url}");
    let code = consent(&mut case, &question);
    bakery.exchange(code).await.unwrap();

    let company = bakery.company().get().await.unwrap();
    assert_eq!(company.unknown.get("name").unwrap(), "Harbor Bakery");
    // The client itself has no company, and needs none for what is the program's.
    assert!(client.webhooks().list().await.unwrap().items.is_empty());
    let error = client.company().get().await.unwrap_err();
    assert!(error.to_string().contains("consent"), "{error}");
    case.show_error(&error);
    assert_eq!(bakery.bookings().list().await.unwrap().items.len(), 1);

    // A token that is refused is renewed, and the call sent again.
    bakery.bookings().get("b-1").await.unwrap();

    // Of a token that has just let a call in a 401 says nothing: there is no such webhook.
    let error = client.webhooks().get("w-9").await.unwrap_err();
    assert!(error.is_not_found() && error.is_ambiguous(), "{error}");
    case.show_error(&error);

    // A day later both have ended.
    case.clock.advance(24 * 60 * 60);
    bakery.company().get().await.unwrap();
    client.webhooks().list().await.unwrap();
    case.settle();
}
