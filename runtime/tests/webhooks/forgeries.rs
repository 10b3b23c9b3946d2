//! Deliveries that are not taken: each has its kind, a sentence that says what to do, and a status to answer with.

use std::time::{Duration, SystemTime};

use brogue_runtime::http::{HeaderMap, HeaderValue};
use brogue_runtime::webhook::{
    Place, Signature, WebhookErrorKind as Kind, WebhookVerifier, Webhooks,
};

use crate::shop::{HEADER, ITEM, MEMBER, SECRET, ShopEvent, headers, now};

fn refusal(signature: Signature, all: &HeaderMap, body: &[u8], at: SystemTime) -> (Kind, String) {
    let verifier = WebhookVerifier::new(signature, SECRET).unwrap();
    let error = verifier.verify_at(all, body, at).unwrap_err();
    let shown = format!("{error} {error:?} {verifier:?}");
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(!error.status().is_redirection() && error.status().as_u16() != 410);

    (error.kind(), error.to_string())
}

#[test]
fn what_is_wrong_is_told() {
    let none = HeaderMap::new();
    let one = |value: &str| headers(&[("x-signature", value)]);
    let mut bytes = HeaderMap::new();
    bytes.insert("x-signature", HeaderValue::from_bytes(b"\xff").unwrap());
    let wrong = "00".repeat(32);
    let item = headers(&[("signature", &format!("v1={wrong}"))]);

    for (signature, all, body, kind, says) in [
        (
            HEADER,
            &none,
            "{}",
            Kind::MissingSignature,
            "the header `x-signature` is missing",
        ),
        (HEADER, &bytes, "{}", Kind::MissingSignature, "is missing"),
        (
            HEADER,
            &one(""),
            "{}",
            Kind::MalformedSignature,
            "`x-signature` is empty",
        ),
        (
            HEADER,
            &one("é?!".trim_start_matches('é')),
            "{}",
            Kind::MalformedSignature,
            "no signature in the encoding",
        ),
        (
            HEADER.prefix("sha256="),
            &one("sha1=00"),
            "{}",
            Kind::MalformedSignature,
            "does not begin with `sha256=`",
        ),
        (
            HEADER,
            &one("00"),
            "{}",
            Kind::WrongSignature,
            "look whether the secret",
        ),
        (
            HEADER,
            &one(&wrong),
            "{}",
            Kind::WrongSignature,
            "byte by byte",
        ),
        (
            HEADER,
            &one(&wrong[..62]),
            "{}",
            Kind::WrongSignature,
            "another body",
        ),
        (
            ITEM,
            &item,
            "{}",
            Kind::MissingPart,
            "`t` in the header `signature`, the time of the delivery, is missing",
        ),
        (
            MEMBER,
            &none,
            "{}",
            Kind::MissingSignature,
            "the member `/signed_payload` of the body is missing",
        ),
        (MEMBER, &none, "", Kind::Body, "the body is no JSON"),
        (
            MEMBER,
            &none,
            r#"{"signed_payload":"00","timestamp":1"#,
            Kind::Body,
            "the body is no JSON",
        ),
        (
            MEMBER,
            &none,
            r#"{"signed_payload":null,"timestamp":1}"#,
            Kind::MissingSignature,
            "is missing",
        ),
        (
            MEMBER,
            &none,
            r#"{"signed_payload":["00"],"timestamp":1}"#,
            Kind::MissingSignature,
            "is missing",
        ),
        (
            MEMBER,
            &none,
            r#"{"signed_payload":"00"}"#,
            Kind::MissingPart,
            "`/timestamp`",
        ),
        (
            MEMBER,
            &none,
            r#"{"signed_payload":"00","timestamp":{}}"#,
            Kind::MissingPart,
            "`/timestamp`",
        ),
        (
            MEMBER,
            &none,
            r#"{"signed_payload":"00","timestamp":1}"#,
            Kind::WrongSignature,
            "another body",
        ),
        (
            MEMBER,
            &none,
            r#"{"signed_payload":"00","signed_payload":"01","timestamp":1}"#,
            Kind::Body,
            "the member `signed_payload` stands in the body twice",
        ),
    ] {
        let (seen, sentence) = refusal(signature, all, body.as_bytes(), now());
        assert_eq!(seen, kind, "{body} {sentence}");
        assert!(sentence.contains(says), "{sentence}");
    }
    let (kind, sentence) = refusal(MEMBER, &none, b"{\"\xff\":1}", now());
    assert_eq!(
        (kind, &*sentence),
        (Kind::Body, "the body is no UTF-8 from byte 2")
    );
}

