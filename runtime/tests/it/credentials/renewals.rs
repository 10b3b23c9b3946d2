//! Renewals: one for all, and nothing is lost on the way.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use brogue_runtime::{
    Body, BoxFuture, MemoryTokenStore, RetryPolicy, ScriptedTransport, TokenLock, TokenStore,
    TokenStoreError, Tokens, Transport, TransportError, http,
};

use super::vendor::{Vendor, builder, client, get, refresh, together, transport, user};

const HOUR: Duration = Duration::from_secs(3_600);

#[tokio::test(start_paused = true)]
async fn sixty_four_callers_with_an_ended_token_renew_it_once() {
    let vendor = Vendor::new();
    let core = client(&vendor, refresh());
    get(&core).await.unwrap();
    tokio::time::advance(HOUR).await;

    let all = together(&core, 64).await;

    assert!(all.iter().all(Result::is_ok));
    assert_eq!(vendor.lock().unwrap().tokens, 2);
    assert_eq!(vendor.lock().unwrap().calls, 65);
}

#[tokio::test(start_paused = true)]
async fn where_a_renewal_fails_all_that_waited_are_told_and_the_next_tries_again() {
    let vendor = Vendor::new();
    vendor.lock().unwrap().refuses = Some((400, r#"{"error": "invalid_grant"}"#));
    let transport = transport(&vendor);
    let core = builder(&vendor, refresh())
        .transport(transport.clone())
        .build()
        .unwrap();

    for error in together(&core, 64).await {
        let error = error.unwrap_err();
        assert!(error.is_unauthorized(), "{error}");
        assert_eq!(error.attempts(), 0);
        assert_eq!(error.api().unwrap().code.as_deref(), Some("invalid_grant"));
    }
    assert_eq!(transport.requests().len(), 1);

    vendor.lock().unwrap().refuses = None;
    assert_eq!(get(&core).await.unwrap(), 7);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_may_go_better_is_tried_again_by_the_policy() {
    for (retry, requests, succeeds) in [
        (RetryPolicy::default(), 2, true),
        (RetryPolicy::none(), 1, false),
    ] {
        let transport = ScriptedTransport::new()
            .answer(503, "")
            .answer(200, r#"{"access_token": "a"}"#)
            .answer(200, "7");
        let core = builder(&Vendor::new(), refresh())
            .retry(retry)
            .transport(transport.clone())
            .build()
            .unwrap();
        let outcome = get(&core).await;

        assert_eq!(outcome.is_ok(), succeeds, "{outcome:?}");
        assert!(succeeds || outcome.unwrap_err().is_credential());
        assert_eq!(transport.requests().len(), requests + usize::from(succeeds));
    }
}

#[tokio::test(start_paused = true)]
async fn ahead_of_its_end_a_token_that_cannot_be_renewed_still_does() {
    let vendor = Vendor::new();
    let core = client(&vendor, refresh());
    get(&core).await.unwrap();
    vendor.lock().unwrap().refuses = Some((503, ""));
    tokio::time::advance(Duration::from_secs(3_570)).await;
    get(&core).await.unwrap();
    tokio::time::advance(Duration::from_secs(30)).await;

    assert!(get(&core).await.unwrap_err().is_credential());
}

#[tokio::test(start_paused = true)]
async fn a_changed_refresh_token_is_the_one_used_next() {
    let vendor = Vendor::new();
    vendor.lock().unwrap().rotates = true;
    let core = client(&vendor, refresh());
    for round in 1..=4 {
        get(&core).await.unwrap();
        assert_eq!(vendor.lock().unwrap().tokens, round);
        tokio::time::advance(HOUR).await;
    }
}

/// A store that can be made to fail, and that tells what happens in which order.
#[derive(Clone, Debug, Default)]
struct Fragile {
    inner: MemoryTokenStore,
    broken: Arc<AtomicBool>,
    events: Arc<Mutex<Vec<&'static str>>>,
}

impl TokenStore for Fragile {
    fn load<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<Option<Tokens>, TokenStoreError>> {
        self.inner.load(key)
    }

    fn save<'store>(
        &'store self,
        key: &'store str,
        tokens: &'store Tokens,
    ) -> BoxFuture<'store, Result<(), TokenStoreError>> {
        if self.broken.load(Ordering::SeqCst) {
            return Box::pin(async { Err(TokenStoreError::new("the disk is full")) });
        }
        self.events.lock().unwrap().push("saved");
        self.inner.save(key, tokens)
    }

    fn lock<'store>(
        &'store self,
        key: &'store str,
    ) -> BoxFuture<'store, Result<TokenLock, TokenStoreError>> {
        self.inner.lock(key)
    }
}

#[tokio::test(start_paused = true)]
async fn tokens_are_stored_before_they_are_used_and_kept_where_the_store_fails() {
    let vendor = Vendor::new();
    vendor.lock().unwrap().rotates = true;
    let store = Fragile::default();
    store.broken.store(true, Ordering::SeqCst);
    let core = builder(&vendor, refresh())
        .token_store(store.clone())
        .build()
        .unwrap();

    let error = get(&core).await.unwrap_err();
    assert!(error.is_credential() && error.to_string().contains("the disk is full"));
    assert_eq!(vendor.lock().unwrap().calls, 0);

    store.broken.store(false, Ordering::SeqCst);
    get(&core).await.unwrap();
    // No second token was asked for: the first refresh token would have done no more.
    assert_eq!(vendor.lock().unwrap().tokens, 1);
    assert_eq!(*store.events.lock().unwrap(), ["saved"]);
}

/// A network that takes a second to answer.
#[derive(Clone, Debug)]
struct Slow(ScriptedTransport);

impl Transport for Slow {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let response = self.0.send(request).await;
            tokio::time::sleep(Duration::from_secs(1)).await;
            response
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_caller_who_gives_up_loses_no_refresh_token() {
    let vendor = Vendor::new();
    vendor.lock().unwrap().rotates = true;
    let store = Fragile::default();
    let core = builder(&vendor, refresh())
        .transport(Slow(transport(&vendor)))
        .token_store(store.clone())
        .build()
        .unwrap();

    let given_up = tokio::time::timeout(Duration::from_millis(500), get(&core)).await;
    assert!(given_up.is_err());
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(*store.events.lock().unwrap(), ["saved"]);
    get(&core).await.unwrap();
    assert_eq!(vendor.lock().unwrap().tokens, 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_refresh_token_or_with_one_that_does_no_more_it_asks_again() {
    for given in [user(), user().refresh_token("refresh-0")] {
        let vendor = Vendor::new();
        vendor.lock().unwrap().forgot_refresh_token = true;
        let core = client(&vendor, given);
        get(&core).await.unwrap();
        tokio::time::advance(HOUR).await;
        get(&core).await.unwrap();

        assert_eq!(vendor.lock().unwrap().tokens, 2);
    }
}
