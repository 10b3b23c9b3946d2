//! Asking a user, and what to make of their coming back.

use brogue_runtime::api::{OAuth, TokenField, TokenRequest, TokenValue};
use brogue_runtime::{
    Api, Authorization, ClientBuilder, CodeExchange, Core, Credential, OAuthCredentials,
    ScriptedTransport,
};
use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use url::Url;

use super::vendor::{REFRESH, get};

const BACK: &str = "https://app.example.com/back";

static OAUTH: OAuth = OAuth::new()
    .code(
        "https://login.example.com/authorize",
        TokenRequest::form("/token").fields(&[
            TokenField::literal("grant_type", "authorization_code"),
            TokenField::required("client_id", TokenValue::ClientId),
            TokenField::optional("client_secret", TokenValue::ClientSecret),
            TokenField::required("code", TokenValue::Code),
            TokenField::required("redirect_uri", TokenValue::RedirectUri),
            TokenField::optional("code_verifier", TokenValue::Verifier),
        ]),
    )
    .refresh(REFRESH)
    .scopes(&["write", "openid"]);
static API: Api =
    Api::new("consent", "https://a.example.com").credentials(&[Credential::oauth(&OAUTH)]);

fn client(transport: ScriptedTransport) -> Core {
    ClientBuilder::new(&API)
        .oauth(OAuthCredentials::new().client("id", "secret"))
        .transport(transport)
        .build()
        .unwrap()
}

fn parameter(authorization: &Authorization, name: &str) -> String {
    let url = Url::parse(authorization.url()).unwrap();

    url.query_pairs()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
        .unwrap()
}

#[tokio::test]
async fn a_code_is_exchanged_with_the_verifier_and_calls_are_let_in() {
    // The code yields a refresh token alone; only that yields the token for calls.
    let transport = ScriptedTransport::new()
        .answer(200, r#"{"refresh_token": "r-1"}"#)
        .answer(200, r#"{"access_token": "t-1"}"#)
        .answer(200, "7");
    let consent = client(transport.clone());
    assert!(
        get(&consent)
            .await
            .unwrap_err()
            .to_string()
            .contains("consent")
    );

    let question = consent.authorize(BACK).unwrap();
    let verifier = question.verifier().expose_secret();
    assert!(
        question
            .url()
            .starts_with("https://login.example.com/authorize?response_type=code&client_id=id&")
    );
    assert_eq!(parameter(&question, "scope"), "write openid");
    assert_eq!(parameter(&question, "redirect_uri"), BACK);
    assert_eq!(parameter(&question, "code_challenge_method"), "S256");
    let challenge = parameter(&question, "code_challenge");
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits = |number: usize, width: usize| (0..width).rev().map(move |bit| number >> bit & 1);
    let shown = challenge
        .chars()
        .flat_map(|letter| bits(alphabet.find(letter).unwrap(), 6));
    let hash = Sha256::digest(verifier);
    let hash = hash.iter().flat_map(|byte| bits(usize::from(*byte), 8));
    assert!(shown.take(256).eq(hash));
    assert!(!format!("{question:?}").contains(verifier));

    let state = question.state().expose_secret();
    let code = question
        .code(&format!("{BACK}?code=c%2F1&state={state}"))
        .unwrap();
    consent.exchange(code).await.unwrap();
    assert_eq!(get(&consent).await.unwrap(), 7);

    let bodies: Vec<_> = transport
        .requests()
        .iter()
        .map(|request| request.body().clone())
        .collect();
    let exchange = format!(
        "grant_type=authorization_code&client_id=id&client_secret=secret&code=c%2F1&\
         redirect_uri=https%3A%2F%2Fapp.example.com%2Fback&code_verifier={verifier}"
    );
    assert_eq!(bodies[0], exchange);
    assert_eq!(bodies[1], "grant_type=refresh_token&refresh_token=r-1");
}

#[tokio::test]
async fn a_code_that_yields_a_refresh_token_yields_nothing_else_and_a_vendor_without_pkce_gets_none()
 {
    static OTHER: OAuth = OAUTH.without_pkce().code_yields_refresh_token();
    static OTHERS: Api =
        Api::new("other", "https://a.example.com").credentials(&[Credential::oauth(&OTHER)]);
    let transport = ScriptedTransport::new()
        .answer(200, r#"{"access_token": "no-1", "refresh_token": "r-1"}"#)
        .answer(200, r#"{"access_token": "t-1"}"#)
        .answer(200, "7")
        .answer(200, r#"{"access_token": "no-2"}"#);
    let core: Core = ClientBuilder::new(&OTHERS)
        .oauth(OAuthCredentials::new().client("id", "secret"))
        .transport(transport.clone())
        .build()
        .unwrap();
    let question = core.authorize(BACK).unwrap();
    assert!(!question.url().contains("challenge"), "{}", question.url());
    let state = question.state().expose_secret();
    let exchange = question
        .code(&format!("{BACK}?code=c&state={state}"))
        .unwrap();
    core.exchange(exchange.clone()).await.unwrap();
    get(&core).await.unwrap();

    let requests = transport.requests();
    assert!(!String::from_utf8_lossy(requests[0].body()).contains("verifier"));
    assert_eq!(requests[2].headers()["authorization"], "Bearer t-1");
    let error = core.exchange(exchange).await.unwrap_err();
    assert!(
        error.to_string().contains("without a refresh token"),
        "{error}"
    );
}

#[test]
fn who_comes_back_otherwise_is_turned_away() {
    let core = client(ScriptedTransport::new());
    let question = core.authorize(BACK).unwrap();
    let again = core.authorize(BACK).unwrap();
    let state = question.state().expose_secret();
    assert_ne!(state, again.state().expose_secret());

    for (came_back_to, told) in [
        (format!("{BACK}?code=c&state=other"), "another state"),
        (format!("{BACK}?code=c"), "another state"),
        (
            format!("{BACK}?state={state}&error=access_denied"),
            "access_denied",
        ),
        (format!("{BACK}?state={state}"), "without a code"),
        ("back".to_owned(), "no URL"),
    ] {
        let error = question.code(&came_back_to).unwrap_err();

        assert!(error.to_string().contains(told), "{error}");
    }
}

#[tokio::test]
async fn a_refused_code_is_told_without_it() {
    let transport = ScriptedTransport::new().answer(400, r#"{"error": "bad code c-17"}"#);
    let code = CodeExchange::new("c-17").redirect_uri(BACK);
    let error = client(transport).exchange(code.clone()).await.unwrap_err();

    assert!(
        error.is_unauthorized() && error.to_string().contains("bad code"),
        "{error}"
    );
    assert!(!format!("{error} {error:?} {code:?}").contains("c-17"));
}

#[tokio::test(start_paused = true)]
async fn a_caller_who_gives_up_loses_no_tokens_that_a_code_yields() {
    let transport = ScriptedTransport::new()
        .answer(200, r#"{"access_token": "t-1", "expires_in": 3600}"#)
        .answer(200, "7");
    let core = client(transport);
    let exchange = tokio::time::timeout(
        std::time::Duration::ZERO,
        core.exchange(CodeExchange::new("c").redirect_uri(BACK)),
    );
    // Dropped before it can end.
    assert!(exchange.await.is_err());
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;

    assert_eq!(get(&core).await.unwrap(), 7);
}
