//! Counts what becomes of the places where values stand.

use std::collections::BTreeMap;

use indexmap::map::Entry;

use crate::hash::IndexMap;
use crate::model::{Census, CensusPlace, Primitive, TypeId, TypeKind, TypeRef, Types, decide};
use crate::parse::ast::Schema;

/// What is known of the places so far, by the pointers of what is written there.
#[derive(Default)]
pub(super) struct Counted<'a> {
    places: IndexMap<&'a str, Fate>,
}

struct Fate {
    ty: TypeRef,
    line: usize,
    is_stated: bool,
}

impl<'a> Counted<'a> {
    /// Notes what a place came to. Of several types the first one with a type counts.
    pub(super) fn note(&mut self, written: &'a Schema, line: usize, ty: &TypeRef, is_stated: bool) {
        let fate = || Fate {
            ty: ty.clone(),
            line,
            is_stated,
        };
        match self.places.entry(&written.pointer) {
            Entry::Vacant(place) => {
                place.insert(fate());
            }
            Entry::Occupied(mut known) => {
                if known.get().ty == TypeRef::Primitive(Primitive::Value) {
                    known.insert(fate());
                }
            }
        }
    }

    /// What all of them came to.
    pub(super) fn finish(&self, types: &Types) -> Census {
        let mut census = Census::default();
        let mut undecided: BTreeMap<TypeId, bool> = BTreeMap::new();
        let mut has_ties = |id: TypeId| {
            *undecided
                .entry(id)
                .or_insert_with(|| match &types.get(id).kind {
                    TypeKind::Union(union) => !decide(types, union).ties.is_empty(),
                    TypeKind::Struct(_)
                    | TypeKind::TextEnum(_)
                    | TypeKind::Newtype(_)
                    | TypeKind::ByStatus(_) => false,
                })
        };
        for (pointer, fate) in &self.places {
            let place = || CensusPlace {
                pointer: (*pointer).to_owned(),
                line: fate.line,
            };
            match &fate.ty {
                TypeRef::Primitive(Primitive::Value) if fate.is_stated => {
                    census.raw.push(place());
                }
                TypeRef::Primitive(Primitive::Value) => census.untyped += 1,
                TypeRef::Named(id) | TypeRef::Boxed(id) if has_ties(*id) => {
                    census.undecided.push(place());
                }
                _ => census.typed += 1,
            }
        }
        for places in [&mut census.raw, &mut census.undecided] {
            places
                .sort_by(|one, other| (one.line, &one.pointer).cmp(&(other.line, &other.pointer)));
        }

        census
    }
}
