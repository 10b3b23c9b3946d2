//! How the payloads of the words about webhooks are written, and what in them makes no sense.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use super::super::form::{self, OneOrList, PointerText, WordOrMapping};
use super::{
    EventTag, KeyForm, KeyText, PartForm, Serialization, Signature, SignatureEncoding,
    SignaturePlace, SignatureSecret, StatusRange, TimestampUnit,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignatureForm {
    #[serde(default, rename = "algorithm")]
    _algorithm: Algorithm,
    #[serde(rename = "in")]
    place: PlaceForm,
    #[serde(default)]
    key: KeyForm,
    signs: Option<OneOrList<PartForm>>,
    #[serde(default)]
    separator: String,
    #[serde(default, deserialize_with = "form::pointers")]
    without: Vec<String>,
    #[serde(default)]
    serialization: Serialization,
    #[serde(default)]
    encoding: SignatureEncoding,
    timestamp: Option<PlaceForm>,
    #[serde(default, deserialize_with = "optional_duration")]
    tolerance: Option<u64>,
}

/// The one algorithm there is.
#[derive(Default, Deserialize)]
enum Algorithm {
    #[default]
    #[serde(rename = "hmac-sha256")]
    HmacSha256,
}

/// All that can be said of a place; what makes no sense there is told afterwards.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceForm {
    #[serde(default, deserialize_with = "form::optional_header")]
    header: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    member: Option<String>,
    item: Option<String>,
    prefix: Option<String>,
    unit: Option<TimestampUnit>,
    #[serde(default)]
    values: Vec<String>,
}

impl PlaceForm {
    fn place(&self) -> Result<SignaturePlace, String> {
        match (&self.header, &self.member, &self.item) {
            (Some(header), None, None) => Ok(SignaturePlace::Header(header.clone())),
            (Some(header), None, Some(name)) => Ok(SignaturePlace::Item {
                header: header.clone(),
                name: name.clone(),
            }),
            (None, Some(pointer), None) if !pointer.is_empty() => {
                Ok(SignaturePlace::Member(pointer.clone()))
            }
            _ => Err(
                "a place is `header`, `header` with `item`, or `member` with a pointer to it"
                    .to_owned(),
            ),
        }
    }

    fn refuse(&self, names: &[&str]) -> Result<(), String> {
        let given = [
            ("item", self.item.is_some()),
            ("prefix", self.prefix.is_some()),
            ("unit", self.unit.is_some()),
            ("values", !self.values.is_empty()),
        ];
        match given
            .iter()
            .find(|(name, given)| *given && names.contains(name))
        {
            Some((name, _)) => Err(format!("`{name}` says nothing here")),
            None => Ok(()),
        }
    }
}

impl TryFrom<SignatureForm> for Signature {
    type Error = String;

    fn try_from(form: SignatureForm) -> Result<Self, String> {
        form.place.refuse(&["unit", "values"])?;
        let timestamp = match &form.timestamp {
            None => None,
            Some(timestamp) => {
                timestamp.refuse(&["prefix", "values"])?;
                Some((timestamp.place()?, timestamp.unit.unwrap_or_default()))
            }
        };
        let parts = form
            .signs
            .map_or_else(|| vec![PartForm::Body], |parts| parts.0);
        let signature = Self {
            place: form.place.place()?,
            prefix: form.place.prefix.unwrap_or_default(),
            encoding: form.encoding,
            key: form.key,
            parts,
            separator: form.separator,
            without: form.without,
            serialization: form.serialization,
            timestamp,
            tolerance: form.tolerance.unwrap_or(5 * 60 * 1000),
        };
        signature.hold_together()?;

        Ok(signature)
    }
}

