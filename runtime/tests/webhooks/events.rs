//! Which event a delivery is, and what becomes of one that nobody knows.

use brogue_runtime::Value;
use brogue_runtime::webhook::{
    Event, EventCase, Signer, UnknownEvent, UnsignedWebhooks, WebhookErrorKind, Webhooks,
};

use crate::shop::{HEADER, SECRET, ShopEvent, headers, now};

fn read(all: &[(&str, &str)], body: &str) -> ShopEvent {
    let signer = Signer::new(HEADER, SECRET).unwrap();
    let (headers, body) = signer
        .sign_with(headers(all), body.as_bytes(), now())
        .unwrap();
    let webhooks = Webhooks::<ShopEvent>::new(SECRET).unwrap();

    webhooks.receive(&headers, &body).unwrap().event
}

#[test]
fn a_name_in_the_body_or_a_header_says_which_event_it_is() {
    for body in [
        r#"{"event":"sold","id":7}"#,
        r#"{"id":7,"event":"sold_again"}"#,
    ] {
        let ShopEvent::Sold(sale) = read(&[], body) else {
            panic!("{body}")
        };
        assert_eq!(sale.id, 7);
    }
    let moved = read(&[("x-event", "moved")], r#"{"to":"here"}"#);
    assert_eq!(moved, ShopEvent::Moved(serde_json::json!({"to": "here"})));
}

#[test]
fn an_unknown_event_is_kept_whole() {
    let body = r#"{ "event": "burnt", "loss": 12345678901234567890.50, "who": "ann" }"#;
    let ShopEvent::Unknown(event) = read(&[], body) else {
        panic!("known")
    };
    assert_eq!(event.name.as_deref(), Some("burnt"));
    assert_eq!(event.payload, body);
    assert!(!format!("{event:?}").contains("ann"));

    for (headers, body, name) in [
        (&[("x-event", "lost")][..], "{}", Some("lost")),
        (&[], "{}", None),
        (&[], "[]", None),
        (&[], "null", None),
        (&[], r#"{"event":null}"#, None),
        (&[], r#"{"event":7}"#, Some("7")),
        (&[], r#"{"event":"ping"}"#, Some("ping")),
        (&[], r#"{"event":"moved"}"#, Some("moved")),
    ] {
        let ShopEvent::Unknown(event) = read(headers, body) else {
            panic!("{body}")
        };
        assert_eq!(event.name.as_deref(), name, "{body}");
    }
}

#[test]
fn who_knows_the_event_by_its_address_says_so() {
    let webhooks = Webhooks::<ShopEvent>::new(SECRET).unwrap();
    let (headers, body) = webhooks.signer().sign(br#"{"id":7}"#, now()).unwrap();
    let named = |name| webhooks.receive_named(name, &headers, &body).unwrap().event;

    assert!(matches!(named("ping"), ShopEvent::Pinged(_)));
    assert!(matches!(named("sold"), ShopEvent::Sold(_)));
    assert!(
        matches!(named("other"), ShopEvent::Unknown(event) if event.name.as_deref() == Some("other"))
    );
}

#[test]
fn what_does_not_fit_is_told_and_strictness_is_a_choice() {
    let webhooks = Webhooks::<ShopEvent>::new(SECRET).unwrap();
    let receive = |webhooks: &Webhooks<ShopEvent>, body: &str| {
        let (headers, body) = webhooks.signer().sign(body.as_bytes(), now()).unwrap();
        webhooks.receive(&headers, &body)
    };

    let drifted = receive(&webhooks, r#"{"event":"sold","id":7,"price":"much"}"#).unwrap();
    assert_eq!(drifted.findings.len(), 1);
    assert_eq!(drifted.findings[0].path, "price");

    for (webhooks, body) in [
        (webhooks.clone(), r#"{"event":"sold"}"#),
        (
            webhooks.clone().strict(),
            r#"{"event":"sold","id":7,"price":"much"}"#,
        ),
    ] {
        let error = receive(&webhooks, body).unwrap_err();
        assert_eq!(error.kind(), WebhookErrorKind::Event);
        assert!(
            error
                .to_string()
                .contains("the event `sold` does not fit the spec")
        );
        assert!(std::error::Error::source(&error).is_some());
        assert_eq!(error.status().as_u16(), 422);
    }
    let error = receive(&webhooks, "event=sold").unwrap_err();
    assert_eq!(error.kind(), WebhookErrorKind::Body);
}

/// What a vendor with one kind of delivery sends.
#[derive(Debug, PartialEq)]
enum Only {
    One(Value),
    Unknown(UnknownEvent),
}

impl Event for Only {
    const CASES: &'static [EventCase] = &[EventCase::only(&["only"])];
}

brogue_runtime::events!(Only: One; Unknown);

#[test]
fn what_nobody_signs_is_read_and_carries_no_proof() {
    let webhooks = UnsignedWebhooks::<Only>::unauthenticated();
    let none = headers(&[]);
    let received = webhooks.parse(&none, b"[1]").unwrap();
    assert_eq!(received.event, Only::One(serde_json::json!([1])));
    assert_eq!((received.id, received.sent_at), (None, None));
    let other = webhooks.parse_named("other", &none, b"[1]").unwrap();
    assert!(matches!(other.event, Only::Unknown(_)));

    let shop = UnsignedWebhooks::<ShopEvent>::unauthenticated();
    let ping = shop.parse_named("ping", &none, b"{}").unwrap();
    assert!(matches!(ping.event, ShopEvent::Pinged(_)));
    let error = shop.max_body(1).parse(&none, b"{}").unwrap_err();
    assert_eq!(error.kind(), WebhookErrorKind::TooLarge);
    assert!(webhooks.parse(&none, b"\xff").is_err());
}
