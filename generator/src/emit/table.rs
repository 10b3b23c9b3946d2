//! The tables of a resource's operations: a constant for each thing that is special about one, and the static that joins them.
//! What several operations have in common is one constant.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToShoutySnakeCase as _;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{
    Envelope, ErrorBody, Method, Negotiation, NotFound, Operation, Output, PartialErrors, Replay,
    have_same_schemes,
};

use super::api::{envelope_value, error_body_value, number, quota_value, quota_windows};
use super::context::free_name;
use super::encoding::fields_constant;
use super::paging::pagination_value;
use super::print::tokens;
use super::resource::Module;
use super::security::sets_value;
use super::value::shape_of;

/// The name of the static.
pub(super) fn table_name(operation: &Operation) -> String {
    operation.method_name.as_str().to_ascii_uppercase()
}

/// The table of one operation before its constants have names.
struct Table {
    name: String,
    parts: Vec<Part>,
    /// What needs no constant.
    calls: TokenStream,
    /// `Operation::get("listVisits", "/visits")`
    head: TokenStream,
}

/// One thing that is special about an operation.
struct Part {
    setter: &'static str,
    /// What the constant is called where several operations have it.
    shared_name: String,
    ty: TokenStream,
    value: TokenStream,
    /// The value as text: parts of one setter with the same are one constant.
    text: String,
}

impl Table {
    fn part(&mut self, setter: &'static str, (ty, value): (TokenStream, TokenStream)) {
        self.parts.push(Part {
            setter,
            shared_name: setter.to_ascii_uppercase(),
            ty,
            text: value.to_string(),
            value,
        });
    }
}

impl Part {
    fn key(&self) -> (&'static str, &str) {
        (self.setter, &self.text)
    }
}

