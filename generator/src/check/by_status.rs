//! Types of answers that go by status: which there are, how they are named, and how they are built.

use std::collections::BTreeMap;

use super::answers::Value;
use super::context::Context;
use super::operations::Plan;
use super::resources::Group;
use super::scope::{Candidate, Scope};
use super::statuses::{Case, Errors};
use super::types::Builder;
use super::usage::Direction;
use super::{docs, names};
use crate::model::{
    ByStatus, FieldName, StatusCase, TypeDef, TypeId, TypeKind, TypeName, TypeRef, VariantName,
};
use crate::source::Span;

/// The names of these types by their keys, and what was built of them.
#[derive(Default)]
pub(super) struct Outcomes {
    types: BTreeMap<String, (TypeName, Option<TypeId>)>,
}

impl Outcomes {
    /// Notes the name of a type that will be built.
    pub(super) fn name(&mut self, key: String, name: TypeName) {
        self.types.insert(key, (name, None));
    }
}

/// A type of this kind that a call needs.
pub(super) struct Wanted {
    /// What it is known by.
    pub(super) key: String,
    /// The resource whose calls need it.
    pub(super) module: FieldName,
    /// What it is called by the rule.
    name: String,
    /// How the name lock and messages know it.
    place: String,
    span: Span,
}

impl Wanted {
    /// Its request for a name.
    pub(super) fn candidate(&self) -> Candidate<'_> {
        Candidate {
            place: self.place.clone(),
            shown: format!("the type of `{}`", self.place).into(),
            span: self.span,
            given: None,
            pure: self.name.clone(),
            qualified: [format!("{}ByStatus", self.name).into()].into(),
            is_exact: false,
        }
    }
}

/// The types that calls need, in their order. What several calls of a resource answer alike is one type, named after the resource where
/// it is the one that most of them have.
pub(super) fn wanted(planned: &[(Group<'_>, Vec<Plan<'_>>)]) -> Vec<Wanted> {
    let mut wanted: Vec<Wanted> = Vec::new();
    for (group, plans) in planned {
        let mut uses: BTreeMap<String, usize> = BTreeMap::new();
        for key in plans
            .iter()
            .filter_map(|plan| errors_key(plan, &group.field))
        {
            *uses.entry(key).or_default() += 1;
        }
        let most = uses.values().copied().max().filter(|most| *most > 1);
        let usual = uses
            .iter()
            .find(|(_, count)| Some(**count) == most)
            .map(|(key, _)| key.clone());
        for plan in plans {
            let call = &plan.call;
            let mut want = |key: String, place: String, name: String| {
                if let Some(known) = wanted.iter_mut().find(|known| known.key == key) {
                    // Of all calls that have it the one with the shortest name.
                    known.name = shorter(std::mem::take(&mut known.name), name);
                } else {
                    wanted.push(Wanted {
                        place,
                        key,
                        module: group.field.clone(),
                        name,
                        span: call.found.key.span,
                    });
                }
            };
            if let Value::Several(_) = &plan.answer.value {
                let name = format!("{}Answer", call.type_name);
                want(answer_key(plan), answer_key(plan), name);
            }
            if let Some(key) = errors_key(plan, &group.field) {
                let owner = if usual.as_ref() == Some(&key) {
                    &group.name
                } else {
                    &call.type_name
                };
                let name = format!("{owner}Error");
                want(key, errors_place(plan, &group.field), name);
            }
        }
    }

    wanted
}

fn shorter(one: String, other: String) -> String {
    let key = |name: &String| (name.len(), name.clone());

    if key(&other) < key(&one) { other } else { one }
}

/// The type of successes that differ; `None` where something was reported.
pub(super) fn answer<'a>(
    context: &mut Context<'a>,
    builder: &mut Builder<'a>,
    plan: &Plan<'a>,
    module: &FieldName,
) -> Option<TypeRef> {
    let Value::Several(cases) = &plan.answer.value else {
        return None;
    };
    let key = answer_key(plan);

    build(
        context,
        builder,
        plan,
        (&key, cases, Speaks::Answers),
        module,
    )
    .map(TypeRef::Named)
}

/// The type of a call's errors, where there is one.
pub(super) fn errors<'a>(
    context: &mut Context<'a>,
    builder: &mut Builder<'a>,
    plan: &Plan<'a>,
    module: &FieldName,
) -> Option<TypeRef> {
    match &plan.answer.errors {
        Errors::Nothing => None,
        Errors::One(body) => builder.elaborate(context, body, Direction::Answer)?.ty,
        Errors::Several(cases) => {
            let key = errors_key(plan, module)?;
            build(
                context,
                builder,
                plan,
                (&key, cases, Speaks::Errors),
                module,
            )
            .map(TypeRef::Named)
        }
    }
}

