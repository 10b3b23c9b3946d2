//! Tokens: what they are asked for with, what they are good for, when they end.

use std::time::Duration;

use brogue_simulator::{Credentials, Simulator};
use serde_json::json;

use crate::ask::{Answer, ask, form, send, vendor};

const GUILD: &str = include_str!("specs/guild.yaml");
const CLUB: &str = include_str!("specs/club.yaml");
const ELSEWHERE: &str = include_str!("specs/elsewhere.yaml");
const CLIENT: &str = "client_id=simulated-client&client_secret=simulated-secret";
/// `simulated-client:simulated-secret`
const CLIENT_HEADER: &str = "authorization: Basic c2ltdWxhdGVkLWNsaWVudDpzaW11bGF0ZWQtc2VjcmV0";

async fn with(vendor: &Simulator, request: &str, token: &str) -> Answer {
    ask(
        vendor,
        request,
        &[&format!("authorization: Bearer {token}")],
    )
    .await
}

async fn refresh(vendor: &Simulator, token: &str, rest: &str) -> Answer {
    let fields = format!("grant_type=refresh_token&refresh_token={token}&{CLIENT}{rest}");

    form(vendor, "/oauth/token", &fields).await
}

async fn of_member(vendor: &Simulator, body: serde_json::Value) -> Answer {
    let json = "content-type: application/json";

    send(vendor, "POST /token", &[json], &body.to_string()).await
}

#[tokio::test]
async fn a_token_is_good_for_its_scopes_and_its_scheme() {
    let vendor = vendor(GUILD);
    let credentials = vendor.credentials();
    let cases: &[(&[&str], &str, u16)] = &[
        (&["things", "write"], "GET /api/v2/things", 200),
        (&["things", "write"], "POST /api/v2/things", 200),
        (&["things"], "POST /api/v2/things", 403),
        (&[], "GET /api/v2/things", 403),
        (&["hooks"], "GET /api/v2/hooks", 200),
        (&[], "GET /api/v2/about", 200),
    ];
    for (scopes, request, status) in cases {
        let token = credentials.access_token(scopes);
        let answer = with(&vendor, request, &token).await;
        assert_eq!(answer.is_good(), *status == 200, "{request}: {answer:?}");
        if *status == 403 {
            assert_eq!(answer.status, 403);
            assert!(
                answer
                    .header("www-authenticate")
                    .starts_with("Bearer error=\"insufficient_scope\", scope=\""),
                "{answer:?}"
            );
        }
    }

    // What a client asks for itself is not good for what a user has to permit.
    let form = "content-type: application/x-www-form-urlencoded";
    let fields = "grant_type=client_credentials";
    let answer = send(&vendor, "POST /oauth/token", &[form, CLIENT_HEADER], fields).await;
    let token = answer.text("/access_token");
    assert_eq!(answer.json().get("refresh_token"), None);
    assert_eq!(answer.json().get("expires_in"), None);
    assert!(with(&vendor, "GET /api/v2/hooks", &token).await.is_good());
    assert_eq!(
        with(&vendor, "GET /api/v2/things", &token).await.status,
        401
    );
    // It has no end.
    vendor.clock().advance(Duration::from_secs(400 * 86_400));
    assert!(with(&vendor, "GET /api/v2/hooks", &token).await.is_good());

    for headers in [&[form][..], &[form, "authorization: Basic YTpi"]] {
        let answer = send(&vendor, "POST /oauth/token", headers, fields).await;
        assert_eq!(
            (answer.status, answer.text("/error").as_str()),
            (401, "invalid_client")
        );
    }
}

