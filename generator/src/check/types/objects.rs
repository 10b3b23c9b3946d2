//! Structs and their members.

use std::collections::BTreeMap;

use super::super::classify::is_nullable;
use super::super::context::Context;
use super::super::lock::steady_place;
use super::super::members::{ADDITIONAL, Property, additional, gather};
use super::super::scope::{Candidate, Longer, Scope, Told};
use super::super::usage::{Direction, Reached};
use super::super::uses::{Use, cases, follow_part};
use super::super::{docs, files, names, notes, shapes, written};
use super::{Builder, Elaborated};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    FieldName, Member, Presence, Primitive, Shape, Struct, StructUse, TypeName, TypeRef, Written,
};
use crate::parse::ast::{Additional, Schema};
use crate::parse::quirk::UnknownFields;
use crate::source::Span;

/// The struct of an object.
pub(super) fn build<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    reached: &Reached<'a>,
    made_by: StructUse,
    name: &TypeName,
) -> Option<Struct> {
    let object = &reached.used;
    let properties = gather(context, object)?;
    report_aliases(context, &properties);
    // All are named together, so that a member has one name in all types that the schema becomes.
    let others = additional(context, object);
    let (fields, additional_field) = name_fields(context, object, &properties, others.as_ref())?;
    let mut named = fields.into_iter().zip(&properties).collect::<Vec<_>>();
    named.retain(|(_, property)| travels(property, made_by));
    let wanted = named.len();
    let mut members = Vec::with_capacity(wanted);
    for (field, property) in named {
        // An update says nothing that its base does not say.
        if made_by != StructUse::Update {
            let place = format!("{name}.{field}");
            let notes = notes::of_schema(context, &place, &property.schema);
            context.uncertain(notes);
        }
        members.extend(member(context, builder, property, field, made_by, reached));
    }
    let complete = members.len() == wanted;
    let additional = others.zip(additional_field).and_then(|(values, field)| {
        additional_member(context, builder, &values, field, direction(made_by))
    });

    let keeps_unknown = keeps_unknown(context, object, additional.is_some());

    (complete || context.is_lenient()).then_some(Struct {
        members,
        additional: additional.map(Box::new),
        keeps_unknown,
        used: made_by,
    })
}

/// Reports other names on the wire that cannot tell which member is meant.
fn report_aliases(context: &mut Context<'_>, properties: &[Property<'_>]) {
    let mut taken: BTreeMap<&str, Span> = properties
        .iter()
        .map(|property| (property.name.value.as_str(), property.name.span))
        .collect();
    for property in properties {
        let Some(word) = property.schema.quirk(|quirks| quirks.aliases.as_ref()) else {
            continue;
        };
        for alias in &word.value {
            let Some(other) = taken.insert(alias, word.span) else {
                continue;
            };
            let message = format!("`{alias}` would be read as two members, or as one twice");
            context.report(
                Diagnostic::new(Code::ConflictingQuirks, word.span, message)
                    .label(format!("an alias of `{}`", property.name.value))
                    .also(other, "the other one")
                    .help(
                        "name in `aliases` only what is the name of no member, and each name once",
                    ),
            );
        }
    }
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
    additional: Option<&Use<'_>>,
) -> Option<(Vec<FieldName>, Option<FieldName>)> {
    let lenient = context.is_lenient();
    let owner = steady_place(object);
    let owner_name = object.place.name();
    let candidates: Vec<Candidate<'_>> = properties
        .iter()
        .map(|property| {
            let (wire, pure) = (&property.name.value, names::field(&property.name.value));
            Candidate {
                place: [owner.as_str(), "/properties/", wire].concat(),
                shown: Told::Made(
                    |wire, owner| format!("`{wire}` of `{owner}`"),
                    wire,
                    &owner_name,
                ),
                span: property.name.span,
                given: property.schema.written().quirks.rust_name.as_ref(),
                qualified: Longer::Texts(Vec::from_iter(
                    lenient.then_some(Told::Made(qualified, wire, "")),
                )),
                is_exact: pure == *wire,
                pure,
            }
        })
        .chain(additional.map(|additional| Candidate {
            place: format!("{owner}/additionalProperties"),
            shown: Told::Made(
                |owner, _| format!("the members of `{owner}` that it does not declare"),
                &owner_name,
                "",
            ),
            span: additional.span(),
            given: additional.written().quirks.rust_name.as_ref(),
            pure: ADDITIONAL.to_owned(),
            qualified: [format!("{ADDITIONAL}_members").into()].into(),
            is_exact: false,
        }))
        .collect();
    let scope = Scope {
        what: "field",
        reserved: names::RESERVED_FIELDS,
        suffix: "_member",
    };

    let mut fields = scope.assign(context, &candidates, FieldName::checked)?;
    let additional = fields.split_off(fields.len().min(properties.len())).pop();

    Some((fields, additional))
}