/// The headers of a call's answer, as a type.
pub(super) fn headers<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    plan: &Plan<'a>,
) -> Option<TypeId> {
    let record = plan.answer.header_record.as_ref()?;
    match builder.elaborate(context, record, Direction::Answer)?.ty {
        Some(TypeRef::Named(id)) => Some(id),
        Some(_) | None => None,
    }
}

fn answer_key(plan: &Plan<'_>) -> String {
    format!("{} answers", plan.call.found.place())
}

/// The same for all calls of a resource whose errors are the same.
fn errors_key(plan: &Plan<'_>, module: &FieldName) -> Option<String> {
    let Errors::Several(cases) = &plan.answer.errors else {
        return None;
    };
    let cases = cases.iter().map(|case| {
        let body = case.body.as_ref().map_or("", |body| &body.target.pointer);
        format!("{}={body}", case.statuses.join(","))
    });

    Some(format!("{module} {}", cases.collect::<Vec<_>>().join(" ")))
}

/// How the name lock writes it. What is written in place has no name, and other calls can say the same.
fn errors_place(plan: &Plan<'_>, module: &FieldName) -> String {
    let Errors::Several(cases) = &plan.answer.errors else {
        return module.to_string();
    };
    let cases = cases.iter().map(|case| {
        let statuses = case.statuses.join(",");
        match &case.body {
            Some(body) if body.place.is_component() => {
                format!("{statuses} {}", body.target.pointer)
            }
            Some(_) | None => statuses,
        }
    });

    format!(
        "errors of {module}: {}",
        cases.collect::<Vec<_>>().join(", ")
    )
}

/// What the statuses are of.
#[derive(Clone, Copy)]
enum Speaks {
    Answers,
    Errors,
}

fn build<'a>(
    context: &mut Context<'a>,
    builder: &mut Builder<'a>,
    plan: &Plan<'a>,
    (key, cases, speaks): (&str, &[Case<'a>], Speaks),
    module: &FieldName,
) -> Option<TypeId> {
    let (name, built) = builder.outcomes.types.get(key)?.clone();
    if built.is_some() {
        return built;
    }
    let found = &plan.call.found;
    let place_of_cases = match speaks {
        Speaks::Answers => key.to_owned(),
        Speaks::Errors => errors_place(plan, module),
    };
    let alike = |name: &str| {
        let same = cases
            .iter()
            .filter(|case| names::variant(&case.name) == name);
        same.count() > 1
    };
    let candidates: Vec<Candidate<'_>> = cases
        .iter()
        .map(|case| {
            let pure = names::variant(&case.name);
            let statuses = case.statuses.join(", ");
            Candidate {
                place: format!("{place_of_cases} = {statuses}"),
                shown: format!("the case of {statuses}").into(),
                span: found.key.span,
                given: None,
                // A status has a name of its own.
                is_exact: !alike(&pure),
                pure,
                qualified: [
                    names::variant(&format!("{}{}", case.name, case.statuses.concat())).into(),
                ]
                .into(),
            }
        })
        .collect();
    let scope = Scope {
        what: "case",
        reserved: names::RESERVED_VARIANTS,
        suffix: "Case",
    };
    let names = scope.assign(context, &candidates, VariantName::checked)?;
    let mut made = Vec::with_capacity(cases.len());
    for (case, name) in cases.iter().zip(names) {
        let body = match &case.body {
            Some(body) => Some(builder.elaborate(context, body, Direction::Answer)?),
            None => None,
        };
        let (ty, shape) = body.map_or_else(Default::default, |body| (body.ty, body.shape));
        made.push(StatusCase {
            name,
            statuses: case.statuses.clone(),
            ty,
            shape,
        });
    }
    let doc = match speaks {
        Speaks::Answers => format!("What {} answers, by status.", docs::code(&found.place())),
        Speaks::Errors => "The body of an error, by status.".to_owned(),
    };
    let id = builder.types.add(TypeDef {
        name: name.clone(),
        doc: docs::of_texts(Some(&doc), None, ""),
        origin: context.origin(found.key.span, None),
        is_named: false,
        module: module.clone(),
        kind: TypeKind::ByStatus(ByStatus { cases: made }),
    });
    builder
        .outcomes
        .types
        .insert(key.to_owned(), (name, Some(id)));

    Some(id)
}
