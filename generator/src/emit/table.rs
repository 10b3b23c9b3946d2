//! The table of one operation: a constant for each thing that is special about it, and the static that joins them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{
    ErrorBody, Method, NotFound, Operation, Output, Pagination, PartialErrors, Replay,
};

use super::api::{envelope_value, error_body_value, number};
use super::layout::tokens;
use super::resource::Module;
use super::value::shape_of;

/// The name of the static.
pub(super) fn table_name(operation: &Operation) -> String {
    operation.method_name.as_str().to_ascii_uppercase()
}

/// The constants an operation's table is made of.
struct Table {
    prefix: String,
    constants: TokenStream,
    calls: TokenStream,
}

impl Table {
    fn part(&mut self, setter: &str, suffix: &str, (ty, value): (TokenStream, TokenStream)) {
        let name = format_ident!("{}_{suffix}", self.prefix);
        let setter = format_ident!("{setter}");
        self.constants.extend(quote!(const #name: #ty = #value;));
        self.calls.extend(quote!(.#setter(#name)));
    }
}

/// The constants and the static of the operation.
pub(super) fn table(module: &mut Module<'_>, operation: &Operation) -> TokenStream {
    let mut table = Table {
        prefix: table_name(operation),
        constants: TokenStream::new(),
        calls: TokenStream::new(),
    };
    let api = module.context.api;
    if operation.envelope != api.envelope {
        table.part(
            "envelope",
            "ENVELOPE",
            envelope_value(&module.symbols, &operation.envelope),
        );
    }
    let (body, api_body) = (
        without_partial(&operation.error_body),
        without_partial(&api.error_body),
    );
    if body != api_body
        && let Some(value) = error_body_value(&module.symbols, &body)
    {
        table.part("error_body", "ERROR_BODY", value);
    }
    if let Some(partial) = &operation.error_body.partial {
        table.part(
            "partial_errors",
            "PARTIAL_ERRORS",
            partial_errors_value(module, partial),
        );
    }
    if let Some(value) = pagination_value(module, &operation.pagination) {
        table.part("pagination", "PAGINATION", value);
    }
    if operation.not_found != NotFound::default() {
        table.part(
            "not_found",
            "NOT_FOUND",
            not_found_value(module, &operation.not_found),
        );
    }
    if let Output::Value { shape, ty, .. } = &operation.output {
        let calls = module
            .times
            .shape_calls(&module.symbols, shape_of(module.context, shape, ty));
        if !calls.is_empty() {
            let shape = tokens(&module.symbols.codec("Shape"));
            let calls = tokens(&calls.concat());
            table.part(
                "value",
                "VALUE",
                (shape.clone(), quote!(#shape::PLAIN #calls)),
            );
        }
    }
    if operation.replay != usual_replay(operation.http_method) {
        let replays = tokens(&module.symbols.runtime("Replay"));
        let replay = match operation.replay {
            Replay::Safe => quote!(Safe),
            Replay::Unsafe => quote!(Unsafe),
        };
        table.calls.extend(quote!(.replay(#replays::#replay)));
    }

    let Table {
        constants, calls, ..
    } = table;
    let (name, ty) = (
        format_ident!("{}", table_name(operation)),
        tokens(&module.symbols.runtime("Operation")),
    );
    let method = format_ident!("{}", operation.http_method.as_str().to_ascii_lowercase());
    let (id, path) = (&operation.id, operation.path_text());

    quote! {
        #constants
        static #name: #ty = #ty::#method(#id, #path) #calls;
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
    match method {
        Method::Get
        | Method::Put
        | Method::Delete
        | Method::Options
        | Method::Head
        | Method::Trace => Replay::Safe,
        Method::Post | Method::Patch => Replay::Unsafe,
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

fn pagination_value(
    module: &Module<'_>,
    pagination: &Pagination,
) -> Option<(TokenStream, TokenStream)> {
    let ty = |module: &Module<'_>| tokens(&module.symbols.runtime("Pagination"));
    match pagination {
        Pagination::None => None,
        Pagination::Unknown { items } => {
            let ty = ty(module);
            Some((ty.clone(), quote!(#ty::unknown(#items))))
        }
        Pagination::Offset {
            parameter,
            size,
            next,
            remaining,
            total,
            items,
        } => {
            let ty = ty(module);
            let mut value = quote!(#ty::offset(#parameter, #items));
            if let Some(size) = size {
                let size = number(u64::from(*size));
                value.extend(quote!(.size(#size)));
            }
            for (name, pointer) in [("next", next), ("remaining", remaining), ("total", total)] {
                let name = format_ident!("{name}");
                value.extend(pointer.as_ref().map(|pointer| quote!(.#name(#pointer))));
            }
            Some((ty, value))
        }
    }
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