impl Signature {
    /// A signature that anybody could take from one delivery to another is none.
    fn hold_together(&self) -> Result<(), String> {
        let signs = |part: &PartForm| self.parts.contains(part);
        let in_body = match &self.timestamp {
            Some((SignaturePlace::Member(pointer), _)) => !self.without.contains(pointer),
            Some(_) | None => false,
        };
        if !signs(&PartForm::Body) {
            return Err(
                "`signs` leaves out `body`, so that anybody could send another one".to_owned(),
            );
        }
        if signs(&PartForm::Timestamp) && self.timestamp.is_none() {
            return Err(
                "`signs` names `timestamp`, and nothing says where it stands: add `timestamp`"
                    .to_owned(),
            );
        }
        if self.timestamp.is_some() && !signs(&PartForm::Timestamp) && !in_body {
            return Err(
                "the timestamp is not signed, so that anybody could change it: add it to `signs`"
                    .to_owned(),
            );
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for PartForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case")]
        enum Word {
            Body,
            Timestamp,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Mapping {
            #[serde(default, deserialize_with = "form::optional_header")]
            header: Option<String>,
            text: Option<String>,
        }

        match WordOrMapping::deserialize(deserializer)? {
            WordOrMapping::Word(Word::Body) => Ok(Self::Body),
            WordOrMapping::Word(Word::Timestamp) => Ok(Self::Timestamp),
            WordOrMapping::Mapping(Mapping {
                header: Some(header),
                text: None,
            }) => Ok(Self::Header(header)),
            WordOrMapping::Mapping(Mapping {
                header: None,
                text: Some(text),
            }) => Ok(Self::Text(text)),
            WordOrMapping::Mapping(_) => Err(D::Error::custom(
                "a part is `body`, `timestamp`, `{header: NAME}` or `{text: ..}`",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for KeyForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Mapping {
            #[serde(default)]
            secret: SignatureSecret,
            #[serde(default)]
            form: KeyText,
            #[serde(default)]
            prefix: String,
        }

        Ok(match WordOrMapping::deserialize(deserializer)? {
            WordOrMapping::Word(secret) => Self {
                secret,
                ..Self::default()
            },
            WordOrMapping::Mapping(Mapping {
                secret,
                form,
                prefix,
            }) => Self {
                secret,
                form,
                prefix,
            },
        })
    }
}

impl<'de> Deserialize<'de> for EventTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form: PlaceForm = match WordOrMapping::deserialize(deserializer)? {
            WordOrMapping::Word(PointerText(pointer)) => PlaceForm {
                member: Some(pointer),
                ..PlaceForm::default()
            },
            WordOrMapping::Mapping(form) => form,
        };
        form.refuse(&["item", "prefix", "unit"])
            .map_err(D::Error::custom)?;

        Ok(Self {
            place: form.place().map_err(D::Error::custom)?,
            values: form.values,
        })
    }
}

impl<'de> Deserialize<'de> for StatusRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StatusVisitor)
    }
}

struct StatusVisitor;

impl Visitor<'_> for StatusVisitor {
    type Value = StatusRange;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a status, or two as `400-599`")
    }

    fn visit_u64<E: Error>(self, status: u64) -> Result<StatusRange, E> {
        self.visit_str(&status.to_string())
    }

    fn visit_i64<E: Error>(self, status: i64) -> Result<StatusRange, E> {
        self.visit_str(&status.to_string())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<StatusRange, E> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let status = |text: &str| {
            let status: u16 = text.trim().parse().ok()?;
            (100..=599).contains(&status).then_some(status)
        };
        match (status(first), status(last)) {
            (Some(first), Some(last)) if first <= last => Ok(StatusRange { first, last }),
            _ => Err(E::custom(format!(
                "`{text}` is no status from 100 to 599, and no two of them as `400-599`"
            ))),
        }
    }
}

/// Statuses, one by one.
pub(super) fn single_statuses<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<u16>, D::Error> {
    let ranges: Vec<StatusRange> = form::filled(deserializer)?;
    match ranges.iter().find(|range| range.first != range.last) {
        Some(range) => Err(D::Error::custom(format!(
            "`{}-{}` is more than one status: list them",
            range.first, range.last
        ))),
        None => Ok(ranges.iter().map(|range| range.first).collect()),
    }
}

/// `none`, or a stretch of time.
pub(super) fn retries<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Duration(#[serde(deserialize_with = "form::duration")] u64);

    let text = String::deserialize(deserializer)?;
    if text == "none" {
        return Ok(Some(0));
    }
    let text: serde::de::value::StringDeserializer<D::Error> =
        serde::de::IntoDeserializer::into_deserializer(text);

    Duration::deserialize(text).map(|duration| Some(duration.0))
}

/// A stretch of time that may be left out.
pub(super) fn optional_duration<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u64>, D::Error> {
    form::duration(deserializer).map(Some)
}
