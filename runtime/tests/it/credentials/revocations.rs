//! Tokens that are given back.

use brogue_runtime::api::{OAuth, Revocation, TokenField, TokenRequest, TokenValue};
use brogue_runtime::{
    Api, ClientBuilder, Core, Credential, MemoryTokenStore, OAuthCredentials, ScriptedTransport,
};

use super::vendor::{PASSWORD, REFRESH, get};

const EXCHANGE: TokenRequest =
    TokenRequest::form("/token").fields(&[TokenField::required("code", TokenValue::Code)]);

static BY_GET: OAuth = OAuth::new()
    .code("/authorize", EXCHANGE)
    .refresh(REFRESH)
    .revocation(Revocation::get("/logout"));
static BY_POST: OAuth = OAuth::new()
    .code("/authorize", EXCHANGE)
    .refresh(REFRESH)
    .revocation(Revocation::post("/revoke"));
static WITH_HEADER: OAuth = OAuth::new()
    .client_credentials(TokenRequest::form("/token").client_in_header())
    .revocation(Revocation::post("/revoke"));
static WITH_PASSWORD: OAuth = OAuth::new()
    .password(PASSWORD)
    .revocation(Revocation::get("/logout"));
static APIS: [Api; 5] = [
    Api::new("get", "https://g.example.com").credentials(&[Credential::oauth(&BY_GET)]),
    Api::new("post", "https://p.example.com").credentials(&[Credential::oauth(&BY_POST)]),
    Api::new("header", "https://h.example.com").credentials(&[Credential::oauth(&WITH_HEADER)]),
    Api::new("password", "https://w.example.com").credentials(&[Credential::oauth(&WITH_PASSWORD)]),
    Api::new("two", "https://t.example.com").credentials(&[
        Credential::oauth(&BY_GET).scheme("one"),
        Credential::oauth(&BY_POST).scheme("other"),
    ]),
];

fn client(api: &'static Api, given: OAuthCredentials, transport: &ScriptedTransport) -> Core {
    ClientBuilder::new(api)
        .oauth(given)
        .token_store(MemoryTokenStore::new())
        .transport(transport.clone())
        .build()
        .unwrap()
}

fn program() -> OAuthCredentials {
    OAuthCredentials::new().client("id", "secret")
}

/// Each request as method, URL, authorization and body.
fn seen(transport: &ScriptedTransport) -> Vec<String> {
    let requests = transport.requests();
    let shown = requests.iter().map(|request| {
        let authorization = request.headers().get("authorization");
        let authorization = authorization.map_or("", |value| value.to_str().unwrap());
        let body = String::from_utf8_lossy(request.body());
        format!(
            "{} {} {authorization} {body}",
            request.method(),
            request.uri()
        )
    });

    shown.collect()
}

const TOKEN: &str = r#"{"access_token": "t-1", "refresh_token": "r-1"}"#;

