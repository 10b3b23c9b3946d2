//! Models under serde: through the same tables, by way of JSON text, in any format.
//!
//! `serde_json` hands out its text as it stands, so that every digit of a number that nobody knows is read. Other formats give numbers as
//! serde has them, and so does every serializer get them: integers of 64 bits, and doubles.

use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, SerializeMap as _, SerializeSeq as _};
use serde::{Deserializer, Serialize, Serializer};

use super::reader::{Kind, Reader, double_of};
use super::shape::Shape;
use super::slot::Slot;
use super::writer::Writer;
use super::{Strictness, decode, encode};

/// The newtype for which `serde_json` gives the raw text of a value, in a map of this one name. Other formats take it for any newtype, and
/// give the value inside it; so would a `serde_json` that knew another name.
const RAW: &str = "$serde_json::private::RawValue";

/// Serializes a slot as the codec writes it.
pub fn serialize<S: Serializer>(slot: &dyn Slot, serializer: S) -> Result<S::Ok, S::Error> {
    let text = encode(slot, &Shape::PLAIN).map_err(S::Error::custom)?;

    JsonText(&text).serialize(serializer)
}

/// Deserializes a slot as the codec reads it, tolerant.
pub fn deserialize<'de, T: Slot, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut writer = Writer::json();
    deserializer.deserialize_newtype_struct(RAW, Events(&mut writer))?;
    let text = writer.into_json().map_err(D::Error::custom)?;

    decode(&text, &Shape::PLAIN, Strictness::Tolerant)
        .map(|read| read.value)
        .map_err(D::Error::custom)
}

/// A JSON text that serializes as the value it is.
struct JsonText<'text>(&'text str);

impl Serialize for JsonText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reader = Reader::new(self.0, Strictness::Strict);
        let fault = |fault: super::Fault| S::Error::custom(fault.into_error(self.0));

        match reader.kind().map_err(fault)? {
            Kind::Null => serializer.serialize_unit(),
            Kind::Boolean => serializer.serialize_bool(reader.boolean().map_err(fault)?),
            Kind::Number => serialize_number(reader.number_text().map_err(fault)?, serializer),
            Kind::Text => serializer.serialize_str(&reader.text().map_err(fault)?),
            Kind::List => {
                let mut list = serializer.serialize_seq(None)?;
                reader.begin_list().map_err(fault)?;
                let mut first = true;
                while reader.element(&mut first).map_err(fault)? {
                    list.serialize_element(&JsonText(reader.raw().map_err(fault)?))?;
                }
                list.end()
            }
            Kind::Object => {
                let mut map = serializer.serialize_map(None)?;
                reader.begin_object().map_err(fault)?;
                let mut first = true;
                while let Some(key) = reader.key(&mut first).map_err(fault)? {
                    map.serialize_entry(&*key, &JsonText(reader.raw().map_err(fault)?))?;
                }
                map.end()
            }
        }
    }
}

fn serialize_number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(number) = text.parse::<i64>() {
        return serializer.serialize_i64(number);
    }
    if let Ok(number) = text.parse::<u64>() {
        return serializer.serialize_u64(number);
    }
    match double_of(text) {
        Some(number) => serializer.serialize_f64(number),
        None => Err(S::Error::custom(format_args!(
            "the number {text} is beyond the range of a double"
        ))),
    }
}

/// Writes what a deserializer gives as events.
struct Events<'writer>(&'writer mut Writer);

impl<'de> Visitor<'de> for Events<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that JSON has")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.boolean(value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.integer(value);
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.number(itoa::Buffer::new().format(value));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.0.double(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.0.text(value);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.0.begin_list();
        while list.next_element_seed(Element(self.0))?.is_some() {}
        self.0.end_list();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut next = map.next_key::<String>()?;
        if next.as_deref() == Some(RAW) {
            return self.raw(&map.next_value::<String>()?);
        }
        self.0.begin_object();
        while let Some(key) = next {
            self.0.key(&key);
            map.next_value_seed(Nested(self.0))?;
            next = map.next_key()?;
        }
        self.0.end_object();
        Ok(())
    }
}

impl Events<'_> {
    /// Writes JSON text as it stands, if it is that: any map may have this name.
    fn raw<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        if !Reader::new(text, Strictness::Strict).is_one_value() {
            return Err(E::custom("a raw value that is no JSON"));
        }
        self.0.raw(text);
        Ok(())
    }
}

/// A value inside a list or an object.
struct Nested<'writer>(&'writer mut Writer);

impl<'de> serde::de::DeserializeSeed<'de> for Nested<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(Events(self.0))
    }
}

/// An element of a list: announced only once it is known to be there.
struct Element<'writer>(&'writer mut Writer);

impl<'de> serde::de::DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.element();
        deserializer.deserialize_any(Events(self.0))
    }
}
