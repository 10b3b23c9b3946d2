//! For any body: what is signed is taken, and what differs in one bit is not. And nothing panics.

use brogue_runtime::http::{HeaderMap, HeaderValue};
use brogue_runtime::webhook::{UnsignedWebhooks, WebhookVerifier};
use proptest::prelude::*;
use serde_json::Value;

use crate::shop::{ALL, STANDARD, ShopEvent, headers, now};

/// Objects of any members, nested a little.
fn object() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".{0,6}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    let members = prop::collection::btree_map(".{0,6}", value, 0..5);

    (members, any::<bool>()).prop_map(|(members, pretty)| {
        let object = Value::Object(members.into_iter().collect());
        if pretty {
            serde_json::to_string_pretty(&object).unwrap()
        } else {
            object.to_string()
        }
    })
}

fn sent() -> HeaderMap {
    headers(&[("webhook-id", "msg_1")])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn what_is_signed_is_taken(body in object()) {
        for (signature, secret) in ALL {
            let verifier = WebhookVerifier::new(*signature, *secret).unwrap();
            let signed = verifier.signer().sign_with(sent(), body.as_bytes(), now());
            let (headers, body) = signed.unwrap();
            let checked = verifier.verify_at(&headers, &body, now());
            prop_assert!(checked.is_ok(), "{signature:?} {checked:?} {}", String::from_utf8_lossy(&body));
            // Signing again what is signed already changes nothing.
            let again = verifier.signer().sign_with(sent(), &body, now()).unwrap();
            prop_assert!(verifier.verify_at(&again.0, &again.1, now()).is_ok());
        }
    }

    #[test]
    fn a_body_that_differs_in_a_bit_is_not(body in object(), byte in any::<prop::sample::Index>(), bit in 0..8) {
        for (signature, secret) in ALL {
            let verifier = WebhookVerifier::new(*signature, *secret).unwrap();
            let (headers, body) = verifier.signer().sign_with(sent(), body.as_bytes(), now()).unwrap();
            let mut forged = body.clone();
            let at = byte.index(forged.len());
            forged[at] ^= 1_u8 << bit;
            if let Ok(checked) = verifier.verify_at(&headers, &forged, now()) {
                // White space is no part of what is signed where the vendor writes the body anew, nor is the case of digits.
                let same = |text: &[u8]| -> Option<Value> {
                    let text = String::from_utf8(text.to_vec()).ok()?.to_lowercase();
                    serde_json::from_str(&text).ok()
                };
                prop_assert!(same(&body).is_some() && same(&body) == same(&forged), "{checked:?} {}", String::from_utf8_lossy(&forged));
            }
        }
    }

    #[test]
    fn a_header_that_differs_in_a_bit_is_not(body in object(), byte in any::<prop::sample::Index>(), bit in 0..7) {
        for (signature, secret) in ALL {
            let verifier = WebhookVerifier::new(*signature, *secret).unwrap();
            let (headers, body) = verifier.signer().sign_with(sent(), body.as_bytes(), now()).unwrap();
            for (name, value) in &headers {
                let mut forged = value.as_bytes().to_vec();
                let at = byte.index(forged.len());
                forged[at] ^= 1_u8 << bit;
                let Ok(forged) = HeaderValue::from_bytes(&forged) else { continue };
                // Digits of either case are the same, and who does not sign the id does not look at it.
                let is_same = forged.as_bytes().eq_ignore_ascii_case(value.as_bytes()) || name == "webhook-id";
                if is_same && *signature != STANDARD {
                    continue;
                }
                let mut all = headers.clone();
                all.insert(name.clone(), forged);
                let checked = verifier.verify_at(&all, &body, now());
                prop_assert!(checked.is_err(), "{name} {all:?}");
            }
        }
    }

    #[test]
    fn nothing_panics(body in prop::collection::vec(any::<u8>(), 0..64), value in "[ -~]{0,40}") {
        for (signature, secret) in ALL {
            let verifier = WebhookVerifier::new(*signature, *secret).unwrap();
            let all = ["x-signature", "signature", "webhook-signature", "webhook-timestamp", "x-time", "webhook-id"];
            let all: Vec<(&str, &str)> = all.iter().map(|name| (*name, value.as_str())).collect();
            prop_assert!(verifier.verify_at(&headers(&all), &body, now()).is_err());
            let _ = verifier.signer().sign(&body, now());
        }
        let _ = UnsignedWebhooks::<ShopEvent>::unauthenticated().parse(&headers(&[]), &body);
    }
}
