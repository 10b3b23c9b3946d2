//! Keys made of secrets, and what they sign.

use std::fmt;

use hmac::digest::CtOutput;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use super::error::{WebhookError, WebhookErrorKind};
use super::signature::{KeyForm, Signature};
use super::text_form::{from_any_base64, from_hex};

/// A key, ready to sign. `Debug` shows nothing of it.
#[derive(Clone)]
pub(super) struct Key(Hmac<Sha256>);

impl Key {
    /// The key that a secret stands for.
    pub(super) fn new(signature: &Signature, secret: &SecretString) -> Result<Self, WebhookError> {
        let text = secret.expose_secret();
        let text = text.strip_prefix(signature.key_prefix).unwrap_or(text);
        let bytes = match signature.key {
            KeyForm::Text => Some(text.as_bytes().to_vec()),
            KeyForm::Hex => from_hex(text),
            KeyForm::Base64 => from_any_base64(text),
        };
        let form = match signature.key {
            KeyForm::Text => "text",
            KeyForm::Hex => "hexadecimal digits",
            KeyForm::Base64 => "base64",
        };
        let refuse = |message: String| WebhookError::new(WebhookErrorKind::Secret, message);
        let bytes = bytes.ok_or_else(|| {
            refuse(format!(
                "the webhook secret is not {form}: give it as the vendor shows it, without blanks"
            ))
        })?;
        // Anybody can sign with an empty key.
        if bytes.is_empty() {
            return Err(refuse(
                "the webhook secret is empty: look whether the variable that holds it is set"
                    .into(),
            ));
        }

        Hmac::new_from_slice(&bytes)
            .map(Self)
            .map_err(|_| refuse("the webhook secret has no usable length".into()))
    }

    /// Signs.
    pub(super) fn sign(&self, content: &[u8]) -> [u8; 32] {
        self.0
            .clone()
            .chain_update(content)
            .finalize()
            .into_bytes()
            .into()
    }

    /// The signature of a content, if it is among these; compared in constant time, and made once however many there are.
    pub(super) fn find(&self, content: &[u8], candidates: &[Vec<u8>]) -> Option<[u8; 32]> {
        let genuine = self.0.clone().chain_update(content).finalize();
        let is_genuine = |candidate: &Vec<u8>| {
            let bytes = <[u8; 32]>::try_from(candidate.as_slice());
            bytes.is_ok_and(|bytes| CtOutput::new(bytes.into()) == genuine)
        };

        candidates
            .iter()
            .any(is_genuine)
            .then(|| genuine.into_bytes().into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::Key;
    use crate::webhook::text_form::{from_hex, to_hex};
    use crate::webhook::{KeyForm, Place, Signature};

    /// The test cases of RFC 4231 for SHA-256; the fifth cuts the signature short, which nobody does here.
    #[test]
    fn signatures_are_those_of_the_standard() {
        let by_hex = Signature::at(Place::header("x")).key(KeyForm::Hex);
        let vectors = [
            (
                "0b".repeat(20),
                to_hex(b"Hi There"),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                to_hex(b"Jefe"),
                to_hex(b"what do ya want for nothing?"),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                "aa".repeat(20),
                "dd".repeat(50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            ),
            (
                to_hex(&(1..=25).collect::<Vec<u8>>()),
                "cd".repeat(50),
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            ),
            (
                "aa".repeat(131),
                to_hex(b"Test Using Larger Than Block-Size Key - Hash Key First"),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (
                "aa".repeat(131),
                to_hex(b"This is a test using a larger than block-size key and a larger than block-size data. \
                         The key needs to be hashed before being used by the HMAC algorithm."),
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            ),
        ];
        for (key, content, expected) in vectors {
            let key = Key::new(&by_hex, &key.into()).unwrap();
            let content = from_hex(&content).unwrap();
            assert_eq!(to_hex(&key.sign(&content)), expected);
            let find = |candidate: &str| key.find(&content, &[from_hex(candidate).unwrap()]);
            assert_eq!(to_hex(&find(expected).unwrap()), expected);
            assert_eq!(find(&expected[..62]), None);
            assert_eq!(find(""), None);
        }
    }

    #[test]
    fn a_secret_becomes_the_same_key_in_every_form() {
        let plain = Signature::at(Place::header("x"));
        let sign = |signature: Signature, secret: &str| {
            Key::new(&signature, &secret.into()).map(|key| to_hex(&key.sign(b"content")))
        };
        let expected = sign(plain, "hush?").unwrap();

        for (form, secret) in [
            (KeyForm::Hex, "687573683f"),
            (KeyForm::Hex, "687573683F"),
            (KeyForm::Base64, "aHVzaD8="),
            (KeyForm::Base64, "aHVzaD8"),
            (KeyForm::Text, "whsec_hush?"),
            (KeyForm::Base64, "whsec_aHVzaD8="),
        ] {
            let signature = plain.key(form).key_prefix("whsec_");
            assert_eq!(sign(signature, secret).unwrap(), expected, "{secret}");
        }
        for (form, secret) in [
            (KeyForm::Text, ""),
            (KeyForm::Text, "whsec_"),
            (KeyForm::Hex, ""),
            (KeyForm::Hex, "hush?"),
            (KeyForm::Base64, "hush?"),
        ] {
            let error = sign(plain.key(form).key_prefix("whsec_"), secret).unwrap_err();
            assert!(!error.to_string().contains("hush"), "{error}");
        }
    }

    #[test]
    fn a_key_is_not_shown() {
        let key = Key::new(&Signature::at(Place::header("x")), &"hush".into()).unwrap();

        assert_eq!(format!("{key:?}"), "Key([redacted])");
    }
}