fn direction(made_by: StructUse) -> Direction {
    match made_by {
        StructUse::Answer => Direction::Answer,
        StructUse::Request | StructUse::Update => Direction::Request,
    }
}

/// The map of all members that are not declared; nothing where they may be anything.
fn additional_member<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    values: &Use<'a>,
    field: FieldName,
    direction: Direction,
) -> Option<Member> {
    let Elaborated {
        ty,
        shape,
        nullable,
    } = builder.elaborate(context, values, direction)?;
    let ty = ty.filter(|ty| *ty != ANY)?;
    let ty = if nullable {
        TypeRef::Nullable(Box::new(ty))
    } else {
        ty
    };

    Some(Member {
        field,
        wire: String::new(),
        aliases: Vec::new(),
        presence: Presence::Optional,
        nullable: false,
        ty: TypeRef::Map(Box::new(ty)),
        shape,
        sensitive: is_sensitive(context, values),
        deprecated: false,
        doc: docs::of_additional(values),
        written: Written::default(),
    })
}

fn qualified(wire: &str, _: &str) -> String {
    names::field(&format!("{wire}_{}", names::spelling(wire)))
}

fn member<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    property: &Property<'a>,
    field: FieldName,
    made_by: StructUse,
    reached: &Reached<'a>,
) -> Option<Member> {
    let used = &property.schema;
    let file = if reached.takes_files(made_by) {
        files::of_member(context, used)
    } else {
        None
    };
    let also_whole = reached.directions.contains(&Direction::Request);
    if file.is_some() && made_by == StructUse::Request && also_whole {
        report_file(context, property);
    }
    let elaborated = match file {
        Some(file) => Elaborated {
            ty: Some(file),
            shape: Shape::default(),
            nullable: is_nullable(used),
        },
        None => builder.elaborate(context, used, direction(made_by))?,
    };
    let required = property.required && made_by != StructUse::Update;
    let aliases = used.quirk(|quirks| quirks.aliases.as_ref());

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
        // A schema without a type allows null as well. A required member that reads as nothing at times has to be able to hold nothing.
        nullable: elaborated.nullable
            || elaborated.ty.is_none()
            || (!required && elaborated.ty == Some(ANY))
            || (required && shapes::reads_nothing(&elaborated.shape)),
        ty: elaborated.ty.unwrap_or(ANY),
        shape: elaborated.shape,
        sensitive: is_sensitive(context, used),
        deprecated: used.any(|schema| schema.deprecated),
        doc: docs::of_member(used, &property.name.value),
        written: written::of_schema(context, used),
    })
}

/// Tells of a file in a body that goes in parts and is also sent in another way.
fn report_file(context: &mut Context<'_>, property: &Property<'_>) {
    let message = format!(
        "`{}` is a file where its body goes in parts, and that body is sent in another way, too",
        property.name.value
    );
    context.report(
        Diagnostic::new(Code::Approximated, property.name.span, message)
            .label("a file wherever it is sent")
            .help("give the body that goes in parts a schema of its own"),
    );
}

const ANY: TypeRef = TypeRef::Primitive(Primitive::Value);

/// How many schemas of lists, maps and choices are looked into for a password.
const MAX_LOOKS: usize = 200;

/// Whether a value is shown to nobody: a quirk says so, or OpenAPI's own word for it.
fn is_sensitive<'a>(context: &mut Context<'a>, used: &Use<'a>) -> bool {
    match used.quirk(|quirks| quirks.sensitive.as_ref()) {
        Some(word) => *context.effect(word),
        None => has_password(context, used, &mut { MAX_LOOKS }),
    }
}

/// Whether a value is a password, or a list, a map or a choice that has one. The members of an object speak for themselves.
fn has_password<'a>(context: &mut Context<'a>, used: &Use<'a>, looks: &mut usize) -> bool {
    let is_password = |schema: &Schema| {
        let format = schema.format.as_ref();
        format.is_some_and(|format| format.value == "password")
    };
    if used.any(is_password) {
        return true;
    }
    let target = used.target;
    if !target.properties.is_empty() {
        return false;
    }
    let mut inner = cases(target);
    inner.extend(target.items.as_deref());
    inner.extend(&target.prefix_items);
    if let Some(Additional::Schema(values)) = &target.additional {
        inner.push(values);
    }

    for schema in inner {
        if *looks == 0 {
            return false;
        }
        *looks -= 1;
        let used = follow_part(context, schema, used.place.clone());
        if used.is_some_and(|used| has_password(context, &used, looks)) {
            return true;
        }
    }

    false
}

/// Whether members nobody has declared are kept: unless the object or the document says otherwise, they are. So are those of a map beside
/// the members that are not what it holds.
fn keeps_unknown(context: &mut Context<'_>, object: &Use<'_>, has_additional: bool) -> bool {
    let document = context.spec.quirks.unknown_fields.as_ref();
    let closed = !has_additional && object.any(
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
