//! Schemas that references lead to become components, wherever they stand.

use std::collections::BTreeSet;

use super::Settler;
use super::names::{self, Names};
use super::parts::Part;
use super::resolve::{Found, reference};
use crate::load::tree::{Entry, NodeId};
use crate::source::Span;

/// A schema that becomes a component.
pub(super) struct Raised {
    found: Found,
    names: Names,
}

impl Settler<'_, '_> {
    /// Notes the schemas that have names. One that is nothing but a reference to another file is what stands there.
    pub(super) fn know_components(&mut self) {
        let Some(folder) = self.schemas_folder() else {
            return;
        };
        let own: Vec<(usize, String, NodeId)> = self
            .tree
            .entries(folder)
            .iter()
            .enumerate()
            .map(|(index, entry)| (index, entry.key.to_string(), entry.value))
            .collect();
        for (index, name, node) in own {
            let target = self.elsewhere(node);
            if let Some(target) = target.filter(|target| !self.components.contains_key(target)) {
                self.tree.set_child(folder, index, target);
                self.components.insert(target, Ok(name.clone()));
            }
            self.components.entry(node).or_insert(Ok(name));
        }
    }

    pub(super) fn schemas_folder(&self) -> Option<NodeId> {
        let mut node = self.tree.root();
        for key in Part::Schema.folder(self.is_swagger)? {
            let mut entries = self.tree.entries(node).iter();
            node = entries.find(|entry| entry.key == *key)?.value;
        }

        Some(node)
    }

    /// The end of the references that a schema is nothing but, where that is in another file.
    pub(super) fn elsewhere(&mut self, node: NodeId) -> Option<NodeId> {
        let found = self.chased(node)?;

        found.file.is_some().then_some(found.node)
    }

    /// Settles the references of one schema, not of those inside of it.
    pub(super) fn settle_schema(&mut self, node: NodeId) {
        let entries = self.tree.entries(node).iter().enumerate();
        let of_schema: Vec<(usize, bool, NodeId)> = entries
            .filter(|(_, entry)| matches!(&*entry.key, "$ref" | "$dynamicRef" | "discriminator"))
            .map(|(index, entry)| (index, entry.key == "discriminator", entry.value))
            .collect();
        let has_reference = reference(self.tree, node).is_some();
        for (index, is_discriminator, value) in of_schema {
            if is_discriminator {
                for target in self.mapped(value) {
                    self.settle_text(target);
                }
            } else if self.settle_text(value) && !has_reference {
                // The word of JSON Schema for what may be overridden elsewhere; nearly always it is not.
                self.tree.set_key(node, index, "$ref");
            }
        }
    }

    /// The texts in `mapping` of a discriminator that are references.
    fn mapped(&self, discriminator: NodeId) -> Vec<NodeId> {
        let mut entries = self.tree.entries(discriminator).iter();
        let Some(mapping) = entries.find(|entry| entry.key == "mapping") else {
            return Vec::new();
        };
        let targets = self.tree.entries(mapping.value).iter();

        targets
            .map(|entry| entry.value)
            .filter(|target| {
                self.tree
                    .text(*target)
                    .is_some_and(|text| text.contains(['/', '#', '.']))
            })
            .collect()
    }

    /// Settles a reference to a schema; whether it leads anywhere.
    fn settle_text(&mut self, value: NodeId) -> bool {
        let Some(text) = self.tree.text(value).map(str::to_owned) else {
            return false;
        };
        let span = self.tree.span(value);
        if self.files.of(span).is_none() && self.parser_follows(&text, Part::Schema) {
            return true;
        }
        let Some(first) = self.files.find(self.tree, &text, span) else {
            return false;
        };
        if first.file.is_none() && self.is_inside_component(&first) {
            // The parser walks on inside of components by itself.
            let written = pointer(&first.tokens);
            if written != text {
                self.tree.set_text(value, written);
            }
            return true;
        }
        let found = if self.components.contains_key(&first.node) {
            first
        } else {
            self.chased(first.node).unwrap_or(first)
        };
        let known = self.components.get(&found.node).cloned();
        match known {
            Some(Ok(name)) => self.set_component(value, &name),
            Some(Err(raised)) => self.asked.push((value, raised)),
            None if self.holds_components(&found) => return false,
            None => {
                let raised = self.raised.len();
                self.components.insert(found.node, Err(raised));
                self.asked.push((value, raised));
                self.waiting.push(found.node);
                self.raised.push(Raised {
                    names: Names::of(&found),
                    found,
                });
            }
        }

        true
    }

