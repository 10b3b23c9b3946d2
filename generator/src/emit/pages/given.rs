//! What the examples of a call give: one choice of values, in their wire form, for curl and for Rust alike.

use crate::model::{
    Api, Json, Operation, PagedBy, Pagination, Parameter, PathParameter, Presence, Shape, TypeKind,
    TypeRef,
};

use super::sample::sample;

/// So many optional parameters are shown where the spec has an example of none.
const SHOWN: usize = 1;

/// What is given to a call.
pub(super) struct Given<'a> {
    /// The values of the path.
    pub(super) path: Vec<(&'a PathParameter, Json)>,
    /// Parameters: all that are required, and a few others.
    pub(super) parameters: Vec<(&'a Parameter, Json)>,
    /// The body.
    pub(super) body: Option<Json>,
}

/// The values for the examples of a call.
pub(super) fn given<'a>(api: &Api, operation: &'a Operation) -> Given<'a> {
    let path = operation.path_parameters.iter().map(|parameter| {
        let shape = shape_of(api, &parameter.shape, &parameter.ty);
        (
            parameter,
            sample(
                api,
                &parameter.wire,
                &parameter.ty,
                shape,
                &parameter.written,
            ),
        )
    });
    let parameters = chosen(operation).into_iter().map(|parameter| {
        let shape = shape_of(api, &parameter.shape, &parameter.ty);
        let value = match &parameter.fixed {
            Some(fixed) => Json::Text(fixed.clone()),
            None => sample(
                api,
                &parameter.wire,
                &parameter.ty,
                shape,
                &parameter.written,
            ),
        };

        (parameter, value)
    });
    let body = operation
        .body
        .as_ref()
        .map(|body| sample(api, "", &body.ty, &Shape::default(), &body.written));

    Given {
        path: path.collect(),
        parameters: parameters.collect(),
        body,
    }
}

/// All required parameters, the optional ones with an example, and where that is nothing, the first.
fn chosen(operation: &Operation) -> Vec<&Parameter> {
    let told = |parameter: &&Parameter| {
        parameter.presence == Presence::Required
            || (parameter.written.example.is_some() && !parameter.deprecated)
    };
    let chosen: Vec<&Parameter> = operation.parameters.iter().filter(told).collect();
    if !chosen.is_empty() {
        return chosen;
    }

    operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.deprecated && !pages(operation, &parameter.wire))
        .rev()
        .max_by_key(|parameter| interest(&parameter.ty))
        .into_iter()
        .take(SHOWN)
        .collect()
}

/// How much an example of the type tells; of those that tell the same, the first is taken.
fn interest(ty: &TypeRef) -> u8 {
    use crate::model::Primitive::{Boolean, Date, DateTime, Timestamp};

    match ty {
        TypeRef::Primitive(Date) => 3,
        TypeRef::Primitive(Boolean | DateTime | Timestamp) | TypeRef::List(_) => 2,
        TypeRef::Named(_) => 1,
        TypeRef::Primitive(_) | TypeRef::Boxed(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => 0,
    }
}

/// Whether the client fills in the parameter by itself when it walks through pages.
fn pages(operation: &Operation, wire: &str) -> bool {
    let Pagination::Pages(pages) = &operation.pagination else {
        return false;
    };
    let by = match &pages.by {
        PagedBy::Offset { parameter, .. }
        | PagedBy::Page { parameter, .. }
        | PagedBy::Cursor { parameter, .. }
        | PagedBy::AfterLast { parameter, .. } => Some(parameter.as_str()),
        PagedBy::Link { .. } | PagedBy::LinkHeader => None,
    };

    by == Some(wire) || pages.size_parameter.as_deref() == Some(wire)
}

/// The wire rules of a value: its own, or those of the opaque type it is made of.
pub(super) fn shape_of<'a>(api: &'a Api, shape: &'a Shape, ty: &TypeRef) -> &'a Shape {
    if *shape != Shape::default() {
        return shape;
    }
    match ty {
        TypeRef::Named(id) | TypeRef::Boxed(id) => match &api.types.get(*id).kind {
            TypeKind::Newtype(newtype) => &newtype.shape,
            TypeKind::Struct(_)
            | TypeKind::TextEnum(_)
            | TypeKind::Union(_)
            | TypeKind::ByStatus(_) => shape,
        },
        TypeRef::List(item) | TypeRef::Map(item) | TypeRef::Nullable(item) => {
            shape_of(api, shape, item)
        }
        TypeRef::Primitive(_) => shape,
    }
}
