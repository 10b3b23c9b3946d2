//! How an OAuth vendor differs from RFC 6749 beside its requests: how long tokens live, what a code yields, how tokens are given back.

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::form::{WordOrMapping, duration};

/// Payload of `token-lifetime`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenLifetime {
    /// What it counts from, and the pointer that says how long.
    pub kind: TokenLifetimeKind,
    /// How many milliseconds where the answer does not say.
    pub or: Option<u64>,
}

/// What the lifetime of a token counts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenLifetimeKind {
    /// It has no end.
    Never,
    /// So many seconds from the answer.
    Relative(String),
    /// Until a time.
    Absolute(String),
    /// So many seconds from the last use.
    Sliding(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LifetimeWord {
    Never,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LifetimeForm {
    #[serde(default, deserialize_with = "super::form::optional_pointer")]
    relative: Option<String>,
    #[serde(default, deserialize_with = "super::form::optional_pointer")]
    absolute: Option<String>,
    #[serde(default, deserialize_with = "super::form::optional_pointer")]
    sliding: Option<String>,
    #[serde(default, deserialize_with = "optional_duration")]
    or: Option<u64>,
}

fn optional_duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let milliseconds = duration(deserializer)?;
    if milliseconds < 1_000 {
        return Err(D::Error::custom("a token lives for a second at least"));
    }

    Ok(Some(milliseconds))
}

impl<'de> Deserialize<'de> for TokenLifetime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form: LifetimeForm = match WordOrMapping::deserialize(deserializer)? {
            WordOrMapping::Word(LifetimeWord::Never) => {
                return Ok(Self {
                    kind: TokenLifetimeKind::Never,
                    or: None,
                });
            }
            WordOrMapping::Mapping(form) => form,
        };
        let kind = match (form.relative, form.absolute, form.sliding) {
            (Some(pointer), None, None) => TokenLifetimeKind::Relative(pointer),
            (None, Some(pointer), None) => TokenLifetimeKind::Absolute(pointer),
            (None, None, Some(pointer)) => TokenLifetimeKind::Sliding(pointer),
            _ => {
                return Err(D::Error::custom(
                    "one of `relative`, `absolute` and `sliding` is expected",
                ));
            }
        };

        Ok(Self { kind, or: form.or })
    }
}

/// Payload of `code-exchange`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CodeExchange {
    /// What a code is exchanged for.
    #[serde(default)]
    pub yields: CodeYields,
    /// Whether the program proves that it asked.
    #[serde(default)]
    pub pkce: Pkce,
}

/// What a code is exchanged for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeYields {
    /// A token for calls.
    #[default]
    AccessToken,
    /// A refresh token, which yields that.
    RefreshToken,
}

/// Proof key for code exchange.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pkce {
    /// The vendor knows nothing of it.
    None,
    /// By a hash.
    #[default]
    S256,
}

/// Payload of `revoke`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Revoke {
    /// What is sent.
    #[serde(default)]
    pub method: RevokeMethod,
    /// Where to.
    pub url: String,
}

/// How tokens are given back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevokeMethod {
    /// A `GET` with the access token.
    Get,
    /// A form with a token, as RFC 7009 has it.
    #[default]
    Post,
}