#[test]
fn a_delivery_is_good_for_the_tolerance_both_ways_and_no_longer() {
    let verifier = WebhookVerifier::new(MEMBER, SECRET).unwrap();
    let (all, body) = verifier.signer().sign(b"{}", now()).unwrap();
    let seconds = Duration::from_secs;

    for at in [now(), now() + seconds(300), now() - seconds(300)] {
        let checked = verifier.verify_at(&all, &body, at).unwrap();
        assert_eq!(checked.sent_at, Some(now()));
    }
    for (at, kind, says) in [
        (
            now() + seconds(301),
            Kind::TooOld,
            "sent 301 s ago, and 300 s are allowed",
        ),
        (
            now() - seconds(301),
            Kind::TooNew,
            "sent 301 s in the future",
        ),
        (
            now() + seconds(300) + Duration::from_nanos(1),
            Kind::TooOld,
            "sent 301 s ago",
        ),
        (
            SystemTime::UNIX_EPOCH,
            Kind::TooNew,
            "1700000000 s in the future",
        ),
    ] {
        let (seen, sentence) = refusal(MEMBER, &all, &body, at);
        assert_eq!(seen, kind);
        assert!(sentence.contains(says), "{sentence}");
    }
    let patient = MEMBER.tolerance(Duration::MAX);
    let patient = WebhookVerifier::new(patient, SECRET).unwrap();
    assert!(
        patient
            .verify_at(&all, &body, SystemTime::UNIX_EPOCH)
            .is_ok()
    );
}

#[test]
fn a_signed_time_that_is_none_is_refused() {
    let free = Signature::at(Place::header("x-signature")).timestamp(Place::member("/at"));
    let signer = WebhookVerifier::new(HEADER, SECRET).unwrap().signer();
    for time in [
        "\"soon\"",
        "-1",
        "1e3",
        "99999999999999999999999",
        "\"\"",
        "1.5",
        "true",
    ] {
        let body = format!("{{\"at\":{time}}}");
        let (all, body) = signer.sign(body.as_bytes(), now()).unwrap();

        assert_eq!(
            refusal(free, &all, &body, now()).0,
            Kind::MalformedTimestamp,
            "{time}"
        );
    }
}

#[test]
fn several_secrets_are_good_at_once() {
    let webhooks = Webhooks::<ShopEvent>::new("new")
        .unwrap()
        .also("old")
        .unwrap();
    for (secret, taken) in [("new", true), ("old", true), ("older", false)] {
        let signer = WebhookVerifier::new(HEADER, secret).unwrap().signer();
        let (all, body) = signer.sign(b"{}", now()).unwrap();

        assert_eq!(webhooks.receive(&all, &body).is_ok(), taken, "{secret}");
    }
    let (all, body) = webhooks.signer().sign(b"{}", now()).unwrap();
    assert!(
        WebhookVerifier::new(HEADER, "new")
            .unwrap()
            .verify(&all, &body)
            .is_ok()
    );
}

#[test]
fn a_secret_that_is_none_is_refused_at_once() {
    let error = Webhooks::<ShopEvent>::new("").unwrap_err();
    assert_eq!(error.kind(), Kind::Secret);
    assert!(!error.is_forgery());
    assert_eq!(error.status().as_u16(), 500);
    assert!(Webhooks::<ShopEvent>::new("a").unwrap().also("").is_err());
}

#[test]
fn a_body_is_bounded_before_it_is_looked_at() {
    let webhooks = Webhooks::<ShopEvent>::new(SECRET).unwrap();
    let large = vec![b' '; 1024 * 1024 + 1];
    let error = webhooks.receive(&HeaderMap::new(), &large).unwrap_err();
    assert_eq!(error.kind(), Kind::TooLarge);
    assert_eq!(error.status().as_u16(), 413);

    let (all, body) = webhooks.signer().sign(b"[1, 2, 3]", now()).unwrap();
    assert!(webhooks.clone().max_body(9).receive(&all, &body).is_ok());
    let error = webhooks.max_body(8).receive(&all, &body).unwrap_err();
    assert!(
        error.to_string().contains("9 bytes, and 8 are allowed"),
        "{error}"
    );
}
