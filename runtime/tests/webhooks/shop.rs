//! Signatures as vendors have them, the events of an invented shop, and a time.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use brogue_runtime::codec::{Member, Members, Model};
use brogue_runtime::webhook::{
    Event, EventCase, KeyForm, Place, Serialization, Signature, SignatureEncoding, SignaturePart,
    SignedEvent, TimestampUnit, UnknownEvent,
};
use brogue_runtime::{Value, http};
use http::{HeaderMap, HeaderName, HeaderValue};

pub(crate) const SECRET: &str = "s3cret of the shop";

/// Of the whole body, in a header of its own.
pub(crate) const HEADER: Signature = Signature::at(Place::header("x-signature"));

/// In the body itself, in front of the time.
pub(crate) const MEMBER: Signature = Signature::at(Place::member("/signed_payload"))
    .timestamp(Place::member("/timestamp"))
    .without(&["/timestamp", "/signed_payload"])
    .signs(&[SignaturePart::Body, SignaturePart::Timestamp])
    .encoding(SignatureEncoding::Hex)
    .unit(TimestampUnit::Seconds);

/// In a member of a member, with the time signed where it stands.
pub(crate) const NESTED: Signature = Signature::at(Place::member("/proof/signature"))
    .timestamp(Place::member("/proof/time"))
    .encoding(SignatureEncoding::Base64Url)
    .serialization(Serialization::Compact)
    .unit(TimestampUnit::Rfc3339);

/// As an item of a list, beside the time.
pub(crate) const ITEM: Signature = Signature::at(Place::item("signature", "v1"))
    .timestamp(Place::item("signature", "t"))
    .signs(&[SignaturePart::Timestamp, SignaturePart::Body])
    .separator(".")
    .encoding(SignatureEncoding::Hex)
    .unit(TimestampUnit::Seconds);

/// With a prefix, in base64, over a header, too, keyed with what the base64 of the secret stands for.
pub(crate) const STANDARD: Signature = Signature::at(Place::header("webhook-signature"))
    .prefix("v1,")
    .key(KeyForm::Base64)
    .key_prefix("whsec_")
    .encoding(SignatureEncoding::Base64)
    .timestamp(Place::header("webhook-timestamp"))
    .unit(TimestampUnit::Seconds)
    .signs(&[
        SignaturePart::Header("webhook-id"),
        SignaturePart::Timestamp,
        SignaturePart::Body,
    ])
    .separator(".");

/// A text that is always the same, and milliseconds.
pub(crate) const VERSIONED: Signature = Signature::at(Place::header("x-signature"))
    .prefix("v0=")
    .encoding(SignatureEncoding::Hex)
    .timestamp(Place::header("x-time"))
    .unit(TimestampUnit::Milliseconds)
    .signs(&[
        SignaturePart::Text("v0"),
        SignaturePart::Timestamp,
        SignaturePart::Body,
    ])
    .separator(":");

pub(crate) const ALL: &[(Signature, &str)] = &[
    (HEADER, SECRET),
    (MEMBER, SECRET),
    (NESTED, SECRET),
    (ITEM, SECRET),
    (STANDARD, "whsec_c2hvcCBvZiBmaXNo"),
    (VERSIONED, SECRET),
];

/// When everything here happens.
pub(crate) fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

/// Headers of names and values.
pub(crate) fn headers(all: &[(&str, &str)]) -> HeaderMap {
    all.iter()
        .map(|(name, value)| {
            (
                HeaderName::try_from(*name).unwrap(),
                HeaderValue::from_str(value).unwrap(),
            )
        })
        .collect()
}

/// A thing that was sold.
#[derive(Clone, PartialEq)]
pub(crate) struct Sale {
    pub(crate) id: i64,
    pub(crate) price: Option<i64>,
    pub(crate) unknown: Members,
}

impl Model for Sale {
    const NAME: &'static str = "Sale";
    const MEMBERS: &'static [Member] = &[Member::required("id"), Member::optional("price")];
}

brogue_runtime::slots! { Sale: id, price; unknown }

/// The shop's events.
#[derive(Debug, PartialEq)]
pub(crate) enum ShopEvent {
    Sold(Sale),
    Moved(Value),
    Pinged(Value),
    Unknown(UnknownEvent),
}

impl Event for ShopEvent {
    const CASES: &'static [EventCase] = &[
        EventCase::member("/event", &["sold", "sold_again"]),
        EventCase::header("x-event", &["moved"]),
        EventCase::address(&["ping"]),
    ];
}

brogue_runtime::events!(ShopEvent: Sold, Moved, Pinged; Unknown);

impl SignedEvent for ShopEvent {
    const SIGNATURE: Signature = HEADER;
}
