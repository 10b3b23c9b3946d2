//! What token requests look like, and which clients can make them.

use brogue_runtime::api::{OAuth, TokenField, TokenRequest, TokenValue};
use brogue_runtime::{Api, ClientBuilder, Core, Credential, OAuthCredentials, ScriptedTransport};

use super::vendor::{BOTH, get, refresh, user};

const BY_CLIENT: &[TokenField] = &[
    TokenField::literal("grant_type", "client_credentials"),
    TokenField::optional("scope", TokenValue::Scope),
];

fn client() -> OAuthCredentials {
    OAuthCredentials::new().client("id 1", "se/cret")
}

#[tokio::test]
async fn each_credential_goes_into_its_field() {
    static BY_HEADER: OAuth = OAuth::new()
        .client_credentials(
            TokenRequest::form("/token")
                .fields(BY_CLIENT)
                .client_in_header(),
        )
        .scopes(&["read", "write"]);
    static BY_FIELD: OAuth = OAuth::new().client_credentials(
        TokenRequest::form("https://login.example.com/token").fields(&[
            TokenField::required("client", TokenValue::ClientId),
            TokenField::required("key", TokenValue::ClientSecret),
            TokenField::optional("scope", TokenValue::Scope),
        ]),
    );
    static IN_JSON: OAuth = OAuth::new()
        .password(TokenRequest::json("/authentication/token").fields(&[
            TokenField::literal("grant_type", "password"),
            TokenField::required("username", TokenValue::UserName),
            TokenField::required("password", TokenValue::Password),
        ]))
        .tokens_at("/data/token", "/data/next");
    static REFRESHED: OAuth = BOTH;
    static APIS: [Api; 4] = [
        Api::new("a", "https://a.example.com/v1").credentials(&[Credential::oauth(&BY_HEADER)]),
        Api::new("b", "https://a.example.com/v1").credentials(&[Credential::oauth(&BY_FIELD)]),
        Api::new("c", "https://a.example.com/v1").credentials(&[Credential::oauth(&IN_JSON)]),
        Api::new("d", "https://a.example.com/v1").credentials(&[Credential::oauth(&REFRESHED)]),
    ];

    for (api, given, url, authorization, body) in [
        (
            &APIS[0],
            client(),
            "https://a.example.com/v1/token",
            Some("Basic aWQlMjAxOnNlJTJGY3JldA=="),
            "grant_type=client_credentials&scope=read%20write",
        ),
        (
            &APIS[0],
            client().scopes(Vec::<String>::new()),
            "https://a.example.com/v1/token",
            Some("Basic aWQlMjAxOnNlJTJGY3JldA=="),
            "grant_type=client_credentials",
        ),
        (
            &APIS[1],
            client().scopes(["a"]),
            "https://login.example.com/token",
            None,
            "client=id%201&key=se%2Fcret&scope=a",
        ),
        (
            &APIS[2],
            OAuthCredentials::new().user("a\"b", "p"),
            "https://a.example.com/v1/authentication/token",
            None,
            r#"{"grant_type":"password","username":"a\"b","password":"p"}"#,
        ),
        (
            &APIS[3],
            refresh(),
            "https://a.example.com/v1/token",
            None,
            "grant_type=refresh_token&refresh_token=refresh-0",
        ),
    ] {
        let transport = ScriptedTransport::new()
            .answer(
                200,
                r#"{"access_token": "t 1", "data": {"token": "t 1"}, "token_type": "bearer"}"#,
            )
            .answer(200, "7");
        let core: Core = ClientBuilder::new(api)
            .oauth(given)
            .transport(transport.clone())
            .build()
            .unwrap();

        assert_eq!(get(&core).await.unwrap(), 7);
        let requests = transport.requests();
        assert_eq!(requests[0].uri(), url);
        assert_eq!(requests[0].method(), "POST");
        assert_eq!(requests[0].body(), body);
        let header = requests[0].headers().get("authorization");
        assert_eq!(header.map(|value| value.to_str().unwrap()), authorization);
        assert_eq!(requests[1].headers()["authorization"], "Bearer t 1");
        assert!(requests[1].headers()["authorization"].is_sensitive());
    }
}

#[test]
fn what_could_not_work_is_refused_with_a_way_out() {
    static PLAIN: OAuth = OAuth::new()
        .client_credentials(TokenRequest::form("http://login.example.com/token").fields(BY_CLIENT));
    static APIS: [Api; 3] = [
        Api::new("a", "https://a.example.com")
            .credentials(&[Credential::oauth(&BOTH).scheme("user")]),
        Api::new("b", "https://a.example.com").credentials(&[Credential::oauth(&PLAIN)]),
        Api::new("c", "https://a.example.com").credentials(&[Credential::api_key_cookie("key")]),
    ];
    let of = |api| ClientBuilder::<Core>::new(api);

    for (builder, told) in [
        (of(&APIS[0]), "no credential is set: call `.oauth(..)`"),
        (
            of(&APIS[0]).oauth(OAuthCredentials::new().client("i", "hush")),
            "lacks the name of a user for the scheme `user`",
        ),
        (of(&APIS[0]).api_key("hush"), "call `.oauth(..)`"),
        (
            of(&APIS[0]).oauth(user()).base_url("http://a.example.com"),
            "`a.example.com` over plain http",
        ),
        (
            of(&APIS[1]).oauth(client()),
            "`login.example.com` over plain http",
        ),
        (of(&APIS[2]).api_key("a;b"), "no cookie holds"),
        (of(&APIS[2]).oauth(client()), "`c` takes no `.oauth(..)`"),
    ] {
        let error = builder.build().unwrap_err();

        assert!(
            error.is_builder() && error.to_string().contains(told),
            "{error}"
        );
        assert!(!error.to_string().contains("hush"));
    }
}

#[tokio::test]
async fn a_token_from_elsewhere_does_where_tokens_are_asked_for() {
    let transport = ScriptedTransport::new().answer(200, "7");
    let core: Core = ClientBuilder::new(&super::vendor::API)
        .bearer_token("mine")
        .transport(transport.clone())
        .build()
        .unwrap();

    assert_eq!(get(&core).await.unwrap(), 7);
    assert_eq!(
        transport.requests()[0].headers()["authorization"],
        "Bearer mine"
    );
}

#[tokio::test]
async fn tokens_are_asked_for_where_the_caller_has_the_api() {
    static ABSOLUTE: OAuth = OAuth::new().client_credentials(
        TokenRequest::form("https://a.example.com/oauth/token").fields(BY_CLIENT),
    );
    static API: Api =
        Api::new("a", "https://a.example.com/v1").credentials(&[Credential::oauth(&ABSOLUTE)]);

    for (base, url) in [
        (
            "https://a.example.com/v2",
            "https://a.example.com/oauth/token",
        ),
        ("http://127.0.0.1:9/v1", "http://127.0.0.1:9/oauth/token"),
        ("https://b.example.com", "https://b.example.com/oauth/token"),
    ] {
        let transport = ScriptedTransport::new().answer(200, r#"{"access_token": "t"}"#);
        let core: Core = ClientBuilder::new(&API)
            .oauth(client())
            .base_url(base)
            .transport(transport.clone())
            .build()
            .unwrap();
        let _ = get(&core).await;

        assert_eq!(transport.requests()[0].uri(), url);
    }
}
