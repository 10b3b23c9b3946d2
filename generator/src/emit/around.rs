//! What the documentation of a method says of what comes around its value: the headers of the answer, the bodies of errors.

use crate::model::{Operation, TypeKind, TypeRef};

use super::context::Context;

/// A sentence for each of the two that the spec describes.
pub(super) fn sentences(context: &Context<'_>, operation: &Operation) -> Vec<String> {
    let headers = operation.headers.map(TypeRef::Named);
    let headers = headers.and_then(|headers| named(context, &headers));
    let headers = headers.map(|Named { link, turbofish, .. }| {
        format!("The headers of the answer are {link}: `.with_response().await?.headers_as::<{turbofish}>()`.")
    });
    let errors = operation.errors.as_ref();
    let errors = errors.and_then(|errors| named(context, errors));
    let errors = errors.map(
        |Named {
             link,
             turbofish,
             by_status,
         }| {
            let by_status = if by_status { ", by status" } else { "" };
            format!("The body of an error is {link}{by_status}: `error.declared::<{turbofish}>()`.")
        },
    );

    headers.into_iter().chain(errors).collect()
}

/// A type as documentation names it.
struct Named {
    link: String,
    turbofish: String,
    by_status: bool,
}

fn named(context: &Context<'_>, ty: &TypeRef) -> Option<Named> {
    match ty {
        TypeRef::Named(id) | TypeRef::Boxed(id) => {
            let definition = context.api.types.get(*id);
            let name = definition.name.as_str();
            Some(Named {
                link: format!("[`{name}`](crate::types::{name})"),
                turbofish: name.to_owned(),
                by_status: matches!(definition.kind, TypeKind::ByStatus(_)),
            })
        }
        TypeRef::List(item) => {
            let item = named(context, item)?;
            Some(Named {
                link: format!("a list of {}", item.link),
                turbofish: format!("Vec<{}>", item.turbofish),
                by_status: false,
            })
        }
        TypeRef::Primitive(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => None,
    }
}
