//! `GeoNext`: tokens that are renewed without the client's secret, given back by a `GET`, and a quota of one call a second.

use std::time::Duration;

use brogue_simulator::{Credentials, SimulatedClock};
use geonext::{Client, OAuthCredentials, QuotaMode};

use crate::{asked, vendor};

const CALL: &str = "GET /oauth/userinfo";
const TOKEN: &str = "POST /oauth/token 200";

#[tokio::test]
async fn tokens_are_renewed_and_given_back() {
    let vendor = vendor("geonext").quotas(false).start().unwrap();
    let refresh = vendor.credentials().refresh_token(&["openid"]);
    let client = Client::builder()
        .base_url(vendor.base_url())
        .clock(vendor.clock().clone())
        .oauth(OAuthCredentials::new().refresh_token(refresh))
        .build()
        .unwrap();
    let good = format!("{CALL} 200");
    hurried(vendor.clock(), client.open_id().user_info()).await;
    assert_eq!(asked(&vendor, 0), [TOKEN, good.as_str()]);
    vendor.clock().advance(Duration::from_secs(7_150));
    hurried(vendor.clock(), client.open_id().user_info()).await;
    assert_eq!(asked(&vendor, 2), [TOKEN, good.as_str()]);

    // Of the two tokens the older one has not ended yet: both go.
    assert_eq!(vendor.credentials().alive(), 2);
    hurried(vendor.clock(), Box::pin(client.revoke())).await;
    assert_eq!(vendor.credentials().alive(), 0);
    assert!(client.open_id().user_info().await.is_err());
}

#[tokio::test]
async fn a_client_that_keeps_the_quota_is_never_refused_for_it() {
    let vendor = vendor("geonext").start().unwrap();
    let access = vendor.credentials().access_token(&["openid"]);
    let client = |mode| {
        Client::builder()
            .base_url(vendor.base_url())
            .clock(vendor.clock().clone())
            .quota(mode)
            .oauth(
                OAuthCredentials::new()
                    .client(Credentials::CLIENT_ID, Credentials::CLIENT_SECRET)
                    .access_token(access.clone()),
            )
            .build()
            .unwrap()
    };
    let waits = client(QuotaMode::Wait);
    for _ in 0..3 {
        drop(waits.open_id().user_info().await);
        // A millisecond is the client's margin.
        vendor.clock().advance(Duration::from_millis(1_001));
    }
    drop(waits.open_id().user_info().await);
    assert_eq!(asked(&vendor, 0), vec![format!("{CALL} 200"); 4]);

    // Another process knows nothing of the first one.
    let other = client(QuotaMode::FailFast);
    let error = other.open_id().user_info().await.unwrap_err();
    assert!(error.is_rate_limited(), "{error}");
    assert_eq!(asked(&vendor, 4)[0], format!("{CALL} 429"));
}

/// Lets the time that the client waits for its quota pass at once.
async fn hurried(clock: &SimulatedClock, call: impl IntoFuture) {
    let mut call = std::pin::pin!(call.into_future());
    while tokio::time::timeout(Duration::from_millis(5), &mut call)
        .await
        .is_err()
    {
        clock.advance(Duration::from_millis(500));
    }
}