#[tokio::test]
async fn a_refresh_token_does_once() {
    let vendor = vendor(GUILD);
    let first = vendor.credentials().refresh_token(&["things"]);
    let answer = refresh(&vendor, &first, "").await;
    assert_eq!(answer.json()["expires_in"], json!(1800));
    assert_eq!(answer.text("/scope"), "things");
    let second = answer.text("/refresh_token");
    assert_ne!(second, first);
    assert_eq!(
        refresh(&vendor, &first, "").await.text("/error"),
        "invalid_grant"
    );

    // The token of before goes on until its end.
    let access = answer.text("/access_token");
    vendor.clock().advance(Duration::from_millis(1_799_999));
    assert!(with(&vendor, "GET /api/v2/things", &access).await.is_good());
    vendor.clock().advance(Duration::from_millis(1));
    let ended = with(&vendor, "GET /api/v2/things", &access).await;
    assert_eq!(ended.status, 401);
    assert_eq!(
        ended.header("www-authenticate"),
        "Bearer error=\"invalid_token\""
    );

    vendor.credentials().rotate_refresh_tokens(false);
    for _ in 0..2 {
        let answer = refresh(&vendor, &second, "").await;
        assert_eq!(answer.text("/refresh_token"), second);
    }
}

#[tokio::test]
async fn tokens_are_taken_back_with_all_that_came_of_them() {
    let vendor = vendor(GUILD);
    let credentials = vendor.credentials();
    let answer = refresh(&vendor, &credentials.refresh_token(&["things"]), "").await;
    let (access, renewed) = (answer.text("/access_token"), answer.text("/refresh_token"));
    let bystander = credentials.access_token(&["things"]);

    let revoke = |fields: String| {
        let vendor = &vendor;
        async move { form(vendor, "/oauth/revoke", &fields).await }
    };
    let answer = revoke(format!(
        "token={renewed}&client_id=simulated-client&client_secret=x"
    ))
    .await;
    assert_eq!(
        (answer.status, answer.text("/error").as_str()),
        (401, "invalid_client")
    );
    assert_eq!(
        revoke(CLIENT.to_owned()).await.text("/error"),
        "invalid_request"
    );
    assert_eq!(credentials.alive(), 2);
    let answer = revoke(format!(
        "token={renewed}&token_type_hint=refresh_token&{CLIENT}"
    ))
    .await;
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    // What nobody knows is taken back already.
    assert_eq!(
        revoke(format!("token={renewed}&{CLIENT}")).await.status,
        200
    );

    assert_eq!(
        with(&vendor, "GET /api/v2/things", &access).await.status,
        401
    );
    assert_eq!(
        refresh(&vendor, &renewed, "").await.text("/error"),
        "invalid_grant"
    );
    assert!(
        with(&vendor, "GET /api/v2/things", &bystander)
            .await
            .is_good()
    );
}

#[tokio::test]
async fn a_call_that_is_declared_tells_about_tokens() {
    let vendor = vendor(GUILD);
    let credentials = vendor.credentials();
    let token = credentials.access_token(&["things", "write"]);
    let form = "content-type: application/x-www-form-urlencoded";
    let about = |fields: String, headers: &'static [&'static str]| {
        let bearer = format!("authorization: Bearer {}", credentials.access_token(&[]));
        let vendor = &vendor;
        async move {
            let headers: Vec<&str> = [form, &bearer][..2 - headers.len()].to_vec();
            send(vendor, "POST /api/v2/oauth/about", &headers, &fields).await
        }
    };
    let answer = about(format!("token={token}"), &[]).await;
    let expected = json!({"active": true, "scope": "things write", "exp": 1_795_001_800});
    assert_eq!(answer.json(), expected);
    assert_eq!(
        about("token=other".to_owned(), &[]).await.json()["active"],
        json!(false)
    );
    assert_eq!(
        about(format!("token={token}"), &["alone"]).await.status,
        401
    );
}

#[tokio::test]
async fn tests_end_tokens_and_take_them_back() {
    let vendor = vendor(GUILD);
    let credentials = vendor.credentials();
    let refresh_token = credentials.refresh_token(&["things"]);
    let access = credentials.access_token(&["things"]);
    credentials.expire_tokens();
    assert_eq!(credentials.alive(), 0);
    assert_eq!(
        with(&vendor, "GET /api/v2/things", &access).await.status,
        401
    );
    let answer = refresh(&vendor, &refresh_token, "").await;
    assert!(answer.is_good(), "{answer:?}");
    credentials.revoke_tokens();
    let answer = refresh(&vendor, &answer.text("/refresh_token"), "").await;
    assert_eq!(answer.text("/error"), "invalid_grant");
}

