//! Webhooks in plain words: how they are signed, what names the event, what answers mean.

use std::collections::BTreeSet;

use crate::model::{
    Delivery, EventTag, KeyText, QuirkNote, Serialization, Signature, SignatureEncoding,
    SignaturePart, SignaturePlace, SignatureSecret, TimestampUnit, Trigger, Webhooks,
    time_in_words,
};

/// What is special about the webhooks of an API.
pub(in crate::check) fn of_webhooks(webhooks: &Webhooks) -> Vec<QuirkNote> {
    let mut words: Vec<(&'static str, String)> = Vec::new();
    if let Some(signature) = &webhooks.signature {
        words.push(("signature", of_signature(signature)));
    }
    let tags: BTreeSet<&EventTag> = webhooks.events.iter().map(|event| &event.tag).collect();
    words.extend(
        tags.into_iter()
            .filter_map(|tag| of_tag(tag, webhooks.trigger))
            .map(|meaning| ("event-tag", meaning)),
    );
    if let Some(delivery) = &webhooks.delivery {
        words.extend(
            of_delivery(delivery)
                .into_iter()
                .map(|meaning| ("delivery", meaning)),
        );
    }

    words
        .into_iter()
        .map(|(word, meaning)| QuirkNote {
            word,
            place: "webhooks".to_owned(),
            meaning,
        })
        .collect()
}

fn of_signature(signature: &Signature) -> String {
    let secret = match signature.secret {
        SignatureSecret::Webhook => "the webhook's secret",
        SignatureSecret::Client => "the client's secret",
    };
    let key = match (signature.key_text, signature.key_prefix.as_str()) {
        (KeyText::Text, "") => String::new(),
        (KeyText::Hex, "") => ", which is hexadecimal".to_owned(),
        (KeyText::Base64, "") => ", which is base64".to_owned(),
        (KeyText::Text, prefix) => format!(" without its start `{prefix}`"),
        (KeyText::Hex, prefix) => format!(" without its start `{prefix}`, which is hexadecimal"),
        (KeyText::Base64, prefix) => format!(" without its start `{prefix}`, which is base64"),
    };
    let encoding = match signature.encoding {
        SignatureEncoding::Hex => "in hexadecimal digits",
        SignatureEncoding::Base64 => "in base64",
        SignatureEncoding::Base64Url => "in the base64 of URLs",
        SignatureEncoding::Any => "in hexadecimal digits or base64",
    };
    let prefix = match signature.prefix.as_str() {
        "" => String::new(),
        prefix => format!(" behind `{prefix}`"),
    };
    let time = signature.timestamp.as_ref().map(|(place, unit)| {
        let unit = match unit {
            TimestampUnit::Seconds => " in seconds since 1970",
            TimestampUnit::Milliseconds => " in milliseconds since 1970",
            TimestampUnit::Rfc3339 => " as RFC 3339 writes it",
            TimestampUnit::Any => "",
        };
        format!(
            " The time stands in {}{unit}; a delivery that is more than {} away from now is refused.",
            self::place(place),
            time_in_words(signature.tolerance)
        )
    });

    format!(
        "{} holds the HMAC with SHA-256 of {}, {encoding}{prefix}, keyed with {secret}{key}.{}",
        capital(&place(&signature.place)),
        signed(signature),
        time.unwrap_or_default()
    )
}

/// What is signed.
fn signed(signature: &Signature) -> String {
    let mut cut = signature.without.clone();
    if let SignaturePlace::Member(pointer) = &signature.place
        && !cut.contains(pointer)
    {
        cut.push(pointer.clone());
    }
    let body = if cut.is_empty() {
        "the body, byte by byte".to_owned()
    } else {
        let members: Vec<String> = cut.iter().map(|pointer| format!("`{pointer}`")).collect();
        let written = match signature.serialization {
            Serialization::AsSent => "as it was sent",
            Serialization::Compact => "without white space",
            Serialization::Any => "as it was sent or without white space",
        };
        format!(
            "the body without {}, {written} and in its own order",
            members.join(" and ")
        )
    };
    let parts: Vec<String> = signature
        .parts
        .iter()
        .map(|part| match part {
            SignaturePart::Body => body.clone(),
            SignaturePart::Timestamp => "the time".to_owned(),
            SignaturePart::Header(name) => format!("the header `{name}`"),
            SignaturePart::Text(text) => format!("`{text}`"),
        })
        .collect();
    let between = match signature.separator.as_str() {
        _ if parts.len() < 2 => String::new(),
        "" => ", with nothing between them".to_owned(),
        separator => format!(", with `{separator}` between them"),
    };

    format!("{}{between}", parts.join(", then "))
}

fn of_tag(tag: &EventTag, trigger: Trigger) -> Option<String> {
    match tag {
        EventTag::Member(pointer) => {
            Some(format!("The member `{pointer}` of the body names the event."))
        }
        EventTag::Header(header) => Some(format!("The header `{header}` names the event.")),
        EventTag::Only => None,
        EventTag::Address if trigger == Trigger::Call => Some(
            "Nothing in a delivery names the event: tell each call an address of its own for each, and say which one it is.".to_owned(),
        ),
        EventTag::Address => Some(
            "Nothing in a delivery names the event: give each webhook an address of its own, and say which one it is.".to_owned(),
        ),
    }
}

fn of_delivery(delivery: &Delivery) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(failure) = &delivery.failure {
        let range = |first: u16, last: u16| {
            if first == last {
                first.to_string()
            } else {
                format!("{first} to {last}")
            }
        };
        all.push(match failure.as_slice() {
            // What is left in the middle is shorter to say.
            [(100, below), (above, 599)] if below + 1 < *above => format!(
                "Any answer but one with a status of {} is a failure to the vendor.",
                range(below + 1, above - 1)
            ),
            ranges => {
                let ranges: Vec<String> = ranges
                    .iter()
                    .map(|(first, last)| range(*first, *last))
                    .collect();
                format!(
                    "Answers with a status of {} are a failure to the vendor, all others a success.",
                    ranges.join(", ")
                )
            }
        });
    }
    if !delivery.disables.is_empty() {
        let statuses: Vec<String> = delivery.disables.iter().map(u16::to_string).collect();
        all.push(format!(
            "An answer with the status {} disables the webhook for good.",
            statuses.join(" or ")
        ));
    }
    match delivery.retries {
        None => {}
        Some(0) => all.push("A failed delivery is not tried again.".to_owned()),
        Some(time) => all.push(format!(
            "A failed delivery is tried again for {}; the same event may come more than once.",
            time_in_words(time)
        )),
    }
    if let Some(late) = delivery.late {
        all.push(format!(
            "A delivery may come {} late: what it speaks of may have changed again, or be gone.",
            time_in_words(late)
        ));
    }

    all
}

fn place(place: &SignaturePlace) -> String {
    match place {
        SignaturePlace::Header(name) => format!("the header `{name}`"),
        SignaturePlace::Item { header, name } => {
            format!("`{name}` in the list of the header `{header}`")
        }
        SignaturePlace::Member(pointer) => format!("the member `{pointer}` of the body"),
    }
}

/// A sentence begins so.
fn capital(text: &str) -> String {
    match text.strip_prefix("the ") {
        Some(rest) => format!("The {rest}"),
        None => text.to_owned(),
    }
}
