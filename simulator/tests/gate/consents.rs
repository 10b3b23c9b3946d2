//! Users who are asked, and codes.

use std::time::Duration;

use brogue_simulator::Simulator;
use url::Url;

use crate::ask::{Answer, ask, form, vendor};

const SPEC: &str = include_str!("specs/guild.yaml");
const ASK: &str = "GET /oauth/authorize?response_type=code&client_id=simulated-client&redirect_uri=https%3A%2F%2Fapp.example.com%2Fback%3Fa%3Db&state=s%26t";
/// The example of RFC 7636.
const CHALLENGE: &str =
    "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
const VERIFIER: &str = "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const EXCHANGE: &str = "grant_type=authorization_code&client_id=simulated-client&client_secret=simulated-secret&redirect_uri=https%3A%2F%2Fapp.example.com%2Fback%3Fa%3Db";

/// A value that the user brings back.
fn brought(answer: &Answer, name: &str) -> Option<String> {
    assert_eq!(answer.status, 302, "{answer:?}");
    let url = Url::parse(answer.header("location")).unwrap();
    assert!(
        url.as_str()
            .starts_with("https://app.example.com/back?a=b&")
    );
    let mut pairs = url.query_pairs();

    pairs
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
}

async fn code(vendor: &Simulator, rest: &str) -> String {
    let answer = ask(vendor, &format!("{ASK}{rest}"), &[]).await;
    assert_eq!(brought(&answer, "state").as_deref(), Some("s&t"));

    brought(&answer, "code").unwrap()
}

#[tokio::test]
async fn a_user_is_sent_back_with_a_code_or_with_the_reason() {
    let vendor = vendor(SPEC);
    let denied = |text: &str| Some(text.to_owned());
    for (rest, error) in [
        ("", None),
        ("&scope=things%20write", None),
        ("&unknown=x", None),
        (CHALLENGE, None),
        ("&scope=things+hooks", denied("invalid_scope")),
        ("&code_challenge=abc", denied("invalid_request")),
        (
            "&code_challenge=abc&code_challenge_method=plain",
            denied("invalid_request"),
        ),
    ] {
        let answer = ask(&vendor, &format!("{ASK}{rest}"), &[]).await;
        assert_eq!(brought(&answer, "error"), error, "{rest}");
        assert_eq!(
            brought(&answer, "code").is_none(),
            error.is_some(),
            "{rest}"
        );
    }
    let token = ASK.replace("response_type=code", "response_type=token");
    let answer = ask(&vendor, &token, &[]).await;
    assert_eq!(
        brought(&answer, "error"),
        denied("unsupported_response_type")
    );

    vendor.credentials().deny_next_user();
    let answer = ask(&vendor, ASK, &[]).await;
    assert_eq!(brought(&answer, "error"), denied("access_denied"));
    assert_eq!(brought(&answer, "state"), denied("s&t"));
    code(&vendor, "").await;
}

#[tokio::test]
async fn nobody_is_sent_to_an_address_that_is_not_good() {
    let vendor = vendor(SPEC);
    for (from, to) in [
        ("simulated-client", "other"),
        ("https%3A%2F%2F", "%2F%2F"),
        ("%3Fa%3Db", "%23here"),
        ("&redirect_uri", "&other"),
        ("&state=", "&client_id=twice&state="),
    ] {
        let answer = ask(&vendor, &ASK.replace(from, to), &[]).await;
        assert_eq!(answer.status, 400, "{to}: {answer:?}");
        assert_eq!(answer.header("location"), "");
    }
}

#[tokio::test]
async fn a_code_does_once_for_who_asked_and_not_for_long() {
    let vendor = vendor(SPEC);
    vendor.credentials().add_client("other", "secret");
    // What is asked, how it is exchanged, and the error.
    let cases: &[(&str, String, &str)] = &[
        ("", EXCHANGE.to_owned(), ""),
        (CHALLENGE, format!("{EXCHANGE}{VERIFIER}"), ""),
        // A client without a secret.
        (
            CHALLENGE,
            format!("{EXCHANGE}{VERIFIER}").replace("&client_secret=simulated-secret", ""),
            "",
        ),
        (CHALLENGE, EXCHANGE.to_owned(), "invalid_grant"),
        (
            CHALLENGE,
            format!("{EXCHANGE}&code_verifier=other"),
            "invalid_grant",
        ),
        ("", format!("{EXCHANGE}{VERIFIER}"), "invalid_grant"),
        ("", EXCHANGE.replace("%3Fa%3Db", ""), "invalid_grant"),
        (
            "",
            EXCHANGE.replace("simulated-secret", "wrong"),
            "invalid_client",
        ),
        (
            "",
            EXCHANGE.replace("simulated-client", "nobody"),
            "invalid_client",
        ),
        (
            "",
            EXCHANGE
                .replace("simulated-client", "other")
                .replace("simulated-secret", "secret"),
            "invalid_grant",
        ),
        (
            "",
            EXCHANGE.replace("authorization_code", "magic"),
            "unsupported_grant_type",
        ),
        (
            "",
            EXCHANGE.replace("grant_type=authorization_code&", ""),
            "invalid_request",
        ),
        (
            "",
            EXCHANGE.replace("client_id=simulated-client&", ""),
            "invalid_request",
        ),
        (
            "",
            format!("{EXCHANGE}&client_id=simulated-client"),
            "invalid_request",
        ),
        ("", format!("{EXCHANGE}&unknown=x"), "invalid_request"),
    ];
    for (asked, exchange, error) in cases {
        let code = code(&vendor, asked).await;
        let answer = form(&vendor, "/oauth/token", &format!("{exchange}&code={code}")).await;
        if error.is_empty() {
            assert_eq!(answer.status, 200, "{exchange}: {answer:?}");
            assert_eq!(answer.text("/scope"), "things write");
            assert_eq!(answer.header("cache-control"), "no-store");
        } else {
            let status = if *error == "invalid_client" { 401 } else { 400 };
            assert_eq!(answer.status, status, "{exchange}: {answer:?}");
            assert_eq!(answer.text("/error"), *error, "{exchange}");
        }
    }

    let late = code(&vendor, "").await;
    vendor.clock().advance(Duration::from_secs(600));
    let answer = form(&vendor, "/oauth/token", &format!("{EXCHANGE}&code={late}")).await;
    assert_eq!(answer.text("/error"), "invalid_grant");
}

#[tokio::test]
async fn a_code_that_comes_twice_takes_its_tokens_with_it() {
    let vendor = vendor(SPEC);
    let exchange = format!("{EXCHANGE}&code={}", code(&vendor, "").await);
    assert!(form(&vendor, "/oauth/token", &exchange).await.is_good());
    assert_eq!(vendor.credentials().alive(), 1);

    let answer = form(&vendor, "/oauth/token", &exchange).await;
    assert_eq!(answer.text("/error"), "invalid_grant");
    assert_eq!(vendor.credentials().alive(), 0);
}
