//! Reads one mapping: asks for keys one by one, then reports the keys nobody asked for.

use super::ast::{Entries, Text};
use super::dialect::Dialect;
use super::homes::{way_back, way_home};
use super::input::{Input, Named};
use super::mended;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::load::{Entry, Kind, NodeId, Value};
use crate::source::{Span, Spanned};

/// The reader of one mapping.
pub(super) struct MapReader<'i, 't> {
    pub(super) input: &'i Input<'t>,
    entries: &'t [Entry<'t>],
    /// Where the mapping stands, for what is missing in it.
    pub(super) place: Span,
    /// What to call the mapping.
    name: &'i str,
    asked: Vec<&'static str>,
    /// How long its keys are, a bit for each length: most keys that are asked for are not there.
    lengths: u64,
}

/// The bit of a key's length.
fn bit(key: &str) -> u64 {
    1 << (key.len() % 64)
}

impl<'i, 't> MapReader<'i, 't> {
    /// Opens a mapping; `None` where the node is none, which is then reported.
    pub(super) fn open(input: &'i Input<'t>, named: Named<'i>) -> Option<Self> {
        if *input.tree.kind(named.node) != Kind::Mapping {
            input.wrong_type(named.node, named.name, "a mapping");
            return None;
        }

        let entries = input.tree.entries(named.node);
        let lengths = entries.iter().fold(0, |bits, entry| bits | bit(&entry.key));

        Some(Self {
            input,
            entries,
            lengths,
            place: named.place,
            name: named.name,
            asked: Vec::with_capacity(64),
        })
    }

    /// Whether any of these keys is there.
    pub(super) fn has_any(&self, keys: &[&str]) -> bool {
        let mut likely = keys.iter().filter(|key| self.lengths & bit(key) != 0);

        likely.any(|key| self.entries.iter().any(|entry| entry.key == **key))
    }

    /// The value of a key, whatever it is.
    pub(super) fn get(&mut self, key: &'static str) -> Option<Named<'t>> {
        self.asked.push(key);
        if self.lengths & bit(key) == 0 {
            return None;
        }
        let entry = self.entries.iter().find(|entry| entry.key == key)?;

        Some(Named {
            name: &entry.key,
            node: entry.value,
            place: entry.key_span,
        })
    }

    /// The entries of a mapping under a key; none where there is no such key.
    pub(super) fn mapping(&mut self, key: &'static str) -> Vec<(Text, Named<'t>)> {
        let Some(named) = self.get(key) else {
            return Vec::new();
        };

        mapping_entries(self.input, named)
    }

    /// The entries of a mapping under a key, each read; what cannot be read is left out.
    pub(super) fn entries<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&str, Named<'t>) -> Option<T>,
    ) -> Entries<T> {
        let entries = self.mapping(key).into_iter();

        entries
            .filter_map(|(name, named)| read(&name.value, named).map(|value| (name, value)))
            .collect()
    }

    /// The elements of a list under a key, each called by the name that is given.
    pub(super) fn list(&mut self, key: &'static str, element: &'static str) -> Vec<Named<'t>> {
        let Some(named) = self.get(key) else {
            return Vec::new();
        };
        let place = |node: NodeId| self.input.tree.span(node);
        let items = mended::items(self.input, named.node, key);

        items
            .into_iter()
            .map(|node| Named {
                name: element,
                node,
                place: place(node),
            })
            .collect()
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<Text> {
        let named = self.get(key)?;

        text(self.input, named)
    }

    /// A text without which the mapping says nothing.
    pub(super) fn required_text(&mut self, key: &'static str) -> Option<Text> {
        let named = self.required(key)?;

        text(self.input, named)
    }

    /// A value without which the mapping says nothing.
    pub(super) fn required(&mut self, key: &'static str) -> Option<Named<'t>> {
        let found = self.get(key);
        if found.is_none() {
            let message = format!("`{}` lacks `{key}`", self.name);
            self.input.report(
                Diagnostic::new(Code::MissingKey, self.place, message).help(format!("add `{key}`")),
            );
        }

        found
    }

    pub(super) fn boolean(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        let named = self.get(key)?;
        let value = mended::boolean(self.input, named.node, key)?;

        Some(Spanned::new(value, self.input.tree.span(named.node)))
    }

    /// A boolean that is false where it is not said.
    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        self.boolean(key).is_some_and(|flag| flag.value)
    }

