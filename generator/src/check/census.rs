//! Counts what becomes of the places where values stand.

use std::collections::BTreeMap;

use crate::model::{Census, CensusPlace, Primitive, TypeId, TypeKind, TypeRef, Types, decide};
use crate::parse::ast::Schema;

/// What is known of the places so far, by the pointers of what is written there.
#[derive(Default)]
pub(super) struct Counted {
    places: BTreeMap<String, Fate>,
}

struct Fate {
    ty: TypeRef,
    line: usize,
    is_stated: bool,
}

impl Counted {
    /// Notes what a place came to. Of several types the first one with a type counts.
    pub(super) fn note(&mut self, written: &Schema, line: usize, ty: &TypeRef, is_stated: bool) {
        let pointer = &written.pointer;
        let is_raw = |ty: &TypeRef| *ty == TypeRef::Primitive(Primitive::Value);
        let known = self.places.get(pointer);
        if known.is_some_and(|fate| !is_raw(&fate.ty)) {
            return;
        }
        let fate = Fate {
            ty: ty.clone(),
            line,
            is_stated,
        };
        self.places.insert(pointer.clone(), fate);
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
                pointer: pointer.clone(),
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
        census.raw.sort_by_key(|place| place.line);
        census.undecided.sort_by_key(|place| place.line);

        census
    }
}
