//! How deliveries are signed: what the document says, in the words of the runtime, whose signer does it.

use std::fmt::Write as _;
use std::sync::Mutex;
use std::time::Duration;

use brogue_generator::model::{self, KeyText, SignatureSecret};
use brogue_runtime::webhook::{
    KeyForm, Place, Serialization, Signature, SignatureEncoding, SignaturePart, Signer,
    TimestampUnit, WebhookError,
};

use crate::world::lock;

/// The secret of webhooks that were given none.
const WEBHOOK_SECRET: &str = "simulated-webhook-secret";

/// The secret of the application, where the vendor signs with that.
const CLIENT_SECRET: &str = "simulated-secret";

/// What was read once, for the life of the process: a signature of the runtime holds texts that never end, and simulated vendors come
/// and go.
static KNOWN: Mutex<Vec<(model::Signature, Signature)>> = Mutex::new(Vec::new());

/// The secret that deliveries are signed with where a registration has none of its own, in the form that the vendor gives it out in.
pub(super) fn usual_secret(signature: Option<&model::Signature>) -> String {
    let Some(signature) = signature else {
        return WEBHOOK_SECRET.to_owned();
    };
    let text = match signature.secret {
        SignatureSecret::Webhook => WEBHOOK_SECRET,
        SignatureSecret::Client => CLIENT_SECRET,
    };
    let key = match signature.key_text {
        KeyText::Text => text.to_owned(),
        KeyText::Hex => to_hex(text),
        KeyText::Base64 => to_base64(text),
    };

    format!("{}{key}", signature.key_prefix)
}

/// What signs with a secret.
pub(super) fn signer(signature: &model::Signature, secret: &str) -> Result<Signer, WebhookError> {
    Signer::new(in_runtime_words(signature), secret)
}

fn in_runtime_words(signature: &model::Signature) -> Signature {
    let mut known = lock(&KNOWN);
    if let Some((_, found)) = known.iter().find(|(written, _)| written == signature) {
        return *found;
    }
    let parts: Vec<SignaturePart> = signature.parts.iter().map(part).collect();
    let without: Vec<&'static str> = signature.without.iter().map(|text| kept(text)).collect();
    let mut read = Signature::at(place(&signature.place))
        .prefix(kept(&signature.prefix))
        .encoding(match signature.encoding {
            model::SignatureEncoding::Hex => SignatureEncoding::Hex,
            model::SignatureEncoding::Base64 => SignatureEncoding::Base64,
            model::SignatureEncoding::Base64Url => SignatureEncoding::Base64Url,
            model::SignatureEncoding::Any => SignatureEncoding::Any,
        })
        .key(match signature.key_text {
            KeyText::Text => KeyForm::Text,
            KeyText::Hex => KeyForm::Hex,
            KeyText::Base64 => KeyForm::Base64,
        })
        .key_prefix(kept(&signature.key_prefix))
        .signs(Vec::leak(parts))
        .separator(kept(&signature.separator))
        .without(Vec::leak(without))
        .serialization(match signature.serialization {
            model::Serialization::AsSent => Serialization::AsSent,
            model::Serialization::Compact => Serialization::Compact,
            model::Serialization::Any => Serialization::Any,
        })
        .tolerance(Duration::from_millis(signature.tolerance));
    if let Some((at, unit)) = &signature.timestamp {
        read = read.timestamp(place(at)).unit(match unit {
            model::TimestampUnit::Seconds => TimestampUnit::Seconds,
            model::TimestampUnit::Milliseconds => TimestampUnit::Milliseconds,
            model::TimestampUnit::Rfc3339 => TimestampUnit::Rfc3339,
            model::TimestampUnit::Any => TimestampUnit::Any,
        });
    }
    known.push((signature.clone(), read));

    read
}

fn place(written: &model::SignaturePlace) -> Place {
    match written {
        model::SignaturePlace::Header(name) => Place::header(kept(name)),
        model::SignaturePlace::Item { header, name } => Place::item(kept(header), kept(name)),
        model::SignaturePlace::Member(pointer) => Place::member(kept(pointer)),
    }
}

fn part(written: &model::SignaturePart) -> SignaturePart {
    match written {
        model::SignaturePart::Body => SignaturePart::Body,
        model::SignaturePart::Timestamp => SignaturePart::Timestamp,
        model::SignaturePart::Header(name) => SignaturePart::Header(kept(name)),
        model::SignaturePart::Text(text) => SignaturePart::Text(kept(text)),
    }
}

fn kept(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn to_hex(text: &str) -> String {
    text.bytes().fold(String::new(), |mut hex, byte| {
        // Writing into a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Without padding: whoever reads keys takes both.
fn to_base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk
            .iter()
            .chain(&[0, 0, 0])
            .take(3)
            .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for place in 0..=chunk.len() {
            let digit = DIGITS.get(bits >> (18 - 6 * place) & 63);
            encoded.extend(digit.map(|digit| char::from(*digit)));
        }
    }

    encoded
}

#[cfg(test)]
mod tests {
    use super::{to_base64, to_hex};

    #[test]
    fn a_secret_is_written_in_the_form_that_keys_have() {
        assert_eq!(to_hex("ab\n"), "61620a");
        for (text, encoded) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v")] {
            assert_eq!(to_base64(text), encoded);
        }
    }
}
