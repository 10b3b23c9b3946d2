//! The words that hold for all webhooks of a document: how they are signed, what answers mean.

use super::{Plan, narrowest};
use crate::check::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Delivery, KeyText, Serialization, Signature, SignatureEncoding, SignaturePart, SignaturePlace,
    SignatureSecret, TimestampUnit,
};
use crate::parse::quirk::{self, Quirks};
use crate::source::Spanned;

/// How deliveries are signed.
pub(super) fn signature<'a>(context: &mut Context<'a>, plans: &[Plan<'a>]) -> Option<Signature> {
    let word = agreed(context, plans, "signature", |quirks| {
        quirks.signature.as_ref()
    })?;
    let written = &word.value;

    Some(Signature {
        place: place(&written.place),
        prefix: written.prefix.clone(),
        encoding: match written.encoding {
            quirk::SignatureEncoding::Hex => SignatureEncoding::Hex,
            quirk::SignatureEncoding::Base64 => SignatureEncoding::Base64,
            quirk::SignatureEncoding::Base64Url => SignatureEncoding::Base64Url,
            quirk::SignatureEncoding::Any => SignatureEncoding::Any,
        },
        secret: match written.key.secret {
            quirk::SignatureSecret::WebhookSecret => SignatureSecret::Webhook,
            quirk::SignatureSecret::ClientSecret => SignatureSecret::Client,
        },
        key_text: match written.key.form {
            quirk::KeyText::Text => KeyText::Text,
            quirk::KeyText::Hex => KeyText::Hex,
            quirk::KeyText::Base64 => KeyText::Base64,
        },
        key_prefix: written.key.prefix.clone(),
        parts: written.parts.iter().map(part).collect(),
        separator: written.separator.clone(),
        without: written.without.clone(),
        serialization: match written.serialization {
            quirk::Serialization::AsSent => Serialization::AsSent,
            quirk::Serialization::Compact => Serialization::Compact,
            quirk::Serialization::Any => Serialization::Any,
        },
        timestamp: written
            .timestamp
            .as_ref()
            .map(|(at, unit)| (place(at), self::unit(*unit))),
        tolerance: written.tolerance,
    })
}

/// What answers mean.
pub(super) fn delivery<'a>(context: &mut Context<'a>, plans: &[Plan<'a>]) -> Option<Delivery> {
    let word = agreed(context, plans, "delivery", |quirks| {
        quirks.delivery.as_ref()
    })?;
    let quirk::Delivery {
        failure,
        disables,
        retries,
        late,
    } = &*word.value;
    let ranges = |all: &Vec<quirk::StatusRange>| {
        let pairs = all.iter().map(|range| (range.first, range.last));
        pairs.collect()
    };

    Some(Delivery {
        failure: failure.as_ref().map(ranges),
        disables: disables.clone(),
        retries: *retries,
        late: *late,
    })
}

/// The word in force, which all webhooks share: one receiver serves them all.
fn agreed<'a, T: PartialEq>(
    context: &mut Context<'a>,
    plans: &[Plan<'a>],
    name: &str,
    pick: fn(&'a Quirks) -> Option<&'a Spanned<T>>,
) -> Option<&'a Spanned<T>> {
    let mut words = Vec::new();
    for plan in plans {
        for webhook in std::iter::once(plan.written).chain(plan.same.iter().copied()) {
            words.push((plan.key, narrowest(context, webhook, pick)));
        }
    }
    let (first_key, first) = words.first().copied()?;
    for (key, word) in words {
        if word.map(|word| &word.value) == first.map(|word| &word.value) {
            continue;
        }
        let message = format!(
            "the webhooks `{}` and `{}` do not agree on `{name}`",
            first_key.value, key.value
        );
        context.report(
            Diagnostic::new(Code::ConflictingQuirks, key.span, message)
                .also(first_key.span, "the other one")
                .help("one receiver serves all webhooks: write the word once, at the document"),
        );
        return None;
    }
    for plan in plans {
        for webhook in std::iter::once(plan.written).chain(plan.same.iter().copied()) {
            if let Some(word) = narrowest(context, webhook, pick) {
                context.effect(word);
            }
        }
    }

    first
}

fn place(written: &quirk::SignaturePlace) -> SignaturePlace {
    match written {
        quirk::SignaturePlace::Header(name) => SignaturePlace::Header(name.clone()),
        quirk::SignaturePlace::Item { header, name } => SignaturePlace::Item {
            header: header.clone(),
            name: name.clone(),
        },
        quirk::SignaturePlace::Member(pointer) => SignaturePlace::Member(pointer.clone()),
    }
}

fn part(written: &quirk::PartForm) -> SignaturePart {
    match written {
        quirk::PartForm::Body => SignaturePart::Body,
        quirk::PartForm::Timestamp => SignaturePart::Timestamp,
        quirk::PartForm::Header(name) => SignaturePart::Header(name.clone()),
        quirk::PartForm::Text(text) => SignaturePart::Text(text.clone()),
    }
}

fn unit(written: quirk::TimestampUnit) -> TimestampUnit {
    match written {
        quirk::TimestampUnit::Seconds => TimestampUnit::Seconds,
        quirk::TimestampUnit::Milliseconds => TimestampUnit::Milliseconds,
        quirk::TimestampUnit::Rfc3339 => TimestampUnit::Rfc3339,
        quirk::TimestampUnit::Any => TimestampUnit::Any,
    }
}
