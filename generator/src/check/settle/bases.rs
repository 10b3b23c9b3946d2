//! A base with a discriminator whose children are made of it by `allOf`: where a value of it stands, one of its children comes.

use std::collections::{BTreeMap, BTreeSet};

use super::shell;
use crate::check::references::split_pointer;
use crate::parse::ast::{Schema, Spec, Text};
use crate::source::Spanned;

/// How many children all bases of a document may have together.
const MAX_CHILDREN: usize = 2_000;

/// The bases of a document.
#[derive(Default)]
pub(super) struct Bases<'a> {
    /// The names of the children of each base, by its pointer.
    children: BTreeMap<&'a str, Vec<&'a str>>,
    /// The pointers of all children.
    all_children: BTreeSet<&'a str>,
    /// The pointers of bases that stand for what is none of their children.
    alone: BTreeSet<String>,
}

impl<'a> Bases<'a> {
    /// Looks for them.
    pub(super) fn of(spec: &'a Spec) -> Self {
        let schemas = &spec.components.schemas;
        let mut made_of: BTreeMap<&str, Vec<&'a (Text, Schema)>> = BTreeMap::new();
        for entry in schemas {
            for branch in &entry.1.all_of {
                let parent = branch.reference.as_ref().and_then(|text| {
                    let name = text.value.rsplit('/').next()?;
                    Some(name)
                });
                if let Some(parent) = parent {
                    made_of.entry(parent).or_default().push(entry);
                }
            }
        }
        let order: BTreeMap<&str, usize> = schemas
            .iter()
            .enumerate()
            .map(|(index, (name, _))| (name.value.as_str(), index))
            .collect();
        let mut bases = Self::default();
        let mut left = MAX_CHILDREN;
        for (name, base) in schemas {
            if base.discriminator.is_none() || !base.one_of.is_empty() || !base.any_of.is_empty() {
                continue;
            }
            let mut children: BTreeMap<usize, &'a str> = BTreeMap::new();
            let mut waiting = vec![name.value.as_str()];
            while let Some(parent) = waiting.pop() {
                for (child, schema) in made_of.get(parent).into_iter().flatten().copied() {
                    let place = order.get(child.value.as_str()).copied().unwrap_or_default();
                    let is_new = left > 0
                        && child.value != name.value
                        && children.insert(place, &child.value).is_none();
                    if is_new {
                        left -= 1;
                        bases.all_children.insert(&schema.pointer);
                        waiting.push(&child.value);
                    }
                }
            }
            if !children.is_empty() {
                let children = children.into_values().collect();
                bases.children.insert(&base.pointer, children);
            }
        }

        bases
    }

    /// The list of the children of a base, with the base itself as what is none of them; both of them.
    pub(super) fn union(&self, spec: &Spec, base: &Schema) -> Option<(Schema, Schema)> {
        let children = self.children.get(base.pointer.as_str())?;
        let folder = spec.components.folders.schemas;
        let mut union = shell(base);
        union.discriminator.clone_from(&base.discriminator);
        union.any_of = children
            .iter()
            .map(|child| Schema {
                span: base.span,
                pointer: format!("{}/discriminator/{child}", base.pointer),
                reference: Some(Spanned::new(
                    format!("#/{folder}/{}", escaped(child)),
                    base.span,
                )),
                ..Schema::default()
            })
            .collect();
        let alone = Schema {
            pointer: format!("{}/discriminator", base.pointer),
            title: Some(Spanned::new("Base".to_owned(), base.span)),
            discriminator: None,
            types: base
                .types
                .iter()
                .filter(|kind| kind.value != "null")
                .cloned()
                .collect(),
            ..base.clone()
        };
        union.any_of.push(alone.clone());
        if base.types.iter().any(|kind| kind.value == "null") {
            union.any_of.push(super::of_kind(base, "null"));
        }

        Some((union, alone))
    }

    /// Whether a schema is one of the children of a base.
    pub(super) fn is_child(&self, schema: &Schema) -> bool {
        self.all_children.contains(schema.pointer.as_str())
    }

    /// Remembers the pointer of a base that stands for what is none of its children.
    pub(super) fn note(&mut self, pointer: String) {
        self.alone.insert(pointer);
    }

    /// Whether a schema stands for what is none of the children of a base.
    pub(super) fn is_alone(&self, schema: &Schema) -> bool {
        self.alone.contains(&schema.pointer)
    }
}

/// A name as a token of a pointer in a reference.
fn escaped(name: &str) -> String {
    let token = name.replace('~', "~0").replace('/', "~1");
    debug_assert_eq!(split_pointer(&format!("/{token}")), [name]);

    token.replace('%', "%25")
}
