//! Payloads of `rate-limit` and `retry`: how often a vendor is called.

use serde::Deserialize;

use super::form;

/// Payload of `rate-limit`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    /// The windows; all hold at once.
    #[serde(deserialize_with = "form::filled")]
    pub windows: Vec<Window>,
    /// What the vendor counts by.
    #[serde(default)]
    pub scope: Scope,
    /// The headers that report what is left.
    #[serde(default)]
    pub headers: RateLimitHeaders,
}

/// So many requests in so much time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// How many requests.
    #[serde(deserialize_with = "form::positive")]
    pub requests: u32,
    /// In how many milliseconds. Written `10s`, `1m`, `1h`, `1d`, `500ms`.
    #[serde(rename = "per", deserialize_with = "form::duration")]
    pub milliseconds: u64,
}

/// What a quota counts by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Each credential has its own.
    #[default]
    Credential,
    /// All credentials of a client together.
    Client,
    /// Each value of this parameter has its own.
    Parameter(String),
}

/// Headers that report on a quota.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RateLimitHeaders {
    /// The header with the number of requests that a whole window allows.
    #[serde(default, deserialize_with = "form::optional_header")]
    pub limit: Option<String>,
    /// The header with the number of requests left in the window.
    #[serde(default, deserialize_with = "form::optional_header")]
    pub remaining: Option<String>,
    /// The header that says when the window ends.
    #[serde(default, deserialize_with = "form::optional_header")]
    pub reset: Option<String>,
    /// How `reset` says it.
    #[serde(default)]
    pub reset_is: ResetIs,
}

/// How a header says when a window ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResetIs {
    /// Seconds from now.
    #[default]
    Seconds,
    /// Milliseconds from now.
    Milliseconds,
    /// Seconds since 1970.
    UnixTime,
    /// Milliseconds since 1970.
    UnixMilliseconds,
    /// An HTTP date.
    HttpDate,
    /// A date-time of RFC 3339.
    DateTime,
}

/// Payload of `retry`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retry {
    /// Sending it twice is the same as once.
    Safe,
    /// Never sent twice.
    Never,
    /// Sending it twice is the same as once, for a key in this header.
    IdempotencyKey(#[serde(deserialize_with = "form::header")] String),
}
