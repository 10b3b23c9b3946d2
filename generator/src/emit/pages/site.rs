//! What every page of an API looks at: where things stand, so that a place is a link, and how types are shown.

use std::collections::BTreeMap;

use crate::emit::context::Context;
use crate::model::{Api, Operation, Output, Primitive, Resource, TypeId, TypeKind, TypeRef};

use super::html::Html;

/// Pages of every API; a resource of that name stands on another one.
const OWN_PAGES: &[&str] = &["index", "types", "webhooks"];

/// The page of the types.
pub(super) const TYPES: &str = "types.html";

/// The page of the webhooks.
pub(super) const WEBHOOKS: &str = "webhooks.html";

/// Shared by the pages of one API.
pub(super) struct Site<'a> {
    pub(super) context: &'a Context<'a>,
    /// Where the places that notes name stand.
    places: BTreeMap<String, String>,
    /// For each type the calls, events and types that name it.
    users: BTreeMap<TypeId, Vec<String>>,
}

impl<'a> Site<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        let mut places = BTreeMap::new();
        for resource in &context.api.resources {
            for operation in &resource.operations {
                let call = place(operation);
                let address = format!("{}#{}", page_of(resource), operation.method_name);
                for parameter in &operation.parameters {
                    places.insert(
                        format!("{call}, {}", parameter.wire),
                        format!("{address}.{}", parameter.field),
                    );
                }
                places.insert(call, address);
            }
        }
        for (_, definition) in context.api.types.iter() {
            let name = definition.name.as_str();
            for field in super::types::fields(definition) {
                places.insert(format!("{name}.{field}"), format!("{TYPES}#{name}.{field}"));
            }
            places.insert(name.to_owned(), format!("{TYPES}#{name}"));
        }
        for event in context
            .api
            .webhooks
            .iter()
            .flat_map(|webhooks| &webhooks.events)
        {
            for name in &event.names {
                let address = format!("{WEBHOOKS}#{}", event.name);
                places.entry(name.clone()).or_insert(address);
            }
        }
        if context.api.webhooks.is_some() {
            places
                .entry("webhooks".to_owned())
                .or_insert_with(|| WEBHOOKS.to_owned());
        }
        for credential in &context.api.credentials {
            let scheme = credential.scheme().to_owned();
            places
                .entry(scheme)
                .or_insert_with(|| "index.html#credentials".to_owned());
        }

        let users = users(context.api);

        Self {
            context,
            places,
            users,
        }
    }

    /// Adds a place as notes name it, with a link to where it stands.
    pub(super) fn place(&self, html: &mut Html, place: &str) {
        match self.places.get(place) {
            Some(address) => html.element("a", &[("href", address)], |html| html.name(place)),
            None => html.text(place),
        }
    }

    /// The calls, events and types that name a type, in their order.
    pub(super) fn users(&self, id: TypeId) -> &[String] {
        self.users.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Adds a type as Rust writes it; names of the crate are links.
    pub(super) fn ty(&self, html: &mut Html, ty: &TypeRef) {
        html.element("code", &[("class", "type")], |html| {
            self.type_in_code(html, ty);
        });
    }

    /// The same, inside of code.
    pub(super) fn type_in_code(&self, html: &mut Html, ty: &TypeRef) {
        match ty {
            TypeRef::Primitive(primitive) => html.text(primitive_name(*primitive)),
            TypeRef::Named(id) | TypeRef::Boxed(id) => {
                let name = self.context.api.types.get(*id).name.as_str();
                let address = format!("{TYPES}#{name}");
                html.words("a", &[("href", &address)], name);
            }
            TypeRef::List(item) => self.generic(html, "Vec<", item),
            TypeRef::Map(item) => self.generic(html, "BTreeMap<String, ", item),
            TypeRef::Nullable(item) => self.generic(html, "Option<", item),
        }
    }

    fn generic(&self, html: &mut Html, before: &str, item: &TypeRef) {
        html.text(before);
        self.type_in_code(html, item);
        html.text(">");
    }

    /// `specs/acme.yaml#L12`
    pub(super) fn line(&self, html: &mut Html, line: usize) {
        if line > 0 {
            let text = format!("{}#L{line}", self.context.api.spec_path);
            html.words("span", &[("class", "line")], &text);
        }
    }
}

/// The page that a resource stands on.
pub(super) fn page_of(resource: &Resource) -> String {
    let name = resource.field.as_str();
    if OWN_PAGES.contains(&name) {
        format!("{name}-calls.html")
    } else {
        format!("{name}.html")
    }
}

/// A call as notes name it.
pub(super) fn place(operation: &Operation) -> String {
    format!(
        "{} {}",
        operation.http_method.as_str(),
        operation.path_text()
    )
}

fn users(api: &Api) -> BTreeMap<TypeId, Vec<String>> {
    let mut users: BTreeMap<TypeId, Vec<String>> = BTreeMap::new();
    let mut add = |ty: &TypeRef, user: &str| {
        if let Some(id) = named(ty) {
            let users = users.entry(id).or_default();
            if !users.iter().any(|known| known == user) {
                users.push(user.to_owned());
            }
        }
    };
    let operations = api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations);
    for operation in operations {
        let call = place(operation);
        let path = operation.path_parameters.iter().map(|one| &one.ty);
        let beside = operation.parameters.iter().map(|one| &one.ty);
        let body = operation.body.iter().map(|body| &body.ty);
        for ty in path.chain(beside).chain(body) {
            add(ty, &call);
        }
        if let Some(ty) = &operation.errors {
            add(ty, &call);
        }
        if let Some(id) = &operation.headers {
            add(&TypeRef::Named(*id), &call);
        }
        match &operation.output {
            Output::Value { ty: item, .. }
            | Output::Page { item }
            | Output::Events { item, .. } => {
                add(item, &call);
            }
            Output::Nothing | Output::Text { .. } | Output::Download { .. } => {}
        }
    }
    for event in api.webhooks.iter().flat_map(|webhooks| &webhooks.events) {
        if let Some(name) = event.names.first() {
            add(&event.ty, name);
        }
    }
    for (_, definition) in api.types.iter() {
        let name = definition.name.as_str();
        match &definition.kind {
            TypeKind::Struct(object) => {
                for member in object.with_additional() {
                    add(&member.ty, name);
                }
            }
            TypeKind::Union(union) => {
                for (_, ty, _) in &union.cases {
                    add(ty, name);
                }
            }
            TypeKind::ByStatus(by_status) => {
                for ty in by_status.cases.iter().filter_map(|case| case.ty.as_ref()) {
                    add(ty, name);
                }
            }
            TypeKind::TextEnum(_) | TypeKind::Newtype(_) => {}
        }
    }

    users
}

/// The type of the crate that a type names, if any.
fn named(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Primitive(_) => None,
        TypeRef::Named(id) | TypeRef::Boxed(id) => Some(*id),
        TypeRef::List(item) | TypeRef::Map(item) | TypeRef::Nullable(item) => named(item),
    }
}

fn primitive_name(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Boolean => "bool",
        Primitive::Integer32 => "i32",
        Primitive::Integer64 => "i64",
        Primitive::Unsigned32 => "u32",
        Primitive::Unsigned64 => "u64",
        Primitive::Number => "f64",
        Primitive::Decimal => "Decimal",
        Primitive::Text => "String",
        Primitive::Base64 => "Base64",
        Primitive::Id => "Id",
        Primitive::Date => "Date",
        Primitive::DateTime => "DateTime",
        Primitive::Timestamp => "Timestamp",
        Primitive::Value => "Value",
        Primitive::File => "Upload",
    }
}
