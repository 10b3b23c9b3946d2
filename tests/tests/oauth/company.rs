//! A user is asked; the code yields a refresh token, that the tokens for calls; at the end they are given back.

use brogue_runtime::{
    CodeExchange, ExposeSecret, FileTokenStore, MemoryTokenStore, OAuthCredentials, RetryPolicy,
    SecretString,
};
use sha2::{Digest, Sha256};

use crate::Client;
use crate::case::Case;

const BACK: &str = "https://app.example.com/back";

fn program() -> OAuthCredentials {
    OAuthCredentials::new().client("guild-7", "hush-client")
}

fn expose(secret: &SecretString) -> String {
    secret.expose_secret().to_owned()
}

/// The value of a parameter of a URL that needs no unescaping.
fn parameter(url: &str, name: &str) -> String {
    let (_, query) = url.split_once('?').expect("a query");
    let prefix = format!("{name}=");

    query
        .split('&')
        .find_map(|pair| pair.strip_prefix(&prefix))
        .unwrap_or_default()
        .to_owned()
}

/// Base64 for URLs without padding, as RFC 7636 wants the challenge.
fn base64_url(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits = |index: usize| {
        let byte = |at: usize| u32::from(bytes.get(at).copied().unwrap_or_default());
        let pair = byte(index * 6 / 8) << 8 | byte(index * 6 / 8 + 1);
        (pair >> (10 - index * 6 % 8) & 63) as usize
    };

    (0..(bytes.len() * 8).div_ceil(6))
        .map(|index| char::from(LETTERS[bits(index)]))
        .collect()
}

#[tokio::test]
async fn a_code_yields_a_refresh_token_and_that_lets_calls_in_until_it_is_given_back() {
    let mut case = Case::open("company").await;
    let folder = tempfile::tempdir().unwrap();
    let builder = Client::builder()
        .oauth(program())
        .token_store(FileTokenStore::new(folder.path()));
    let client = case.build(builder, "/api/v2");
    let company = client.for_credential("company 7").unwrap();

    let question = company.authorize(BACK).unwrap();
    let (state, verifier) = (expose(question.state()), expose(question.verifier()));
    case.random(&state, "STATE");
    case.random(&verifier, "VERIFIER");
    case.show(&format!("{question:?}"));
    assert!(question.url().starts_with(&format!(
        "{}/oauth/authorize?response_type=code&client_id=guild-7&",
        case.server.url
    )));
    assert_eq!(parameter(question.url(), "scope"), "write%20things");
    assert_eq!(parameter(question.url(), "state"), state);
    assert_eq!(
        parameter(question.url(), "code_challenge"),
        base64_url(&Sha256::digest(&verifier))
    );

    // Before the user has come back nothing is sent.
    let error = company.things().list().await.unwrap_err();
    assert!(
        error.is_unauthorized() && error.to_string().contains("consent"),
        "{error}"
    );

    let code: CodeExchange = question
        .code(&format!("{BACK}?state={state}&code=hush-code"))
        .unwrap();
    case.show(&format!("{code:?}"));
    company.exchange(code).await.unwrap();
    company.things().list().await.unwrap();

    // Another process finds the tokens in the folder, and renews the one that does no more.
    let builder = Client::builder()
        .oauth(program())
        .token_store(FileTokenStore::new(folder.path()));
    let other = case
        .build(builder, "/api/v2")
        .for_credential("company 7")
        .unwrap();
    other.things().add().await.unwrap();

    // The end of the token is near: the next call renews it first.
    case.clock.advance(24 * 60 * 60);
    other.things().list().await.unwrap();

    // Where the vendor redirects to afterwards nobody goes.
    other.revoke().await.unwrap();
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .path()
                .extension()
                .is_some_and(|end| end == "json")
        })
        .collect();
    assert!(left.is_empty(), "{left:?}");
    let error = other.things().list().await.unwrap_err();
    assert!(
        error.is_unauthorized() && error.to_string().contains("consent"),
        "{error}"
    );
    case.show_error(&error);
    case.settle();
}

#[tokio::test]
async fn what_a_vendor_says_of_a_bad_code_is_told_without_it() {
    let mut case = Case::open("bad-code").await;
    let builder = Client::builder()
        .oauth(program())
        .token_store(MemoryTokenStore::new())
        .retry(RetryPolicy::none());
    let client = case.build(builder, "/api/v2");

    let code = CodeExchange::new("hush-code")
        .redirect_uri(BACK)
        .verifier("hush-verifier");
    let error = client.exchange(code).await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(error.api().unwrap().code.as_deref(), Some("invalid_grant"));
    case.show_error(&error);

    // An answer with a token for calls alone is none here.
    let error = client
        .exchange(CodeExchange::new("hush-other"))
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("without a refresh token"),
        "{error}"
    );
    case.show_error(&error);
    case.settle();
}
