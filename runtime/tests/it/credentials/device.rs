//! A user who enters a code on another device: asked for, waited for, kept.

use std::time::Duration;

use brogue_runtime::api::{OAuth, TokenField, TokenRequest, TokenValue};
use brogue_runtime::{Api, ClientBuilder, Core, Credential, OAuthCredentials, ScriptedTransport};
use tokio::time::Instant;

use super::vendor::get;

static OAUTH: OAuth = OAuth::new().device(
    TokenRequest::form("/device").fields(&[
        TokenField::required("client_id", TokenValue::ClientId),
        TokenField::optional("scope", TokenValue::Scope),
    ]),
    TokenRequest::form("/token").fields(&[
        TokenField::literal("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        TokenField::required("device_code", TokenValue::Code),
        TokenField::required("client_id", TokenValue::ClientId),
    ]),
);
static API: Api =
    Api::new("device", "https://a.example.com").credentials(&[Credential::oauth(&OAUTH)]);

const CODE: &str = r#"{"device_code": "d-1", "user_code": "WDJB-MJHT", "verification_uri": "https://a.example.com/enter",
    "verification_uri_complete": "https://a.example.com/enter?code=WDJB-MJHT", "expires_in": 600, "interval": 3}"#;
const PENDING: &str = r#"{"error": "authorization_pending"}"#;
const SLOWER: &str = r#"{"error": "slow_down"}"#;
const TOKEN: &str = r#"{"access_token": "t-1", "expires_in": 3600}"#;

fn client(transport: &ScriptedTransport) -> Core {
    ClientBuilder::new(&API)
        .oauth(OAuthCredentials::new().public_client("tv").scopes(["read"]))
        .transport(transport.clone())
        .build()
        .unwrap()
}

fn bodies(transport: &ScriptedTransport) -> Vec<String> {
    let requests = transport.requests();
    let bodies = requests
        .iter()
        .map(|request| String::from_utf8(request.body().to_vec()));

    bodies.map(Result::unwrap).collect()
}

#[tokio::test(start_paused = true)]
async fn the_vendor_is_asked_as_often_as_it_allows_until_the_user_has_consented() {
    let transport = ScriptedTransport::new()
        .answer(200, CODE)
        .answer(400, PENDING)
        .answer(400, SLOWER)
        .answer(200, TOKEN)
        .answer(200, "7");
    let core = client(&transport);
    let question = core.authorize_device().await.unwrap();
    assert_eq!(question.user_code(), "WDJB-MJHT");
    assert_eq!(question.verification_uri(), "https://a.example.com/enter");
    let complete = question.verification_uri_complete();
    assert_eq!(complete, Some("https://a.example.com/enter?code=WDJB-MJHT"));
    assert_eq!(question.expires_in(), Duration::from_secs(600));
    assert!(!format!("{question:?}").contains("d-1"));

    let began = Instant::now();
    question.granted().await.unwrap();
    // Three seconds twice, and five more once the vendor was asked too soon.
    assert_eq!(began.elapsed().as_secs(), 3 + 3 + 8);
    get(&core).await.unwrap();

    let asked = "client_id=tv&scope=read";
    let exchanged = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=d-1&client_id=tv";
    assert_eq!(
        bodies(&transport),
        [asked, exchanged, exchanged, exchanged, ""]
    );
    let last = transport.requests().remove(4);
    assert_eq!(last.headers()["authorization"], "Bearer t-1");
}

#[tokio::test(start_paused = true)]
async fn a_user_who_declines_and_a_code_that_nobody_enters_end_the_wait() {
    let declines = ScriptedTransport::new()
        .answer(200, CODE)
        .answer(400, r#"{"error": "access_denied"}"#);
    let question = client(&declines).authorize_device().await.unwrap();
    let error = question.granted().await.unwrap_err();
    assert_eq!(error.api().unwrap().code.as_deref(), Some("access_denied"));

    let forgets = ScriptedTransport::new()
        .answer(200, CODE.replace("600", "7"))
        .answer(400, PENDING)
        .answer(400, PENDING);
    let question = client(&forgets).authorize_device().await.unwrap();
    let error = question.granted().await.unwrap_err().to_string();
    assert!(error.contains("not entered in time"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn an_answer_without_a_code_is_an_error_and_no_secret_goes_over_plain_http() {
    let transport = ScriptedTransport::new().answer(200, r#"{"device_code": "d-1"}"#);
    let error = client(&transport).authorize_device().await.unwrap_err();
    assert!(error.to_string().contains("without one"), "{error}");

    let built = ClientBuilder::<Core>::new(&API)
        .oauth(OAuthCredentials::new().public_client("tv"))
        .base_url("http://a.example.com")
        .build();
    assert!(built.unwrap_err().to_string().contains("plain http"));
}
