//! Any body and header as a delivery: no panic, nothing forged is taken, and what is signed is.

#![no_main]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use brogue_runtime::events;
use brogue_runtime::http::{HeaderMap, HeaderValue};
use brogue_runtime::webhook::{
    Event, EventCase, Place, Serialization, Signature, SignaturePart, UnknownEvent,
    UnsignedWebhooks, WebhookVerifier,
};
use libfuzzer_sys::fuzz_target;

const SIGNATURES: &[Signature] = &[
    Signature::at(Place::header("x-signature")),
    Signature::at(Place::item("x-signature", "v1"))
        .timestamp(Place::item("x-signature", "t"))
        .signs(&[SignaturePart::Timestamp, SignaturePart::Body]),
    Signature::at(Place::member("/sign"))
        .timestamp(Place::member("/time"))
        .without(&["/time"])
        .signs(&[SignaturePart::Body, SignaturePart::Timestamp]),
    Signature::at(Place::member("/proof/sign"))
        .timestamp(Place::member("/proof/time"))
        .serialization(Serialization::Compact),
];

#[derive(Debug)]
#[expect(dead_code, reason = "what is read is only shown")]
enum Any {
    Made(Vec<i64>),
    Unknown(UnknownEvent),
}

impl Event for Any {
    const CASES: &'static [EventCase] = &[EventCase::member("/event", &["made"])];
}

events!(Any: Made; Unknown);

fuzz_target!(|input: (&[u8], &str)| {
    let (body, header) = input;
    let now: SystemTime = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(header) {
        headers.insert("x-signature", value);
    }
    for signature in SIGNATURES {
        let Ok(verifier) = WebhookVerifier::new(*signature, "hush") else {
            panic!("the secret is good");
        };
        if let Ok(checked) = verifier.verify_at(&headers, body, now) {
            panic!("nobody has signed this: {checked:?}");
        }
        if let Ok((headers, signed)) = verifier.signer().sign(body, now) {
            let checked = verifier.verify_at(&headers, &signed, now);
            assert!(checked.is_ok() || signed.len() > 1024 * 1024, "{checked:?}");
        }
    }
    if let Ok(received) = UnsignedWebhooks::<Any>::unauthenticated().parse(&headers, body) {
        let _ = format!("{received:?}");
        assert!(serde_json::from_slice::<&serde_json::value::RawValue>(body).is_ok());
    }
});