    pub(super) fn texts(&mut self, key: &'static str, element: &'static str) -> Vec<Text> {
        self.list(key, element)
            .into_iter()
            .filter_map(|named| text(self.input, named))
            .collect()
    }

    pub(super) fn value(&mut self, key: &'static str) -> Option<Spanned<Value>> {
        let named = self.get(key)?;

        Some(value(self.input, named.node))
    }

    /// Keys that are words of OpenAPI and change nothing in a client.
    pub(super) fn pass_over(&mut self, keys: &[&'static str]) {
        self.asked.extend_from_slice(keys);
    }

    /// Keys that are words of OpenAPI and mean something that is not generated.
    pub(super) fn not_generated(&mut self, keys: &[&'static str]) {
        for key in keys {
            if let Some(named) = self.get(key) {
                let message = format!("`{key}` is not generated");
                self.input.report(
                    Diagnostic::new(Code::NotGenerated, named.place, message)
                        .label("left out of the client"),
                );
            }
        }
    }

    /// Reports the keys that nobody has asked for.
    pub(super) fn finish(self) {
        for entry in self.entries {
            let key = &*entry.key;
            // Extensions of others may say anything; merge keys have been reported by the loader.
            if self.asked.contains(&key)
                || key.starts_with("x-") && !looks_like_ours(key)
                || key == "<<"
            {
                continue;
            }
            if key == "x-quirks" {
                let message = format!("no quirk may stand at `{}`", self.name);
                let help = "move it to the operation, the schema or the document it is about";
                self.input.report(
                    Diagnostic::new(Code::MisplacedQuirk, entry.key_span, message).help(help),
                );
                continue;
            }
            let message = format!("`{}` knows no key `{key}`", self.name);
            let report = Diagnostic::new(Code::UnknownKey, entry.key_span, message)
                .label("nobody reads this");
            let later = match self.input.dialect {
                Dialect::V2_0 => way_back(key),
                Dialect::V3_0 | Dialect::V3_1 => None,
            };
            let help = later.or_else(|| way_home(key, &self.asked)).or_else(|| {
                let meant = did_you_mean(key, self.asked.iter().copied())?;
                Some(format!("did you mean `{meant}`?"))
            });
            self.input.report(match help {
                Some(help) => report.help(help),
                None => report,
            });
        }
    }
}

/// The entries of a mapping: key, and value called by its key.
pub(super) fn mapping_entries<'t>(input: &Input<'t>, named: Named<'_>) -> Vec<(Text, Named<'t>)> {
    if *input.tree.kind(named.node) != Kind::Mapping {
        input.wrong_type(named.node, named.name, "a mapping");
        return Vec::new();
    }
    let entries = input.tree.entries(named.node).iter();

    entries
        .map(|entry| {
            let key = Spanned::new(entry.key.to_string(), entry.key_span);
            (
                key,
                Named {
                    name: &entry.key,
                    node: entry.value,
                    place: entry.key_span,
                },
            )
        })
        .collect()
}

/// A text with its place.
pub(super) fn text(input: &Input<'_>, named: Named<'_>) -> Option<Text> {
    let text = mended::text(input, named.node, named.name)?;

    Some(Spanned::new(text, input.tree.span(named.node)))
}

/// A value that stands as data, with its place.
pub(super) fn value(input: &Input<'_>, node: NodeId) -> Spanned<Value> {
    Spanned::new(Value::from_node(input.tree, node), input.tree.span(node))
}

/// Whether an extension is most likely a misspelled one of ours: `x-quirk`, `x-evidences`.
fn looks_like_ours(key: &str) -> bool {
    did_you_mean(key, ["x-quirks", "x-evidence"])
        .is_some_and(|ours| key.len().abs_diff(ours.len()) <= 1)
}
