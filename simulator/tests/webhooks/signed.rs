//! How deliveries are signed: a receiver that knows the document and the secret takes them for genuine.

use std::time::{Duration, SystemTime};

use brogue_runtime::webhook::{Place, Signature, SignaturePart, TimestampUnit, WebhookVerifier};
use brogue_simulator::{Receiver, SimulatedClock, Simulator, WebhookError};
use serde_json::json;

use crate::receiver::Listening;
use crate::specs::{event, spec};

fn ripe() -> String {
    event(
        "ripe",
        "{type: object, properties: {tree: {type: integer}, sent: {type: integer}, seal: {type: string}}}",
    )
}

/// Quirks, and the signature that a receiver checks by.
fn cases() -> Vec<(&'static str, &'static str, Signature, Option<&'static str>)> {
    vec![
        (
            "a header of the body",
            "{in: {header: x-signature}, key: client-secret, encoding: hex}",
            Signature::at(Place::header("x-signature")),
            None,
        ),
        (
            "a member, with the time in another",
            "{in: {member: /seal}, key: webhook-secret, signs: [body, timestamp], without: [/sent, /seal], timestamp: {member: /sent, unit: seconds}}",
            Signature::at(Place::member("/seal"))
                .signs(&[SignaturePart::Body, SignaturePart::Timestamp])
                .without(&["/sent", "/seal"])
                .timestamp(Place::member("/sent"))
                .unit(TimestampUnit::Seconds),
            Some("a secret of its own"),
        ),
        (
            "an item of a header beside the time",
            "{in: {header: signature, item: v1}, key: webhook-secret, signs: [timestamp, body], separator: '.', timestamp: {header: signature, item: t, unit: seconds}, tolerance: 1m}",
            Signature::at(Place::item("signature", "v1"))
                .timestamp(Place::item("signature", "t"))
                .signs(&[SignaturePart::Timestamp, SignaturePart::Body])
                .separator(".")
                .tolerance(Duration::from_secs(60)),
            None,
        ),
        (
            "a secret in base64 with a prefix",
            "{in: {header: x-signature}, key: {secret: webhook-secret, form: base64, prefix: whsec_}, encoding: base64}",
            Signature::at(Place::header("x-signature"))
                .key(brogue_runtime::webhook::KeyForm::Base64)
                .key_prefix("whsec_"),
            None,
        ),
    ]
}

#[test]
fn a_receiver_takes_what_is_signed_and_nothing_else() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    for (what, quirk, signature, secret) in cases() {
        let vendor = Simulator::builder(&spec(
            &format!("x-quirks: {{signature: {quirk}}}"),
            "  {}",
            &ripe(),
        ))
        .clock(SimulatedClock::standing_at(now))
        .start()
        .unwrap_or_else(|error| panic!("{what}: {error}"));
        let listening = Listening::answering(&[]);
        let webhooks = vendor.webhooks();
        let mut receiver = Receiver::at(&listening.url);
        if let Some(secret) = secret {
            receiver = receiver.secret(secret);
        }
        webhooks.register(receiver).expect("it is registered");
        assert_eq!(
            webhooks.emit("ripe", Some(json!({"tree": 7}))),
            Ok(1),
            "{what}"
        );

        let arrived = listening.next();
        assert_eq!(arrived.json()["tree"], 7, "{what}");
        let right = secret.map_or_else(|| webhooks.secret(), str::to_owned);
        let verifier = WebhookVerifier::new(signature, right).expect("the secret is a key");
        let genuine = verifier
            .verify_at(&arrived.headers, &arrived.body, now)
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(genuine.sent_at.is_none_or(|at| at == now), "{what}");
        let forged = WebhookVerifier::new(signature, "whsec_b3RoZXI").expect("it is a key");
        assert!(
            forged
                .verify_at(&arrived.headers, &arrived.body, now)
                .is_err(),
            "{what}"
        );
    }
}

#[test]
fn the_usual_secrets_are_the_published_ones() {
    for (key, secret) in [
        ("client-secret", "simulated-secret"),
        ("webhook-secret", "simulated-webhook-secret"),
    ] {
        let quirks =
            format!("x-quirks: {{signature: {{in: {{header: x-signature}}, key: {key}}}}}");
        let vendor = Simulator::from_spec(&spec(&quirks, "  {}", &ripe())).expect("it starts");
        assert_eq!(vendor.webhooks().secret(), secret);
    }
}

#[test]
fn a_secret_that_is_no_key_is_refused() {
    let quirks = "x-quirks: {signature: {in: {header: x-signature}, key: {secret: webhook-secret, form: hex}}}";
    let vendor = Simulator::from_spec(&spec(quirks, "  {}", &ripe())).expect("it starts");
    let refused = vendor
        .webhooks()
        .register(Receiver::at("http://127.0.0.1:1/").secret("zz"));
    assert!(
        matches!(refused, Err(WebhookError::Secret { .. })),
        "{refused:?}"
    );
    assert!(!format!("{refused:?}").contains("zz"));
}
