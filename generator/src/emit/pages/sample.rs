//! Examples of what is sent: those of the spec, and where it has none, made from the types. In their wire form, as they go out.

use crate::model::{
    Api, Form, Json, Member, Presence, Primitive, Shape, Struct, StructUse, TimeFormat, TypeId,
    TypeKind, TypeRef, Union, UnionTag, Written, Zone,
};

/// So many optional members of an object are shown where the spec has no example of it.
const SHOWN: usize = 3;

/// A text of which nothing is known.
const TEXT: &str = "text";

/// So deep, only what is required is shown.
const DEPTH: usize = 3;

/// An example of a value.
pub(super) fn sample(
    api: &Api,
    name: &str,
    ty: &TypeRef,
    shape: &Shape,
    written: &Written,
) -> Json {
    match &written.example {
        Some(example) => example.clone(),
        None => within(written, named(name, of_type(api, ty, shape, 0))),
    }
}

/// A number that is not below what is written.
fn within(written: &Written, value: Json) -> Json {
    let least = written
        .limits
        .iter()
        .find_map(|limit| {
            limit
                .to_lowercase()
                .strip_prefix("at least ")
                .map(str::to_owned)
        })
        .filter(|least| least.parse::<i64>().is_ok_and(|least| least > 1));

    match (value, least) {
        (Json::Number(text), Some(least)) if text == "1" => Json::Number(least),
        (value, _) => value,
    }
}

/// A text as it may stand under a name: an invented one that nobody has.
fn named(name: &str, value: Json) -> Json {
    const WORDS: &[(&str, &str)] = &[
        ("mail", "jane@example.com"),
        ("phone", "555-0100"),
        ("mobile", "555-0100"),
        ("url", "https://example.com"),
        ("uri", "https://example.com"),
    ];
    if value != Json::Text(TEXT.to_owned()) {
        return value;
    }
    let name = name.to_lowercase();
    let text = WORDS.iter().find(|(word, _)| name.ends_with(word));

    Json::Text(text.map_or(TEXT, |(_, text)| text).to_owned())
}

fn of_type(api: &Api, ty: &TypeRef, shape: &Shape, depth: usize) -> Json {
    match ty {
        TypeRef::Primitive(primitive) => of_primitive(*primitive, shape),
        TypeRef::Named(id) | TypeRef::Boxed(id) => of_named(api, *id, shape, depth),
        TypeRef::Nullable(inner) => of_type(api, inner, shape, depth),
        TypeRef::List(_) if depth > DEPTH => Json::List(Vec::new()),
        TypeRef::List(item) => {
            let item = of_type(api, item, shape, depth + 1);
            match (shape.form, &item) {
                (Form::CommaList, Json::Text(_) | Json::Number(_) | Json::Boolean(_)) => {
                    Json::Text(super::wire::text(&item))
                }
                _ => Json::List(vec![item]),
            }
        }
        TypeRef::Map(_) if depth > DEPTH => Json::Object(Vec::new()),
        TypeRef::Map(value) => Json::Object(vec![(
            "name".to_owned(),
            of_type(api, value, shape, depth + 1),
        )]),
    }
}

fn of_primitive(primitive: Primitive, shape: &Shape) -> Json {
    let number = |text: &str| match shape.form {
        Form::Text => Json::Text(text.to_owned()),
        _ => Json::Number(text.to_owned()),
    };
    let time = |plain: &str| {
        let pattern = shape.time.as_ref();
        Json::Text(pattern.map_or_else(|| plain.to_owned(), formatted))
    };
    match primitive {
        Primitive::Boolean => match shape.form {
            Form::Integer => Json::Number("1".to_owned()),
            Form::Text => Json::Text("true".to_owned()),
            Form::NumericText => Json::Text("1".to_owned()),
            Form::Plain | Form::Boolean | Form::CommaList | Form::UrlSafe => Json::Boolean(true),
        },
        Primitive::Integer32
        | Primitive::Integer64
        | Primitive::Unsigned32
        | Primitive::Unsigned64 => number("1"),
        Primitive::Number => number("1.5"),
        Primitive::Decimal => number("19.90"),
        Primitive::Text | Primitive::Value => Json::Text(TEXT.to_owned()),
        Primitive::Base64 => Json::Text("aGVsbG8".to_owned()),
        Primitive::Id => id(shape),
        Primitive::Date => time("2026-11-23"),
        Primitive::DateTime => time("2026-11-23T09:30:00"),
        Primitive::Timestamp => time("2026-11-23T09:30:00Z"),
        Primitive::File => Json::Text("photo.jpg".to_owned()),
    }
}

