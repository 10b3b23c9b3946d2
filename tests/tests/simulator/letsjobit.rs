//! `LetsJobIt`: one key in the query or as a bearer token, and headers of the quota on every answer.

use brogue_simulator::Credentials;
use letsjobit::{Client, ClientBuilder, QuotaMode, RetryPolicy};

use crate::vendor;

#[tokio::test]
async fn a_key_goes_either_way() {
    let vendor = vendor("letsjobit").start().unwrap();
    let client = |builder: ClientBuilder| builder.base_url(vendor.base_url()).build().unwrap();
    for (client, is_let_in) in [
        (client(Client::builder().api_key(Credentials::KEY)), true),
        (
            client(Client::builder().bearer_token(Credentials::KEY)),
            true,
        ),
        (client(Client::builder().api_key("other")), false),
    ] {
        drop(client.visits().list().await);
        let entry = vendor.log().pop().unwrap();
        assert_eq!(entry.status == 200, is_let_in, "{entry}");
        assert_eq!(entry.status == 401, !is_let_in, "{entry}");
    }
}

#[tokio::test]
async fn the_quota_is_told_and_kept() {
    let vendor = vendor("letsjobit").start().unwrap();
    let client = Client::builder()
        .api_key(Credentials::KEY)
        .base_url(vendor.base_url())
        .clock(vendor.clock().clone())
        .quota(QuotaMode::FailFast)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    for _ in 0..100 {
        drop(client.visits().list().await);
    }
    assert_eq!(client.quota().remaining, Some(0));
    assert_eq!(vendor.log().len(), 100);
    assert!(vendor.log().iter().all(|entry| entry.status == 200));
    // A client with the same key that knows nothing of it yet.
    let other = Client::builder()
        .bearer_token(Credentials::KEY)
        .base_url(vendor.base_url())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = other.visits().list().await.unwrap_err();
    assert!(error.is_rate_limited(), "{error}");
    assert!(error.retry_after().is_some(), "{error}");
}
