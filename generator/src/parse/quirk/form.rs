//! Short forms that payloads are written in: pointers, one or a list, a word or a mapping, durations.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::{Envelope, Success, Update, View};

/// A JSON Pointer: empty, or beginning with a slash.
pub(super) fn pointer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let escapes = text
        .split('~')
        .skip(1)
        .all(|rest| rest.starts_with(['0', '1']));
    if !text.is_empty() && !text.starts_with('/') {
        return Err(D::Error::custom(format!(
            "`{text}` is no JSON Pointer: it does not begin with a slash"
        )));
    }
    if !escapes {
        return Err(D::Error::custom(format!(
            "`{text}` is no JSON Pointer: `~` is written `~0`"
        )));
    }

    Ok(text)
}

/// A JSON Pointer that may be left out.
pub(super) fn optional_pointer<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    pointer(deserializer).map(Some)
}

/// A JSON Pointer, or a list of them.
pub(super) fn pointers<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<String>, D::Error> {
    let list = OneOrList::<PointerText>::deserialize(deserializer)?;

    Ok(list.0.into_iter().map(|pointer| pointer.0).collect())
}

/// A count of at least one.
pub(super) fn positive<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer)? {
        0 => Err(D::Error::custom("`0` is not at least 1")),
        count => Ok(count),
    }
}

/// A count of at least one that may be left out.
pub(super) fn optional_positive<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u32>, D::Error> {
    positive(deserializer).map(Some)
}

/// A list with at least one element.
pub(super) fn filled<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let list = Vec::deserialize(deserializer)?;
    if list.is_empty() {
        return Err(D::Error::custom("the list is empty"));
    }

    Ok(list)
}

/// A list with at least one text, number or boolean, as texts.
pub(super) fn scalars<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let scalars: Vec<Scalar> = filled(deserializer)?;

    Ok(scalars
        .into_iter()
        .map(|scalar| match scalar {
            Scalar::Text(text) => text,
            Scalar::Integer(number) => number.to_string(),
            Scalar::Boolean(value) => value.to_string(),
        })
        .collect())
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Boolean(bool),
    Integer(i64),
    Text(String),
}

/// A stretch of time such as `10s`, in milliseconds.
pub(super) fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let text = String::deserialize(deserializer)?;
    let unit_at = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (count, unit) = text.split_at(unit_at);
    let milliseconds: u64 = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => 0,
    };
    let product = count
        .parse()
        .ok()
        .and_then(|count: u64| count.checked_mul(milliseconds));

    match product {
        Some(duration) if duration > 0 => Ok(duration),
        _ => Err(D::Error::custom(format!(
            "`{text}` is no stretch of time such as `500ms`, `10s`, `1m`, `1h` or `1d`"
        ))),
    }
}

/// The name of a header that may be left out.
pub(super) fn optional_header<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    header(deserializer).map(Some)
}

/// The name of a header.
pub(super) fn header<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    let of_name =
        |character: char| character.is_ascii_alphanumeric() || "!#$%&'*+-.^_|~".contains(character);
    if name.is_empty() || !name.chars().all(of_name) {
        return Err(D::Error::custom(format!("`{name}` is no name of a header")));
    }

    Ok(name)
}

/// Statuses that say that there is no such thing, besides those that say so anyway.
pub(super) fn statuses<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u16>, D::Error> {
    let statuses: Vec<u16> = Vec::deserialize(deserializer)?;
    for status in &statuses {
        if matches!(status, 404 | 410) {
            return Err(D::Error::custom(format!(
                "`{status}` says so anyway: leave it out"
            )));
        }
        if !(300..=599).contains(status) {
            return Err(D::Error::custom(format!(
                "`{status}` is no status of a failure, from 300 to 599"
            )));
        }
    }

    Ok(statuses)
}

#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct PointerText(#[serde(deserialize_with = "pointer")] pub(super) String);

/// One value, or a list with at least one.
pub(in crate::parse) struct OneOrList<T>(pub(in crate::parse) Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrListVisitor(PhantomData))
    }
}

struct OneOrListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrListVisitor<T> {
    type Value = OneOrList<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text or a list of texts")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        let text: StrDeserializer<'_, E> = text.into_deserializer();

        T::deserialize(text).map(|one| OneOrList(vec![one]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        filled(SeqAccessDeserializer::new(list)).map(OneOrList)
    }
}

/// A word, or a mapping that says more.
pub(super) enum WordOrMapping<W, M> {
    Word(W),
    Mapping(M),
}

impl<'de, W: Deserialize<'de>, M: Deserialize<'de>> Deserialize<'de> for WordOrMapping<W, M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordOrMappingVisitor(PhantomData))
    }
}

struct WordOrMappingVisitor<W, M>(PhantomData<(W, M)>);

impl<'de, W: Deserialize<'de>, M: Deserialize<'de>> Visitor<'de> for WordOrMappingVisitor<W, M> {
    type Value = WordOrMapping<W, M>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a word or a mapping")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        let word: StrDeserializer<'_, E> = text.into_deserializer();

        W::deserialize(word).map(WordOrMapping::Word)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        M::deserialize(MapAccessDeserializer::new(map)).map(WordOrMapping::Mapping)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum EnvelopeWord {
    None,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnvelopeForm {
    #[serde(deserialize_with = "pointer")]
    data: String,
    #[serde(default, deserialize_with = "optional_pointer")]
    meta: Option<String>,
    #[serde(default, deserialize_with = "pointers")]
    error: Vec<String>,
    success: Option<Success>,
}

impl<'de> Deserialize<'de> for Envelope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match WordOrMapping::deserialize(deserializer)? {
            WordOrMapping::Word(EnvelopeWord::None) => Self::None,
            WordOrMapping::Mapping(EnvelopeForm {
                data,
                meta,
                error,
                success,
            }) => Self::Inside {
                data,
                meta,
                error,
                success,
            },
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum UpdateStyle {
    Partial,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UpdateForm {
    style: UpdateStyle,
    #[serde(default)]
    replaces: Vec<String>,
}

impl<'de> Deserialize<'de> for Update {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let form = match WordOrMapping::deserialize(deserializer)? {
            WordOrMapping::Word(style) => UpdateForm {
                style,
                replaces: Vec::new(),
            },
            WordOrMapping::Mapping(form) => form,
        };
        // The one style there is; a second one makes this a compile error.
        let UpdateStyle::Partial = form.style;

        Ok(Self {
            replaces: form.replaces,
        })
    }
}

/// The words of `view`: one, or a list of them.
pub(in crate::parse) type Views = OneOrList<View>;