#[tokio::test]
async fn a_declared_call_for_tokens_is_as_declared() {
    let vendor = vendor(CLUB);
    let good =
        json!({"kind": "member", "name": Credentials::USER, "password": Credentials::PASSWORD});
    let answer = of_member(&vendor, good.clone()).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(answer.json()["ends"], json!({"after": 3600}));
    assert_eq!(answer.json().get("refresh_token"), None);

    for (member, value, status) in [
        ("password", json!("other"), 401),
        ("name", json!("other"), 401),
        ("kind", json!("guest"), 400),
        ("name", json!(7), 400),
        ("more", json!("x"), 400),
    ] {
        let mut body = good.clone();
        body[member] = value;
        let answer = of_member(&vendor, body).await;
        assert!(!answer.is_good(), "{member}: {answer:?}");
        // How a body is refused that breaks the document is for the document to say.
        assert!(
            status == 400 || answer.status == status,
            "{member}: {answer:?}"
        );
    }
    assert_eq!(vendor.credentials().alive(), 1);
}

#[tokio::test]
async fn a_life_that_slides_begins_anew_with_each_use() {
    let vendor = vendor(CLUB);
    let good =
        json!({"kind": "member", "name": Credentials::USER, "password": Credentials::PASSWORD});
    let token = of_member(&vendor, good).await.text("/access_token");
    for _ in 0..3 {
        vendor.clock().advance(Duration::from_secs(3_599));
        assert!(with(&vendor, "GET /matches", &token).await.is_good());
    }
    vendor.clock().advance(Duration::from_secs(3_600));
    assert_eq!(with(&vendor, "GET /matches", &token).await.status, 401);

    let token = vendor.credentials().access_token(&[]);
    assert_eq!(ask(&vendor, "GET /logout", &[]).await.status, 401);
    assert!(with(&vendor, "GET /logout", &token).await.is_good());
    assert_eq!(with(&vendor, "GET /logout", &token).await.status, 401);
    assert_eq!(with(&vendor, "GET /matches", &token).await.status, 401);
}

#[tokio::test]
async fn an_end_can_be_a_time() {
    let vendor = vendor(ELSEWHERE);
    let fields = format!("grant_type=client_credentials&{CLIENT}");
    let answer = form(&vendor, "/token", &fields).await;
    assert_eq!(answer.json()["ends_at"], json!(1_795_000_600), "{answer:?}");
    let token = answer.text("/access_token");
    vendor.clock().advance(Duration::from_secs(600));
    assert_eq!(with(&vendor, "GET /rooms", &token).await.status, 401);
}

#[tokio::test]
async fn the_same_requests_have_the_same_answers() {
    let mut all = Vec::new();
    for seed in [1, 1, 2] {
        let vendor = Simulator::builder(GUILD).seed(seed).start().unwrap();
        let token = vendor.credentials().refresh_token(&["things"]);
        all.push(refresh(&vendor, &token, "").await.body);
    }
    assert_eq!(all[0], all[1]);
    assert_ne!(all[1], all[2]);
}

#[tokio::test]
async fn any_bytes_are_answered() {
    let vendor = vendor(GUILD);
    let form = "content-type: application/x-www-form-urlencoded; charset=utf-8";
    for (headers, body) in [
        (&[form][..], "%ff%fe&&==&=x&%"),
        (&[form], ""),
        (&["content-type: application/json"], "{"),
        (&["content-type: ;"], "grant_type=refresh_token"),
        (&[], "grant_type=refresh_token"),
        (
            &[form, "authorization: Basic ////"],
            "grant_type=client_credentials",
        ),
    ] {
        let answer = send(&vendor, "POST /oauth/token", headers, body).await;
        assert!([400, 401].contains(&answer.status), "{body}: {answer:?}");
        assert!(answer.text("/error").starts_with("invalid_"), "{answer:?}");
    }
    assert_eq!(ask(&vendor, "GET /oauth/authorize", &[]).await.status, 400);
    assert_eq!(
        ask(&vendor, "GET /oauth/authorize?%ff=%&client_id=%ff", &[])
            .await
            .status,
        400
    );
}
