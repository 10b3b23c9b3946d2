//! Types that hold themselves: the edge that closes a circle is boxed, and a circle that can never be closed is reported.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Presence, TypeDef, TypeId, TypeKind, TypeRef, Types};
use crate::source::Span;

/// Boxes what closes a circle, in the order of the types.
pub(super) fn close(context: &mut Context<'_>, types: &mut Types, spans: &BTreeMap<TypeId, Span>) {
    report_endless(context, types, spans);

    let all: Vec<TypeId> = types.iter().map(|(id, _)| id).collect();
    let mut done = BTreeSet::new();
    for id in all {
        box_circles(types, id, &mut done);
    }
}

/// Walks the types that are held directly, depth first; an edge back to a type on the way is the one that closes a circle.
fn box_circles(types: &mut Types, start: TypeId, done: &mut BTreeSet<TypeId>) {
    let mut way: Vec<(TypeId, Vec<TypeId>)> = Vec::new();
    if done.insert(start) {
        way.push((start, held(types.get(start))));
    }
    while let Some((from, rest)) = way.last_mut() {
        let from = *from;
        let Some(to) = rest.pop() else {
            way.pop();
            continue;
        };
        if way.iter().any(|(passed, _)| *passed == to) {
            box_edge(types, from, to);
        } else if done.insert(to) {
            way.push((to, held(types.get(to))));
        }
    }
}

/// The types a type holds directly, last first.
pub(super) fn held(definition: &TypeDef) -> Vec<TypeId> {
    let direct = |ty: &TypeRef| match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Primitive(_)
        | TypeRef::Boxed(_)
        | TypeRef::List(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_) => None,
    };
    match &definition.kind {
        TypeKind::Struct(object) => object
            .members
            .iter()
            .rev()
            .filter_map(|member| direct(&member.ty))
            .collect(),
        TypeKind::Union(union) => union
            .cases
            .iter()
            .rev()
            .filter_map(|(_, ty, _)| direct(ty))
            .collect(),
        TypeKind::TextEnum(_) | TypeKind::Newtype(_) | TypeKind::ByStatus(_) => Vec::new(),
    }
}

fn box_edge(types: &mut Types, from: TypeId, to: TypeId) {
    let held: Vec<&mut TypeRef> = match &mut types.get_mut(from).kind {
        TypeKind::Struct(object) => object
            .members
            .iter_mut()
            .map(|member| &mut member.ty)
            .collect(),
        TypeKind::Union(union) => union.cases.iter_mut().map(|(_, ty, _)| ty).collect(),
        TypeKind::TextEnum(_) | TypeKind::Newtype(_) | TypeKind::ByStatus(_) => Vec::new(),
    };
    for ty in held {
        if *ty == TypeRef::Named(to) {
            *ty = TypeRef::Boxed(to);
        }
    }
}

/// Reports types of which no value can exist, since each would need another one first.
fn report_endless(context: &mut Context<'_>, types: &Types, spans: &BTreeMap<TypeId, Span>) {
    let mut makeable: BTreeSet<TypeId> = BTreeSet::new();
    loop {
        let before = makeable.len();
        for (id, definition) in types.iter() {
            if can_be_made(definition, &makeable) {
                makeable.insert(id);
            }
        }
        if makeable.len() == before {
            break;
        }
    }
    for (id, definition) in types.iter().filter(|(id, _)| !makeable.contains(id)) {
        context.report(
            Diagnostic::new(
                Code::EndlessType,
                spans.get(&id).copied().unwrap_or_default(),
                format!("no value of `{}` can exist: it has to hold another one of its own kind", definition.name),
            )
            .help("take the member that closes the circle out of `required`, allow null for it, or make it a list"),
        );
    }
}

/// Whether everything a value cannot do without can be made.
fn can_be_made(definition: &TypeDef, makeable: &BTreeSet<TypeId>) -> bool {
    let can = |ty: &TypeRef| match ty {
        TypeRef::Named(id) | TypeRef::Boxed(id) => makeable.contains(id),
        TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => true,
    };
    match &definition.kind {
        TypeKind::Struct(object) => object.members.iter().all(|member| {
            member.presence == Presence::Optional || member.nullable || can(&member.ty)
        }),
        TypeKind::Union(union) => union.cases.iter().any(|(_, ty, _)| can(ty)),
        TypeKind::TextEnum(_) | TypeKind::Newtype(_) | TypeKind::ByStatus(_) => true,
    }
}