#[tokio::test(start_paused = true)]
async fn a_get_carries_the_token_and_its_redirect_is_a_success() {
    let transport = ScriptedTransport::new()
        .answer(200, TOKEN)
        .answer(200, "7")
        .answer_with(302, &[("location", "https://evil.example.com/")], "");
    let core = client(&APIS[0], program().refresh_token("r-0"), &transport);
    get(&core).await.unwrap();
    core.revoke().await.unwrap();

    // What was given at the start does no more either.
    let error = get(&core).await.unwrap_err();
    assert!(
        error.is_unauthorized() && error.to_string().contains("consent"),
        "{error}"
    );
    // Nothing is left to give back.
    core.revoke().await.unwrap();
    assert_eq!(
        seen(&transport)[1..],
        [
            "GET https://g.example.com/thing Bearer t-1 ",
            "GET https://g.example.com/logout Bearer t-1 ",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_that_has_ended_is_renewed_to_be_given_back() {
    let transport = ScriptedTransport::new()
        .answer(401, "")
        .answer(200, TOKEN)
        .answer(204, "");
    let given = program().access_token("t-0").refresh_token("r-0");
    let core = client(&APIS[0], given, &transport);
    core.revoke().await.unwrap();

    assert_eq!(
        seen(&transport),
        [
            "GET https://g.example.com/logout Bearer t-0 ",
            "POST https://g.example.com/token  grant_type=refresh_token&refresh_token=r-0",
            "GET https://g.example.com/logout Bearer t-1 ",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_form_carries_the_token_that_all_others_come_from_and_the_client() {
    let transport = ScriptedTransport::new().answer(200, "");
    let core = client(&APIS[1], program().refresh_token("r/0"), &transport);
    core.revoke().await.unwrap();
    assert_eq!(
        seen(&transport),
        [
            "POST https://p.example.com/revoke  token=r%2F0&token_type_hint=refresh_token&client_id=id&client_secret=secret"
        ]
    );

    let transport = ScriptedTransport::new()
        .answer(200, r#"{"access_token": "t"}"#)
        .answer(200, "7")
        .answer(200, "");
    let core = client(&APIS[2], program(), &transport);
    get(&core).await.unwrap();
    core.revoke().await.unwrap();
    assert_eq!(
        seen(&transport)[2],
        "POST https://h.example.com/revoke Basic aWQ6c2VjcmV0 token=t&token_type_hint=access_token"
    );
}

#[tokio::test(start_paused = true)]
async fn where_the_vendor_does_not_take_them_back_they_are_kept() {
    let transport = ScriptedTransport::new()
        .answer(503, r#"{"error": "later, r-0"}"#)
        .answer(200, TOKEN)
        .answer(200, "7");
    let core = client(&APIS[1], program().refresh_token("r-0"), &transport);

    let error = core.revoke().await.unwrap_err();
    assert!(error.is_credential(), "{error}");
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("later") && !shown.contains("r-0"), "{shown}");
    assert_eq!(get(&core).await.unwrap(), 7);
}

#[tokio::test(start_paused = true)]
async fn who_can_ask_again_does_after_giving_back() {
    let transport = ScriptedTransport::new()
        .answer(200, r#"{"access_token": "t-1"}"#)
        .answer(200, "7")
        .answer(204, "")
        .answer(200, r#"{"access_token": "t-2"}"#)
        .answer(200, "7");
    let given = OAuthCredentials::new().user("ann", "pass-word");
    let core = client(&APIS[3], given, &transport);
    get(&core).await.unwrap();
    core.revoke().await.unwrap();
    get(&core).await.unwrap();

    assert_eq!(
        seen(&transport)[4],
        "GET https://w.example.com/thing Bearer t-2 "
    );
}

#[tokio::test(start_paused = true)]
async fn several_schemes_are_told_apart_by_name() {
    let transport = ScriptedTransport::new().answer(200, TOKEN).answer(200, "");
    let core = client(&APIS[4], program(), &transport);

    for (error, told) in [
        (
            core.authorize("https://a.example.com").unwrap_err(),
            "`.authorize_for(\"one\", ..)`",
        ),
        (
            core.revoke().await.unwrap_err(),
            "`.revoke_for(\"one\", ..)`",
        ),
        (
            core.revoke_for("third").await.unwrap_err(),
            "`third` takes no tokens back",
        ),
        (
            core.authorize_for("third", "x").unwrap_err(),
            "`third` asks no user",
        ),
    ] {
        assert!(
            error.is_builder() && error.to_string().contains(told),
            "{error}"
        );
    }
    assert!(core.authorize_for("other", "https://a.example.com").is_ok());
    core.exchange_for("other", brogue_runtime::CodeExchange::new("c"))
        .await
        .unwrap();
    core.revoke_for("other").await.unwrap();
    core.revoke_for("one").await.unwrap();
    assert_eq!(transport.requests().len(), 2);
}
