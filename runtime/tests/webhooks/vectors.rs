//! Deliveries signed by another implementation (Python's `hmac`), at least one for each way of signing.

use brogue_runtime::webhook::{
    KeyForm, Serialization, Signature, SignatureEncoding, WebhookVerifier,
};

use crate::shop::{HEADER, ITEM, MEMBER, SECRET, STANDARD, VERSIONED, headers, now};

/// Whether a delivery is genuine.
fn check(signature: Signature, secret: &str, all: &[(&str, &str)], body: &[u8]) -> bool {
    let verifier = WebhookVerifier::new(signature, secret).unwrap();

    verifier.verify_at(&headers(all), body, now()).is_ok()
}

#[test]
fn a_header_signs_every_byte_of_the_body() {
    let body = b"{\"event\":\"sold\", \"id\":117}\n";
    let hex = "b89a132bb47fe7a8eea1964ba0a844bb40a28e6ac851360fe6f0ed80e2491598";
    let base64 = "uJoTK7R/56juoZZLoKhEu0CijmrIUTYP5vDtgOJJFZg=";
    let base64_url = "uJoTK7R_56juoZZLoKhEu0CijmrIUTYP5vDtgOJJFZg";
    let upper = hex.to_uppercase();
    let with_prefix = format!("sha256={hex}");
    let several = format!("sha256=00 sha256={hex}");
    let key = "733363726574206f66207468652073686f70";

    for (signature, secret, value, genuine) in [
        (HEADER, SECRET, hex, true),
        (HEADER, SECRET, &upper, true),
        (HEADER, SECRET, base64, true),
        (HEADER, SECRET, base64_url, true),
        (HEADER.key(KeyForm::Hex), key, hex, true),
        (HEADER.prefix("sha256="), SECRET, &with_prefix, true),
        (HEADER.prefix("sha256="), SECRET, &several, true),
        (HEADER.encoding(SignatureEncoding::Hex), SECRET, hex, true),
        (
            HEADER.encoding(SignatureEncoding::Base64),
            SECRET,
            base64,
            true,
        ),
        (
            HEADER.encoding(SignatureEncoding::Base64Url),
            SECRET,
            base64_url,
            true,
        ),
        (
            HEADER.encoding(SignatureEncoding::Hex),
            SECRET,
            base64,
            false,
        ),
        (
            HEADER.encoding(SignatureEncoding::Base64),
            SECRET,
            hex,
            false,
        ),
        (HEADER.prefix("sha256="), SECRET, hex, false),
        (HEADER, "another secret", hex, false),
        (HEADER.key(KeyForm::Hex), "00", hex, false),
    ] {
        assert_eq!(
            check(signature, secret, &[("x-signature", value)], body),
            genuine,
            "{signature:?} {value}"
        );
    }
    for other in [
        &b"{\"event\":\"sold\", \"id\":117}"[..],
        b"{\"event\":\"sold\",\"id\":117}\n",
        b"{\"id\":117, \"event\":\"sold\"}\n",
        b"",
    ] {
        assert!(!check(HEADER, SECRET, &[("x-signature", hex)], other));
    }
}

