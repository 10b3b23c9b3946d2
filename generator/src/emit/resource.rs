//! `src/<resource>.rs`: the handle, its operations in the order of the spec, the request structs, the operations' tables.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use quote::{format_ident, quote};

use crate::model::{Output, Resource};

use super::client::accessor;
use super::context::Context;
use super::docs::DocLines;
use super::operation;
use super::print;
use super::print::tokens;
use super::request;
use super::sample::sample;
use super::symbol::Symbols;
use super::table;
use super::value::TimeFormats;

/// What the printers of one resource share.
pub(super) struct Module<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) resource: &'a Resource,
    pub(super) symbols: Symbols<'a>,
    pub(super) times: TimeFormats,
    /// The names of the operations' tables.
    pub(super) tables: BTreeSet<String>,
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
        tables: resource.operations.iter().map(table::table_name).collect(),
    };

    let handle = format_ident!("{}", resource.name.as_str());
    let core = tokens(&module.symbols.runtime("Core"));
    // Each is printed for itself: tokens are copied each time that they are put into others.
    let header = format!("impl {}<'_>", resource.name);
    let methods = resource
        .operations
        .iter()
        .map(|operation| operation::method(&mut module, operation));
    let methods = print::implementation(&header, methods);
    let requests: Vec<String> = resource
        .operations
        .iter()
        .filter(|operation| request::has_request(operation))
        .map(|operation| print::items(request::request(&mut module, operation)))
        .collect();
    let tables = print::items(table::tables(&mut module, &resource.operations));
    let constants = module.times.constants(&module.symbols);
    let constants = constants
        .iter()
        .map(|constant| print::items(tokens(constant)));

    let mut docs = DocLines::of_doc(&resource.doc);
    if docs.is_empty() {
        docs.paragraph(&format!("The calls in `{}`.", resource.field));
    }
    let accessor = accessor(context, resource.field.as_str());
    let mut handle_docs = DocLines::of(&format!(
        "The calls in `{}`, obtained from [`Client::{accessor}`](crate::Client::{accessor}).",
        resource.field
    ));
    if let Some(example) = example(context, resource) {
        handle_docs.paragraph(&example);
    }
    let handle_docs = print::doc_attributes(&handle_docs);
    let handle = print::items(quote! {
        #handle_docs
        #[derive(Clone, Copy, Debug)]
        pub struct #handle<'c> {
            pub(crate) core: &'c #core,
        }
    });
    let mut parts = vec![handle, methods];
    parts.extend(requests);
    parts.extend(constants);
    parts.push(tables);

    print::head(context, &docs, &module.symbols.print()) + &parts.join("\n")
}

/// A call of the resource, compiled with the documentation; nothing where none can be shown in a few words.
fn example(context: &Context<'_>, resource: &Resource) -> Option<String> {
    let (operation, sample) = resource
        .operations
        .iter()
        .filter(|operation| !operation.deprecated && !operation.announced)
        .find_map(|operation| Some((operation, sample(context, operation)?)))?;
    let name = context.crate_ident();
    let mut code = String::new();
    if sample.uploads {
        let _ = writeln!(code, "use {name}::Upload;");
    }
    let types: Vec<&str> = sample.types.iter().map(String::as_str).collect();
    match types.as_slice() {
        [] => {}
        [one] => {
            let _ = writeln!(code, "use {name}::types::{one};");
        }
        several => {
            let _ = writeln!(code, "use {name}::types::{{{}}};", several.join(", "));
        }
    }
    if let Some((body, value)) = &sample.body {
        let _ = writeln!(code, "let {body} = {value};");
    }
    let answer = match &operation.output {
        Output::Nothing => "",
        Output::Page { .. } => "let page = ",
        Output::Value { .. }
        | Output::Text { .. }
        | Output::Download { .. }
        | Output::Events { .. } => "let answer = ",
    };
    let _ = writeln!(
        code,
        "{answer}client.{}().{}({}).await?;",
        accessor(context, resource.field.as_str()),
        operation.method_name,
        sample.arguments.join(", ")
    );

    Some(format!(
        "# Examples\n\n```no_run\n# async fn run(client: &{name}::Client) -> Result<(), {name}::Error> {{\n{}# Ok(())\n# }}\n```",
        print::statements(&code)
    ))
}
