//! How values go into their places, as the runtime's descriptors.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{
    Api, Encoding, EncodingPlace, Encodings, Escape, Field, Fields, Operation, PathStyle,
    QueryStyle,
};

use super::context::free_name;
use super::print::tokens;
use super::resource::Module;
use super::symbol::Symbols;
use super::table::table_name;

/// `Encoding::query(QueryStyle::Comma)`
pub(super) fn encoding_value(symbols: &Symbols<'_>, encoding: Encoding) -> TokenStream {
    let ty = tokens(&symbols.runtime("Encoding"));
    let mut value = match encoding.place {
        EncodingPlace::Path(PathStyle::Simple) => quote!(#ty::PATH),
        EncodingPlace::Query(QueryStyle::Repeated) => quote!(#ty::QUERY),
        EncodingPlace::Form(QueryStyle::Repeated) => quote!(#ty::FORM),
        EncodingPlace::Header => quote!(#ty::HEADER),
        EncodingPlace::Cookie => quote!(#ty::COOKIE),
        EncodingPlace::Path(style) => {
            let (styles, style) = (tokens(&symbols.runtime("PathStyle")), path_style(style));
            quote!(#ty::path(#styles::#style))
        }
        EncodingPlace::Query(style) => {
            let (styles, style) = (tokens(&symbols.runtime("QueryStyle")), query_style(style));
            quote!(#ty::query(#styles::#style))
        }
        EncodingPlace::Form(style) => {
            let (styles, style) = (tokens(&symbols.runtime("QueryStyle")), query_style(style));
            quote!(#ty::form(#styles::#style))
        }
    };
    if encoding.exploded {
        value.extend(quote!(.exploded()));
    }
    if encoding.json {
        value.extend(quote!(.json()));
    }
    if encoding.escape != Encoding::usual(encoding.place).escape {
        let escapes = tokens(&symbols.runtime("Escape"));
        let escape = match encoding.escape {
            Escape::Percent => quote!(Percent),
            Escape::Plus => quote!(Plus),
            Escape::Reserved => quote!(Reserved),
        };
        value.extend(quote!(.escape(#escapes::#escape)));
    }

    value
}

fn path_style(style: PathStyle) -> TokenStream {
    match style {
        PathStyle::Simple => quote!(Simple),
        PathStyle::Label => quote!(Label),
        PathStyle::Matrix => quote!(Matrix),
    }
}

fn query_style(style: QueryStyle) -> TokenStream {
    match style {
        QueryStyle::Repeated => quote!(Repeated),
        QueryStyle::Comma => quote!(Comma),
        QueryStyle::Space => quote!(Space),
        QueryStyle::Pipe => quote!(Pipe),
        QueryStyle::DeepObject => quote!(DeepObject),
        QueryStyle::Unindexed => quote!(Unindexed),
        QueryStyle::Indexed => quote!(Indexed),
    }
}

/// What the table of the API says of places where it is not as usual.
pub(super) fn api_calls(symbols: &Symbols<'_>, api: &Api) -> TokenStream {
    let (own, usual) = (&api.encodings, &Encodings::USUAL);
    let mut calls = TokenStream::new();
    for (call, encoding, usual) in [
        ("path_encoding", own.path, usual.path),
        ("query_encoding", own.query, usual.query),
        ("form_encoding", own.form, usual.form),
    ] {
        if encoding != usual {
            let (call, value) = (format_ident!("{call}"), encoding_value(symbols, encoding));
            calls.extend(quote!(.#call(#value)));
        }
    }

    calls
}

/// What a call says of the members of its body: the constant of the operation, or that they go as usual.
pub(super) fn fields_reference(
    module: &Module<'_>,
    operation: &Operation,
    fields: &Fields,
) -> TokenStream {
    if *fields == Fields::default() {
        let ty = tokens(&module.symbols.runtime("Fields"));
        return quote!(#ty::USUAL);
    }
    let name = fields_name(module, operation);

    quote!(#name)
}

/// The constant that says how the members of a body go out, where that is not as usual.
pub(super) fn fields_constant(module: &Module<'_>, operation: &Operation) -> TokenStream {
    let fields = operation
        .body
        .as_ref()
        .and_then(|body| body.sending.fields())
        .filter(|fields| **fields != Fields::default());
    let Some(fields) = fields else {
        return TokenStream::new();
    };
    let symbols = &module.symbols;
    let (name, ty) = (
        fields_name(module, operation),
        tokens(&symbols.runtime("Fields")),
    );
    let mut value = quote!(#ty::USUAL);
    if let Some(encoding) = fields.encoding {
        let encoding = encoding_value(symbols, encoding);
        value = quote!(#ty::new(#encoding));
    }
    if fields.own.is_empty() {
        return quote!(const #name: #ty = #value;);
    }
    let list = format_ident!(
        "{}",
        free_constant(module, &format!("{}_OWN_FIELDS", table_name(operation)))
    );
    let field = tokens(&symbols.runtime("Field"));
    let values = fields.own.iter().map(|own| field_value(symbols, own));
    value.extend(quote!(.fields(#list)));

    quote! {
        const #list: &[#field] = &[#(#values),*];
        const #name: #ty = #value;
    }
}

fn fields_name(module: &Module<'_>, operation: &Operation) -> proc_macro2::Ident {
    let wanted = format!("{}_FIELDS", table_name(operation));

    format_ident!("{}", free_constant(module, &wanted))
}

/// A name that no operation's table has.
fn free_constant(module: &Module<'_>, wanted: &str) -> String {
    free_name(wanted, "_OF_BODY", |name| module.tables.contains(name))
}

fn field_value(symbols: &Symbols<'_>, own: &Field) -> TokenStream {
    let (ty, wire) = (tokens(&symbols.runtime("Field")), &own.wire);
    let mut value = quote!(#ty::new(#wire));
    if let Some(name) = &own.sent_as {
        value.extend(quote!(.sent_as(#name)));
    }
    let usual_json = Encoding {
        json: true,
        ..Encodings::USUAL.form
    };
    match own.encoding {
        Some(encoding) if encoding == usual_json => value.extend(quote!(.json())),
        Some(encoding) => {
            let encoding = encoding_value(symbols, encoding);
            value.extend(quote!(.encoding(#encoding)));
        }
        None => {}
    }
    if let Some(content_type) = &own.content_type {
        value.extend(quote!(.content_type(#content_type)));
    }

    value
}
