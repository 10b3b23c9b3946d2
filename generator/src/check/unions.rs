//! `oneOf` and `anyOf`: their cases, and what tells them apart.

mod tags;

use std::collections::BTreeMap;

use super::classify::{Class, classify};
use super::context::Context;
use super::lock::steady_place;
use super::names;
use super::scope::{Candidate, Scope};
use super::settle;
use super::types::{Builder, Elaborated};
use super::uses::{Use, follow};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Value;
use crate::model::{
    Primitive, TypeId, TypeKind, TypeRef, Types, Union, UnionTag, VariantName, decide,
};
use crate::parse::ast::{Discriminator, Schema};
use crate::source::Span;

use super::usage::Direction;

/// The branches that can be read, each with the name of its case: of its component, its title, the constant that tells it, the members
/// it must have, or its kind.
/// Where nothing else differs those behind the first are numbered.
pub(super) fn cases<'a>(
    context: &mut Context<'a>,
    union: &Use<'a>,
    branches: &[&'a Schema],
) -> Vec<(String, Use<'a>)> {
    let mut cases: Vec<(String, Use<'a>)> = Vec::new();
    for branch in branches {
        let Some(mut used) = follow(context, branch, union.place.case("Object")) else {
            continue;
        };
        let own = branch
            .title
            .as_ref()
            .map(|title| title.value.clone())
            .or_else(|| own_name(branch));
        let name = if used.place.is_component() {
            Some(used.place.name())
        } else {
            own.or_else(|| classify(context, &used).map(|class| kind_name(&class).to_owned()))
        };
        let Some(name) = name else { continue };
        if !used.place.is_component() {
            used.place = union.place.case(&name);
        }
        cases.push((name, used));
    }
    tell_lists(context, &mut cases);
    let names: Vec<String> = cases.iter().map(|(name, _)| names::variant(name)).collect();
    for (index, (name, used)) in cases.iter_mut().enumerate() {
        let same = |other: &&String| names.get(index) == Some(other);
        let earlier = names.iter().take(index).filter(same).count();
        if earlier > 0 {
            *name = format!("{name}{}", earlier + 1);
            if !used.place.is_component() {
                used.place = union.place.case(name);
            }
        }
    }
    cases
}

/// Names several lists by what they hold: `TextList`, `IntegerList`.
fn tell_lists<'a>(context: &mut Context<'a>, cases: &mut [(String, Use<'a>)]) {
    let plain = kind_name(&Class::List(None));
    if cases.iter().filter(|(name, _)| name == plain).count() < 2 {
        return;
    }
    for (name, used) in cases.iter_mut().filter(|(name, _)| name == plain) {
        let Some(items) = used.target.items.as_deref() else {
            continue;
        };
        let Some(element) = follow(context, items, used.place.element()) else {
            continue;
        };
        let of_kind = |class: Class<'a>| kind_name(&class).to_owned();
        let held = if element.place.is_component() {
            Some(element.place.name())
        } else {
            classify(context, &element).map(of_kind)
        };
        if let Some(held) = held {
            *name = format!("{held}{plain}");
        }
    }
}

/// What an object is called by its members: the text that tells it, or those that it must have.
pub(super) fn own_name(branch: &Schema) -> Option<String> {
    constant(branch).or_else(|| required(branch))
}

/// The text of the first member of an object that can have only one.
fn constant(branch: &Schema) -> Option<String> {
    branch.properties.iter().find_map(|(_, member)| {
        match (&member.constant, member.enumeration.as_slice()) {
            (Some(only), _) | (None, [only]) => match &only.value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            },
            _ => None,
        }
    })
}

/// The names of the members an object must have, where they are few.
fn required(branch: &Schema) -> Option<String> {
    let names: Vec<&str> = branch
        .required
        .iter()
        .map(|name| name.value.as_str())
        .collect();

    matches!(names.len(), 1..=3).then(|| names.join(" "))
}

/// The union behind a use.
pub(super) fn build<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    union: &Use<'a>,
    branches: &[&'a Schema],
    direction: Direction,
) -> Option<TypeKind> {
    let cases = cases(context, union, branches);
    let owner = steady_place(union);
    let candidates: Vec<Candidate<'_>> = cases
        .iter()
        .map(|(name, used)| Candidate {
            place: format!("{owner} = {name}"),
            shown: format!("the case `{name}`").into(),
            span: used.span(),
            given: None,
            pure: names::variant(name),
            qualified: [].into(),
            is_exact: names::variant(name) == *name,
        })
        .collect();
    let scope = Scope {
        what: "case",
        reserved: names::RESERVED_VARIANTS,
        suffix: "Case",
    };
    let names = scope.assign(context, &candidates, VariantName::checked)?;

    let mut built = Vec::with_capacity(cases.len());
    for ((_, used), name) in cases.iter().zip(names) {
        let ty = match builder.elaborate(context, used, direction) {
            Some(Elaborated { ty: Some(ty), .. }) => ty,
            Some(_) | None if context.is_lenient() => TypeRef::Primitive(Primitive::Value),
            Some(_) | None => return None,
        };
        built.push((name, ty, Vec::new()));
    }
    let mut rest = None;
    let tag = match &union.target.discriminator {
        Some(discriminator) => {
            let tags = tags::of_cases(context, discriminator, &cases);
            for ((_, _, own), tags) in built.iter_mut().zip(tags) {
                *own = tags;
            }
            rest = cases
                .iter()
                .position(|(_, used)| settle::is_rest(context, used.target))
                .or_else(|| tags::default_case(context, discriminator, &cases));
            match check_tagged(context, discriminator, &cases, &built, rest) {
                Some(()) => UnionTag::Member(discriminator.property.value.clone()),
                None if context.is_lenient() => UnionTag::Structure,
                None => return None,
            }
        }
        None => UnionTag::Structure,
    };
    if tag == UnionTag::Structure {
        for (_, _, tags) in &mut built {
            tags.clear();
        }
        rest = None;
    }
    (built.len() == branches.len()).then_some(TypeKind::Union(Union {
        tag,
        cases: built,
        rest,
    }))
}

/// Tells of cases that nothing tells apart: a value that fits both is read as the first of them.
pub(super) fn report_ties(
    context: &mut Context<'_>,
    types: &Types,
    spans: &BTreeMap<TypeId, Span>,
) {
    for (id, definition) in types.iter() {
        let TypeKind::Union(union) = &definition.kind else {
            continue;
        };
        let name = |index: usize| union.cases.get(index).map(|(name, ..)| name.to_string());
        let Some((first, second)) = decide(types, union).ties.first().copied() else {
            continue;
        };
        let (Some(first), Some(second)) = (name(first), name(second)) else {
            continue;
        };
        let span = spans.get(&id).copied().unwrap_or_default();
        let message = format!(
            "nothing tells `{first}` and `{second}` of `{}` apart",
            definition.name
        );
        context.report(
            Diagnostic::new(Code::UndecidedUnion, span, message)
                .label(format!("what fits both is read as `{first}`"))
                .help("give each a `required` member of its own, or a `discriminator`"),
        );
    }
}

fn check_tagged(
    context: &mut Context<'_>,
    discriminator: &Discriminator,
    cases: &[(String, Use<'_>)],
    built: &[(VariantName, TypeRef, Vec<String>)],
    rest: Option<usize>,
) -> Option<()> {
    let mut sound = Some(());
    for (index, ((_, used), (name, ty, tags))) in cases.iter().zip(built).enumerate() {
        if !matches!(ty, TypeRef::Named(_)) || (tags.is_empty() && rest != Some(index)) {
            sound = None;
            // The cases are told by their structure then.
            if context.is_lenient() {
                break;
            }
            context.report(
                Diagnostic::new(
                    Code::Unsupported,
                    used.span(),
                    format!("the case `{name}` of a union with a discriminator has no value of it"),
                )
                .also(discriminator.property.span, "the discriminator")
                .help("put the branch under `components: schemas:` and refer to it, or give its member a `const`"),
            );
        }
    }
    sound
}

fn kind_name(class: &Class<'_>) -> &'static str {
    match class {
        Class::Struct => "Object",
        Class::Union(_) => "Union",
        Class::TextEnum(_) => "Choice",
        Class::Newtype => "Id",
        Class::Map(_) => "Map",
        Class::List(_) => "List",
        Class::One(_) => "One",
        Class::Null => "Null",
        Class::Primitive(primitive) => match primitive {
            Primitive::Boolean => "Boolean",
            Primitive::Integer32
            | Primitive::Integer64
            | Primitive::Unsigned32
            | Primitive::Unsigned64 => "Integer",
            Primitive::Number => "Number",
            Primitive::Decimal => "Decimal",
            Primitive::Text => "Text",
            Primitive::Base64 => "Base64",
            Primitive::Id => "Id",
            Primitive::Date => "Date",
            Primitive::DateTime => "DateTime",
            Primitive::Timestamp => "Timestamp",
            Primitive::Value => "Value",
            Primitive::File => "File",
        },
    }
}