fn id(shape: &Shape) -> Json {
    match shape.form {
        Form::Integer => Json::Number("1".to_owned()),
        _ => Json::Text("1".to_owned()),
    }
}

fn of_named(api: &Api, named: TypeId, shape: &Shape, depth: usize) -> Json {
    match &api.types.get(named).kind {
        TypeKind::Newtype(newtype) if *shape == Shape::default() => id(&newtype.shape),
        TypeKind::Newtype(_) => id(shape),
        TypeKind::TextEnum(choice) => {
            let first = choice.variants.first();
            Json::Text(first.map_or_else(|| TEXT.to_owned(), |first| first.wire.clone()))
        }
        TypeKind::Struct(object) => of_struct(api, object, depth),
        TypeKind::Union(union) => of_union(api, union, depth),
        TypeKind::ByStatus(by_status) => {
            let first = by_status.cases.iter().find(|case| case.ty.is_some());
            let body = first.and_then(|case| Some((case.ty.as_ref()?, &case.shape)));
            body.map_or(Json::Null, |(ty, shape)| of_type(api, ty, shape, depth))
        }
    }
}

fn of_struct(api: &Api, object: &Struct, depth: usize) -> Json {
    let members = shown(object, depth).map(|member| {
        let value = match &member.written.example {
            Some(example) => example.clone(),
            // What holds itself ends here.
            None if depth > 2 * DEPTH => Json::Null,
            None => {
                let value = of_type(api, &member.ty, &member.shape, depth + 1);
                within(&member.written, named(&member.wire, value))
            }
        };

        (member.wire.clone(), value)
    });

    Json::Object(members.collect())
}

/// The members that an example shows: what is required, what the spec has an example of, and where that is nothing, the first few.
fn shown(object: &Struct, depth: usize) -> impl Iterator<Item = &Member> {
    let is_deep = depth > DEPTH;
    let required =
        |member: &Member| object.used != StructUse::Update && member.presence == Presence::Required;
    let told = move |member: &Member| {
        required(member) || (!is_deep && member.written.example.is_some() && !member.deprecated)
    };
    let enough = object.members.iter().any(told);
    let first = if enough || is_deep { 0 } else { SHOWN };
    let others = object
        .members
        .iter()
        .filter(|member| !member.deprecated)
        .take(first);
    let others: Vec<&str> = others.map(|member| member.wire.as_str()).collect();

    object
        .members
        .iter()
        .filter(move |member| told(member) || others.contains(&member.wire.as_str()))
}

fn of_union(api: &Api, union: &Union, depth: usize) -> Json {
    let Some((_, ty, tags)) = union.cases.first() else {
        return Json::Object(Vec::new());
    };
    let mut value = of_type(api, ty, &Shape::default(), depth + 1);
    if let (UnionTag::Member(tag), Json::Object(members), Some(text)) =
        (&union.tag, &mut value, tags.first())
    {
        let text = Json::Text(text.clone());
        match members.iter_mut().find(|(name, _)| name == tag) {
            Some((_, value)) => *value = text,
            None => members.insert(0, (tag.clone(), text)),
        }
    }

    value
}

/// Half past nine on a Monday, as a pattern writes it. A directive that is not known stays as it is.
fn formatted(time: &TimeFormat) -> String {
    let offset = match time.zone {
        Zone::None | Zone::Utc => "+00:00",
        Zone::Offset => "+01:00",
    };
    let directives = [
        ("%:z", offset),
        (
            "%z",
            if time.zone == Zone::Offset {
                "+0100"
            } else {
                "+0000"
            },
        ),
        ("%Y", "2026"),
        ("%y", "26"),
        ("%m", "11"),
        ("%d", "23"),
        ("%H", "09"),
        ("%I", "09"),
        ("%M", "30"),
        ("%S", "00"),
        ("%p", "AM"),
        ("%s", "1795426200"),
        ("%F", "2026-11-23"),
        ("%T", "09:30:00"),
        ("%b", "Nov"),
        ("%B", "November"),
        ("%a", "Mon"),
        ("%A", "Monday"),
        ("%e", "23"),
        ("%.f", ""),
    ];
    let replace = |text: String, (directive, value): (&str, &str)| text.replace(directive, value);

    directives.into_iter().fold(time.pattern.clone(), replace)
}
