//! Keys, users and plain tokens, alone and in sets.

use brogue_simulator::Simulator;

use crate::ask::{ask, vendor};

const SPEC: &str = include_str!("specs/keys.yaml");
/// `user@example.com:simulated-password`
const USER: &str = "authorization: Basic dXNlckBleGFtcGxlLmNvbTpzaW11bGF0ZWQtcGFzc3dvcmQ=";
const BEARER: &str = "authorization: Bearer simulated-token";

#[tokio::test]
async fn a_call_is_let_in_by_what_its_document_asks_for() {
    let vendor = vendor(SPEC);
    // A request, what it shows, whether it is let in.
    let cases: &[(&str, &[&str], bool)] = &[
        ("/query?the_key=simulated-key", &[], true),
        ("/query?the%5Fkey=simulated%2Dkey", &[], true),
        ("/query?the_key=simulated-token", &[], true),
        ("/query?the_key=other", &[], false),
        ("/query?the_key=", &[], false),
        ("/query", &["X-Key: simulated-key"], false),
        ("/header", &["x-key: simulated-key"], true),
        ("/header", &["x-key: simulated-keys"], false),
        ("/header?the_key=simulated-key", &[], false),
        (
            "/cookie",
            &["cookie: a=b; session=simulated-key; c=d"],
            true,
        ),
        ("/cookie", &["cookie: session=other"], false),
        ("/cookie", &["cookie: session"], false),
        ("/bearer", &[BEARER], true),
        ("/bearer", &["authorization: bearer simulated-key"], true),
        ("/bearer", &["authorization: Bearer other"], false),
        ("/bearer", &["authorization: simulated-token"], false),
        ("/bearer", &[USER], false),
        ("/basic", &[USER], true),
        ("/basic", &["authorization: Basic dXNlcg=="], false),
        ("/basic", &["authorization: Basic !"], false),
        ("/basic", &[BEARER], false),
        ("/whole", &["authorization: simulated-key"], true),
        ("/whole", &["authorization: Token simulated-key"], true),
        ("/whole", &["authorization: Token other"], false),
        ("/both", &["x-key: simulated-key", BEARER], true),
        ("/both", &["x-key: simulated-key"], false),
        ("/both", &["x-key: other", BEARER], false),
        ("/either?the_key=simulated-key", &[], true),
        ("/either", &[BEARER], true),
        ("/either?the_key=other", &[BEARER], true),
        ("/either", &[], false),
        ("/maybe", &[], true),
        ("/maybe", &["authorization: Bearer other"], true),
        ("/open", &["x-key: other"], true),
    ];
    for (path, headers, is_let_in) in cases {
        let answer = ask(&vendor, &format!("GET {path}"), headers).await;
        let expected = if *is_let_in { 200..300 } else { 401..402 };
        assert!(
            expected.contains(&answer.status),
            "{path} {headers:?}: {answer:?}"
        );
    }
}

#[tokio::test]
async fn a_refusal_says_which_credential_there_should_be() {
    let vendor = vendor(SPEC);
    let cases: &[(&str, &[&str], &str)] = &[
        ("/bearer", &[], "Bearer"),
        (
            "/bearer",
            &["authorization: Bearer other"],
            "Bearer error=\"invalid_token\"",
        ),
        ("/either", &[], "Bearer"),
        ("/basic", &[], "Basic realm=\"simulated\""),
        ("/query", &[], ""),
    ];
    for (path, headers, expected) in cases {
        let answer = ask(&vendor, &format!("GET {path}"), headers).await;
        assert_eq!(answer.header("www-authenticate"), *expected, "{path}");
        assert!(!answer.body.contains("other"), "{answer:?}");
    }
}

#[tokio::test]
async fn more_can_be_taken() {
    let vendor = Simulator::builder(SPEC)
        .key("a key")
        .user("ann@example.com", "secret")
        .start()
        .unwrap();
    let ann = "authorization: Basic YW5uQGV4YW1wbGUuY29tOnNlY3JldA==";
    assert!(
        ask(&vendor, "GET /header", &["x-key: a key"])
            .await
            .is_good()
    );
    assert!(ask(&vendor, "GET /basic", &[ann]).await.is_good());

    vendor.credentials().add_key("another");
    vendor.credentials().add_user("ann@example.com", "changed");
    assert!(
        ask(&vendor, "GET /header", &["x-key: another"])
            .await
            .is_good()
    );
    assert_eq!(ask(&vendor, "GET /basic", &[ann]).await.status, 401);
}
