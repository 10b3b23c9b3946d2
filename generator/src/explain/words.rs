//! Types and places in plain words.

use crate::model::{Api, Form, Primitive, Shape, TypeRef, View, Zone};

/// A type, as a person names it.
pub(super) fn of_type(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Primitive(primitive) => of_primitive(*primitive).to_owned(),
        TypeRef::Named(id) | TypeRef::Boxed(id) => api.types.get(*id).name.to_string(),
        TypeRef::List(element) => format!("list of {}", of_type(api, element)),
        TypeRef::Nullable(value) => format!("{} or null", of_type(api, value)),
        TypeRef::Map(value) => format!("map from text to {}", of_type(api, value)),
    }
}

fn of_primitive(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Boolean => "boolean",
        Primitive::Integer32 | Primitive::Integer64 => "integer",
        Primitive::Unsigned32 | Primitive::Unsigned64 => "integer from 0 on",
        Primitive::Number => "number",
        Primitive::Decimal => "decimal",
        Primitive::Text => "text",
        Primitive::Base64 => "bytes as base64",
        Primitive::Id => "id",
        Primitive::Date => "date",
        Primitive::DateTime => "date-time",
        Primitive::Timestamp => "timestamp",
        Primitive::Value => "any JSON",
        Primitive::File => "file",
    }
}

/// How a value travels, where that is not plain.
pub(super) fn of_shape(shape: &Shape) -> Vec<String> {
    let sent = match shape.form {
        Form::Plain => None,
        Form::Integer if shape.views.contains(&View::Flag) => Some("sent as 0 or 1"),
        Form::Integer => Some("sent as a number"),
        Form::Text => Some("sent as a text"),
        Form::Boolean => Some("sent as true or false"),
        Form::NumericText => Some("sent as \"0\" or \"1\""),
        Form::CommaList => Some("sent as one text with commas"),
        Form::UrlSafe => Some("of the alphabet for URLs"),
    };
    let time = shape.time.as_ref().map(|time| {
        let zone = match time.zone {
            Zone::None => "no zone",
            Zone::Utc => "UTC",
            Zone::Offset => "with its offset",
        };
        format!("written as `{}`, {zone}", time.pattern)
    });

    sent.map(str::to_owned).into_iter().chain(time).collect()
}

/// Pointers that are tried in order.
pub(super) fn either(pointers: &[String]) -> String {
    let pointers: Vec<String> = pointers.iter().map(|pointer| at(pointer)).collect();

    pointers.join(" or ")
}

/// A pointer; the empty one is the whole body.
pub(super) fn at(pointer: &str) -> String {
    if pointer.is_empty() {
        "the whole body".to_owned()
    } else {
        format!("`{pointer}`")
    }
}
