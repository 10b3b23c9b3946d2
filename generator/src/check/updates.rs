//! Partial updates: what is said of the lists that are replaced whole.

use super::classify::{Class, classify};
use super::context::Context;
use super::members::gather;
use super::operations::Plan;
use super::types::Builder;
use super::uses::{Use, follow};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Body, TypeKind, TypeRef};
use crate::source::Span;

/// Checks the quirk `update` of a call and notes at the members it names that they are replaced whole.
pub(super) fn note_replaced<'a>(
    context: &mut Context<'a>,
    builder: &mut Builder<'a>,
    plan: &Plan<'a>,
    body: Option<&Body>,
) {
    let Some(word) = plan.update else {
        return;
    };
    let (Some(planned), Some(body)) = (&plan.body, body) else {
        return;
    };
    let Some(schema) = &planned.schema else {
        return;
    };
    let Some(lists) = list_members(context, schema) else {
        return;
    };
    let update = context.effect(word);
    for name in update.replaces.iter().filter(|name| !lists.contains(name)) {
        report_no_list(context, word.span, name, &lists);
    }

    let TypeRef::Named(id) = element(&body.ty) else {
        return;
    };
    if let TypeKind::Struct(object) = &mut builder.types.get_mut(*id).kind {
        for member in object
            .members
            .iter_mut()
            .filter(|member| update.replaces.contains(&member.wire))
        {
            let note = "What is sent replaces the whole list.";
            if !member.doc.details.contains(note) {
                let gap = if member.doc.details.is_empty() {
                    ""
                } else {
                    "\n\n"
                };
                member.doc.details = format!("{}{gap}{note}", member.doc.details);
            }
        }
    }
}

fn element(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::List(inner) => element(inner),
        other => other,
    }
}

/// The members of the object, or of the elements of the list, that are lists; `None` where it is neither.
fn list_members<'a>(context: &mut Context<'a>, body: &Use<'a>) -> Option<Vec<String>> {
    let object = match classify(context, body)? {
        Class::Struct => body.clone(),
        Class::List(Some(items)) => follow(context, items, body.place.element())?,
        Class::One(_)
        | Class::Union(_)
        | Class::TextEnum(_)
        | Class::Newtype
        | Class::Map(_)
        | Class::List(None)
        | Class::Primitive(_)
        | Class::Null => return None,
    };
    let mut lists = Vec::new();
    for member in gather(context, &object)? {
        if matches!(classify(context, &member.schema), Some(Class::List(_))) {
            lists.push(member.name.value.clone());
        }
    }
    Some(lists)
}

fn report_no_list(context: &mut Context<'_>, span: Span, name: &str, lists: &[String]) {
    let help = match did_you_mean(name, lists.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if lists.is_empty() => {
            "no member of the body is a list: leave `replaces` out".to_owned()
        }
        None => format!(
            "the lists are {}",
            lists
                .iter()
                .map(|list| format!("`{list}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    context.report(
        Diagnostic::new(
            Code::UndeclaredMember,
            span,
            format!("`replaces` names `{name}`, which is no list of the body"),
        )
        .help(help),
    );
}
