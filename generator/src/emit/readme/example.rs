//! The first call of the README, chosen from what the API has.

use std::fmt::Write as _;

use super::credentials;
use crate::emit::client::accessor;
use crate::emit::context::Context;
use crate::emit::operation::is_paged;
use crate::model::{
    FieldName, Method, Operation, Output, Presence, Primitive, Resource, TypeKind, TypeRef, case,
};

/// The example as a block of Markdown, or nothing where no call can be shown.
pub(in crate::emit) fn example(context: &Context<'_>) -> Option<String> {
    let all = || {
        context
            .api
            .resources
            .iter()
            .flat_map(|resource| resource.operations.iter().map(move |one| (resource, one)))
    };
    let shown = || {
        all().filter(|(_, operation)| {
            values(context, operation).is_some() && !operation.deprecated && !operation.announced
        })
    };
    let (resource, operation) = shown()
        .find(|(_, operation)| is_paged(operation) && arguments(operation).next().is_none())
        .or_else(|| shown().find(|(_, operation)| is_paged(operation)))
        .or_else(|| shown().find(|(_, operation)| operation.http_method == Method::Get))
        .or_else(|| shown().next())?;

    Some(print(
        context,
        resource,
        operation,
        &values(context, operation)?,
    ))
}

fn print(
    context: &Context<'_>,
    resource: &Resource,
    operation: &Operation,
    values: &[String],
) -> String {
    let name = context.crate_ident();
    let (calls, mut items) = credentials::first(context.api);
    items.insert(0, "Client");
    let items = match items.as_slice() {
        [one] => (*one).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    };
    let accessor = accessor(context, resource.field.as_str());
    let call = format!(
        "client.{accessor}().{}({})",
        operation.method_name,
        values.join(", ")
    );

    let mut text = format!(
        "```rust,no_run\nuse {name}::{items};\n\n# async fn run() -> Result<(), {name}::Error> {{\n"
    );
    let _ = writeln!(text, "let client = {}\n", credentials::chain(&calls));
    match &operation.output {
        Output::Page { item } => {
            let one = item_name(context, item);
            let _ = writeln!(text, "let mut all = {call}.items();");
            let _ = writeln!(
                text,
                "while let Some({one}) = all.try_next().await? {{\n    println!(\"{{{one}:?}}\");\n}}"
            );
        }
        Output::Events { .. } => {
            let _ = writeln!(text, "let mut events = {call}.await?;");
            let _ = writeln!(
                text,
                "while let Some(event) = events.try_next().await? {{\n    println!(\"{{:?}}\", event.data);\n}}"
            );
        }
        Output::Download { .. } => {
            let _ = writeln!(
                text,
                "let bytes = {call}.await?.save_to(\"download\").await?;\nprintln!(\"{{bytes}} bytes\");"
            );
        }
        Output::Value { .. } | Output::Text { .. } => {
            let _ = writeln!(
                text,
                "let answer = {call}.await?;\nprintln!(\"{{answer:?}}\");"
            );
        }
        Output::Nothing => {
            let _ = writeln!(text, "{call}.await?;");
        }
    }
    text.push_str("# Ok(())\n# }\n```\n");

    text
}

/// What one item of a list is called.
fn item_name(context: &Context<'_>, item: &TypeRef) -> String {
    let name = match item {
        TypeRef::Named(id) => {
            FieldName::parse(case::snake(context.api.types.get(*id).name.as_str()))
        }
        TypeRef::Primitive(_)
        | TypeRef::Boxed(_)
        | TypeRef::List(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_) => None,
    };

    name.filter(|name| !["client", "all"].contains(&name.as_str()))
        .map_or_else(|| "item".to_owned(), |name| name.to_string())
}

/// The names of a method's arguments.
pub(in crate::emit) fn arguments(operation: &Operation) -> impl Iterator<Item = &str> {
    let path = operation
        .path_parameters
        .iter()
        .map(|parameter| parameter.field.as_str());
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_argument());
    let body = operation
        .body
        .iter()
        .filter(|body| body.presence == Presence::Required);

    path.chain(required.map(|parameter| parameter.field.as_str()))
        .chain(body.map(|body| body.field.as_str()))
}

/// A value for each argument, or nothing where one cannot be written in a word.
fn values(context: &Context<'_>, operation: &Operation) -> Option<Vec<String>> {
    if operation
        .body
        .as_ref()
        .is_some_and(|body| body.presence == Presence::Required)
    {
        return None;
    }
    let path = operation
        .path_parameters
        .iter()
        .map(|parameter| &parameter.ty);
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_argument());

    path.chain(required.map(|parameter| &parameter.ty))
        .map(|ty| value(context, ty).map(str::to_owned))
        .collect()
}

fn value(context: &Context<'_>, ty: &TypeRef) -> Option<&'static str> {
    match ty {
        TypeRef::Primitive(primitive) => match primitive {
            Primitive::Boolean => Some("true"),
            Primitive::Integer32
            | Primitive::Integer64
            | Primitive::Unsigned32
            | Primitive::Unsigned64
            | Primitive::Decimal => Some("1"),
            Primitive::Number => Some("1.0"),
            Primitive::Base64 => Some("b\"hello\""),
            Primitive::Text | Primitive::Id | Primitive::Value => Some("\"1\""),
            Primitive::Date | Primitive::DateTime | Primitive::Timestamp | Primitive::File => None,
        },
        TypeRef::Named(id) => match context.api.types.get(*id).kind {
            TypeKind::TextEnum(_) | TypeKind::Newtype(_) => Some("\"1\""),
            TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::ByStatus(_) => None,
        },
        TypeRef::Boxed(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => None,
    }
}
