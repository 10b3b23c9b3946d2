//! The request struct of an operation with optional parameters: a call and its setters.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Operation, Presence, TypeRef};

use super::body::body_argument;
use super::context::free_name;
use super::docs::DocLines;
use super::lazy;
use super::lints;
use super::markdown;
use super::one_line::one_line;
use super::operation::{call_type, given, is_paged, output_type, place_method, wire_member};
use super::print;
use super::print::tokens;
use super::resource::Module;

/// Methods that every call has by the runtime's macros: a setter of that name gets another one.
const OWN_METHODS: &[&str] = &[
    "blocking",
    "call",
    "header",
    "query",
    "returning",
    "send",
    "send_as",
    "with",
    "with_response",
];

/// Those that a call with pages has beside them.
const PAGED_METHODS: &[&str] = &[
    "items",
    "items_from",
    "items_with",
    "limit",
    "paged_by",
    "pages",
    "pages_from",
    "pages_with",
    "prefetch",
    "sift",
];

/// Whether the operation has anything to set.
pub(super) fn has_request(operation: &Operation) -> bool {
    let optional = |presence| presence == Presence::Optional;

    operation
        .parameters
        .iter()
        .any(|parameter| optional(parameter.presence))
        || operation
            .body
            .as_ref()
            .is_some_and(|body| optional(body.presence))
}

/// The struct, its setters, and what the runtime adds.
pub(super) fn request(module: &mut Module<'_>, operation: &Operation) -> TokenStream {
    let name = format_ident!("{}", operation.type_name.as_str());
    let (call, output) = (
        tokens(&call_type(module, operation)),
        tokens(&output_type(module, operation)),
    );
    let handle = &module.resource.name;
    let link = format!("[`{handle}::{method}`]", method = operation.method_name);
    let docs = print::doc_attributes(&DocLines::of(&format!(
        "The call {link} describes; its setters add what is optional."
    )));
    let must_use = if is_paged(operation) {
        "a call does nothing until its items are read"
    } else {
        "a call does nothing until it is awaited"
    };
    let setters = setters(module, operation);
    let calls = if is_paged(operation) {
        "paged_calls"
    } else {
        "calls"
    };
    let calls = tokens(&module.symbols.runtime(calls));

    let exception = lints::of_types(&[one_line(call.clone())]).map(|attribute| tokens(&attribute));

    quote! {
        #docs
        #[derive(Debug)]
        #[must_use = #must_use]
        #exception
        pub struct #name {
            call: #call,
        }

        impl #name {
            #(#setters)*
        }

        #calls!(#name: #output);
    }
}

fn setters(module: &mut Module<'_>, operation: &Operation) -> Vec<TokenStream> {
    let optional = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.presence == Presence::Optional);
    let mut setters = Vec::new();
    for parameter in optional {
        let name = setter_name(operation, parameter.field.as_str(), "parameter");
        let is_list = matches!(parameter.ty, TypeRef::List(_));
        let given = given(
            module,
            if is_list { "values" } else { "value" },
            &parameter.ty,
        );
        let member = wire_member(
            module,
            if parameter.encoding.is_some() {
                "parameter"
            } else {
                "member"
            },
            (&parameter.wire, &parameter.shape, parameter.encoding),
            &parameter.ty,
        );
        let (argument, statement, value) = (given.argument, given.statement, given.value);
        let (prepare, member) = (member.statement, member.value);
        let set = place_method("set_", parameter.place);
        let mut docs = DocLines::of_doc(&parameter.doc);
        if docs.is_empty() {
            docs.paragraph(&format!("Sets {}.", markdown::code(&parameter.wire)));
        }
        if parameter.deprecated {
            docs.paragraph("Deprecated by the vendor.");
        }
        let docs = print::doc_attributes(&docs);
        let exception = lints::of_setter(&name.to_string()).map(|attribute| tokens(&attribute));
        let mark = lazy::mark(&[one_line(argument.clone())]).map(tokens);
        setters.push(quote! {
            #docs
            #exception
            #mark
            pub fn #name(mut self, #argument) -> Self {
                #statement
                #prepare
                self.call.#set(#member, #value);
                self
            }
        });
    }
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| body.presence == Presence::Optional)
    {
        let name = setter_name(operation, body.field.as_str(), "body");
        let argument = body_argument(module, operation, body, "value");
        let ty = argument.ty;
        let calls = argument.calls.into_iter().map(|(method, given)| {
            let set = format_ident!("set_{method}");
            quote!(self.call.#set(#given);)
        });
        let mut docs = DocLines::of_doc(&body.doc);
        if docs.is_empty() {
            docs.paragraph("Sets the body.");
        }
        let docs = print::doc_attributes(&docs);
        let exception = lints::of_setter(&name.to_string()).map(|attribute| tokens(&attribute));
        let mark = lazy::mark(&[one_line(ty.clone())]).map(tokens);
        setters.push(quote! {
            #docs
            #exception
            #mark
            pub fn #name(mut self, value: #ty) -> Self {
                #(#calls)*
                self
            }
        });
    }

    setters
}

/// The setter of an optional parameter or body.
pub(super) fn setter_name(operation: &Operation, field: &str, kind: &str) -> proc_macro2::Ident {
    let is_parameter = |name: &str| {
        operation
            .parameters
            .iter()
            .any(|parameter| parameter.field.as_str() == name)
    };
    let is_method =
        OWN_METHODS.contains(&field) || is_paged(operation) && PAGED_METHODS.contains(&field);
    let clashes = is_method || kind == "body" && is_parameter(field);
    if clashes {
        return format_ident!(
            "{}",
            free_name(
                &format!("{field}_{kind}"),
                &format!("_{kind}"),
                is_parameter
            )
        );
    }

    format_ident!("{field}")
}
