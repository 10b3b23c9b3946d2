//! The types of the crate: a schema at a place of use becomes a reference to a type, and named ones are built.

mod naming;
mod objects;
mod texts;

use std::collections::BTreeMap;

use super::by_status::{Outcomes, Wanted};
use super::classify::{Class, classify, is_nullable};
use super::context::Context;
use super::modules::Division;
use super::settle::is_rest;
use super::usage::{Direction, Reached, Usage, Variant};
use super::uses::{Use, follow, says_type};
use super::{docs, notes, recursion, shapes, sizes, unions};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::HashMap;
use crate::model::{
    Newtype, Primitive, Shape, Struct, StructUse, TypeDef, TypeId, TypeKind, TypeRef, Types,
};
use crate::parse::ast::Schema;
use crate::source::Span;

/// Hands out references to the types that are being built.
pub(super) struct Builder<'a> {
    usage: Usage<'a>,
    ids: HashMap<(&'a str, Variant), TypeId>,
    /// The types that go by status.
    pub(super) outcomes: Outcomes,
    /// The types that have been built.
    pub(super) types: Types,
}

/// How many lists and maps may hold each other.
const MAX_LISTS: usize = 64;

/// What a schema comes to at a place of use.
pub(super) struct Elaborated {
    /// Its type; nothing where the value is always null.
    pub(super) ty: Option<TypeRef>,
    /// How it travels.
    pub(super) shape: Shape,
    /// Whether it may be null.
    pub(super) nullable: bool,
}

/// Builds all types that are reached; `None` where they cannot even be named.
pub(super) fn build<'a>(
    context: &mut Context<'a>,
    usage: Usage<'a>,
    by_status: &[Wanted],
    division: &Division,
) -> Option<Builder<'a>> {
    let mut names = naming::name_all(context, &usage, by_status)?;
    let mut outcomes = Outcomes::default();
    let of_outcomes = names.split_off(names.len().saturating_sub(by_status.len()));
    for (wanted, name) in by_status.iter().zip(of_outcomes) {
        outcomes.name(wanted.key.clone(), name);
    }
    let mut types = Types::default();
    let mut ids = HashMap::default();
    for ((reached, variant), name) in usage.types().into_iter().zip(names) {
        let definition = TypeDef {
            doc: docs::of_type(&reached.used, &name),
            name,
            origin: context.origin(reached.used.target.span, None),
            is_named: reached.used.place.is_component()
                || reached.used.target.quirks.rust_name.is_some()
                // What is none of the children of a base is not called like one of them.
                || is_rest(context, reached.used.target),
            module: division.module(&reached.users).clone(),
            kind: TypeKind::Struct(Struct {
                members: Vec::new(),
                additional: None,
                keeps_unknown: true,
                used: struct_use(reached, variant),
            }),
        };
        ids.insert(
            (reached.used.target.pointer.as_str(), variant),
            types.add(definition),
        );
    }

    let mut builder = Builder {
        usage,
        ids,
        outcomes,
        types,
    };
    let mut spans: BTreeMap<TypeId, Span> = BTreeMap::new();
    let mut kinds: Vec<(TypeId, TypeKind)> = Vec::new();
    for (reached, variant) in builder.usage.types() {
        let Some(id) = builder.id(&reached.used, variant) else {
            continue;
        };
        if variant != Variant::Update {
            let place = builder.types.get(id).name.to_string();
            let notes = notes::of_evidence(context, &place, &reached.used.target.evidence);
            context.uncertain(notes);
        }
        spans.insert(id, reached.used.target.span);
        match builder.kind(context, reached, variant, id) {
            Some(kind) => kinds.push((id, kind)),
            None => context.missing(reached.used.target.span, "the type of this schema"),
        }
    }
    for (id, kind) in kinds {
        builder.types.get_mut(id).kind = kind;
    }
    if !context.has_errors() {
        recursion::close(context, &mut builder.types, &spans);
        sizes::limit(&mut builder.types);
        unions::report_ties(context, &builder.types, &spans);
    }
    Some(builder)
}

impl<'a> Builder<'a> {
    /// The type of a schema at a place of use; `None` where something was reported. For a lenient reader that is any value then.
    pub(super) fn elaborate(
        &self,
        context: &mut Context<'a>,
        used: &Use<'a>,
        direction: Direction,
    ) -> Option<Elaborated> {
        let elaborated = self.try_elaborate(context, used, direction);
        if elaborated.is_none() {
            let line = context.line(used.span());
            let any = TypeRef::Primitive(Primitive::Value);
            context.counted.note(used.written(), line, &any, true);
        }
        let fallback = || Elaborated {
            ty: Some(TypeRef::Primitive(Primitive::Value)),
            shape: Shape::default(),
            nullable: false,
        };

        elaborated.or_else(|| context.is_lenient().then(fallback))
    }

