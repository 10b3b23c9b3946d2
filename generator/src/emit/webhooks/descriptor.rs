//! The constants that say how deliveries are signed and what answers mean.

use crate::emit::api::number;
use crate::emit::fit;
use crate::emit::symbol::Symbols;
use crate::emit::text::{literal, literal_slice};
use crate::model::{
    Delivery, KeyText, Serialization, Signature, SignatureEncoding, SignaturePart, SignaturePlace,
    TimestampUnit,
};

/// What the runtime allows where nothing is said, in milliseconds.
const TOLERANCE: u64 = 5 * 60 * 1000;

/// `pub const SIGNATURE: ..`
pub(super) fn signature(symbols: &Symbols<'_>, signature: &Signature) -> String {
    let mut calls = Vec::new();
    let mut set = |name: &str, value: String| calls.push(fit::call(&format!(".{name}"), &[value]));
    if !signature.prefix.is_empty() {
        set("prefix", literal(&signature.prefix));
    }
    let encoding = match signature.encoding {
        SignatureEncoding::Hex => "Hex",
        SignatureEncoding::Base64 => "Base64",
        SignatureEncoding::Base64Url => "Base64Url",
        SignatureEncoding::Any => "Any",
    };
    set("encoding", format!("SignatureEncoding::{encoding}"));
    match signature.key_text {
        KeyText::Text => {}
        KeyText::Hex => set("key", "KeyForm::Hex".to_owned()),
        KeyText::Base64 => set("key", "KeyForm::Base64".to_owned()),
    }
    if !signature.key_prefix.is_empty() {
        set("key_prefix", literal(&signature.key_prefix));
    }
    if signature.parts != [SignaturePart::Body] {
        let parts: Vec<String> = signature.parts.iter().map(part).collect();
        set("signs", format!("&[{}]", parts.join(", ")));
    }
    if !signature.separator.is_empty() {
        set("separator", literal(&signature.separator));
    }
    if !signature.without.is_empty() {
        set("without", literal_slice(&signature.without));
    }
    match signature.serialization {
        Serialization::Any => {}
        Serialization::AsSent => set("serialization", "Serialization::AsSent".to_owned()),
        Serialization::Compact => {
            set("serialization", "Serialization::Compact".to_owned());
        }
    }
    if let Some((place, unit)) = &signature.timestamp {
        set("timestamp", self::place(place));
        let unit = match unit {
            TimestampUnit::Seconds => "Seconds",
            TimestampUnit::Milliseconds => "Milliseconds",
            TimestampUnit::Rfc3339 => "Rfc3339",
            TimestampUnit::Any => "Any",
        };
        set("unit", format!("TimestampUnit::{unit}"));
        if signature.tolerance != TOLERANCE {
            set("tolerance", duration(symbols, signature.tolerance));
        }
    }
    let head = fit::call("Signature::at", &[place(&signature.place)]);

    let before = "pub const SIGNATURE: Signature = ".to_owned();
    fit::chain(0, &before, &head, &calls, ";")
}

/// `pub const DELIVERY: ..`
pub(super) fn delivery(symbols: &Symbols<'_>, delivery: &Delivery) -> String {
    let mut calls = Vec::new();
    if let Some(failure) = &delivery.failure {
        let ranges: Vec<String> = failure
            .iter()
            .map(|(first, last)| format!("({first}, {last})"))
            .collect();
        calls.push(fit::call(
            ".failure",
            &[format!("&[{}]", ranges.join(", "))],
        ));
    }
    if !delivery.disables.is_empty() {
        let statuses: Vec<String> = delivery.disables.iter().map(u16::to_string).collect();
        calls.push(fit::call(
            ".disables",
            &[format!("&[{}]", statuses.join(", "))],
        ));
    }
    if let Some(time) = delivery.retries {
        calls.push(fit::call(".retried_for", &[duration(symbols, time)]));
    }
    if let Some(time) = delivery.late {
        calls.push(fit::call(".late", &[duration(symbols, time)]));
    }

    let before = "pub const DELIVERY: Delivery = ".to_owned();
    fit::chain(0, &before, "Delivery::new()", &calls, ";")
}

fn part(part: &SignaturePart) -> String {
    match part {
        SignaturePart::Body => "SignaturePart::Body".to_owned(),
        SignaturePart::Timestamp => "SignaturePart::Timestamp".to_owned(),
        SignaturePart::Header(name) => {
            format!("SignaturePart::Header({})", literal(name))
        }
        SignaturePart::Text(text) => format!("SignaturePart::Text({})", literal(text)),
    }
}

fn place(place: &SignaturePlace) -> String {
    match place {
        SignaturePlace::Header(name) => format!("Place::header({})", literal(name)),
        SignaturePlace::Item { header, name } => {
            fit::call("Place::item", &[literal(header), literal(name)])
        }
        SignaturePlace::Member(pointer) => {
            format!("Place::member({})", literal(pointer))
        }
    }
}

fn duration(symbols: &Symbols<'_>, milliseconds: u64) -> String {
    let duration = symbols.foreign("std::time", "Duration");
    if milliseconds == 0 {
        return format!("{duration}::ZERO");
    }
    if milliseconds.is_multiple_of(1000) {
        format!("{duration}::from_secs({})", number(milliseconds / 1000))
    } else {
        format!("{duration}::from_millis({})", number(milliseconds))
    }
}
