//! Members that are files where a body goes in parts.

use super::classify::{Class, classify};
use super::context::Context;
use super::members::gather_most;
use super::uses::{Use, follow};
use crate::model::{Primitive, TypeRef};
use crate::parse::ast::Schema;

/// The type of a member that is a file or a list of files; nothing where it is neither.
pub(super) fn of_member<'a>(context: &mut Context<'a>, used: &Use<'a>) -> Option<TypeRef> {
    let file = TypeRef::Primitive(Primitive::File);
    if is_file(used.target) {
        return Some(file);
    }
    if !matches!(used.target.types.as_slice(), [kind, ..] if kind.value == "array") {
        return None;
    }
    let Some(Class::List(Some(items))) = classify(context, used) else {
        return None;
    };
    let element = follow(context, items, used.place.element())?;

    is_file(element.target).then(|| TypeRef::List(Box::new(file)))
}

/// The names of the members of an object that are files.
pub(super) fn names<'a>(context: &mut Context<'a>, object: &Use<'a>) -> Vec<&'a str> {
    if !matches!(classify(context, object), Some(Class::Struct)) {
        return Vec::new();
    }
    let (properties, _) = gather_most(context, object);

    properties
        .into_iter()
        .filter(|property| of_member(context, &property.schema).is_some())
        .map(|property| property.name.value.as_str())
        .collect()
}

/// Whether a schema is that of bytes: said so, or said nothing at all. A text in an encoding such as base64 stays a text.
fn is_file(schema: &Schema) -> bool {
    let mut kinds = schema.types.iter().map(|kind| kind.value.as_str());
    let is_text = kinds.clone().any(|kind| kind == "string")
        && kinds.all(|kind| matches!(kind, "string" | "null"));
    let is_encoded = schema
        .content_encoding
        .as_ref()
        .is_some_and(|encoding| !matches!(encoding.value.as_str(), "binary" | "8bit" | "7bit"));
    let is_binary = schema.content_media_type.is_some()
        || schema.content_encoding.is_some()
        || schema
            .format
            .as_ref()
            .is_some_and(|format| format.value == "binary");
    if schema.types.is_empty() && !is_binary {
        return says_nothing(schema);
    }

    (is_text || schema.types.is_empty()) && is_binary && !is_encoded
}

/// Whether a schema takes anything because nothing is said.
fn says_nothing(schema: &Schema) -> bool {
    schema.inner().next().is_none()
        && schema.reference.is_none()
        && schema.enumeration.is_empty()
        && schema.constant.is_none()
        && schema.required.is_empty()
        && schema.additional.is_none()
        && schema.format.is_none()
        && schema.quirks.view.is_none()
}
