//! What the vendor sends on its own account: events, how they are signed, what answers to them mean.

use super::{Doc, EvidenceNote, MethodName, Origin, Shape, TypeRef, VariantName};

/// Why a vendor sends something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// On its own account, to who has registered for it.
    Vendor,
    /// Because of a call, to an address that the call tells.
    Call,
}

/// All webhooks of an API, or all of its callbacks.
#[derive(Clone, Debug)]
pub struct Webhooks {
    /// Why they are sent.
    pub trigger: Trigger,
    /// The events, in document order.
    pub events: Vec<WebhookEvent>,
    /// How deliveries are signed; nothing where the vendor does not say that they are.
    pub signature: Option<Signature>,
    /// What answers mean; nothing where the vendor does not say.
    pub delivery: Option<Delivery>,
    /// What is special about them, one sentence each.
    pub notes: Vec<String>,
    /// What is not certain about them.
    pub evidence: Vec<EvidenceNote>,
}

/// One event.
#[derive(Clone, Debug)]
pub struct WebhookEvent {
    /// The case of the enum: `JobCreated`.
    pub name: VariantName,
    /// What tells it from the others.
    pub tag: EventTag,
    /// Its names there, or its key in the spec.
    pub names: Vec<String>,
    /// The function that reads its payload, where nothing in a delivery tells its name.
    pub function: Option<MethodName>,
    /// The type of the payload.
    pub ty: TypeRef,
    /// How it travels.
    pub shape: Shape,
    /// The vendor advises against it.
    pub deprecated: bool,
    /// What it tells.
    pub doc: Doc,
    /// Where it comes from.
    pub origin: Origin,
    /// A body that it may have, as JSON.
    pub example: Option<String>,
}

/// What tells an event from the others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventTag {
    /// The member at this JSON Pointer.
    Member(String),
    /// A header.
    Header(String),
    /// It is the only one.
    Only,
    /// The address that it is sent to.
    Address,
}

/// How deliveries are signed: HMAC with SHA-256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Where the signature stands.
    pub place: SignaturePlace,
    /// What stands before it.
    pub prefix: String,
    /// How it is written.
    pub encoding: SignatureEncoding,
    /// Which secret it is keyed with.
    pub secret: SignatureSecret,
    /// How the secret becomes the key.
    pub key_text: KeyText,
    /// What stands before the key in the secret.
    pub key_prefix: String,
    /// What is signed, in order.
    pub parts: Vec<SignaturePart>,
    /// What stands between the parts.
    pub separator: String,
    /// JSON Pointers to members that are not signed; that of the signature itself may be missing.
    pub without: Vec<String>,
    /// How the body is written when members are cut out.
    pub serialization: Serialization,
    /// Where the time stands, and how it is written.
    pub timestamp: Option<(SignaturePlace, TimestampUnit)>,
    /// How far that time may be from now, in milliseconds.
    pub tolerance: u64,
}

/// Where a delivery has something.
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
    /// A member of the body, by its JSON Pointer.
    Member(String),
}

/// A part of what is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignaturePart {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureEncoding {
    /// Hexadecimal digits.
    Hex,
    /// Base64.
    Base64,
    /// Base64 of URLs.
    Base64Url,
    /// Any of them.
    Any,
}

/// Which secret deliveries are signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureSecret {
    /// One of the webhook's own.
    Webhook,
    /// The one of the application.
    Client,
}

/// How the text of a secret stands for bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyText {
    /// Its own bytes.
    Text,
    /// Hexadecimal digits.
    Hex,
    /// Base64.
    Base64,
}

/// How a body is written when members are cut out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serialization {
    /// As it was sent.
    AsSent,
    /// Without white space.
    Compact,
    /// Either.
    Any,
}

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampUnit {
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
    /// RFC 3339.
    Rfc3339,
    /// Any of them.
    Any,
}

/// What the vendor makes of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Statuses that are a failure, from one to another; all but 2xx where nothing is said.
    pub failure: Option<Vec<(u16, u16)>>,
    /// Statuses after which nothing is sent any more.
    pub disables: Vec<u16>,
    /// How long a failed delivery is tried again, in milliseconds; zero where it is not.
    pub retries: Option<u64>,
    /// How late a delivery may come, in milliseconds.
    pub late: Option<u64>,
}
