//! A client of the runtime and a vendor with one clock.

use std::time::Duration;

use brogue_runtime::{
    Api, ClientBuilder, Core, Credential, Lifetime, OAuth, OAuthCredentials, Operation, TokenField,
    TokenRequest, TokenValue,
};
use brogue_simulator::{Credentials, Simulator};

const CLUB: &str = include_str!("specs/club.yaml");
const GUILD: &str = include_str!("specs/guild.yaml");
const ELSEWHERE: &str = include_str!("specs/elsewhere.yaml");

static MEMBER: OAuth = OAuth::new()
    .password(TokenRequest::json("/token").fields(&[
        TokenField::literal("kind", "member"),
        TokenField::required("name", TokenValue::UserName),
        TokenField::required("password", TokenValue::Password),
    ]))
    .lifetime(Lifetime::sliding("/ends/after"));
static CLUB_API: Api =
    Api::new("Club", "https://club.example.com").credentials(&[Credential::oauth(&MEMBER)]);
static MATCHES: Operation = Operation::get("listMatches", "/matches");

static COMPANY: OAuth = OAuth::new()
    .code(
        "https://guild.example.com/oauth/authorize",
        TokenRequest::form("https://guild.example.com/oauth/token").fields(&[
            TokenField::literal("grant_type", "authorization_code"),
            TokenField::required("code", TokenValue::Code),
            TokenField::optional("redirect_uri", TokenValue::RedirectUri),
            TokenField::optional("code_verifier", TokenValue::Verifier),
            TokenField::required("client_id", TokenValue::ClientId),
            TokenField::optional("client_secret", TokenValue::ClientSecret),
        ]),
    )
    .refresh(
        TokenRequest::form("https://guild.example.com/oauth/token").fields(&[
            TokenField::literal("grant_type", "refresh_token"),
            TokenField::required("refresh_token", TokenValue::RefreshToken),
            TokenField::optional("client_id", TokenValue::ClientId),
            TokenField::optional("client_secret", TokenValue::ClientSecret),
        ]),
    )
    .scopes(&["things"]);
static GUILD_API: Api = Api::new("Guild", "https://guild.example.com/api/v2")
    .credentials(&[Credential::oauth(&COMPANY)]);
static THINGS: Operation = Operation::get("listThings", "/things");

static PROGRAM: OAuth = OAuth::new()
    .client_credentials(
        TokenRequest::form("https://login.example.com/token").fields(&[
            TokenField::literal("grant_type", "client_credentials"),
            TokenField::required("client_id", TokenValue::ClientId),
            TokenField::required("client_secret", TokenValue::ClientSecret),
        ]),
    )
    .lifetime(Lifetime::absolute("/ends_at"));
static GUESTS_API: Api =
    Api::new("Guests", "https://guests.example.com").credentials(&[Credential::oauth(&PROGRAM)]);
static ROOMS: Operation = Operation::get("listRooms", "/rooms");

fn builder(api: &'static Api, vendor: &Simulator) -> ClientBuilder<Core> {
    ClientBuilder::new(api)
        .base_url(vendor.base_url())
        .clock(vendor.clock().clone())
        .oauth(
            OAuthCredentials::new()
                .client(Credentials::CLIENT_ID, Credentials::CLIENT_SECRET)
                .user(Credentials::USER, Credentials::PASSWORD),
        )
}

/// Calls, and tells how many requests the vendor saw meanwhile, with their statuses.
async fn call(core: &Core, operation: &'static Operation, vendor: &Simulator) -> Vec<u16> {
    let before = vendor.log().len();
    core.call(operation).returns::<()>().await.unwrap();
    let log = vendor.log();

    log[before..].iter().map(|entry| entry.status).collect()
}

fn good(statuses: &[u16]) -> Vec<bool> {
    statuses.iter().map(|status| *status < 300).collect()
}

#[tokio::test]
async fn both_sides_know_when_a_token_that_slides_ends() {
    let vendor = Simulator::from_spec(CLUB).unwrap();
    let core = builder(&CLUB_API, &vendor).build().unwrap();
    assert_eq!(call(&core, &MATCHES, &vendor).await.len(), 2);
    for _ in 0..4 {
        // Each time beyond the middle of its life, together beyond its end.
        vendor.clock().advance(Duration::from_secs(2_400));
        assert_eq!(call(&core, &MATCHES, &vendor).await.len(), 1);
    }
    // Ahead of its end the client asks anew: no call is refused.
    vendor.clock().advance(Duration::from_secs(3_560));
    let statuses = call(&core, &MATCHES, &vendor).await;
    assert_eq!(good(&statuses), [true, true], "{statuses:?}");
    // The vendor ends it before its time: the call is refused once, and sent again with another token.
    vendor.credentials().expire_tokens();
    let statuses = call(&core, &MATCHES, &vendor).await;
    assert_eq!(good(&statuses), [false, true, true], "{statuses:?}");
    assert_eq!(statuses[0], 401);
}

#[tokio::test]
async fn a_user_is_asked_and_their_tokens_are_renewed() {
    let vendor = Simulator::from_spec(GUILD).unwrap();
    let client = builder(&GUILD_API, &vendor).build().unwrap();
    let asked = client.authorize("https://app.example.com/back").unwrap();
    let path = asked.url().split_once(&vendor.address().to_string());
    let answer = crate::ask::ask(&vendor, &format!("GET {}", path.unwrap().1), &[]).await;
    let code = asked.code(answer.header("location")).unwrap();
    client.exchange(code.clone()).await.unwrap();
    assert_eq!(call(&client, &THINGS, &vendor).await.len(), 1);
    for _ in 0..3 {
        vendor.clock().advance(Duration::from_secs(1_760));
        let statuses = call(&client, &THINGS, &vendor).await;
        assert_eq!(good(&statuses), [true, true], "{statuses:?}");
    }
    // The code was used.
    let error = client.exchange(code).await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(error.api().unwrap().code.as_deref(), Some("invalid_grant"));
}

#[tokio::test]
async fn tokens_from_another_host_come_by_a_transport() {
    let vendor = Simulator::from_spec(ELSEWHERE).unwrap();
    let core = builder(&GUESTS_API, &vendor)
        .transport(vendor.transport().unwrap())
        .build()
        .unwrap();
    assert_eq!(call(&core, &ROOMS, &vendor).await.len(), 2);
    assert_eq!(call(&core, &ROOMS, &vendor).await.len(), 1);
    vendor.clock().advance(Duration::from_secs(560));
    assert_eq!(call(&core, &ROOMS, &vendor).await.len(), 2);
}