    /// Whether a place is a component, or one inside of it that the parser walks to.
    fn is_inside_component(&self, found: &Found) -> bool {
        let Some(folder) = Part::Schema.folder(self.is_swagger) else {
            return false;
        };
        let starts = found.tokens.len() > folder.len()
            && found
                .tokens
                .iter()
                .zip(folder)
                .all(|(token, key)| token == key);
        let mut rest = found.tokens.iter().skip(folder.len() + 1);
        while let Some(token) = rest.next() {
            let goes_on = match token.as_str() {
                "properties" => rest.next().is_some(),
                "items" | "additionalProperties" => true,
                "allOf" | "oneOf" | "anyOf" => rest
                    .next()
                    .is_some_and(|index| index.parse::<usize>().is_ok()),
                _ => false,
            };
            if !goes_on {
                return false;
            }
        }

        starts
    }

    /// Whether a place of the document holds the components, so that it cannot become one of them.
    fn holds_components(&self, found: &Found) -> bool {
        let folder = Part::Schema.folder(self.is_swagger).unwrap_or_default();

        found.file.is_none()
            && found.tokens.len() <= folder.len()
            && found
                .tokens
                .iter()
                .zip(folder)
                .all(|(token, key)| token == key)
    }

    pub(super) fn set_component(&mut self, value: NodeId, name: &str) {
        let folder = Part::Schema.folder(self.is_swagger).unwrap_or_default();
        let tokens: Vec<String> = folder
            .iter()
            .map(|key| (*key).to_owned())
            .chain([name.to_owned()])
            .collect();
        self.tree.set_text(value, pointer(&tokens));
    }

    /// Gives the raised schemas their names and their place, and the references to them their texts.
    pub(super) fn finish(mut self) {
        if self.raised.is_empty() {
            return;
        }
        let taken: BTreeSet<String> = self
            .schemas_folder()
            .map(|folder| self.tree.entries(folder))
            .unwrap_or_default()
            .iter()
            .map(|entry| entry.key.to_string())
            .collect();
        let raised = std::mem::take(&mut self.raised);
        let (found, asked): (Vec<Found>, Vec<Names>) = raised
            .into_iter()
            .map(|raised| (raised.found, raised.names))
            .unzip();
        let names = names::assign(&asked, taken);
        for (value, index) in std::mem::take(&mut self.asked) {
            if let Some(name) = names.get(index) {
                self.set_component(value, name);
            }
        }
        let mut added = Vec::new();
        for (found, name) in found.into_iter().zip(&names) {
            // Where it stood there is a reference now, so that it is one schema and not two alike.
            if let Some((parent, index)) = found.parent.filter(|_| found.file.is_none()) {
                let text = self.tree.new_text(String::new(), found.place);
                self.set_component(text, name);
                let entry = Entry {
                    key: "$ref".into(),
                    key_span: found.place,
                    value: text,
                };
                let stand_in = self.tree.new_mapping(vec![entry], found.place);
                self.tree.set_child(parent, index, stand_in);
            }
            added.push(Entry {
                key: name.clone().into(),
                key_span: found.place,
                value: found.node,
            });
        }
        self.add_components(added);
    }

    fn add_components(&mut self, added: Vec<Entry<'_>>) {
        let mut node = self.tree.root();
        for key in Part::Schema.folder(self.is_swagger).unwrap_or_default() {
            let known = self
                .tree
                .entries(node)
                .iter()
                .find(|entry| entry.key == *key);
            node = if let Some(entry) = known {
                entry.value
            } else {
                let span = self.tree.span(node);
                let empty = self.tree.new_mapping(Vec::new(), span);
                let mut entries = self.tree.entries(node).to_vec();
                entries.push(Entry {
                    key: (*key).into(),
                    key_span: Span {
                        end: span.start,
                        ..span
                    },
                    value: empty,
                });
                self.tree.set_entries(node, entries);
                empty
            };
        }
        let mut entries = self.tree.entries(node).to_vec();
        entries.extend(added.into_iter().map(|entry| Entry {
            key: entry.key.into_owned().into(),
            ..entry
        }));
        self.tree.set_entries(node, entries);
    }
}

/// A JSON Pointer of the document, as a reference writes it.
fn pointer(tokens: &[String]) -> String {
    let mut written = "#".to_owned();
    for token in tokens {
        written.push('/');
        written.push_str(&token.replace('~', "~0").replace('/', "~1"));
    }

    written.replace('%', "%25")
}