#[test]
fn a_member_signs_the_others_in_their_order_and_spelling() {
    const SIGN: &str = "dacd1dbd8b0fac1d5bf493f591f310934d9969576ce87038522b97b25c7c4f66";
    let as_sent = MEMBER.serialization(Serialization::AsSent);
    let compact = MEMBER.serialization(Serialization::Compact);
    let with = |body: &str| body.replace("SIGN", SIGN);
    let plain = r#"{"entity_id":"a\u00e9","z":1.50,"event_code":"person.updated","timestamp":1700000000,"signed_payload":"SIGN"}"#;
    let spaced = plain.replace(",\"", ", \"").replace("\":", "\": ");

    for (body, genuine) in [
        // Where the two members stand, and how the time is quoted, makes no difference.
        (plain.to_owned(), true),
        (plain.replace("1700000000", "\"1700000000\""), true),
        (
            r#"{"signed_payload":"SIGN","entity_id":"a\u00e9","timestamp":1700000000,"z":1.50,"event_code":"person.updated"}"#.to_owned(),
            true,
        ),
        (format!(" {plain}\n"), true),
        // Everything else does.
        (plain.replace(r"\u00e9", "é"), false),
        (plain.replace(r"\u00e9", r"\u00E9"), false),
        (plain.replace("1.50", "1.5"), false),
        (plain.replace("1.50", "15e-1"), false),
        (plain.replace("1700000000", "1700000001"), false),
        (plain.replace("1700000000", "1700000000.0"), false),
        (plain.replace("\"z\":", "\"y\":1,\"z\":"), false),
        (
            plain.replace(r#""z":1.50,"event_code":"person.updated""#, r#""event_code":"person.updated","z":1.50"#),
            false,
        ),
        (plain.replace(r#""z":1.50"#, r#""z":1.50,"z":1.50"#), false),
        (plain.replace(r#""signed_payload""#, r#""signed_payload":"x","signed_payload""#), false),
        (plain.replace(r#""timestamp""#, r#""timestamp":1,"timestamp""#), false),
        (plain.replace("person.updated", "person.deleted"), false),
    ] {
        assert_eq!(check(as_sent, SECRET, &[], with(&body).as_bytes()), genuine, "{body}");
    }

    assert!(!check(as_sent, SECRET, &[], with(&spaced).as_bytes()));
    assert!(check(compact, SECRET, &[], with(&spaced).as_bytes()));
    assert!(check(MEMBER, SECRET, &[], with(&spaced).as_bytes()));
    assert!(check(MEMBER, SECRET, &[], with(plain).as_bytes()));
    let blank_inside = plain.replace("person.updated", "person. updated");
    assert!(!check(compact, SECRET, &[], with(&blank_inside).as_bytes()));
    // What was assumed of the vendor may be wrong, and is changed by the caller.
    assert!(!check(
        MEMBER.separator("."),
        SECRET,
        &[],
        with(plain).as_bytes()
    ));
}

#[test]
fn a_list_of_items_holds_the_time_and_any_of_the_signatures() {
    let good = "f8dab806e75d7058dd6a92a3c9c875e583934b01fab076f2ce1d88d93ad35f5a";
    for (value, genuine) in [
        (format!("t=1700000000,v1={good}"), true),
        (format!("v0=00, t=1700000000, v1=00, v1={good}"), true),
        (format!("t=1700000000,v0={good}"), false),
        (format!("t=1700000001,v1={good}"), false),
        (format!("t=1,t=1700000000,v1={good}"), false),
        (format!("t=1700000000,t=1,v1={good}"), false),
        (format!("v1={good}"), false),
        ("t=1700000000".to_owned(), false),
        (String::new(), false),
    ] {
        let headers = [("signature", value.as_str())];
        assert_eq!(
            check(ITEM, SECRET, &headers, br#"{"id":1}"#),
            genuine,
            "{value}"
        );
    }
}

#[test]
fn a_header_can_be_signed_too() {
    let good = "v1,RZkWUcozLXZKSuBji70bh54U4eJmX2t7XCrpgbNorRM=";
    let secret = "whsec_c2hvcCBvZiBmaXNo";
    let all = |id: &'static str, time: &'static str, signature: &str| {
        let mut headers = headers(&[
            ("webhook-timestamp", time),
            ("webhook-signature", signature),
        ]);
        for id in id.split_terminator('|') {
            headers.append("webhook-id", id.parse().unwrap());
        }
        headers
    };
    let several = format!("v1a,eA== v1,AA== {good}");
    let verifier = WebhookVerifier::new(STANDARD, secret).unwrap();

    for (headers, genuine) in [
        (all("msg_1", "1700000000", good), true),
        (all("msg_1", "1700000000", &several), true),
        (all("msg_2", "1700000000", good), false),
        (all("", "1700000000", good), false),
        (all("msg_1|msg_1", "1700000000", good), false),
        (all("msg_1", "1700000010", good), false),
    ] {
        let checked = verifier.verify_at(&headers, br#"{"id":1}"#, now());
        assert_eq!(checked.is_ok(), genuine, "{headers:?} {checked:?}");
    }
}

#[test]
fn a_text_that_is_always_the_same_and_milliseconds_are_signed() {
    let good = "v0=70edbc408ff395daaf927a1b0aa2c5fbcb0ce211801cad38825f9a518a0a748f";
    let headers = |time| [("x-time", time), ("x-signature", good)];

    assert!(check(
        VERSIONED,
        SECRET,
        &headers("1700000000000"),
        br#"{"id":1}"#
    ));
    assert!(!check(
        VERSIONED,
        SECRET,
        &headers("1700000000"),
        br#"{"id":1}"#
    ));
}
