//! The quirk vocabulary: what a vendor does differently, typed. Closed: a word that is not here is an error with "did you mean".
//!
//! Each word has its payload type here, its manual text in the vocabulary table, and its effect in check, emit and the runtime.

use serde::Deserialize;

use crate::source::Spanned;

mod encoding;
pub(super) mod form;
mod limit;
pub mod pagination;
mod stream;
mod time;
mod token;
mod token_request;
mod webhook;
mod written;

pub use encoding::{ArrayStyle, ListStyle, PathEncoding};
pub use limit::{RateLimit, RateLimitHeaders, ResetIs, Retry, Scope, Window};
pub use pagination::Pagination;
pub use stream::Stream;
pub use time::has_time;
pub use token::{
    CodeExchange, CodeYields, Pkce, Revoke, RevokeMethod, TokenLifetime, TokenLifetimeKind,
};
pub use token_request::{ClientPlace, Grant, Source, TokenBody, TokenField, TokenRequest};
pub use webhook::{
    Delivery, EventTag, KeyForm, KeyText, PartForm, Serialization, Signature, SignatureEncoding,
    SignaturePlace, SignatureSecret, StatusRange, TimestampUnit,
};
pub use written::Quirks;

/// The quirks written at one place, by their words; a word that was not written is `None`.
#[derive(Clone, Debug, Default)]
pub struct QuirkWords {
    /// `envelope`: where data, metadata and error sit in a success body.
    pub envelope: Option<Spanned<Envelope>>,
    /// `error-body`: where code, field and message sit in an error body.
    pub error_body: Option<Spanned<ErrorBody>>,
    /// `rate-limit`: the vendor's quota.
    pub rate_limit: Option<Spanned<RateLimit>>,
    /// `update`: PUT or POST that changes only what is sent.
    pub update: Option<Spanned<Update>>,
    /// `pagination`: how a list goes on.
    pub pagination: Option<Spanned<Pagination>>,
    /// `stream`: how a stream of events ends.
    pub stream: Option<Spanned<Stream>>,
    /// `availability`: whether the vendor has it at all.
    pub availability: Option<Spanned<Availability>>,
    /// `not-found`: other ways to say "no such thing".
    pub not_found: Option<Spanned<NotFound>>,
    /// `retry`: whether a call may be sent again.
    pub retry: Option<Spanned<Retry>>,
    /// `side-effect`: a GET that changes something.
    pub side_effect: Option<Spanned<bool>>,
    /// `array-style`: how lists stand in queries and forms.
    pub array_style: Option<Spanned<ArrayStyle>>,
    /// `path-encoding`: how values are escaped in paths.
    pub path_encoding: Option<Spanned<PathEncoding>>,
    /// `timestamp`: format and zone of date-times.
    pub timestamp: Option<Spanned<Timestamp>>,
    /// `unknown-fields`: whether members nobody has declared are kept.
    pub unknown_fields: Option<Spanned<UnknownFields>>,
    /// `view`: the Rust view of a value with several wire forms.
    pub view: Option<Spanned<Vec<View>>>,
    /// `sends`: the one wire form written.
    pub sends: Option<Spanned<Sends>>,
    /// `rust-name`: the name in Rust.
    pub rust_name: Option<Spanned<String>>,
    /// `aliases`: other wire names that are accepted.
    pub aliases: Option<Spanned<Vec<String>>>,
    /// `sensitive`: redacted wherever it would be shown.
    pub sensitive: Option<Spanned<bool>>,
    // In boxes, since every schema has room for every word.
    /// `signature`: how webhooks are signed.
    pub signature: Option<Spanned<Box<Signature>>>,
    /// `event-tag`: what names the event of a webhook.
    pub event_tag: Option<Spanned<Box<EventTag>>>,
    /// `delivery`: what an answer to a webhook means.
    pub delivery: Option<Spanned<Box<Delivery>>>,
    /// `token-request`: how tokens are asked for.
    pub token_request: Option<Box<Spanned<TokenRequest>>>,
    /// `token-lifetime`: how long a token lives.
    pub token_lifetime: Option<Box<Spanned<TokenLifetime>>>,
    /// `code-exchange`: what a code yields.
    pub code_exchange: Option<Box<Spanned<CodeExchange>>>,
    /// `revoke`: how tokens are given back.
    pub revoke: Option<Box<Spanned<Revoke>>>,
}

