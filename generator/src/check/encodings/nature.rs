//! How deep a value nests, which decides the styles that are defined for it.

use std::collections::BTreeMap;

use crate::model::{Primitive, TypeId, TypeKind, TypeRef, Types};

/// How deep a value nests, the plainest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Nature {
    /// One value, or any.
    Single,
    /// A list of single values.
    Singles,
    /// An object of single values.
    Flat,
    /// An object of single values and lists of them.
    FlatWithLists,
    /// Objects in objects.
    Nested,
    /// Lists of objects or of lists.
    Deep,
}

impl Nature {
    /// What a type comes to. A union is what the deepest of its cases is.
    pub(super) fn of(types: &Types, ty: &TypeRef) -> Self {
        look(types, ty, &mut BTreeMap::new())
    }
}

fn look(types: &Types, ty: &TypeRef, known: &mut BTreeMap<TypeId, Nature>) -> Nature {
    match ty {
        // A file has no place in a query, and is taken out of bodies before.
        TypeRef::Primitive(Primitive::File) => Nature::Deep,
        TypeRef::Primitive(_) => Nature::Single,
        TypeRef::Nullable(value) => look(types, value, known),
        TypeRef::List(element) => match look(types, element, known) {
            Nature::Single => Nature::Singles,
            _ => Nature::Deep,
        },
        TypeRef::Map(value) => holder(look(types, value, known)),
        TypeRef::Named(id) | TypeRef::Boxed(id) => {
            if let Some(nature) = known.get(id) {
                return *nature;
            }
            // What holds itself nests.
            known.insert(*id, Nature::Nested);
            let nature = match &types.get(*id).kind {
                TypeKind::TextEnum(_) | TypeKind::Newtype(_) | TypeKind::ByStatus(_) => {
                    Nature::Single
                }
                TypeKind::Struct(object) => {
                    let members = object.with_additional();
                    let deepest = members.map(|member| look(types, &member.ty, known)).max();
                    holder(deepest.unwrap_or(Nature::Single))
                }
                TypeKind::Union(union) => {
                    let cases = union.cases.iter();
                    let deepest = cases.map(|(_, ty, _)| look(types, ty, known)).max();
                    deepest.unwrap_or(Nature::Single)
                }
            };
            known.insert(*id, nature);
            nature
        }
    }
}

/// What an object is whose deepest member is this.
fn holder(member: Nature) -> Nature {
    match member {
        Nature::Single => Nature::Flat,
        Nature::Singles => Nature::FlatWithLists,
        Nature::Flat | Nature::FlatWithLists | Nature::Nested => Nature::Nested,
        Nature::Deep => Nature::Deep,
    }
}
