//! How a vendor signs its deliveries, as data: what is signed, with which form of the secret, and where the signature stands.

use std::time::Duration;

/// How a vendor signs what it delivers: HMAC with SHA-256, and all that vendors do differently around it.
///
/// Generated crates have it as a constant. Where a vendor's document leaves something open, the constant holds what is assumed, and a caller
/// who knows better changes it: `SIGNATURE.encoding(SignatureEncoding::Base64)`.
///
/// # Examples
///
/// ```
/// use brogue_runtime::webhook::{Place, Signature, SignaturePart};
///
/// // `Signature: t=1700000000,v1=<hex>` of the time, a dot and the body.
/// const SIGNATURE: Signature = Signature::at(Place::item("signature", "v1"))
///     .timestamp(Place::item("signature", "t"))
///     .signs(&[SignaturePart::Timestamp, SignaturePart::Body])
///     .separator(".");
/// # let _ = SIGNATURE;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    pub(super) place: Place,
    pub(super) prefix: &'static str,
    pub(super) encoding: SignatureEncoding,
    pub(super) key: KeyForm,
    pub(super) key_prefix: &'static str,
    pub(super) parts: &'static [SignaturePart],
    pub(super) separator: &'static str,
    pub(super) without: &'static [&'static str],
    pub(super) serialization: Serialization,
    pub(super) timestamp: Option<Place>,
    pub(super) unit: TimestampUnit,
    pub(super) tolerance: Duration,
}

impl Signature {
    /// A signature of the whole body at this place, in hexadecimal digits or base64, keyed with the text of the secret.
    pub const fn at(place: Place) -> Self {
        Self {
            place,
            prefix: "",
            encoding: SignatureEncoding::Any,
            key: KeyForm::Text,
            key_prefix: "",
            parts: &[SignaturePart::Body],
            separator: "",
            without: &[],
            serialization: Serialization::Any,
            timestamp: None,
            unit: TimestampUnit::Any,
            tolerance: Duration::from_secs(5 * 60),
        }
    }

    /// What stands before the signature: `sha256=`. In a header, several values with blanks between may each have it.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// How the signature is written.
    #[must_use]
    pub const fn encoding(mut self, encoding: SignatureEncoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// How the secret becomes the key.
    #[must_use]
    pub const fn key(mut self, form: KeyForm) -> Self {
        self.key = form;
        self
    }

    /// What stands before the key in a secret and is no part of it: `whsec_`.
    #[must_use]
    pub const fn key_prefix(mut self, prefix: &'static str) -> Self {
        self.key_prefix = prefix;
        self
    }

    /// What is signed, in this order.
    #[must_use]
    pub const fn signs(mut self, parts: &'static [SignaturePart]) -> Self {
        self.parts = parts;
        self
    }

    /// What stands between the parts that are signed.
    #[must_use]
    pub const fn separator(mut self, separator: &'static str) -> Self {
        self.separator = separator;
        self
    }

    /// JSON Pointers to members of the body that are not signed with it. The member of the signature itself is always one of them.
    #[must_use]
    pub const fn without(mut self, members: &'static [&'static str]) -> Self {
        self.without = members;
        self
    }

    /// How the body is written when it is signed without some of its members.
    #[must_use]
    pub const fn serialization(mut self, serialization: Serialization) -> Self {
        self.serialization = serialization;
        self
    }

    /// Where the time of the delivery stands.
    #[must_use]
    pub const fn timestamp(mut self, place: Place) -> Self {
        self.timestamp = Some(place);
        self
    }

    /// How the time of the delivery is written.
    #[must_use]
    pub const fn unit(mut self, unit: TimestampUnit) -> Self {
        self.unit = unit;
        self
    }

    /// How far the time of the delivery may be from now, both ways; five minutes where nothing else is said.
    #[must_use]
    pub const fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }
}

/// Where a delivery has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// A header.
    Header(&'static str),
    /// An item of a header that is a list of `name=value` with commas between.
    Item {
        /// The header.
        header: &'static str,
        /// The name of the item.
        name: &'static str,
    },
    /// A member of the body, by its JSON Pointer.
    Member(&'static str),
}

impl Place {
    /// A header.
    pub const fn header(name: &'static str) -> Self {
        Self::Header(name)
    }

    /// An item of a header that is a list of `name=value` with commas between.
    pub const fn item(header: &'static str, name: &'static str) -> Self {
        Self::Item { header, name }
    }

    /// A member of the body, by its JSON Pointer.
    pub const fn member(pointer: &'static str) -> Self {
        Self::Member(pointer)
    }
}

/// Something that is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignaturePart {
    /// The body.
    Body,
    /// The time of the delivery, as it is written.
    Timestamp,
    /// The value of a header.
    Header(&'static str),
    /// A text that is always the same.
    Text(&'static str),
}

/// How a signature is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureEncoding {
    /// Hexadecimal digits, of either case.
    Hex,
    /// Base64, with or without padding.
    Base64,
    /// Base64 as it stands in URLs, with or without padding.
    Base64Url,
    /// Any of them; signed as hexadecimal digits.
    #[default]
    Any,
}

/// How a secret becomes the key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyForm {
    /// The bytes of its text.
    #[default]
    Text,
    /// The bytes that its hexadecimal digits stand for.
    Hex,
    /// The bytes that its base64, of either alphabet, stands for.
    Base64,
}

/// How a body is written when it is signed without some of its members. Names, order, numbers and texts stay as they were sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Serialization {
    /// As it was sent, with the members cut out.
    AsSent,
    /// Without white space between its tokens.
    Compact,
    /// Either; signed as it stands.
    #[default]
    Any,
}

/// How a time is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampUnit {
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
    /// As RFC 3339 writes it.
    Rfc3339,
    /// Any of them: eleven digits are seconds, twelve are milliseconds. Signed as seconds.
    #[default]
    Any,
}