    fn try_elaborate(
        &self,
        context: &mut Context<'a>,
        used: &Use<'a>,
        direction: Direction,
    ) -> Option<Elaborated> {
        let (mut used, mut lists) = (used.clone(), Vec::new());
        let nullable = is_nullable(&used);
        let mut passed = vec![used.target];
        let mut places = vec![used.written()];
        // Lists and maps are peeled off one by one; what they hold decides the rest.
        let (mut ty, mut shape) = loop {
            let class = classify(context, &used)?;
            let (inner, place) = match class {
                Class::List(Some(items)) | Class::Map(Some(items)) => (items, used.place.element()),
                Class::One(value) => (value, used.place.clone()),
                other => break self.leaf(context, &used, &other, direction)?,
            };
            let mut element = follow(context, inner, place)?;
            if passed.len() > MAX_LISTS
                || passed
                    .iter()
                    .any(|schema| std::ptr::eq(*schema, element.target))
            {
                report_endless(context, &used);
                return None;
            }
            let may_be_null = is_nullable(&element) && !matches!(class, Class::One(_));
            passed.push(element.target);
            places.push(element.written());
            element.words = element.words.over(shapes::inherited(used.words));
            lists.push((class, used.words, may_be_null));
            used = element;
        };
        if let Some(ty) = &ty {
            note(context, &used, &places, ty);
        }
        for (class, words, may_be_null) in lists.into_iter().rev() {
            // A value of any kind holds null by itself.
            if may_be_null && ty != Some(TypeRef::Primitive(Primitive::Value)) {
                ty = ty.map(|ty| TypeRef::Nullable(Box::new(ty)));
            }
            (ty, shape) = match class {
                Class::One(_) => (ty, shapes::one(context, words, shape)),
                Class::Map(_) => (ty.map(|ty| TypeRef::Map(Box::new(ty))), shape),
                _ => (
                    ty.map(|ty| TypeRef::List(Box::new(ty))),
                    shapes::list(context, words, shape),
                ),
            };
        }
        Some(Elaborated {
            ty,
            shape,
            nullable,
        })
    }

    fn leaf(
        &self,
        context: &mut Context<'a>,
        used: &Use<'a>,
        class: &Class<'a>,
        direction: Direction,
    ) -> Option<(Option<TypeRef>, Shape)> {
        let any = || Box::new(TypeRef::Primitive(Primitive::Value));
        let ty = match class {
            Class::Primitive(primitive) => {
                return Some((
                    Some(TypeRef::Primitive(*primitive)),
                    shapes::scalar(context, used, *primitive),
                ));
            }
            Class::Newtype => {
                let shape = shapes::scalar(context, used, Primitive::Id);
                return Some((Some(TypeRef::Named(self.id(used, Variant::Plain)?)), shape));
            }
            Class::List(_) => {
                let shape = shapes::list(context, used.words, Shape::default());
                return Some((Some(TypeRef::List(any())), shape));
            }
            Class::Null => return Some((None, Shape::default())),
            Class::Map(_) => TypeRef::Map(any()),
            Class::TextEnum(_) => TypeRef::Named(self.id(used, Variant::Plain)?),
            Class::Struct => {
                TypeRef::Named(self.id(used, self.usage.variant(used.target, direction))?)
            }
            // A union is never updated in part.
            Class::Union(_) | Class::One(_) => {
                let direction = if direction == Direction::Update {
                    Direction::Request
                } else {
                    direction
                };
                TypeRef::Named(self.id(used, self.usage.variant(used.target, direction))?)
            }
        };
        Some((Some(ty), shapes::other(context, used.words)))
    }

    fn id(&self, used: &Use<'a>, variant: Variant) -> Option<TypeId> {
        self.ids
            .get(&(used.target.pointer.as_str(), variant))
            .copied()
    }

    fn kind(
        &self,
        context: &mut Context<'a>,
        reached: &Reached<'a>,
        variant: Variant,
        id: TypeId,
    ) -> Option<TypeKind> {
        let used = &reached.used;
        match classify(context, used)? {
            Class::Struct => {
                let name = &self.types.get(id).name;
                objects::build(context, self, reached, struct_use(reached, variant), name)
                    .map(TypeKind::Struct)
            }
            Class::Union(branches) => {
                let direction = if struct_use(reached, variant) == StructUse::Answer {
                    Direction::Answer
                } else {
                    Direction::Request
                };
                unions::build(context, self, used, &branches, direction)
            }
            Class::TextEnum(choices) => {
                texts::build(context, used, &choices).map(TypeKind::TextEnum)
            }
            Class::Newtype => Some(TypeKind::Newtype(Newtype {
                shape: shapes::scalar(context, used, Primitive::Id),
            })),
            Class::Map(_) | Class::List(_) | Class::One(_) | Class::Primitive(_) | Class::Null => {
                None
            }
        }
    }
}

/// Notes what a value came to, and with it the lists and maps that it stands in.
fn note<'a>(context: &mut Context<'a>, used: &Use<'a>, places: &[&'a Schema], ty: &TypeRef) {
    let is_stated = used.any(says_type);
    let Some((inner, outer)) = places.split_last() else {
        return;
    };
    let line = context.line(inner.span);
    context.counted.note(inner, line, ty, is_stated);
    // A list of anything is a list.
    let any = TypeRef::Primitive(Primitive::Value);
    let list = TypeRef::List(Box::new(any.clone()));
    let held = if *ty == any && !is_stated { &list } else { ty };
    for place in outer {
        let line = context.line(place.span);
        context.counted.note(place, line, held, is_stated);
    }
}

/// Who makes the struct of a variant.
fn struct_use(reached: &Reached<'_>, variant: Variant) -> StructUse {
    match variant {
        Variant::Update => StructUse::Update,
        Variant::Plain if reached.is_split() || !reached.is_sent() => StructUse::Answer,
        Variant::Plain | Variant::Input => StructUse::Request,
    }
}

fn report_endless(context: &mut Context<'_>, used: &Use<'_>) {
    context.report(
        Diagnostic::new(
            Code::ReferenceCycle,
            used.span(),
            "lists and maps hold each other here without end, or nearly so",
        )
        .help("put an object with a named member between them"),
    );
}
