//! What `NiceJob` sends on its own account, signed within the body.

use std::time::{Duration, SystemTime};

use nicejob::http::HeaderMap;
use nicejob::webhooks::{
    DELIVERY, Event, MemoryReplayGuard, SIGNATURE, Serialization, Signer, WebhookErrorKind,
    Webhooks,
};

const SECRET: &str = "made-up-webhook-secret";

/// In no order that a program would choose.
const BODY: &str = r#"{"event_code": "made-up.changed", "entity_id": 117, "a": [1.50, "\u00e9"]}"#;

fn webhooks() -> Webhooks {
    Webhooks::new(SECRET).unwrap()
}

fn signed(at: SystemTime) -> String {
    let (_, body) = webhooks().signer().sign(BODY.as_bytes(), at).unwrap();

    String::from_utf8(body).unwrap()
}

fn receive(body: &str) -> Result<Event, WebhookErrorKind> {
    let received = webhooks().receive(&HeaderMap::new(), body.as_bytes());

    received.map(|one| one.event).map_err(|error| error.kind())
}

#[test]
fn every_delivery_says_what_has_changed_by_id_and_code() {
    let body = signed(SystemTime::now());
    let Event::EntityChanged(message) = receive(&body).unwrap() else {
        panic!("{body}");
    };

    assert_eq!(message.entity_id.as_str(), "117");
    assert_eq!(message.event_code, "made-up.changed");
    assert!(message.signed_payload.is_some() && message.timestamp.is_some());
    assert_eq!(message.unknown.raw("a"), Some(r#"[1.50, "\u00e9"]"#));
}

#[test]
fn the_body_is_signed_as_it_stands_or_without_blanks() {
    for serialization in [Serialization::AsSent, Serialization::Compact] {
        let signature = SIGNATURE.serialization(serialization);
        let signer = Signer::new(signature, SECRET).unwrap();
        let (headers, body) = signer.sign(BODY.as_bytes(), SystemTime::now()).unwrap();

        assert!(webhooks().receive(&headers, &body).is_ok());
    }
}

#[test]
fn what_is_changed_forged_or_late_is_refused() {
    let now = SystemTime::now();
    let body = signed(now);
    let other = Webhooks::new("another secret").unwrap();
    let (_, forged) = other.signer().sign(BODY.as_bytes(), now).unwrap();
    let forged = String::from_utf8(forged).unwrap();
    let (code, id) = (r#""event_code": "made-up.changed""#, r#""entity_id": 117"#);
    let swapped = BODY.replace(&format!("{code}, {id}"), &format!("{id}, {code}"));
    let swapped = body.replace(BODY.trim_end_matches('}'), swapped.trim_end_matches('}'));
    assert_ne!(swapped, body);

    for (body, kind) in [
        (swapped, WebhookErrorKind::WrongSignature),
        (body.replace("117", "118"), WebhookErrorKind::WrongSignature),
        (
            body.replace("1.50", "1.5"),
            WebhookErrorKind::WrongSignature,
        ),
        (forged, WebhookErrorKind::WrongSignature),
        (
            signed(now - Duration::from_secs(301)),
            WebhookErrorKind::TooOld,
        ),
        (
            signed(now + Duration::from_secs(330)),
            WebhookErrorKind::TooNew,
        ),
        (BODY.to_owned(), WebhookErrorKind::MissingSignature),
    ] {
        assert_eq!(receive(&body), Err(kind), "{body}");
    }
    assert!(receive(&signed(now - Duration::from_secs(290))).is_ok());
}

#[test]
fn a_delivery_that_is_repeated_is_taken_once_and_a_failure_is_any_status_but_200_to_299() {
    let guarded = webhooks().replay_guard(MemoryReplayGuard::new(10));
    let body = signed(SystemTime::now());
    let receive = || guarded.receive(&HeaderMap::new(), body.as_bytes());
    receive().unwrap();
    let error = receive().unwrap_err();

    assert_eq!(error.kind(), WebhookErrorKind::Replayed);
    assert!(!DELIVERY.is_failure(error.status()));
    for (status, fails) in [
        (200, false),
        (204, false),
        (302, true),
        (410, true),
        (500, true),
    ] {
        assert_eq!(DELIVERY.is_failure(status.try_into().unwrap()), fails);
    }
    assert_eq!(DELIVERY.retry_time(), Some(Duration::from_secs(3 * 86_400)));
}
