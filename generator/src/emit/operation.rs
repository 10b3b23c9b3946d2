//! One operation: the method on the handle, which describes a request and makes one call.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{
    Body, MethodName, Operation, Output, ParameterPlace, Presence, Primitive, Shape, TypeRef,
};

use super::docs::DocLines;
use super::layout::tokens;
use super::lints;
use super::markdown;
use super::one_line::one_line;
use super::print;
use super::request;
use super::resource::Module;
use super::table::table_name;
use super::value::{Convert, argument, optional, rust_type, shape_of};

/// The type a call yields.
pub(super) fn output_type(module: &Module<'_>, operation: &Operation) -> String {
    let symbols = &module.symbols;
    let ty = match &operation.output {
        Output::Nothing => "()".to_owned(),
        Output::Value {
            ty,
            optional: false,
            ..
        } => rust_type(module.context, symbols, ty),
        Output::Value { ty, .. } => optional(symbols, &rust_type(module.context, symbols, ty)),
        Output::Page { item } => return rust_type(module.context, symbols, item),
        Output::Text { .. } => rust_type(
            module.context,
            symbols,
            &TypeRef::Primitive(Primitive::Text),
        ),
        Output::Download { .. } => symbols.runtime("Download"),
        Output::Events { item, .. } => format!(
            "{}<{}>",
            symbols.runtime("Events"),
            rust_type(module.context, symbols, item)
        ),
    };

    match operation.error_body.partial {
        Some(_) => format!("{}<{ty}>", symbols.runtime("Partial")),
        None => ty,
    }
}

/// `Call<T>` or `PagedCall<T>`.
pub(super) fn call_type(module: &Module<'_>, operation: &Operation) -> String {
    let output = output_type(module, operation);
    let call = if is_paged(operation) {
        "PagedCall"
    } else {
        "Call"
    };

    format!("{}<{output}>", module.symbols.runtime(call))
}

pub(super) fn is_paged(operation: &Operation) -> bool {
    matches!(operation.output, Output::Page { .. })
}

