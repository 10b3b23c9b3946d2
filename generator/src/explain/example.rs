//! An example of a body, made of the wire rules of its type.

use crate::load::Value;
use crate::model::{
    Api, ByStatus, Form, Member, Presence, Primitive, Shape, TypeKind, TypeRef, View,
};

/// How deep an example goes.
const DEPTH: usize = 4;
/// How many members are shown that may be left out.
const OPTIONAL: usize = 5;

/// A body of this type, and how many of its own members are left out.
pub(super) fn example(api: &Api, ty: &TypeRef) -> (Value, usize) {
    let mut left_out = 0;
    let value = of_type(api, ty, &Shape::default(), DEPTH, &mut left_out);

    (value, left_out)
}

fn of_type(api: &Api, ty: &TypeRef, shape: &Shape, depth: usize, left_out: &mut usize) -> Value {
    match ty {
        TypeRef::Primitive(primitive) => of_primitive(*primitive, shape),
        TypeRef::List(element) => {
            let element = of_type(api, element, shape, depth, left_out);
            match (shape.form, element) {
                (Form::CommaList, Value::Text(text) | Value::Number(text)) => Value::Text(text),
                (_, element) => Value::List(vec![element]),
            }
        }
        TypeRef::Nullable(value) => of_type(api, value, shape, depth, left_out),
        TypeRef::Map(value) => {
            let value = of_type(api, value, &Shape::default(), depth, left_out);
            Value::Object(vec![("name".to_owned(), value)])
        }
        TypeRef::Named(id) | TypeRef::Boxed(id) => match &api.types.get(*id).kind {
            TypeKind::Newtype(newtype) => {
                let own = if shape.form == Form::Plain {
                    &newtype.shape
                } else {
                    shape
                };
                of_primitive(Primitive::Id, own)
            }
            TypeKind::TextEnum(choices) => {
                let first = choices.variants.first();
                Value::Text(
                    first
                        .map(|variant| variant.wire.clone())
                        .unwrap_or_default(),
                )
            }
            TypeKind::Union(union) => match union.cases.first() {
                Some((_, case, _)) if depth > 0 => of_type(api, case, shape, depth - 1, left_out),
                _ => Value::Object(Vec::new()),
            },
            TypeKind::ByStatus(by_status) => match first_body(by_status) {
                Some(body) if depth > 0 => of_type(api, body, shape, depth - 1, left_out),
                _ => Value::Null,
            },
            TypeKind::Struct(_) if depth == 0 => Value::Object(Vec::new()),
            TypeKind::Struct(object) => {
                let (shown, more) = members(&object.members, depth);
                *left_out += more;
                let mut inside = 0;
                let of_member = |member: &&Member| {
                    let value = of_type(api, &member.ty, &member.shape, depth - 1, &mut inside);
                    (member.wire.clone(), value)
                };
                Value::Object(shown.iter().map(of_member).collect())
            }
        },
    }
}

/// What comes under the lowest status that has a body.
fn first_body(by_status: &ByStatus) -> Option<&TypeRef> {
    by_status.cases.iter().find_map(|case| case.ty.as_ref())
}

/// The members that are shown: those that must be sent, and of the others as many as are looked at.
fn members(members: &[Member], depth: usize) -> (Vec<&Member>, usize) {
    let room = if depth == DEPTH { OPTIONAL } else { 2 };
    let mut optional = 0;
    let shown: Vec<&Member> = members
        .iter()
        .filter(|member| match member.presence {
            Presence::Required => true,
            Presence::Optional => {
                optional += 1;
                optional <= room
            }
        })
        .collect();
    let left_out = members.len() - shown.len();

    (shown, if depth == DEPTH { left_out } else { 0 })
}

fn of_primitive(primitive: Primitive, shape: &Shape) -> Value {
    let number = |text: &str| Value::Number(text.to_owned());
    let text = |text: &str| Value::Text(text.to_owned());
    let is_flag = primitive == Primitive::Boolean || shape.views.contains(&View::Flag);

    match (shape.form, primitive) {
        (Form::Integer, _) => number("1"),
        (Form::Text, _) if is_flag => text("true"),
        (Form::NumericText, _)
        | (
            Form::Text,
            Primitive::Integer32
            | Primitive::Integer64
            | Primitive::Unsigned32
            | Primitive::Unsigned64,
        ) => text("1"),
        (Form::Text, Primitive::Number | Primitive::Decimal) => text("1.5"),
        (_, Primitive::Boolean) => Value::Bool(true),
        (
            _,
            Primitive::Integer32
            | Primitive::Integer64
            | Primitive::Unsigned32
            | Primitive::Unsigned64,
        ) => number("1"),
        (_, Primitive::File) => text("(the bytes of a file)"),
        (_, Primitive::Number | Primitive::Decimal) => number("1.5"),
        (_, Primitive::Id) => text("id-1"),
        (_, Primitive::Text) => text("text"),
        (_, Primitive::Base64) => text("aGVsbG8"),
        (_, Primitive::Date | Primitive::DateTime | Primitive::Timestamp) => {
            Value::Text(of_time(primitive, shape))
        }
        (_, Primitive::Value) => Value::Object(Vec::new()),
    }
}

fn of_time(primitive: Primitive, shape: &Shape) -> String {
    if let Some(time) = &shape.time {
        return filled(&time.pattern);
    }

    match primitive {
        Primitive::Date => "2026-11-23".to_owned(),
        Primitive::DateTime => "2026-11-23T09:30:00".to_owned(),
        _ => "2026-11-23T09:30:00Z".to_owned(),
    }
}

/// A format with the directives filled that vendors use; another one stays as it is.
fn filled(pattern: &str) -> String {
    [
        ("%F", "2026-11-23"),
        ("%T", "09:30:00"),
        ("%R", "09:30"),
        ("%Y", "2026"),
        ("%y", "26"),
        ("%m", "11"),
        ("%d", "23"),
        ("%H", "09"),
        ("%I", "09"),
        ("%M", "30"),
        ("%S", "00"),
        ("%p", "AM"),
        ("%:z", "+00:00"),
        ("%z", "+0000"),
        ("%s", "1795426200"),
    ]
    .iter()
    .fold(pattern.to_owned(), |text, (directive, value)| {
        text.replace(directive, value)
    })
}
