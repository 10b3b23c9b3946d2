//! Types whose values would take much room where they stand: what is large in them is boxed, so that a value fits any stack.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::recursion::held;
use crate::model::{Member, Presence, Primitive, Struct, TypeId, TypeKind, TypeRef, Types, Union};

/// Bytes that a part may take where it may be missing, or where it is one case of several.
const LARGE: usize = 512;

/// Bytes that a whole struct may take before its largest parts are boxed.
const WHOLE: usize = 2048;

/// Bytes below which a box saves too little.
const SMALL: usize = 64;

/// Bytes of a pointer, and what everything is aligned to.
const WORD: usize = 8;

/// Bytes of a text, a list or a map.
const OWNED: usize = 3 * WORD;

/// Bytes of what keeps members that nobody has declared.
const UNKNOWN: usize = 5 * WORD;

/// Bytes of a value of any type.
const VALUE: usize = 6 * WORD;

/// Bytes of a file.
const FILE: usize = 16 * WORD;

/// Boxes what is large. No circle may be left among the types that hold each other directly.
pub(super) fn limit(types: &mut Types) {
    let mut sizes = Sizes::default();
    let all: Vec<TypeId> = types.iter().map(|(id, _)| id).collect();
    for id in all {
        sizes.settle(types, id);
    }
}

/// Estimates of what is settled.
#[derive(Default)]
struct Sizes {
    of_types: BTreeMap<TypeId, usize>,
}

impl Sizes {
    /// Settles a type after all that it holds.
    fn settle(&mut self, types: &mut Types, id: TypeId) {
        let mut waiting = vec![(id, false)];
        while let Some((id, are_parts_settled)) = waiting.pop() {
            if self.of_types.contains_key(&id) {
                continue;
            }
            if are_parts_settled {
                let size = self.box_large(types, id);
                self.of_types.insert(id, size);
            } else {
                waiting.push((id, true));
                waiting.extend(held(types.get(id)).into_iter().map(|part| (part, false)));
            }
        }
    }

    /// Boxes what is large in a type, and estimates what is left.
    fn box_large(&self, types: &mut Types, id: TypeId) -> usize {
        match &mut types.get_mut(id).kind {
            TypeKind::Struct(object) => self.limit_struct(object),
            TypeKind::Union(union) => self.limit_union(union),
            TypeKind::TextEnum(_) | TypeKind::Newtype(_) => OWNED,
            TypeKind::ByStatus(_) => 0,
        }
    }

    fn limit_struct(&self, object: &mut Struct) -> usize {
        for member in &mut object.members {
            let may_be_missing = member.presence == Presence::Optional || member.nullable;
            if may_be_missing && self.of(&member.ty) > LARGE {
                put_in_box(&mut member.ty);
            }
        }
        let mut size = self.of_struct(object);
        let mut parts: Vec<(usize, &mut Member)> = object
            .members
            .iter_mut()
            .filter(|member| matches!(member.ty, TypeRef::Named(_)))
            .map(|member| (self.of(&member.ty), member))
            .filter(|(size, _)| *size >= SMALL)
            .collect();
        // A stable order: of equals, the first of the document.
        parts.sort_by_key(|(size, _)| Reverse(*size));
        for (part, member) in parts {
            if size <= WHOLE {
                break;
            }
            put_in_box(&mut member.ty);
            size = size.saturating_sub(part).saturating_add(WORD);
        }

        size
    }

    fn limit_union(&self, union: &mut Union) -> usize {
        for (_, ty, _) in &mut union.cases {
            if self.of(ty) > LARGE {
                put_in_box(ty);
            }
        }
        let cases = union.cases.iter().map(|(_, ty, _)| self.of(ty));

        cases.max().unwrap_or_default().max(VALUE) + WORD
    }

    fn of_struct(&self, object: &Struct) -> usize {
        let unknown = if object.keeps_unknown { UNKNOWN } else { 0 };
        let members = object.with_additional();
        let members = members.map(|member| self.of(&member.ty));

        members.fold(unknown, usize::saturating_add)
    }

    /// What a value takes, whether it may be missing or not: most types have room for that in themselves.
    fn of(&self, ty: &TypeRef) -> usize {
        match ty {
            TypeRef::Primitive(primitive) => of_primitive(*primitive),
            TypeRef::Named(id) => self.of_types.get(id).copied().unwrap_or_default(),
            TypeRef::Boxed(_) => WORD,
            TypeRef::List(_) | TypeRef::Map(_) => OWNED,
            TypeRef::Nullable(inner) => self.of(inner),
        }
    }
}

fn put_in_box(ty: &mut TypeRef) {
    if let TypeRef::Named(id) = ty {
        *ty = TypeRef::Boxed(*id);
    }
}

fn of_primitive(primitive: Primitive) -> usize {
    match primitive {
        Primitive::Boolean | Primitive::Integer32 | Primitive::Unsigned32 | Primitive::Date => WORD,
        Primitive::Integer64 | Primitive::Unsigned64 | Primitive::Number | Primitive::DateTime => {
            2 * WORD
        }
        Primitive::Decimal
        | Primitive::Text
        | Primitive::Base64
        | Primitive::Id
        | Primitive::Timestamp => OWNED,
        Primitive::Value => VALUE,
        Primitive::File => FILE,
    }
}