/// The constants and the statics of all operations.
pub(super) fn tables(module: &mut Module<'_>, operations: &[Operation]) -> TokenStream {
    let tables: Vec<Table> = operations
        .iter()
        .map(|operation| table(module, operation))
        .collect();
    let mut taken: BTreeSet<String> = tables.iter().map(|table| table.name.clone()).collect();
    let mut known: BTreeMap<(&str, &str), proc_macro2::Ident> = BTreeMap::new();
    let mut uses: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for part in tables.iter().flat_map(|table| &table.parts) {
        *uses.entry(part.key()).or_default() += 1;
    }
    let mut items: TokenStream = operations
        .iter()
        .map(|operation| fields_constant(module, operation))
        .collect();
    for table in &tables {
        let mut described = table.head.clone();
        for part in &table.parts {
            let name = if let Some(name) = known.get(&part.key()) {
                name.clone()
            } else {
                let wanted = if uses.get(&part.key()).is_some_and(|count| *count > 1) {
                    part.shared_name.clone()
                } else {
                    format!("{}_{}", table.name, part.setter.to_ascii_uppercase())
                };
                let name = free_name(&wanted, "_TOO", |name| taken.contains(name));
                taken.insert(name.clone());
                let (name, ty, value) = (format_ident!("{name}"), &part.ty, &part.value);
                items.extend(quote!(const #name: #ty = #value;));
                known.insert(part.key(), name.clone());
                name
            };
            let setter = format_ident!("{}", part.setter);
            described.extend(quote!(.#setter(#name)));
        }
        let (name, calls) = (format_ident!("{}", table.name), &table.calls);
        let ty = tokens(&module.symbols.runtime("Operation"));
        items.extend(quote!(static #name: #ty = #described #calls;));
    }

    items
}

fn table(module: &mut Module<'_>, operation: &Operation) -> Table {
    let ty = tokens(&module.symbols.runtime("Operation"));
    let (id, path) = (&operation.id, operation.path_text());
    let head = if let Method::Other(token) = operation.http_method {
        let method = token.as_str();
        quote!(#ty::other(#method, #id, #path))
    } else {
        let method = operation.http_method.as_str().to_ascii_lowercase();
        let method = format_ident!("{method}");
        quote!(#ty::#method(#id, #path))
    };
    let mut table = Table {
        name: table_name(operation),
        parts: Vec::new(),
        calls: TokenStream::new(),
        head,
    };
    let api = module.context.api;
    if !is_same(&operation.envelope, &api.envelope) {
        envelope(module, &mut table, &operation.envelope);
    }
    let (body, api_body) = (
        without_partial(&operation.error_body),
        without_partial(&api.error_body),
    );
    if body != api_body {
        table.part("error_body", error_body_value(&module.symbols, &body));
    }
    if let Some(partial) = &operation.error_body.partial {
        table.part("partial_errors", partial_errors_value(module, partial));
    }
    let data = &operation.envelope.data;
    if let Some(value) = pagination_value(&module.symbols, &operation.pagination, data) {
        table.part("pagination", value);
    }
    if operation.not_found != NotFound::default() {
        table.part("not_found", not_found_value(module, &operation.not_found));
    }
    if let Output::Value { shape, ty, .. }
    | Output::Events {
        shape, item: ty, ..
    } = &operation.output
    {
        let calls = module
            .times
            .shape_calls(&module.symbols, shape_of(module.context, shape, ty));
        if !calls.is_empty() {
            let shape = tokens(&module.symbols.codec("Shape"));
            let calls = tokens(&calls.concat());
            table.part("value", (shape.clone(), quote!(#shape::PLAIN #calls)));
        }
    }
    if let Some(value) = answers_value(module, &operation.output) {
        table.part("answers", value);
    }
    negotiation(&mut table, &operation.negotiation);
    if let Some(server) = &operation.server {
        table.calls.extend(quote!(.server(#server)));
    }
    let shared = api.security.as_deref().unwrap_or_default();
    let is_shared = |sets| have_same_schemes(sets, shared);
    match operation.security.as_deref() {
        Some([]) => table.calls.extend(quote!(.security(&[]))),
        Some(sets) if !is_shared(sets) => table.part("security", sets_value(sets)),
        Some(_) | None => {}
    }
    if let Some(quota) = &operation.quota {
        let (_, windows) = quota_windows(&module.symbols, quota);
        let value = quota_value(&module.symbols, quota, &quote!(&[#(#windows),*]));
        table.part("quota", value);
    }
    if operation.replay != usual_replay(operation.http_method) {
        let replays = tokens(&module.symbols.runtime("Replay"));
        let replay = match &operation.replay {
            Replay::Safe => quote!(Safe),
            Replay::Unsafe => quote!(Unsafe),
            Replay::IdempotencyKey(header) => quote!(IdempotencyKey(#header)),
        };
        table.calls.extend(quote!(.replay(#replays::#replay)));
    }

    table
}

/// What the operation asks for and sends besides what all do.
fn negotiation(table: &mut Table, negotiation: &Negotiation) {
    if let Some(accept) = &negotiation.accept {
        table.calls.extend(quote!(.accept(#accept)));
    }
    if let Some(flag) = &negotiation.stream_flag {
        table.calls.extend(quote!(.stream_flag(#flag)));
    }
    if negotiation.redirects {
        table.calls.extend(quote!(.redirects()));
    }
}

/// Whether the operation needs no envelope of its own. Metadata that it has not is looked for nowhere.
fn is_same(own: &Envelope, of_api: &Envelope) -> bool {
    own.data == of_api.data
        && own.error == of_api.error
        && (own.meta.is_none() || own.meta == of_api.meta)
}

fn envelope(module: &Module<'_>, table: &mut Table, envelope: &Envelope) {
    let (ty, value) = envelope_value(&module.symbols, envelope);
    if *envelope == Envelope::default() {
        table.calls.extend(quote!(.envelope(#value)));
        return;
    }
    table.part("envelope", (ty, value));
    let place = envelope.data.rsplit('/').next().unwrap_or_default();
    let place: String = place.chars().filter(char::is_ascii_alphabetic).collect();
    if let Some(part) = table.parts.last_mut().filter(|_| !place.is_empty()) {
        part.shared_name = format!("{}_ENVELOPE", place.to_shouty_snake_case());
    }
}

fn without_partial(body: &ErrorBody) -> ErrorBody {
    ErrorBody {
        partial: None,
        ..body.clone()
    }
}

/// What the runtime takes a method for, unless told otherwise.
fn usual_replay(method: Method) -> Replay {
    if method.is_idempotent() {
        Replay::Safe
    } else {
        Replay::Unsafe
    }
}

fn partial_errors_value(
    module: &Module<'_>,
    partial: &PartialErrors,
) -> (TokenStream, TokenStream) {
    let ty = tokens(&module.symbols.runtime("PartialErrors"));
    let at = &partial.at;
    let mut value = quote!(#ty::at(#at));
    let places = [
        ("code", &partial.code),
        ("message", &partial.message),
        ("field", &partial.field),
    ];
    for (name, pointer) in places {
        let name = format_ident!("{name}");
        value.extend(pointer.as_ref().map(|pointer| quote!(.#name(#pointer))));
    }

    (ty, value)
}

/// What an answer is made of, where that is not JSON.
fn answers_value(module: &Module<'_>, output: &Output) -> Option<(TokenStream, TokenStream)> {
    let ty = || tokens(&module.symbols.runtime("Answers"));
    let (ty, value) = match output {
        Output::Nothing | Output::Value { .. } | Output::Page { .. } => return None,
        Output::Text { media } => {
            let ty = ty();
            (ty.clone(), quote!(#ty::text(#media)))
        }
        Output::Download { media } => {
            let ty = ty();
            (ty.clone(), quote!(#ty::bytes(#media)))
        }
        Output::Events { stream, .. } => {
            let (ty, media) = (ty(), &stream.media);
            let mut value = quote!(#ty::events(#media));
            let words = [
                ("end", &stream.end),
                ("end_event", &stream.end_event),
                ("error_event", &stream.error_event),
            ];
            for (name, text) in words {
                let name = format_ident!("{name}");
                value.extend(text.as_ref().map(|text| quote!(.#name(#text))));
            }
            if stream.is_plain {
                value.extend(quote!(.plain()));
            }
            (ty, value)
        }
    };

    Some((ty, value))
}

fn not_found_value(module: &Module<'_>, not_found: &NotFound) -> (TokenStream, TokenStream) {
    let ty = tokens(&module.symbols.runtime("NotFound"));
    let mut value = quote!(#ty::new());
    if not_found.null_data {
        value.extend(quote!(.null_data()));
    }
    if not_found.empty_list {
        value.extend(quote!(.empty_list()));
    }
    if !not_found.statuses.is_empty() {
        let statuses = not_found
            .statuses
            .iter()
            .map(|status| number(u64::from(*status)));
        value.extend(quote!(.statuses(&[#(#statuses),*])));
    }

    (ty, value)
}
