//! What actions do to the nodes they match.

use std::collections::BTreeMap;

use super::super::tree::{Entry, Kind, NodeId, Tree};
use super::super::value::Value;
use super::target::Place;
use crate::source::Span;

/// What came of an action.
pub(super) enum Outcome {
    Changed,
    /// The document said all of it before.
    Same,
    /// What is said does not fit what it is said of; the place is that of the target where there is none.
    Misfit(Option<Span>, String),
}

/// Takes nodes out of what holds them.
pub(super) fn remove(tree: &mut Tree<'_>, places: &[Place]) -> Outcome {
    let mut by_parent: BTreeMap<NodeId, Vec<usize>> = BTreeMap::new();
    for place in places {
        let Some((parent, index)) = place.parent else {
            let message = "the whole document cannot be removed".to_owned();
            return Outcome::Misfit(None, message);
        };
        by_parent.entry(parent).or_default().push(index);
    }
    for (parent, gone) in by_parent {
        if *tree.kind(parent) == Kind::List {
            let items = tree.items(parent).iter().copied().enumerate();
            let items = items.filter(|(index, _)| !gone.contains(index));
            let items = items.map(|(_, item)| item).collect();
            tree.set_items(parent, items);
        } else {
            let entries = tree.entries(parent).iter().cloned().enumerate();
            let entries = entries.filter(|(index, _)| !gone.contains(index));
            let entries = entries.map(|(_, entry)| entry).collect();
            tree.set_entries(parent, entries);
        }
    }

    Outcome::Changed
}

/// Merges a value into nodes: the entries of an object, one more element of a list, another value in the place of one.
pub(super) fn update(tree: &mut Tree<'_>, places: &[Place], value: NodeId) -> Outcome {
    let mut changed = false;
    for place in places {
        let kinds = (tree.kind(place.node).clone(), tree.kind(value).clone());
        changed |= match kinds {
            (Kind::Mapping, Kind::Mapping) => merge(tree, place.node, value),
            // No list of OpenAPI holds lists, so a list stands for its elements.
            (Kind::List, Kind::List) => {
                let items = tree.items(value).to_vec();
                append(tree, place.node, &items)
            }
            (Kind::List, _) => append(tree, place.node, &[value]),
            (Kind::Mapping, other) | (other, Kind::Mapping | Kind::List) => {
                let said = tree.kind(value).name();
                let of = if *tree.kind(place.node) == Kind::Mapping {
                    "an object"
                } else {
                    other.name()
                };
                return Outcome::Misfit(
                    Some(tree.span(value)),
                    format!("`update` is {said}, and its target is {of}"),
                );
            }
            _ => match place.parent {
                Some((parent, index)) => replace(tree, parent, index, place.node, value),
                None => false,
            },
        };
    }

    if changed {
        Outcome::Changed
    } else {
        Outcome::Same
    }
}

/// Merges an object into another; whether that changed anything.
fn merge(tree: &mut Tree<'_>, target: NodeId, value: NodeId) -> bool {
    let mut changed = false;
    let mut added: Vec<Entry<'_>> = Vec::new();
    for entry in tree.entries(value).to_vec() {
        let mut known = tree.entries(target).iter().enumerate();
        let known = known
            .find(|(_, known)| known.key == entry.key)
            .map(|(index, known)| (index, known.value));
        let Some((index, child)) = known else {
            added.push(Entry {
                value: tree.copy(entry.value),
                ..entry
            });
            continue;
        };
        changed |= match (tree.kind(child).clone(), tree.kind(entry.value).clone()) {
            (Kind::Mapping, Kind::Mapping) => merge(tree, child, entry.value),
            (Kind::List, Kind::List) => {
                let items = tree.items(entry.value).to_vec();
                append(tree, child, &items)
            }
            _ => replace(tree, target, index, child, entry.value),
        };
    }
    if !added.is_empty() {
        changed = true;
        let mut entries = tree.entries(target).to_vec();
        entries.extend(added);
        tree.set_entries(target, entries);
    }

    changed
}

/// Adds elements to a list, unless it holds all of them; whether that changed anything.
fn append(tree: &mut Tree<'_>, list: NodeId, items: &[NodeId]) -> bool {
    let known: Vec<Value> = tree
        .items(list)
        .iter()
        .map(|item| Value::from_node(tree, *item))
        .collect();
    if items
        .iter()
        .all(|item| known.contains(&Value::from_node(tree, *item)))
    {
        return false;
    }
    let mut all = tree.items(list).to_vec();
    for item in items {
        all.push(tree.copy(*item));
    }
    tree.set_items(list, all);

    true
}

/// Puts a value in the place of another; whether that changed anything.
fn replace(tree: &mut Tree<'_>, parent: NodeId, index: usize, old: NodeId, value: NodeId) -> bool {
    if Value::from_node(tree, old) == Value::from_node(tree, value) {
        return false;
    }
    let copied = tree.copy(value);
    tree.set_child(parent, index, copied);

    true
}

/// How many nodes a node consists of.
pub(super) fn size(tree: &Tree<'_>, node: NodeId) -> usize {
    let mut waiting = vec![node];
    let mut size = 0;
    while let Some(node) = waiting.pop() {
        size += 1;
        waiting.extend(tree.items(node));
        waiting.extend(tree.entries(node).iter().map(|entry| entry.value));
    }

    size
}

/// How deep a node nests, as far as `enough` and one more.
pub(super) fn depth(tree: &Tree<'_>, node: NodeId, enough: usize) -> usize {
    let mut level = vec![node];
    let mut depth = 0;
    while !level.is_empty() && depth <= enough {
        let mut next = Vec::new();
        for node in level {
            next.extend_from_slice(tree.items(node));
            next.extend(tree.entries(node).iter().map(|entry| entry.value));
        }
        // Scalars stand in what holds them.
        depth += usize::from(!next.is_empty());
        level = next;
    }

    depth
}
