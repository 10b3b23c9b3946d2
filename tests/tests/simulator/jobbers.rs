//! Jobbers One: a token for key and secret, in JSON, that slides.

use std::time::Duration;

use brogue_simulator::{Credentials, Simulator};
use jobbers::types::TokenRequest;
use jobbers::{Client, OAuthCredentials};

use crate::{asked, vendor};

const TOKEN: &str = "POST /oneapi/authentication/token 200";
const CALL: &str = "GET /oneapi/v0/current 200";

fn client(vendor: &Simulator) -> Client {
    let key = OAuthCredentials::new().user(Credentials::USER, Credentials::PASSWORD);

    Client::builder()
        .base_url(vendor.base_url())
        .clock(vendor.clock().clone())
        .oauth(key)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_token_slides_on_both_sides() {
    let vendor = vendor("jobbers").start().unwrap();
    let client = client(&vendor);
    let call = || async {
        let before = vendor.log().len();
        // What is answered is for others to look at.
        drop(client.authentication().current().await);
        asked(&vendor, before)
    };

    assert_eq!(call().await, [TOKEN, CALL]);
    for _ in 0..3 {
        vendor.clock().advance(Duration::from_secs(2_400));
        assert_eq!(call().await, [CALL]);
    }
    vendor.clock().advance(Duration::from_secs(3_570));
    assert_eq!(call().await, [TOKEN, CALL]);
    vendor.credentials().revoke_tokens();
    let refused = CALL.replace("200", "401");
    assert_eq!(call().await, [refused.as_str(), TOKEN, CALL]);
}

#[tokio::test]
async fn a_program_asks_for_a_token_on_its_own() {
    let vendor = vendor("jobbers").start().unwrap();
    let client = client(&vendor);
    let request = TokenRequest::new(Credentials::USER, Credentials::PASSWORD);
    let token = client
        .authentication()
        .create_token(&request)
        .await
        .unwrap();
    assert_eq!(token.expires_in, 3_600);
    assert_eq!(token.token_type, "bearer");

    let request = TokenRequest::new(Credentials::USER, "other");
    let error = client.authentication().create_token(&request).await;
    assert!(error.unwrap_err().is_unauthorized());
    assert_eq!(vendor.credentials().alive(), 1);
}
