//! `$recursiveRef`, the word of an older JSON Schema for a schema that holds itself.

use std::collections::BTreeSet;

use super::Settler;
use crate::load::tree::NodeId;

impl Settler<'_, '_> {
    /// Writes it as a reference to the component around it. What may be put in its place elsewhere nearly always is not.
    pub(super) fn name_recursion(&mut self) {
        let entries = self.tree.every_entry().iter();
        if !entries.map(|entry| &*entry.key).any(is_recursion) {
            return;
        }
        let Some(folder) = self.schemas_folder() else {
            return;
        };
        let components = self.tree.entries(folder).iter();
        let components: Vec<(String, NodeId)> = components
            .map(|entry| (entry.key.to_string(), entry.value))
            .collect();
        let mut seen: BTreeSet<NodeId> = BTreeSet::new();
        for (name, component) in components {
            let mut waiting = vec![component];
            while let Some(node) = waiting.pop() {
                if !seen.insert(node) {
                    continue;
                }
                let found = self.tree.entries(node).iter().position(|entry| {
                    is_recursion(&entry.key) && self.tree.text(entry.value) == Some("#")
                });
                waiting.extend(self.tree.items(node));
                waiting.extend(self.tree.entries(node).iter().map(|entry| entry.value));
                let text = found.and_then(|index| self.tree.entries(node).get(index));
                if let Some((index, text)) = found.zip(text.map(|entry| entry.value)) {
                    self.set_component(text, &name);
                    self.tree.set_key(node, index, "$ref");
                }
            }
        }
    }
}

fn is_recursion(key: &str) -> bool {
    key == "$recursiveRef"
}
