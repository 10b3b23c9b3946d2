//! Values of another kind than their place asks for, where it is plain what they mean: a number for a text, one element for a list.
//!
//! All of it is reported. A strict reader leaves it out, a lenient one takes it for what it means.

use super::input::Input;
use crate::load::{Kind, NodeId};

/// A text: also a number, or a word that YAML takes for something else.
pub(super) fn text(input: &Input<'_>, node: NodeId, name: &str) -> Option<String> {
    let plain = match input.tree.kind(node) {
        Kind::Text(text) => return Some(text.to_string()),
        Kind::Integer(text) | Kind::Number(text) => text.to_string(),
        Kind::Bool(value) => value.to_string(),
        Kind::Null | Kind::List | Kind::Mapping => {
            input.wrong_type(node, name, "a text");
            return None;
        }
    };

    // A reference to a number leads nowhere.
    if name == "$ref" {
        input.wrong_type(node, name, "a text");
        return None;
    }

    input.mended(node, name, "a text").then_some(plain)
}

/// A boolean: also as an older YAML writes it, or in quotes.
pub(super) fn boolean(input: &Input<'_>, node: NodeId, name: &str) -> Option<bool> {
    let value = match input.tree.kind(node) {
        Kind::Bool(value) => return Some(*value),
        Kind::Text(word) => match word.to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" | "on" | "1" => Some(true),
            "false" | "no" | "n" | "off" | "0" => Some(false),
            _ => None,
        },
        Kind::Null | Kind::Integer(_) | Kind::Number(_) | Kind::List | Kind::Mapping => None,
    };
    let Some(value) = value else {
        input.wrong_type(node, name, "a boolean");
        return None;
    };

    input.mended(node, name, "a boolean").then_some(value)
}

/// The elements of a list: also one alone, and parameters by their names.
pub(super) fn items(input: &Input<'_>, node: NodeId, name: &str) -> Vec<NodeId> {
    let entries = input.tree.entries(node);
    let items = match input.tree.kind(node) {
        Kind::List => return input.tree.items(node).to_vec(),
        Kind::Null => Vec::new(),
        // Each of several, under a key of its own.
        Kind::Mapping if !is_one(input, node) => entries.iter().map(|entry| entry.value).collect(),
        Kind::Mapping | Kind::Text(_) => vec![node],
        Kind::Bool(_) | Kind::Integer(_) | Kind::Number(_) => {
            input.wrong_type(node, name, "a list");
            return Vec::new();
        }
    };

    if input.mended(node, name, "a list") {
        items
    } else {
        Vec::new()
    }
}

/// Whether a mapping is one element and not several under keys: then some of its values are none.
fn is_one(input: &Input<'_>, node: NodeId) -> bool {
    let entries = input.tree.entries(node).iter();

    entries.into_iter().any(|entry| {
        let kind = input.tree.kind(entry.value);
        *kind != Kind::Mapping || entry.key == "schema"
    })
}
