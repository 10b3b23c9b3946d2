//! One operation: the method on the handle, which describes a request and makes one call.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{
    Encoding, MethodName, Operation, Output, ParameterPlace, Presence, Primitive, Shape, TypeKind,
    TypeRef,
};

use super::around;
use super::body::body_argument;
use super::context::Context;
use super::docs::DocLines;
use super::encoding::encoding_value;
use super::lazy;
use super::lints;
use super::markdown;
use super::one_line::one_line;
use super::print;
use super::print::tokens;
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
    let docs = print::doc_attributes(&docs(module.context, operation));
    let deprecated = deprecation(operation);

    let (mut arguments, mut variables) = (Vec::new(), Vec::new());
    let mut lets = TokenStream::new();
    let mut describe = quote!(self.core.call(&#table));
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_argument());
    let path = operation.path_parameters.iter().map(|one| {
        (
            format_ident!("path"),
            &one.field,
            (one.wire.as_str(), &one.shape, one.encoding),
            &one.ty,
        )
    });
    let others = required.map(|one| {
        (
            place_method("", one.place),
            &one.field,
            (one.wire.as_str(), &one.shape, one.encoding),
            &one.ty,
        )
    });
    for (place, field, sent, ty) in path.chain(others) {
        let given = given(module, field.as_str(), ty);
        let variable = variable_name(field.as_str(), sent.2.is_some());
        let (member, value) = (wire_member(module, &variable, sent, ty), given.value);
        arguments.push(given.argument);
        lets.extend(given.statement);
        let member = if member.statement.is_empty() {
            member.value
        } else {
            lets.extend(member.statement);
            variables.push(variable);
            member.value
        };
        describe.extend(quote!(.#place(#member, #value)));
    }
    for parameter in &operation.parameters {
        if let Some(value) = &parameter.fixed {
            let (place, wire) = (place_method("fixed_", parameter.place), &parameter.wire);
            describe.extend(quote!(.#place(#wire, #value)));
        }
    }
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| body.presence == Presence::Required)
    {
        let argument = body_argument(module, operation, body, body.field.as_str());
        let (field, ty) = (format_ident!("{}", body.field.as_str()), argument.ty);
        arguments.push(quote!(#field: #ty));
        for (method, given) in argument.calls {
            let method = format_ident!("{method}");
            describe.extend(quote!(.#method(#given)));
        }
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

    let attributes = attributes(&operation.method_name, (&arguments, &variables), &output);

    quote! {
        #docs
        #deprecated
        #(#attributes)*
        pub fn #name(&self, #(#arguments),*) -> #output {
            #value
        }
    }
}

/// The variable that describes the parameter of an argument.
fn variable_name(field: &str, has_encoding: bool) -> String {
    // A reserved word has an underscore at its end, and two in a row are no name.
    let field = field.trim_end_matches('_');
    match (has_encoding, field.ends_with("_parameter")) {
        (false, _) => format!("{field}_member"),
        (true, false) => format!("{field}_parameter"),
        (true, true) => format!("{field}_rules"),
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

/// The exceptions from lints that the method needs, and where it is compiled.
fn attributes(
    name: &MethodName,
    (arguments, variables): (&[TokenStream], &[String]),
    output: &TokenStream,
) -> Vec<TokenStream> {
    let arguments: Vec<String> = arguments.iter().cloned().map(one_line).collect();
    let mut attributes = lints::of_method(name.as_str(), &arguments, variables);
    let of_output = lints::of_types(&[one_line(output.clone())]);
    attributes.extend(of_output.filter(|attribute| !attributes.contains(attribute)));
    attributes.extend(lazy::mark(&arguments).map(str::to_owned));

    attributes
        .iter()
        .map(|attribute| tokens(attribute))
        .collect()
}

/// `query`, `header` or `cookie`, or a setter of it.
pub(super) fn place_method(prefix: &str, place: ParameterPlace) -> proc_macro2::Ident {
    match place {
        ParameterPlace::Query => format_ident!("{prefix}query"),
        ParameterPlace::Header => format_ident!("{prefix}header"),
        ParameterPlace::Cookie => format_ident!("{prefix}cookie"),
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
    // What is large is only looked at.
    if is_record(module, ty) {
        return Given {
            argument: quote!(#name: &#taken),
            statement: TokenStream::new(),
            value: quote!(#name),
        };
    }
    let argument_tokens = quote!(#name: #taken);
    // Only a list needs to be told what it becomes.
    if argument.convert == Convert::Each {
        let ty = tokens(&rust_type(module.context, &module.symbols, ty));
        return Given {
            argument: argument_tokens,
            statement: quote!(let #name: #ty = #value;),
            value: quote!(&#name),
        };
    }

    Given {
        argument: argument_tokens,
        statement: TokenStream::new(),
        value: quote!(&#value),
    }
}

/// Whether a value of the type has members.
fn is_record(module: &Module<'_>, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Named(id) => match module.context.api.types.get(*id).kind {
            TypeKind::Struct(_) | TypeKind::Union(_) => true,
            TypeKind::TextEnum(_) | TypeKind::Newtype(_) | TypeKind::ByStatus(_) => false,
        },
        TypeRef::Map(_) => true,
        TypeRef::Primitive(_) | TypeRef::Boxed(_) | TypeRef::List(_) | TypeRef::Nullable(_) => {
            false
        }
    }
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
    (wire, shape, encoding): (&str, &Shape, Option<Encoding>),
    ty: &TypeRef,
) -> Sent {
    let sent = Shape {
        views: Vec::new(),
        ..shape_of(module.context, shape, ty).clone()
    };
    let calls = module.times.shape_calls(&module.symbols, &sent);
    if calls.is_empty() && encoding.is_none() {
        return Sent {
            statement: TokenStream::new(),
            value: quote!(#wire),
        };
    }
    let member = tokens(&module.symbols.codec("Member"));
    let (calls, variable) = (tokens(&calls.concat()), format_ident!("{variable}"));
    let member = quote!(#member::required(#wire) #calls);
    let value = match encoding {
        None => member,
        Some(encoding) => {
            let parameter = tokens(&module.symbols.runtime("Parameter"));
            let encoding = encoding_value(&module.symbols, encoding);
            quote!(#parameter::new(#member, #encoding))
        }
    };

    Sent {
        statement: quote!(let #variable = #value;),
        value: quote!(#variable),
    }
}

/// The doc comment: what it does, how it travels, what is not certain.
pub(super) fn docs(context: &Context<'_>, operation: &Operation) -> DocLines {
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
    for sentence in around::sentences(context, operation) {
        docs.paragraph(&sentence);
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

#[cfg(test)]
mod tests {
    use super::variable_name;

    #[test]
    fn a_variable_has_a_name_that_the_compiler_takes() {
        assert_eq!(variable_name("ids", true), "ids_parameter");
        assert_eq!(variable_name("type_", true), "type_parameter");
        assert_eq!(
            variable_name("body_parameter", true),
            "body_parameter_rules"
        );
        assert_eq!(variable_name("type_", false), "type_member");
    }
}
