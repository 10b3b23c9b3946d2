//! The body of an operation: the argument, and the call that sends it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Body, Operation, Sending, TypeRef};

use super::encoding::fields_reference;
use super::print::tokens;
use super::resource::Module;
use super::value::{into_bound, rust_type};

/// A body as an argument.
pub(super) struct BodyArgument {
    /// The type in the signature.
    pub(super) ty: TokenStream,
    /// The methods that take it, in their order, each with what it takes.
    pub(super) calls: Vec<(String, TokenStream)>,
}

/// The argument of a body, and the methods that take it under this name.
pub(super) fn body_argument(
    module: &Module<'_>,
    operation: &Operation,
    body: &Body,
    name: &str,
) -> BodyArgument {
    let name = format_ident!("{name}");
    let one = |ty: TokenStream, method: &str, arguments: TokenStream| BodyArgument {
        ty,
        calls: vec![(method.to_owned(), arguments)],
    };
    let fields = |fields| {
        let fields = fields_reference(module, operation, fields);
        quote!(#name, #fields)
    };
    match &body.sending {
        Sending::Json { content_type } => {
            let (ty, method) = json_argument(module, body);
            let mut argument = one(ty, method, quote!(#name));
            if let Some(content_type) = content_type {
                let first = ("content_type".to_owned(), quote!(#content_type));
                argument.calls.insert(0, first);
            }
            argument
        }
        Sending::JsonOrParts(own) => one(reference(module, body), "json_or_parts", fields(own)),
        Sending::Form(own) => one(reference(module, body), "form", fields(own)),
        Sending::Parts(own) => one(reference(module, body), "parts", fields(own)),
        Sending::FormOrParts(own) => one(reference(module, body), "form_or_parts", fields(own)),
        Sending::Text => {
            let text = module.symbols.prelude("std::string", "String");
            let bound = tokens(&into_bound(&module.symbols, &text));
            one(quote!(impl #bound), "text", quote!(#name))
        }
        Sending::Bytes { content_type } => {
            let bytes = module.symbols.bytes();
            let bound = tokens(&into_bound(&module.symbols, &bytes));
            one(quote!(impl #bound), "bytes", quote!(#content_type, #name))
        }
    }
}

fn reference(module: &Module<'_>, body: &Body) -> TokenStream {
    let ty = tokens(&rust_type(module.context, &module.symbols, &body.ty));

    quote!(&#ty)
}

fn json_argument(module: &Module<'_>, body: &Body) -> (TokenStream, &'static str) {
    if let TypeRef::List(item) = &body.ty {
        let item = tokens(&rust_type(module.context, &module.symbols, item));
        return (quote!(&[#item]), "json_list");
    }

    (reference(module, body), "json")
}