/// The method on the handle.
pub(super) fn method(module: &mut Module<'_>, operation: &Operation) -> TokenStream {
    let name = format_ident!("{}", operation.method_name.as_str());
    let table = format_ident!("{}", table_name(operation));
    let docs = print::doc_attributes(&docs(operation));
    let deprecated = deprecation(operation);

    let mut arguments = Vec::new();
    let mut lets = TokenStream::new();
    let mut describe = quote!(self.core.call(&#table));
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.presence == Presence::Required);
    let path = operation.path_parameters.iter().map(|one| {
        (
            format_ident!("path"),
            &one.field,
            &one.wire,
            &one.shape,
            &one.ty,
        )
    });
    let others = required.map(|one| {
        (
            place_method("", one.place),
            &one.field,
            &one.wire,
            &one.shape,
            &one.ty,
        )
    });
    for (place, field, wire, shape, ty) in path.chain(others) {
        let given = given(module, field.as_str(), ty);
        let (member, value) = (
            wire_member(module, &format!("{field}_member"), wire, shape, ty),
            given.value,
        );
        arguments.push(given.argument);
        lets.extend(given.statement);
        lets.extend(member.statement);
        let member = member.value;
        describe.extend(quote!(.#place(#member, &#value)));
    }
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| body.presence == Presence::Required)
    {
        let (argument, setter) = body_argument(module, body);
        let (field, setter) = (
            format_ident!("{}", body.field.as_str()),
            format_ident!("{setter}"),
        );
        arguments.push(quote!(#field: #argument));
        describe.extend(quote!(.#setter(#field)));
    }
    let finish = if is_paged(operation) {
        quote!(.pages())
    } else {
        quote!(.returns())
    };

    let (output, value) = if request::has_request(operation) {
        let request = format_ident!("{}", operation.type_name.as_str());
        (
            quote!(#request),
            quote!(#lets let call = #describe #finish; #request { call }),
        )
    } else {
        (
            tokens(&call_type(module, operation)),
            quote!(#lets #describe #finish),
        )
    };

    let lints = lints(&operation.method_name, &arguments, &output);

    quote! {
        #docs
        #deprecated
        #(#lints)*
        pub fn #name(&self, #(#arguments),*) -> #output {
            #value
        }
    }
}

/// What the compiler says to who calls it.
fn deprecation(operation: &Operation) -> Option<TokenStream> {
    let note = match (operation.deprecated, operation.announced) {
        (false, false) => return None,
        (true, _) => "the vendor advises against it",
        (false, true) => "the vendor has announced it and may not have it yet",
    };

    Some(quote!(#[deprecated = #note]))
}

/// The exceptions from lints that the method needs.
fn lints(name: &MethodName, arguments: &[TokenStream], output: &TokenStream) -> Vec<TokenStream> {
    let arguments: Vec<String> = arguments.iter().cloned().map(one_line).collect();
    let mut attributes = lints::of_method(name.as_str(), &arguments);
    let of_output = lints::of_types(&[one_line(output.clone())]);
    attributes.extend(of_output.filter(|attribute| !attributes.contains(attribute)));

    attributes
        .iter()
        .map(|attribute| tokens(attribute))
        .collect()
}

/// `query` or `header`, or a setter of it.
pub(super) fn place_method(prefix: &str, place: ParameterPlace) -> proc_macro2::Ident {
    match place {
        ParameterPlace::Query => format_ident!("{prefix}query"),
        ParameterPlace::Header => format_ident!("{prefix}header"),
    }
}

/// An argument that becomes a value in the path, the query or a header.
pub(super) struct Given {
    /// `name: Type`
    pub(super) argument: TokenStream,
    /// What has to be done before.
    pub(super) statement: TokenStream,
    /// The value.
    pub(super) value: TokenStream,
}

/// The argument of this name.
pub(super) fn given(module: &Module<'_>, name: &str, ty: &TypeRef) -> Given {
    let argument = argument(module.context, &module.symbols, ty);
    let value = tokens(&argument.convert.apply(name, &module.symbols));
    let (name, taken) = (format_ident!("{name}"), tokens(&argument.ty));
    let argument_tokens = quote!(#name: #taken);
    // Only a list needs to be told what it becomes.
    if argument.convert == Convert::Each {
        let ty = tokens(&rust_type(module.context, &module.symbols, ty));
        return Given {
            argument: argument_tokens,
            statement: quote!(let #name: #ty = #value;),
            value: quote!(#name),
        };
    }

    Given {
        argument: argument_tokens,
        statement: TokenStream::new(),
        value,
    }
}

/// The argument of a body, and the method that takes it.
pub(super) fn body_argument(module: &Module<'_>, body: &Body) -> (TokenStream, &'static str) {
    let ty = match &body.ty {
        TypeRef::List(item) => {
            let item = tokens(&rust_type(module.context, &module.symbols, item));
            return (quote!(&[#item]), "json_list");
        }
        TypeRef::Primitive(_) | TypeRef::Named(_) | TypeRef::Boxed(_) | TypeRef::Map(_) => {
            tokens(&rust_type(module.context, &module.symbols, &body.ty))
        }
    };

    (quote!(&#ty), "json")
}

/// What a value that is sent is called, and how it travels.
pub(super) struct Sent {
    /// What has to be done before.
    pub(super) statement: TokenStream,
    /// The wire name, or the variable that holds it with its wire rules.
    pub(super) value: TokenStream,
}

/// The wire name of a value that is sent; with its wire rules, in a variable, where they are not plain.
pub(super) fn wire_member(
    module: &mut Module<'_>,
    variable: &str,
    wire: &str,
    shape: &Shape,
    ty: &TypeRef,
) -> Sent {
    let sent = Shape {
        views: Vec::new(),
        ..shape_of(module.context, shape, ty).clone()
    };
    let calls = module.times.shape_calls(&module.symbols, &sent);
    if calls.is_empty() {
        return Sent {
            statement: TokenStream::new(),
            value: quote!(#wire),
        };
    }
    let member = tokens(&module.symbols.codec("Member"));
    let (calls, variable) = (tokens(&calls.concat()), format_ident!("{variable}"));

    Sent {
        statement: quote!(let #variable = #member::required(#wire) #calls;),
        value: quote!(#variable),
    }
}

/// The doc comment: what it does, how it travels, what is not certain.
pub(super) fn docs(operation: &Operation) -> DocLines {
    let call = markdown::code(&format!(
        "{} {}",
        operation.http_method.as_str(),
        operation.path_text()
    ));
    let calls = format!("Calls {call}.");
    let mut docs = DocLines::of_doc(&operation.doc);
    if docs.is_empty() {
        docs.paragraph(&calls);
    }
    let link = operation
        .origin
        .docs_url
        .as_deref()
        .and_then(|url| markdown::link("vendor docs", url));
    // A call that nobody has described says its path in the first sentence.
    let says_path = operation.doc.summary.is_empty() || operation.doc.summary == calls;
    let travels = match (says_path, link) {
        (true, None) => String::new(),
        (true, Some(link)) => format!("See the {link}."),
        (false, None) => format!("{call}."),
        (false, Some(link)) => format!("{call}, {link}."),
    };
    docs.paragraph(&travels);
    for (index, note) in operation.notes.iter().enumerate() {
        let note = markdown::prose(note);
        if index == 0 && travels.is_empty() {
            docs.paragraph(&note);
        } else {
            docs.lines_of(&note);
        }
    }
    if !operation.evidence.is_empty() {
        docs.paragraph("Not simply documented:");
        for evidence in &operation.evidence {
            docs.item(&format!(
                "{} ({})",
                markdown::prose(&evidence.text),
                evidence.grade
            ));
        }
    }

    docs
}
