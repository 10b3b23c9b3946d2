//! `stream`: how a stream of events ends, and how the vendor says in it that it failed.

use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// Payload of `stream`. At least one of the three is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stream {
    /// The data of the event that ends it.
    pub end: Option<String>,
    /// The name of the event that ends it.
    pub end_event: Option<String>,
    /// The name of the event that says that the vendor failed.
    pub error_event: Option<String>,
}

impl<'de> Deserialize<'de> for Stream {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        struct Written {
            #[serde(default)]
            end: Option<String>,
            #[serde(default)]
            end_event: Option<String>,
            #[serde(default)]
            error_event: Option<String>,
        }

        let Written {
            end,
            end_event,
            error_event,
        } = Written::deserialize(deserializer)?;
        let said = [&end, &end_event, &error_event];
        if said.iter().all(|text| text.is_none()) {
            return Err(D::Error::custom(
                "neither `end`, `end-event` nor `error-event` is there",
            ));
        }
        if said
            .into_iter()
            .flatten()
            .any(|text| text.trim() != text || text.is_empty())
        {
            return Err(D::Error::custom("a text is empty, or has blanks around it"));
        }

        Ok(Self {
            end,
            end_event,
            error_event,
        })
    }
}
