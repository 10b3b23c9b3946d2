//! The wire forms of the vendor, as functions for `#[serde(with = "..")]`.

use serde::{Deserialize, Deserializer, Serializer, de};

/// A value in any of the forms that occur.
#[derive(Deserialize)]
#[serde(untagged)]
enum Wire<'text> {
    Boolean(bool),
    Integer(i64),
    #[serde(borrow)]
    Text(std::borrow::Cow<'text, str>),
}

fn wire<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Wire<'de>>, D::Error> {
    Option::deserialize(deserializer)
}

/// One module for `with`: how an optional value is read from its forms, and how it is written.
macro_rules! form {
    ($(#[$doc:meta])* $name:ident: $type:ty, $read:expr, |$value:ident, $serializer:ident| $write:expr) => {
        $(#[$doc])*
        pub(crate) mod $name {
            use super::*;

            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<$type>, D::Error> {
                let read: fn(Wire<'de>) -> Result<Option<$type>, &'static str> = $read;
                match wire(deserializer)? {
                    Some(wire) => read(wire).map_err(de::Error::custom),
                    None => Ok(None),
                }
            }

            #[expect(clippy::ref_option, reason = "what serde calls")]
            pub(crate) fn serialize<S: Serializer>(value: &Option<$type>, $serializer: S) -> Result<S::Ok, S::Error> {
                match value {
                    Some($value) => $write,
                    None => $serializer.serialize_none(),
                }
            }
        }
    };
}

form!(
    /// true, 1 or "1", written as 0 or 1.
    flag: bool,
    |wire| match wire {
        Wire::Boolean(value) => Ok(Some(value)),
        Wire::Integer(0) => Ok(Some(false)),
        Wire::Integer(1) => Ok(Some(true)),
        Wire::Text(text) if text == "0" || text == "false" => Ok(Some(false)),
        Wire::Text(text) if text == "1" || text == "true" => Ok(Some(true)),
        Wire::Integer(_) | Wire::Text(_) => Err("a flag"),
    },
    |value, serializer| serializer.serialize_u8(u8::from(*value))
);

form!(
    /// A number or a text, written as a text.
    id: String,
    |wire| match wire {
        Wire::Integer(number) => Ok(Some(number.to_string())),
        Wire::Text(text) => Ok(Some(text.into_owned())),
        Wire::Boolean(_) => Err("an id"),
    },
    |value, serializer| serializer.serialize_str(value)
);

form!(
    /// A number or a text, written as a number where it is one.
    number_id: String,
    |wire| match wire {
        Wire::Integer(number) => Ok(Some(number.to_string())),
        Wire::Text(text) => Ok(Some(text.into_owned())),
        Wire::Boolean(_) => Err("an id"),
    },
    |value, serializer| match value.parse::<i64>() {
        Ok(number) => serializer.serialize_i64(number),
        Err(_) => serializer.serialize_str(value),
    }
);

form!(
    /// A number, or a text that is one.
    integer: i64,
    |wire| match wire {
        Wire::Integer(number) => Ok(Some(number)),
        Wire::Text(text) => text.parse().map(Some).map_err(|_| "an integer"),
        Wire::Boolean(_) => Err("an integer"),
    },
    |value, serializer| serializer.serialize_i64(*value)
);

form!(
    /// A day.
    day: jiff::civil::Date,
    |wire| match wire {
        Wire::Text(text) => text.parse().map(Some).map_err(|_| "a day"),
        Wire::Boolean(_) | Wire::Integer(_) => Err("a day"),
    },
    |value, serializer| serializer.collect_str(value)
);

/// A time without a zone, in one of the vendor's formats.
macro_rules! time {
    ($(#[$doc:meta])* $name:ident: $format:literal) => {
        form!(
            $(#[$doc])*
            $name: jiff::civil::DateTime,
            |wire| match wire {
                Wire::Text(text) if text.is_empty() => Ok(None),
                Wire::Text(text) => jiff::civil::DateTime::strptime($format, &*text).map(Some).map_err(|_| "a time"),
                Wire::Boolean(_) | Wire::Integer(_) => Err("a time"),
            },
            |value, serializer| serializer.collect_str(&value.strftime($format))
        );
    };
}

time!(
    /// To the second.
    seconds: "%Y-%m-%d %H:%M:%S"
);

time!(
    /// To the minute.
    minutes: "%Y-%m-%d %H:%M"
);
