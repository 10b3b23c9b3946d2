//! What `GeoNext` sends on its own account, signed in a header.

use std::time::{Duration, SystemTime};

use geonext::webhooks::{
    DELIVERY, Event, SIGNATURE, SignatureEncoding, Signer, WebhookErrorKind, Webhooks,
};

use crate::workspace::{fixture, read};

const SECRET: &str = "made-up-client-secret";

fn webhooks() -> Webhooks {
    Webhooks::new(SECRET).unwrap()
}

fn receive(body: &str) -> Result<Event, WebhookErrorKind> {
    let (headers, body) = webhooks()
        .signer()
        .sign(body.as_bytes(), SystemTime::now())
        .unwrap();
    let received = webhooks().receive(&headers, &body);

    received.map(|one| one.event).map_err(|error| error.kind())
}

#[test]
fn the_sample_of_the_document_is_read_in_either_encoding() {
    let body = read(&fixture("geonext/event.json"));
    for encoding in [SignatureEncoding::Hex, SignatureEncoding::Base64] {
        let signer = Signer::new(SIGNATURE.encoding(encoding), SECRET).unwrap();
        let (headers, sent) = signer.sign(body.as_bytes(), SystemTime::now()).unwrap();
        assert_eq!(sent, body.as_bytes());
        assert!(headers.contains_key("x-signature"));

        let received = webhooks().receive(&headers, &sent).unwrap();
        let Event::JobCreated(event) = received.event else {
            panic!("{received:?}");
        };
        assert_eq!(event.data.id.as_str(), "117");
        assert!(event.nonce.unwrap().starts_with("7ebd27fe"));
    }
}

#[test]
fn the_nonce_may_be_spelled_both_ways() {
    for name in ["nounce", "nonce"] {
        let body =
            format!(r#"{{"event_name": "user_deleted", "{name}": "n-1", "data": {{"id": 7}}}}"#);
        let Event::UserDeleted(event) = receive(&body).unwrap() else {
            panic!("{body}");
        };
        assert_eq!(event.nonce.as_deref(), Some("n-1"));
    }
}

#[test]
fn each_of_the_thirteen_names_is_an_event_and_others_are_kept() {
    let names = [
        "job_created",
        "job_updated",
        "job_deleted",
        "job_status_created",
        "job_status_updated",
        "job_status_deleted",
        // Of a booking that was created, changed or deleted.
        "job_visit_created",
        "client_created",
        "client_updated",
        "client_deleted",
        "user_created",
        "user_updated",
        "user_deleted",
    ];
    for name in names {
        let body = format!(r#"{{"event_name": "{name}", "data": {{"id": 7}}}}"#);
        let event = receive(&body).unwrap();
        let case = format!("{event:?}");
        let expected = name.split('_').fold(String::new(), |text, word| {
            text + &word[..1].to_uppercase() + &word[1..]
        });
        assert!(case.starts_with(&format!("{expected}(")), "{case}");
    }

    let body = r#"{"event_name": "job_visit_deleted", "data": {"id": 7}}"#;
    let Event::Unknown(event) = receive(body).unwrap() else {
        panic!("{body}");
    };
    assert_eq!(event.name.as_deref(), Some("job_visit_deleted"));
}

#[test]
fn what_is_forged_changed_or_unsigned_is_refused() {
    let body = br#"{"event_name": "job_created", "data": {"id": 7}}"#;
    let (headers, _) = webhooks().signer().sign(body, SystemTime::now()).unwrap();
    let other = Webhooks::new("another secret").unwrap();
    let kind = |receiver: &Webhooks, headers, body: &[u8]| {
        let error = receiver.receive(headers, body).unwrap_err();
        assert!(DELIVERY.is_failure(error.status()));
        // No forgery may make the vendor end its deliveries.
        assert!(!DELIVERY.is_disabled_by(error.status()));
        error.kind()
    };

    let changed = br#"{"event_name": "job_created", "data": {"id": 8}}"#;
    let wrong = WebhookErrorKind::WrongSignature;
    assert_eq!(kind(&webhooks(), &headers, changed), wrong);
    assert_eq!(kind(&other, &headers, body), wrong);
    assert_eq!(
        kind(&webhooks(), &geonext::http::HeaderMap::new(), body),
        WebhookErrorKind::MissingSignature
    );
}

#[test]
fn only_errors_are_failures_and_410_ends_all_for_good() {
    for (status, fails, disables) in [
        (200, false, false),
        (302, false, false),
        (400, true, false),
        (410, true, true),
        (599, true, false),
    ] {
        let status = status.try_into().unwrap();
        assert_eq!(DELIVERY.is_failure(status), fails);
        assert_eq!(DELIVERY.is_disabled_by(status), disables);
    }
    assert_eq!(DELIVERY.lateness(), Some(Duration::from_secs(300)));
}
