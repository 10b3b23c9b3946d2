//! What is known of the values of a case.

use std::collections::BTreeMap;

use super::super::{Presence, Primitive, Struct, TypeId, TypeKind, TypeRef, Types};
use super::{Mark, ValueKind};

/// What is known of the values of a case.
pub(super) struct Profile<'t> {
    pub(super) kind: Option<ValueKind>,
    pub(super) texts: Option<Vec<&'t str>>,
    pub(super) element: Option<ValueKind>,
    pub(super) structure: Option<TypeId>,
    pub(super) members: Vec<Known<'t>>,
    places: BTreeMap<&'t str, usize>,
}

/// A member of a case.
pub(super) struct Known<'t> {
    pub(super) name: &'t str,
    pub(super) required: bool,
    pub(super) texts: Option<Vec<&'t str>>,
    pub(super) kind: Option<ValueKind>,
}

impl<'t> Profile<'t> {
    pub(super) fn of(types: &'t Types, ty: &TypeRef) -> Self {
        let mut profile = Self {
            kind: kind_of(types, ty, DEPTH),
            texts: texts_of(types, ty),
            element: None,
            structure: None,
            members: Vec::new(),
            places: BTreeMap::new(),
        };
        match ty {
            TypeRef::List(element) => profile.element = kind_of(types, element, DEPTH),
            TypeRef::Named(id) | TypeRef::Boxed(id) => {
                if let TypeKind::Struct(structure) = &types.get(*id).kind {
                    profile.structure = Some(*id);
                    profile.members = known(types, structure);
                    let names = profile.members.iter().map(|member| member.name);
                    profile.places = names.zip(0..).collect();
                }
            }
            TypeRef::Primitive(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => {}
        }

        profile
    }

    /// What always tells it: its kind, the keys that it must have, and the texts of those that have one only.
    pub(super) fn mark(&self) -> Mark {
        let mut mark = Mark {
            kind: self.kind,
            ..Mark::default()
        };
        for member in self.members.iter().filter(|member| member.required) {
            match member.texts.as_deref() {
                Some([only]) => mark
                    .constants
                    .push((member.name.to_owned(), (*only).to_owned())),
                _ => mark.keys.push(member.name.to_owned()),
            }
        }

        mark
    }

    pub(super) fn member(&self, name: &str) -> Option<&Known<'t>> {
        self.members.get(*self.places.get(name)?)
    }

    /// Whether it must have a key that the other one does not know.
    pub(super) fn has_own_key(&self, other: &Self) -> bool {
        self.members
            .iter()
            .any(|member| member.required && other.member(member.name).is_none())
    }

    /// How many marks a value of it shows.
    pub(super) fn weight(&self) -> usize {
        let mark = self.mark();

        mark.keys.len() + 2 * mark.constants.len()
    }

    /// Whether the other one knows all of its keys.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.members
            .iter()
            .all(|member| other.places.contains_key(member.name))
    }
}

/// How deep lists and unions are looked into.
const DEPTH: usize = 4;

fn known<'t>(types: &'t Types, structure: &'t Struct) -> Vec<Known<'t>> {
    structure
        .members
        .iter()
        .map(|member| Known {
            name: &member.wire,
            required: member.presence == Presence::Required,
            texts: texts_of(types, &member.ty),
            kind: if member.nullable || !member.shape.views.is_empty() {
                None
            } else {
                kind_of(types, &member.ty, DEPTH)
            },
        })
        .collect()
}

/// The texts that a value can have, where they are listed.
fn texts_of<'t>(types: &'t Types, ty: &TypeRef) -> Option<Vec<&'t str>> {
    let TypeRef::Named(id) = ty else { return None };
    match &types.get(*id).kind {
        TypeKind::TextEnum(text_enum) => {
            let variants = text_enum.variants.iter();
            Some(variants.map(|variant| variant.wire.as_str()).collect())
        }
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Newtype(_) | TypeKind::ByStatus(_) => {
            None
        }
    }
}

/// The kind of all values of a type, where there is only one.
fn kind_of(types: &Types, ty: &TypeRef, depth: usize) -> Option<ValueKind> {
    match ty {
        TypeRef::Primitive(primitive) => kind_of_primitive(*primitive),
        TypeRef::List(_) => Some(ValueKind::List),
        TypeRef::Map(_) => Some(ValueKind::Object),
        TypeRef::Nullable(_) => None,
        TypeRef::Named(id) | TypeRef::Boxed(id) => match &types.get(*id).kind {
            TypeKind::Struct(_) => Some(ValueKind::Object),
            TypeKind::TextEnum(_) => Some(ValueKind::Text),
            TypeKind::ByStatus(_) => None,
            // An identifier may be a number on the wire.
            TypeKind::Newtype(newtype) => newtype.shape.views.is_empty().then_some(ValueKind::Text),
            TypeKind::Union(union) => {
                let depth = depth.checked_sub(1)?;
                let mut kinds = union
                    .cases
                    .iter()
                    .map(|(_, ty, _)| kind_of(types, ty, depth));
                let first = kinds.next()??;
                kinds.all(|kind| kind == Some(first)).then_some(first)
            }
        },
    }
}

fn kind_of_primitive(primitive: Primitive) -> Option<ValueKind> {
    match primitive {
        Primitive::Boolean => Some(ValueKind::Boolean),
        Primitive::Integer32
        | Primitive::Integer64
        | Primitive::Unsigned32
        | Primitive::Unsigned64
        | Primitive::Number
        | Primitive::Decimal => Some(ValueKind::Number),
        Primitive::Text
        | Primitive::Base64
        | Primitive::Date
        | Primitive::DateTime
        | Primitive::Timestamp => Some(ValueKind::Text),
        Primitive::Id | Primitive::Value | Primitive::File => None,
    }
}
