//! A body as an argument: its type and its name.

use super::super::context::Context;
use super::super::resources::Call;
use super::super::types::Builder;
use super::super::usage::Direction;
use super::super::{docs, names, written};
use super::{Kind, PlannedBody, has_fields, report_no_object, sending};
use crate::model::{Body, FieldName, Presence, Primitive, TypeRef};

/// The body of a call under a name; `None` where something was reported, and the inner `None` where the call is better than none without it.
#[expect(
    clippy::option_option,
    reason = "the outer one says that there is no call, the inner one that it has no body"
)]
pub(in crate::check) fn body<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    call: &Call<'a>,
    planned: &PlannedBody<'a>,
    ty: TypeRef,
    field: FieldName,
) -> Option<Option<Body>> {
    let written = planned.written;
    let description = written.description.as_ref();
    let Some(sending) = sending(context, builder, call, planned, &ty) else {
        return context.is_lenient().then_some(None);
    };

    Some(Some(Body {
        field,
        sending,
        ty,
        presence: if written.required {
            Presence::Required
        } else {
            Presence::Optional
        },
        doc: docs::of_texts(
            None,
            description.map(|text| text.value.as_str()),
            "The body.",
        ),
        written: written::of_body(context, planned),
    }))
}

/// The type of a body: that of its schema, a text, or bytes.
pub(in crate::check) fn body_type<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    direction: Direction,
    body: &PlannedBody<'a>,
) -> Option<TypeRef> {
    let Some(schema) = &body.schema else {
        return Some(TypeRef::Primitive(Primitive::Text));
    };
    let any = TypeRef::Primitive(Primitive::Value);
    let ty = builder.elaborate(context, schema, direction)?.ty;
    let ty = ty.unwrap_or_else(|| any.clone());
    if context.is_lenient() && body.kind == Kind::Form && !has_fields(builder, &ty) {
        // Nothing says which fields there are, but fields it has.
        report_no_object(context, body, "any fields are taken");
        return Some(any);
    }

    Some(ty)
}

/// What the body is called: as its type if that has a name of its own, or as the resource where it is a list of the resource's own.
pub(in crate::check) fn body_name(
    builder: &Builder<'_>,
    body: &PlannedBody<'_>,
    ty: &TypeRef,
    resource: &FieldName,
) -> String {
    let Some(schema) = &body.schema else {
        return "body".to_owned();
    };
    let written = schema.written();
    let is_named = written.reference.is_some() || written.quirks.rust_name.is_some();
    let base = |id| {
        let name: &str = builder.types.get(id).name.as_str();
        let stem = ["Input", "Update"]
            .iter()
            .find_map(|suffix| name.strip_suffix(suffix))
            .unwrap_or(name);
        names::field(if stem.is_empty() { name } else { stem })
    };
    match ty {
        TypeRef::Named(id) | TypeRef::Boxed(id) if is_named => base(*id),
        TypeRef::List(element) => match element.as_ref() {
            TypeRef::Named(id) if names::singular(resource.as_str()) == base(*id) => {
                resource.as_str().to_owned()
            }
            TypeRef::Named(id) => format!("{}_list", base(*id).trim_end_matches('_')),
            TypeRef::Primitive(_)
            | TypeRef::Boxed(_)
            | TypeRef::List(_)
            | TypeRef::Map(_)
            | TypeRef::Nullable(_) => "body".to_owned(),
        },
        TypeRef::Named(_)
        | TypeRef::Boxed(_)
        | TypeRef::Primitive(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_) => "body".to_owned(),
    }
}
