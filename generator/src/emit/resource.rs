//! `src/<resource>.rs`: the handle, its operations in the order of the spec, the request structs, the operations' tables.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::Resource;

use super::client::accessor;
use super::context::Context;
use super::docs::DocLines;
use super::layout::tokens;
use super::operation;
use super::print;
use super::request;
use super::symbol::Symbols;
use super::table;
use super::value::TimeFormats;

/// What the printers of one resource share.
pub(super) struct Module<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) resource: &'a Resource,
    pub(super) symbols: Symbols<'a>,
    pub(super) times: TimeFormats,
}

/// The file.
pub(super) fn resource(context: &Context<'_>, resource: &Resource) -> String {
    let requests = resource
        .operations
        .iter()
        .filter(|operation| request::has_request(operation));
    let mut locals = vec![resource.name.to_string()];
    locals.extend(requests.map(|operation| operation.type_name.to_string()));
    let mut module = Module {
        context,
        resource,
        symbols: Symbols::new(context, locals),
        times: TimeFormats::default(),
    };

    let handle = format_ident!("{}", resource.name.as_str());
    let core = tokens(&module.symbols.runtime("Core"));
    let methods: TokenStream = resource
        .operations
        .iter()
        .map(|operation| operation::method(&mut module, operation))
        .collect();
    let requests: TokenStream = resource
        .operations
        .iter()
        .filter(|operation| request::has_request(operation))
        .map(|operation| request::request(&mut module, operation))
        .collect();
    let tables = table::tables(&mut module, &resource.operations);
    let constants: TokenStream = module
        .times
        .constants(&module.symbols)
        .iter()
        .map(|constant| tokens(constant))
        .collect();

    let mut docs = DocLines::of_doc(&resource.doc);
    if docs.is_empty() {
        docs.paragraph(&format!("The calls in `{}`.", resource.field));
    }
    let accessor = accessor(context, resource.field.as_str());
    let handle_docs = DocLines::of(&format!(
        "The calls in `{}`, obtained from [`Client::{accessor}`](crate::Client::{accessor}).",
        resource.field
    ));
    let handle_docs = print::doc_attributes(&handle_docs);
    let items = quote! {
        #handle_docs
        #[derive(Clone, Copy, Debug)]
        pub struct #handle<'c> {
            pub(crate) core: &'c #core,
        }

        impl #handle<'_> {
            #methods
        }

        #requests
        #constants
        #tables
    };

    print::file(context, &docs, &module.symbols, &items)
}
