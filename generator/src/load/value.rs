//! Values that stand in a document as data: defaults, examples, the values of an enum.

use super::tree::{Kind, NodeId, Tree};

/// A JSON-like value. Numbers keep their text, so that no digit is lost; objects keep their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as JSON writes it.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The value a node stands for.
    pub fn from_node(tree: &Tree<'_>, node: NodeId) -> Self {
        match tree.kind(node) {
            Kind::Null => Self::Null,
            Kind::Bool(value) => Self::Bool(*value),
            Kind::Integer(text) | Kind::Number(text) => Self::Number(text.to_string()),
            Kind::Text(text) => Self::Text(text.to_string()),
            Kind::List => Self::List(
                tree.items(node)
                    .iter()
                    .map(|item| Self::from_node(tree, *item))
                    .collect(),
            ),
            Kind::Mapping => {
                let entries = tree.entries(node).iter();
                Self::Object(
                    entries
                        .map(|entry| (entry.key.to_string(), Self::from_node(tree, entry.value)))
                        .collect(),
                )
            }
        }
    }

    /// The value as JSON, on one line.
    pub fn to_json(&self) -> String {
        let mut json = String::new();
        self.write_json(&mut json);

        json
    }

    /// The value as JSON, a line for each member and element, a line break at the end.
    pub fn to_pretty_json(&self) -> String {
        let mut json = String::new();
        self.write_pretty(&mut json, 0);
        json.push('\n');

        json
    }

    fn write_pretty(&self, json: &mut String, depth: usize) {
        let line = |json: &mut String, depth: usize| {
            json.push('\n');
            json.push_str(&"  ".repeat(depth));
        };
        match self {
            Self::List(items) if !items.is_empty() => {
                for (index, item) in items.iter().enumerate() {
                    json.push(if index == 0 { '[' } else { ',' });
                    line(json, depth + 1);
                    item.write_pretty(json, depth + 1);
                }
                line(json, depth);
                json.push(']');
            }
            Self::Object(members) if !members.is_empty() => {
                for (index, (name, value)) in members.iter().enumerate() {
                    json.push(if index == 0 { '{' } else { ',' });
                    line(json, depth + 1);
                    write_text(name, json);
                    json.push_str(": ");
                    value.write_pretty(json, depth + 1);
                }
                line(json, depth);
                json.push('}');
            }
            Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::List(_)
            | Self::Object(_) => self.write_json(json),
        }
    }

    fn write_json(&self, json: &mut String) {
        match self {
            Self::Null => json.push_str("null"),
            Self::Bool(value) => json.push_str(if *value { "true" } else { "false" }),
            Self::Number(text) => json.push_str(text),
            Self::Text(text) => write_text(text, json),
            Self::List(items) => {
                json.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        json.push(',');
                    }
                    item.write_json(json);
                }
                json.push(']');
            }
            Self::Object(members) => {
                json.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        json.push(',');
                    }
                    write_text(name, json);
                    json.push(':');
                    value.write_json(json);
                }
                json.push('}');
            }
        }
    }
}

fn write_text(text: &str, json: &mut String) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            control if control < ' ' => {
                json.push_str("\\u00");
                json.extend(
                    [u32::from(control) >> 4, u32::from(control) & 15]
                        .into_iter()
                        .filter_map(|digit| char::from_digit(digit, 16)),
                );
            }
            other => json.push(other),
        }
    }
    json.push('"');
}
