//! Reads a node of the tree into a typed value through serde, so that a mistake is reported at the very node at fault.

use std::fmt;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::diagnostic::did_you_mean;
use crate::load::{Entry, Kind, NodeId, Tree};
use crate::source::Span;

/// Reads a node; the error says where it went wrong.
pub(super) fn read<'de, T: Deserialize<'de>>(
    tree: &Tree<'_>,
    node: NodeId,
) -> Result<T, NodeError> {
    T::deserialize(NodeReader { tree, node }).map_err(|error| error.at(tree.span(node)))
}

/// Why a node does not have the form of a type.
#[derive(Debug)]
pub(super) struct NodeError {
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) span: Option<Span>,
}

impl NodeError {
    /// Gives the error a place unless it has a narrower one.
    fn at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }

    fn not_listed(message: String, word: &str, known: &'static [&'static str]) -> Self {
        let help = match did_you_mean(word, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("what is read here is {}", listed(known)),
        };

        Self {
            message,
            help: Some(help),
            span: None,
        }
    }
}

impl fmt::Display for NodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for NodeError {}

impl serde::de::Error for NodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            message: message.to_string(),
            help: None,
            span: None,
        }
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let kind = match unexpected {
            Unexpected::Unit | Unexpected::Option => "no value",
            Unexpected::Bool(_) => "a boolean",
            Unexpected::Unsigned(_) | Unexpected::Signed(_) => "an integer",
            Unexpected::Float(_) => "a number",
            Unexpected::Str(_) => "a text",
            Unexpected::Seq => "a list",
            Unexpected::UnitVariant => "a word alone",
            _ => "a mapping",
        };

        Self::custom(format!(
            "{kind} stands where {} is expected",
            plain(expected)
        ))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let value = match unexpected {
            Unexpected::Unsigned(value) => value.to_string(),
            Unexpected::Signed(value) => value.to_string(),
            other => other.to_string(),
        };

        Self::custom(format!("`{value}` is not {}", plain(expected)))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::not_listed(
            format!("`{variant}` is none of the words that are read here"),
            variant,
            expected,
        )
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::not_listed(
            format!("the key `{field}` is not read here"),
            field,
            expected,
        )
    }

    fn missing_field(field: &'static str) -> Self {
        Self {
            message: format!("`{field}` is missing"),
            help: Some(format!("add `{field}`")),
            span: None,
        }
    }
}

/// Words in a sentence: "`a`, `b`".
pub(super) fn listed(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What serde expects, in the words of a document.
fn plain(expected: &dyn Expected) -> String {
    let text = expected.to_string();

    match &*text {
        "a string" | "a character" => "a text".to_owned(),
        "a sequence" => "a list".to_owned(),
        "newtype variant" => "a mapping with that word as its key".to_owned(),
        "unit" => "nothing more".to_owned(),
        "u16" => "an integer from 0 to 65535".to_owned(),
        "u32" => "an integer from 0 to 4294967295".to_owned(),
        _ if text.starts_with("struct ") => "a mapping".to_owned(),
        _ if text.starts_with("enum ") || text == "variant identifier" => "a word".to_owned(),
        _ => text,
    }
}

#[derive(Clone, Copy)]
struct NodeReader<'t> {
    tree: &'t Tree<'t>,
    node: NodeId,
}

impl<'t> NodeReader<'t> {
    fn entries(self) -> Members<'t> {
        Members {
            tree: self.tree,
            entries: self.tree.entries(self.node).iter(),
            value: None,
        }
    }
}

impl<'de> Deserializer<'de> for NodeReader<'_> {
    type Error = NodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NodeError> {
        match self.tree.kind(self.node) {
            Kind::Null => visitor.visit_unit(),
            Kind::Bool(value) => visitor.visit_bool(*value),
            Kind::Integer(text) => match (text.parse::<u64>(), text.parse::<i64>()) {
                (Ok(value), _) => visitor.visit_u64(value),
                (_, Ok(value)) => visitor.visit_i64(value),
                _ => Err(NodeError::custom(format!("`{text}` is too large"))),
            },
            Kind::Number(text) => visitor.visit_f64(text.parse().unwrap_or(f64::NAN)),
            Kind::Text(text) => visitor.visit_str(text),
            Kind::List => visitor.visit_seq(Items {
                tree: self.tree,
                items: self.tree.items(self.node).iter(),
            }),
            Kind::Mapping => visitor.visit_map(self.entries()),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NodeError> {
        match self.tree.kind(self.node) {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    /// A word, or a mapping whose one key is the word.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NodeError> {
        match self.tree.kind(self.node) {
            Kind::Text(text) => {
                let word: StrDeserializer<'_, NodeError> = (**text).into_deserializer();
                visitor.visit_enum(word)
            }
            Kind::Mapping if self.tree.entries(self.node).len() == 1 => {
                visitor.visit_enum(MapAccessDeserializer::new(self.entries()))
            }
            Kind::Mapping => Err(NodeError::custom("a mapping with one key is expected")),
            kind => Err(NodeError::custom(format!(
                "{} stands where a word is expected",
                kind.name()
            ))),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, NodeError> {
        visitor.visit_newtype_struct(self)
    }

    /// Only a mapping: serde would take a list for its values in the order of the fields.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NodeError> {
        match self.tree.kind(self.node) {
            Kind::List => Err(NodeError::invalid_type(Unexpected::Seq, &visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct
        map identifier ignored_any
    }
}

struct Items<'t> {
    tree: &'t Tree<'t>,
    items: std::slice::Iter<'t, NodeId>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = NodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, NodeError> {
        let Some(node) = self.items.next() else {
            return Ok(None);
        };
        let value = seed.deserialize(NodeReader {
            tree: self.tree,
            node: *node,
        });

        value
            .map(Some)
            .map_err(|error| error.at(self.tree.span(*node)))
    }
}

struct Members<'t> {
    tree: &'t Tree<'t>,
    entries: std::slice::Iter<'t, Entry<'t>>,
    /// The value of the key that was read last.
    value: Option<NodeId>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = NodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, NodeError> {
        let Some(entry) = self.entries.next() else {
            return Ok(None);
        };
        self.value = Some(entry.value);
        let key: StrDeserializer<'_, NodeError> = (*entry.key).into_deserializer();

        seed.deserialize(key)
            .map(Some)
            .map_err(|error| error.at(entry.key_span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NodeError> {
        let Some(node) = self.value.take() else {
            return Err(NodeError::custom("a value is read before its key"));
        };

        seed.deserialize(NodeReader {
            tree: self.tree,
            node,
        })
        .map_err(|error| error.at(self.tree.span(node)))
    }
}
