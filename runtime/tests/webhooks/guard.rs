//! The same delivery twice.

use brogue_runtime::webhook::{
    DeliveryId, MemoryReplayGuard, ReplayGuard, WebhookErrorKind, Webhooks,
};

use crate::shop::{SECRET, ShopEvent, now};

#[test]
fn a_delivery_is_taken_once_unless_it_came_to_nothing() {
    let webhooks = Webhooks::<ShopEvent>::new(SECRET)
        .unwrap()
        .replay_guard(MemoryReplayGuard::default());
    let (headers, body) = webhooks.signer().sign(br#"{"nonce":1}"#, now()).unwrap();
    let (others, other) = webhooks.signer().sign(br#"{"nonce":2}"#, now()).unwrap();

    let first = webhooks.receive(&headers, &body).unwrap();
    let error = webhooks.clone().receive(&headers, &body).unwrap_err();
    assert_eq!(error.kind(), WebhookErrorKind::Replayed);
    assert!(error.status().is_success() && !error.is_forgery());
    assert!(webhooks.receive(&others, &other).is_ok());

    webhooks.forget(first.id.unwrap());
    assert!(webhooks.receive(&headers, &body).is_ok());
    assert!(webhooks.receive(&headers, &body).is_err());
}

#[test]
fn what_is_refused_is_not_remembered() {
    let webhooks = Webhooks::<ShopEvent>::new(SECRET)
        .unwrap()
        .replay_guard(MemoryReplayGuard::default());
    let (headers, body) = webhooks
        .signer()
        .sign(br#"{"event":"sold"}"#, now())
        .unwrap();

    for _ in 0..2 {
        let error = webhooks.receive(&headers, &body).unwrap_err();
        assert_eq!(error.kind(), WebhookErrorKind::Event);
    }
}

#[test]
fn memory_is_bounded_and_the_oldest_go_first() {
    let ids: Vec<DeliveryId> = (0..4)
        .map(|nonce| {
            let webhooks = Webhooks::<ShopEvent>::new(SECRET).unwrap();
            let body = format!("{{\"nonce\":{nonce}}}");
            let (headers, body) = webhooks.signer().sign(body.as_bytes(), now()).unwrap();

            webhooks.receive(&headers, &body).unwrap().id.unwrap()
        })
        .collect();
    let guard = MemoryReplayGuard::new(2);
    let first = |index: usize| guard.is_first(ids[index]);

    assert!(first(0) && first(1) && !first(0));
    assert!(first(2) && !first(1) && !first(2));
    assert!(first(0));
    guard.forget(ids[3]);
    assert!(first(3) && !first(0) && first(2));
    assert!(MemoryReplayGuard::new(0).is_first(ids[0]));
}
