//! Payloads of the words about webhooks: how deliveries are signed, which event they are, what answers to them mean.

mod reading;

use serde::Deserialize;

use self::reading::SignatureForm;

/// Payload of `signature`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "SignatureForm")]
pub struct Signature {
    /// Where it stands.
    pub place: SignaturePlace,
    /// What stands before it.
    pub prefix: String,
    /// How it is written.
    pub encoding: SignatureEncoding,
    /// The secret that it is keyed with.
    pub key: KeyForm,
    /// What is signed, in order.
    pub parts: Vec<PartForm>,
    /// What stands between the parts.
    pub separator: String,
    /// Pointers to members that are not signed.
    pub without: Vec<String>,
    /// How the body is written when members are cut out.
    pub serialization: Serialization,
    /// Where the time of the delivery stands.
    pub timestamp: Option<(SignaturePlace, TimestampUnit)>,
    /// How old a delivery may be, in milliseconds.
    pub tolerance: u64,
}

/// Where a delivery has its signature or its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignaturePlace {
    /// A header.
    Header(String),
    /// An item of a header with a list of them.
    Item {
        /// The header.
        header: String,
        /// The item's name.
        name: String,
    },
    /// A member of the body, by its pointer.
    Member(String),
}

/// A part of what is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartForm {
    /// The body.
    Body,
    /// The time of the delivery.
    Timestamp,
    /// The value of a header.
    Header(String),
    /// A text.
    Text(String),
}

/// How a signature is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignatureEncoding {
    /// Hexadecimal digits.
    Hex,
    /// Base64.
    Base64,
    /// Base64 of URLs.
    Base64Url,
    /// Nobody says.
    #[default]
    Any,
}

/// How the body is written when members are cut out of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Serialization {
    /// As it was sent.
    AsSent,
    /// Without white space.
    Compact,
    /// Nobody says.
    #[default]
    Any,
}

/// How a time is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimestampUnit {
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
    /// RFC 3339.
    Rfc3339,
    /// Nobody says.
    #[default]
    Any,
}

/// Which secret is the key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureSecret {
    /// One of the webhook's own.
    #[default]
    WebhookSecret,
    /// The one of the application.
    ClientSecret,
}

/// The secret and how it becomes the key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyForm {
    /// Which one.
    pub secret: SignatureSecret,
    /// How its text stands for bytes.
    pub form: KeyText,
    /// What stands before it.
    pub prefix: String,
}

/// How the text of a secret stands for bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyText {
    /// Its own bytes.
    #[default]
    Text,
    /// Hexadecimal digits.
    Hex,
    /// Base64.
    Base64,
}

/// Payload of `event-tag`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTag {
    /// A header or a member.
    pub place: SignaturePlace,
    /// The names, where they are not the key of the webhook.
    pub values: Vec<String>,
}

/// Payload of `delivery`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Statuses that are a failure; all but 2xx where it is left out.
    pub failure: Option<Vec<StatusRange>>,
    /// Statuses after which nothing is sent any more.
    #[serde(default, deserialize_with = "reading::single_statuses")]
    pub disables: Vec<u16>,
    /// How long a failed delivery is tried again, in milliseconds; zero where it is not.
    #[serde(default, deserialize_with = "reading::retries")]
    pub retries: Option<u64>,
    /// How late a delivery may come, in milliseconds.
    #[serde(default, deserialize_with = "reading::optional_duration")]
    pub late: Option<u64>,
}

/// A status, or all from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusRange {
    /// The first.
    pub first: u16,
    /// The last.
    pub last: u16,
}