/// Payload of `envelope`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// The body is bare.
    None,
    /// The value sits inside.
    Inside {
        /// Pointer to the value the call yields.
        data: String,
        /// Pointer to the metadata.
        meta: Option<String>,
        /// Pointers to an error inside a success, tried in order.
        error: Vec<String>,
        /// What a success says of itself.
        success: Option<Success>,
    },
}

/// `success` of `envelope`: a place, and the values there that are no refusal.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Success {
    /// Pointer to the value.
    #[serde(deserialize_with = "form::pointer")]
    pub at: String,
    /// The values, as text.
    #[serde(deserialize_with = "form::scalars")]
    pub values: Vec<String>,
}

/// Payload of `error-body`. Pointers are tried in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorBody {
    /// Pointers to a code.
    #[serde(default, deserialize_with = "form::pointers")]
    pub code: Vec<String>,
    /// Pointers to a message.
    #[serde(default, deserialize_with = "form::pointers")]
    pub message: Vec<String>,
    /// Pointers to the name of the field at fault.
    #[serde(default, deserialize_with = "form::pointers")]
    pub field: Vec<String>,
    /// Errors of single elements inside a success.
    pub partial: Option<PartialErrors>,
}

/// `partial` of `error-body`: a list of errors beside a success. Pointers other than `at` start at one element.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartialErrors {
    /// Pointer to the list.
    #[serde(deserialize_with = "form::pointer")]
    pub at: String,
    /// Pointer to the code.
    #[serde(default, deserialize_with = "form::optional_pointer")]
    pub code: Option<String>,
    /// Pointer to the message.
    #[serde(default, deserialize_with = "form::optional_pointer")]
    pub message: Option<String>,
    /// Pointer to the field.
    #[serde(default, deserialize_with = "form::optional_pointer")]
    pub field: Option<String>,
}

/// Payload of `update`: only what is sent changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// Lists that are replaced whole where they are sent.
    pub replaces: Vec<String>,
}

/// Payload of `availability`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Availability {
    /// The vendor describes it and does not have it.
    NotImplemented,
    /// The vendor has announced it; whether it is there already depends.
    Announced,
}

/// Payload of `not-found`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct NotFound {
    /// Null where the value should be, in a success.
    #[serde(default)]
    pub null_data: bool,
    /// An empty list where the value should be, in a success.
    #[serde(default)]
    pub empty_list: bool,
    /// Statuses besides 404 and 410.
    #[serde(default, deserialize_with = "form::statuses")]
    pub status: Vec<u16>,
}

/// Payload of `timestamp`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// strptime directives that a date can be read with.
    pub format: String,
    /// The zone the vendor means; it fits the format.
    pub zone: Zone,
    /// What an empty text or a zero date means.
    pub empty: Option<Empty>,
}

/// The zone of a timestamp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Zone {
    /// Nobody says; a civil date-time.
    #[default]
    None,
    /// Coordinated universal time.
    Utc,
    /// The text carries an offset.
    Offset,
}

/// What emptiness means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Empty {
    /// No value.
    None,
}

/// Payload of `unknown-fields`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownFields {
    /// Kept, readable by name, sent back.
    Keep,
    /// Dropped.
    Ignore,
}

/// One word of `view`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// A bool from 0/1, "0"/"1", "true"/"false" or a boolean.
    Flag,
    /// An opaque identifier from a number or a string.
    Id,
    /// A text from a number or a string.
    Text,
    /// A number from a number or a numeric string.
    Number,
    /// An integer from an integer or a numeric string.
    Integer,
    /// An empty string is no value.
    EmptyIsNone,
    /// A list with one element, or that element itself, as one value.
    One,
    /// A value alone, or a list of such values, as a list.
    List,
}

/// Payload of `sends`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sends {
    /// A JSON number; a flag as 0 or 1.
    Integer,
    /// A JSON string.
    String,
    /// true or false.
    Boolean,
    /// A flag as "0" or "1".
    NumericString,
    /// A list as one text with commas.
    CommaList,
}

/// How sure a fact is. Unmarked facts are documented by the vendor's own document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Evidence {
    /// Who says so.
    pub grade: Grade,
    /// The fact, where the place does not say it.
    pub fact: Option<String>,
    /// Where it is said.
    pub source: Option<String>,
    /// What was chosen and why.
    pub note: Option<String>,
}

/// Grades of evidence, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// The vendor says so elsewhere.
    Vendor,
    /// Others have seen it.
    ThirdParty,
    /// It follows; nobody says it.
    Inferred,
    /// Not to be had.
    Unknown,
}
