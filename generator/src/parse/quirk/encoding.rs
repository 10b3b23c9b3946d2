//! Payloads of `array-style` and `path-encoding`: how values go into queries, forms and paths.

use serde::Deserialize;
use serde::de::{self, Deserializer};

use super::form::WordOrMapping;

/// Payload of `array-style`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrayStyle {
    /// One style wherever it is written.
    All(ListStyle),
    /// Queries and bodies, each in its own; at least one of the two.
    Each {
        /// In queries.
        query: Option<ListStyle>,
        /// In bodies.
        body: Option<ListStyle>,
    },
}

impl ArrayStyle {
    /// The style of queries.
    pub fn query(self) -> Option<ListStyle> {
        match self {
            Self::All(style) => Some(style),
            Self::Each { query, .. } => query,
        }
    }

    /// The style of bodies.
    pub fn body(self) -> Option<ListStyle> {
        match self {
            Self::All(style) => Some(style),
            Self::Each { body, .. } => body,
        }
    }
}

/// How a list stands in a query or a form, and what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListStyle {
    /// `a=1&a=2`
    Repeat,
    /// `a=1,2`
    Comma,
    /// `a[]=1&a[]=2`, and objects `a[b]=1`
    Brackets,
    /// The same, and lists of objects `a[][b]=1`
    Unindexed,
    /// `a[0]=1`, `a[0][b]=1`
    Indexed,
}

/// Payload of `path-encoding`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PathEncoding {
    /// As in a form: a space is `+`.
    Form,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Styles {
    query: Option<ListStyle>,
    body: Option<ListStyle>,
}

impl<'de> Deserialize<'de> for ArrayStyle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match WordOrMapping::deserialize(deserializer)? {
            WordOrMapping::Word(style) => Ok(Self::All(style)),
            WordOrMapping::Mapping(Styles {
                query: None,
                body: None,
            }) => Err(de::Error::custom("neither `query` nor `body` is said")),
            WordOrMapping::Mapping(Styles { query, body }) => Ok(Self::Each { query, body }),
        }
    }
}
