//! `NiceJob`: a code that yields a refresh token, a program with tokens of its own, and scopes.

use brogue_simulator::{Credentials, Simulator};
use nicejob::{Client, ClientBuilder, CredentialValue, OAuthCredentials};

use crate::{asked, vendor};

fn builder(vendor: &Simulator) -> ClientBuilder {
    Client::builder()
        .base_url(vendor.base_url())
        .clock(vendor.clock().clone())
}

fn program() -> OAuthCredentials {
    OAuthCredentials::new().client(Credentials::CLIENT_ID, Credentials::CLIENT_SECRET)
}

#[tokio::test]
async fn a_code_yields_a_refresh_token_and_that_the_token_for_calls() {
    let vendor = vendor("nicejob").start().unwrap();
    let client = builder(&vendor)
        .credential("company", CredentialValue::oauth(program()))
        .build()
        .unwrap();
    let asking = client.authorize("https://app.example.com/back").unwrap();
    let code = asking
        .code(&sent_back(&vendor, asking.url()).await)
        .unwrap();
    client.exchange(code).await.unwrap();
    assert_eq!(vendor.credentials().alive(), 0);

    let before = vendor.log().len();
    drop(client.company().get().await);
    let expected = ["POST /oauth/token 200", "GET /v2/company 200"];
    let seen = asked(&vendor, before);
    assert_eq!(seen.len(), expected.len(), "{seen:?}");
    assert_eq!(seen[0], expected[0]);
    assert!(seen[1].ends_with(" 200"), "{seen:?}");

    vendor.credentials().deny_next_user();
    let asking = client.authorize("https://app.example.com/back").unwrap();
    let error = asking.code(&sent_back(&vendor, asking.url()).await);
    assert!(error.unwrap_err().to_string().contains("access_denied"));
}

#[tokio::test]
async fn a_token_of_the_program_is_for_its_own_calls() {
    let vendor = vendor("nicejob").start().unwrap();
    let client = builder(&vendor)
        .credential("developer", CredentialValue::oauth(program()))
        .build()
        .unwrap();
    drop(client.webhooks().list().await);
    let seen = asked(&vendor, 0);
    assert_eq!(seen.len(), 2, "{seen:?}");
    assert!(seen[1].ends_with(" 200"), "{seen:?}");
}

#[tokio::test]
async fn a_scope_that_is_missing_is_told() {
    let vendor = vendor("nicejob").start().unwrap();
    let access = vendor.credentials().access_token(&["people"]);
    let client = builder(&vendor)
        .credential(
            "company",
            CredentialValue::oauth(program().access_token(access)),
        )
        .build()
        .unwrap();
    drop(client.people().get("a").await);
    let error = client.bookings().get("a").await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert_ne!(vendor.log()[0].status, 403);
}

/// Where a user is sent back to who follows a link.
async fn sent_back(vendor: &Simulator, url: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let path = url.split_once(&vendor.address().to_string()).unwrap().1;
    let mut stream = tokio::net::TcpStream::connect(vendor.address())
        .await
        .unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: vendor\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let location = answer
        .lines()
        .find_map(|line| line.strip_prefix("location: "));

    location
        .unwrap_or_else(|| panic!("no redirect: {answer}"))
        .to_owned()
}
