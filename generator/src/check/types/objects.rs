//! Structs and their members.

use super::super::context::Context;
use super::super::members::{Property, gather};
use super::super::scope::{Candidate, Scope};
use super::super::usage::Direction;
use super::super::uses::Use;
use super::super::{docs, names, notes, shapes};
use super::Builder;
use crate::model::{FieldName, Member, Presence, Primitive, Struct, StructUse, TypeName, TypeRef};
use crate::parse::ast::Additional;
use crate::parse::quirk::UnknownFields;

/// The struct of an object.
pub(super) fn build<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    object: &Use<'a>,
    made_by: StructUse,
    name: &TypeName,
) -> Option<Struct> {
    let mut properties = gather(context, object)?;
    properties.retain(|property| travels(property, made_by));
    let fields = name_fields(context, object, &properties)?;
    let mut members = Vec::with_capacity(properties.len());
    for (property, field) in properties.iter().zip(fields) {
        // An update says nothing that its base does not say.
        if made_by != StructUse::Update {
            let place = format!("{name}.{field}");
            context.uncertain(notes::of_schema(&place, &property.schema));
        }
        members.extend(member(context, builder, property, field, made_by));
    }
    let complete = members.len() == properties.len();
    let keeps_unknown = keeps_unknown(context, object);

    complete.then_some(Struct {
        members,
        keeps_unknown,
        used: made_by,
    })
}

fn travels(property: &Property<'_>, made_by: StructUse) -> bool {
    match made_by {
        StructUse::Answer => !property.schema.any(|schema| schema.write_only),
        StructUse::Request | StructUse::Update => !property.schema.any(|schema| schema.read_only),
    }
}

fn name_fields(
    context: &mut Context<'_>,
    object: &Use<'_>,
    properties: &[Property<'_>],
) -> Option<Vec<FieldName>> {
    let candidates: Vec<Candidate<'_>> = properties
        .iter()
        .map(|property| Candidate {
            place: property.schema.written().pointer.clone(),
            shown: format!("`{}` of `{}`", property.name.value, object.place.name()),
            span: property.name.span,
            given: property.schema.written().quirks.rust_name.as_ref(),
            pure: names::field(&property.name.value),
            qualified: None,
        })
        .collect();
    let scope = Scope {
        what: "field",
        reserved: names::RESERVED_FIELDS,
        suffix: "_member",
    };

    scope.assign(context, &candidates, FieldName::parse)
}

fn member<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    property: &Property<'a>,
    field: FieldName,
    made_by: StructUse,
) -> Option<Member> {
    let direction = match made_by {
        StructUse::Answer => Direction::Answer,
        StructUse::Request | StructUse::Update => Direction::Request,
    };
    let used = &property.schema;
    let elaborated = builder.elaborate(context, used, direction)?;
    let required = property.required && made_by != StructUse::Update;
    let aliases = used.quirk(|quirks| quirks.aliases.as_ref());
    let sensitive = used.quirk(|quirks| quirks.sensitive.as_ref());
    // Any JSON is also null. A required one is a `Value` that holds it, an optional one has to tell it from drift.
    let is_any_kind = !required && elaborated.ty.as_ref().is_none_or(|ty| *ty == ANY);

    Some(Member {
        field,
        wire: property.name.value.clone(),
        aliases: aliases
            .map(|word| context.effect(word).clone())
            .unwrap_or_default(),
        presence: if required {
            Presence::Required
        } else {
            Presence::Optional
        },
        // A required member that reads as nothing at times has to be able to hold nothing.
        nullable: elaborated.nullable
            || elaborated.ty.is_none()
            || is_any_kind
            || (required && shapes::reads_nothing(&elaborated.shape)),
        ty: elaborated.ty.unwrap_or(ANY),
        shape: elaborated.shape,
        sensitive: sensitive.is_some_and(|word| *context.effect(word)),
        deprecated: used.any(|schema| schema.deprecated),
        doc: docs::of_member(used, &property.name.value),
    })
}

const ANY: TypeRef = TypeRef::Primitive(Primitive::Value);

/// Whether members nobody has declared are kept: unless the object or the document says otherwise, they are.
fn keeps_unknown(context: &mut Context<'_>, object: &Use<'_>) -> bool {
    let document = context.spec.quirks.unknown_fields.as_ref();
    let closed = object.any(
        |schema| matches!(&schema.additional, Some(Additional::Allowed(allowed)) if !allowed.value),
    );

    match (
        object.quirk(|quirks| quirks.unknown_fields.as_ref()),
        closed,
    ) {
        (Some(word), _) => *context.effect(word) == UnknownFields::Keep,
        (None, true) => false,
        (None, false) => document.is_none_or(|word| *context.effect(word) == UnknownFields::Keep),
    }
}
